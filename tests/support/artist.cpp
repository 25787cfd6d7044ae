// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/artist.h"

#include <algorithm>
#include <array>

namespace vitrine {

namespace {

const xcb_screen_t& screenOf(xcb_connection_t* connection)
{
    return *xcb_setup_roots_iterator(xcb_get_setup(connection)).data;
}

// Any of a depth.
xcb_visualid_t visualOf(const xcb_screen_t& screen, int depth)
{
    for (auto depths = xcb_screen_allowed_depths_iterator(&screen); depths.rem;
         xcb_depth_next(&depths))
        if (depths.data->depth == depth && depths.data->visuals_len)
            return xcb_depth_visuals(depths.data)->visual_id;
    return XCB_COPY_FROM_PARENT;
}

} // namespace

Artist::Artist(xcb_connection_t* connection, Sheet sheet, unsigned seed)
    : c_(connection), root_(screenOf(connection).root), sheet_(sheet), depth_(sheet.depth),
      random_(seed)
{
    if (sheet.kind == Sheet::Kind::Window) {
        createWindows();
    } else if (sheet.kind == Sheet::Kind::Root) {
        target_ = root_;
    } else {
        target_ = pixmap(width, height, depth_);
        noise(target_, width, height, depth_);
    }
    gc_ = xcb_generate_id(c_);
    xcb_create_gc(c_, gc_, target_, 0, nullptr);
}

Artist::~Artist()
{
    xcb_free_gc(c_, gc_);
    if (sheet_.kind == Sheet::Kind::Window) xcb_destroy_window(c_, target_);
    for (const xcb_pixmap_t each : pixmaps_) xcb_free_pixmap(c_, each);
    if (colormap_) xcb_free_colormap(c_, colormap_);
}

// A window that no window manager moves, and children that draw nothing of their own but their
// backgrounds and borders: one over another, one over the edge, one InputOnly, one grandchild.
void Artist::createWindows()
{
    xcb_visualid_t visual = XCB_COPY_FROM_PARENT;
    if (depth_ == 32) {
        visual = visualOf(screenOf(c_), depth_);
        colormap_ = xcb_generate_id(c_);
        xcb_create_colormap(c_, XCB_COLORMAP_ALLOC_NONE, colormap_, root_, visual);
    }
    const auto create = [&](xcb_window_t parent, xcb_rectangle_t at, int border, bool visible) {
        const xcb_window_t id = xcb_generate_id(c_);
        const std::array values{anyPixel(), anyPixel(), 1u, colormap_};
        constexpr std::uint32_t override = XCB_CW_OVERRIDE_REDIRECT;
        const std::uint32_t colored = colormap_ ? std::uint32_t{XCB_CW_COLORMAP} : 0u;
        if (visible)
            xcb_create_window(
                c_, static_cast<std::uint8_t>(depth_), id, parent, at.x, at.y, at.width, at.height,
                static_cast<std::uint16_t>(border), XCB_WINDOW_CLASS_INPUT_OUTPUT, visual,
                XCB_CW_BACK_PIXEL | XCB_CW_BORDER_PIXEL | override | colored, values.data());
        else
            xcb_create_window(c_, 0, id, parent, at.x, at.y, at.width, at.height, 0,
                              XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT, override,
                              &values[2]);
        xcb_map_window(c_, id);
        return id;
    };
    target_ = create(root_, {20, 20, width, height}, 3, true);
    create(target_, {8, 10, 30, 25}, 2, true);
    const xcb_window_t other = create(target_, {30, 20, 25, 30}, 0, true);
    create(other, {-5, 5, 15, 10}, 1, true);
    create(target_, {90, 50, 40, 50}, 4, true);
    create(target_, {50, 10, 20, 20}, 0, false);
}

int Artist::number(int low, int high)
{
    // Not std::uniform_int_distribution, whose results are the library's own.
    return low + static_cast<int>(random_() % static_cast<unsigned>(high - low + 1));
}

std::uint32_t Artist::anyPixel()
{
    const std::uint32_t value = random_();
    return depth_ == 32 ? value : value & ((1u << depth_) - 1);
}

void Artist::set(std::uint32_t mask, std::uint32_t value)
{
    xcb_change_gc(c_, gc_, mask, &value);
}

xcb_pixmap_t Artist::pixmap(int w, int h, int depth)
{
    const xcb_pixmap_t id = xcb_generate_id(c_);
    xcb_create_pixmap(c_, static_cast<std::uint8_t>(depth), id, root_,
                      static_cast<std::uint16_t>(w), static_cast<std::uint16_t>(h));
    pixmaps_.push_back(id);
    return id;
}

void Artist::noise(xcb_pixmap_t on, int w, int h, int depth)
{
    std::vector<std::uint8_t> bytes(strideOf(w, depth) * static_cast<std::size_t>(h));
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random_());
    if (depth == 24)
        for (std::size_t i = 3; i < bytes.size(); i += 4) bytes[i] = 0;
    const xcb_gcontext_t gc = xcb_generate_id(c_);
    xcb_create_gc(c_, gc, on, 0, nullptr);
    xcb_put_image(c_, XCB_IMAGE_FORMAT_Z_PIXMAP, on, gc, static_cast<std::uint16_t>(w),
                  static_cast<std::uint16_t>(h), 0, 0, 0, static_cast<std::uint8_t>(depth),
                  static_cast<std::uint32_t>(bytes.size()), bytes.data());
    xcb_free_gc(c_, gc);
}

Artist& Artist::context()
{
    if (number(0, 1)) set(XCB_GC_FUNCTION, static_cast<std::uint32_t>(number(0, 15)));
    if (number(0, 2) == 0) set(XCB_GC_PLANE_MASK, random_());
    set(XCB_GC_FOREGROUND, anyPixel());
    set(XCB_GC_BACKGROUND, anyPixel());
    set(XCB_GC_LINE_STYLE, static_cast<std::uint32_t>(number(0, 2)));
    set(XCB_GC_CAP_STYLE, static_cast<std::uint32_t>(number(0, 3)));
    set(XCB_GC_JOIN_STYLE, static_cast<std::uint32_t>(number(0, 2)));
    set(XCB_GC_FILL_RULE, static_cast<std::uint32_t>(number(0, 1)));
    set(XCB_GC_ARC_MODE, static_cast<std::uint32_t>(number(0, 1)));
    pattern();
    if (number(0, 1)) set(XCB_GC_FILL_STYLE, static_cast<std::uint32_t>(number(0, 3)));
    dashes();
    if (number(0, 2) == 0) {
        const auto clip = someRectangles(4);
        xcb_set_clip_rectangles(c_, XCB_CLIP_ORDERING_UNSORTED, gc_,
                                static_cast<std::int16_t>(number(-5, 5)),
                                static_cast<std::int16_t>(number(-5, 5)),
                                static_cast<std::uint32_t>(clip.size()), clip.data());
    }
    return *this;
}

void Artist::pattern()
{
    const int tileWidth = number(1, 20), tileHeight = number(1, 20);
    const xcb_pixmap_t tile = pixmap(tileWidth, tileHeight, depth_);
    noise(tile, tileWidth, tileHeight, depth_);
    const xcb_pixmap_t stipple = pixmap(tileHeight, tileWidth, 1);
    noise(stipple, tileHeight, tileWidth, 1);
    set(XCB_GC_TILE, tile);
    set(XCB_GC_STIPPLE, stipple);
    set(XCB_GC_TILE_STIPPLE_ORIGIN_X, static_cast<std::uint32_t>(number(-30, 30)));
    set(XCB_GC_TILE_STIPPLE_ORIGIN_Y, static_cast<std::uint32_t>(number(-30, 30)));
}

void Artist::dashes()
{
    std::array<std::uint8_t, 5> dashes{};
    for (std::uint8_t& dash : dashes) dash = static_cast<std::uint8_t>(number(1, 14));
    xcb_set_dashes(c_, gc_, static_cast<std::uint16_t>(number(0, 40)),
                   static_cast<std::uint16_t>(number(1, 5)), dashes.data());
}

Artist& Artist::lineWidth(int pixels)
{
    set(XCB_GC_LINE_WIDTH, static_cast<std::uint32_t>(pixels));
    return *this;
}

Artist& Artist::wide(LineStyles styles)
{
    if (styles == LineStyles::Solid)
        solid();
    else
        set(XCB_GC_LINE_STYLE, static_cast<std::uint32_t>(number(1, 2)));
    return lineWidth(number(1, 14));
}

Artist& Artist::solid()
{
    set(XCB_GC_LINE_STYLE, XCB_LINE_STYLE_SOLID);
    return *this;
}

Artist& Artist::unprojected()
{
    set(XCB_GC_CAP_STYLE, static_cast<std::uint32_t>(number(0, 2)));
    return *this;
}

std::vector<xcb_point_t> Artist::somePoints(int most)
{
    std::vector<xcb_point_t> points(static_cast<std::size_t>(number(2, most)));
    for (auto& [x, y] : points) {
        x = static_cast<std::int16_t>(number(-15, width + 15));
        y = static_cast<std::int16_t>(number(-15, height + 15));
    }
    if (number(0, 3) == 0) points.back() = points.front();
    return points;
}

std::vector<xcb_rectangle_t> Artist::someRectangles(int most)
{
    std::vector<xcb_rectangle_t> rectangles(static_cast<std::size_t>(number(1, most)));
    for (xcb_rectangle_t& rect : rectangles) {
        rect.x = static_cast<std::int16_t>(number(-15, width));
        rect.y = static_cast<std::int16_t>(number(-15, height));
        rect.width = static_cast<std::uint16_t>(number(0, 60));
        rect.height = static_cast<std::uint16_t>(number(0, 60));
    }
    return rectangles;
}

std::vector<xcb_arc_t> Artist::someArcs()
{
    std::vector<xcb_arc_t> arcs(static_cast<std::size_t>(number(1, 2)));
    for (xcb_arc_t& arc : arcs) {
        arc.x = static_cast<std::int16_t>(number(-15, width / 2));
        arc.y = static_cast<std::int16_t>(number(-15, height / 2));
        arc.width = static_cast<std::uint16_t>(number(0, 80));
        arc.height = number(0, 2) == 0 ? arc.width : static_cast<std::uint16_t>(number(0, 80));
        arc.angle1 = static_cast<std::int16_t>(number(-370 * 64, 370 * 64));
        arc.angle2 = static_cast<std::int16_t>(number(-370 * 64, 370 * 64));
        if (number(0, 3) == 0) arc.angle1 = static_cast<std::int16_t>(number(-4, 4) * 45 * 64);
        if (number(0, 3) == 0) arc.angle2 = static_cast<std::int16_t>(number(-8, 8) * 45 * 64);
    }
    return arcs;
}

std::vector<std::uint8_t> Artist::pixels()
{
    const auto cookie =
        xcb_get_image(c_, XCB_IMAGE_FORMAT_Z_PIXMAP, target_, 0, 0, width, height, ~0u);
    const XcbReply<xcb_get_image_reply_t> reply(xcb_get_image_reply(c_, cookie, nullptr));
    if (!reply) return {};
    const std::uint8_t* bytes = xcb_get_image_data(reply.get());
    std::vector<std::uint8_t> pixels;
    const std::size_t stride = strideOf(width, depth_), size = depth_ <= 8    ? 1
                                                               : depth_ == 16 ? 2
                                                                              : 4;
    for (std::size_t y = 0; y < height; ++y)
        for (std::size_t x = 0; x < width; ++x) {
            const std::uint8_t* row = bytes + y * stride;
            if (depth_ == 1) {
                pixels.push_back(row[x / 8] >> x % 8 & 1);
                continue;
            }
            for (std::size_t i = 0; i < (depth_ == 24 ? 3 : size); ++i)
                pixels.push_back(depth_ == 4 ? row[x] & 15 : row[x * size + i]);
        }
    return pixels;
}

std::vector<bool> Artist::planes()
{
    const std::uint32_t mask = random_() & (depth_ == 32 ? ~0u : (1u << depth_) - 1);
    const auto cookie =
        xcb_get_image(c_, XCB_IMAGE_FORMAT_XY_PIXMAP, target_, 3, 4, width - 7, height - 9, mask);
    const XcbReply<xcb_get_image_reply_t> reply(xcb_get_image_reply(c_, cookie, nullptr));
    if (!reply) return {};
    const std::uint8_t* bytes = xcb_get_image_data(reply.get());
    const std::size_t stride = strideOf(width - 7, 1);
    const auto rows = static_cast<std::size_t>(xcb_get_image_data_length(reply.get())) / stride;
    std::vector<bool> bits;
    for (std::size_t y = 0; y < rows; ++y)
        for (std::size_t x = 0; x < width - 7; ++x)
            bits.push_back((bytes[y * stride + x / 8] >> x % 8 & 1) != 0);
    return bits;
}

} // namespace vitrine
