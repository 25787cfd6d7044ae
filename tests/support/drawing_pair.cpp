// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/drawing_pair.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace vitrine {

namespace {

int bytesPerPixel(int depth)
{
    return depth <= 8 ? 1 : 4;
}

std::size_t strideOf(int width, int depth)
{
    const std::size_t bits = static_cast<std::size_t>(width) * (depth == 1   ? 1
                                                                : depth <= 8 ? 8
                                                                             : 32);
    return (bits + 31) / 32 * 4;
}

xcb_window_t rootOf(xcb_connection_t* connection)
{
    return xcb_setup_roots_iterator(xcb_get_setup(connection)).data->root;
}

} // namespace

Artist::Artist(xcb_connection_t* connection, xcb_window_t root, int depth, unsigned seed)
    : c_(connection), root_(root), depth_(depth), random_(seed)
{
    target_ = pixmap(width, height, depth);
    noise(target_, width, height, depth);
    gc_ = xcb_generate_id(c_);
    xcb_create_gc(c_, gc_, target_, 0, nullptr);
}

Artist::~Artist()
{
    xcb_free_gc(c_, gc_);
    for (const xcb_pixmap_t each : pixmaps_) xcb_free_pixmap(c_, each);
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
    const int tileWidth = number(1, 20), tileHeight = number(1, 20);
    const xcb_pixmap_t tile = pixmap(tileWidth, tileHeight, depth_);
    noise(tile, tileWidth, tileHeight, depth_);
    const xcb_pixmap_t stipple = pixmap(tileHeight, tileWidth, 1);
    noise(stipple, tileHeight, tileWidth, 1);
    set(XCB_GC_TILE, tile);
    set(XCB_GC_STIPPLE, stipple);
    set(XCB_GC_TILE_STIPPLE_ORIGIN_X, static_cast<std::uint32_t>(number(-30, 30)));
    set(XCB_GC_TILE_STIPPLE_ORIGIN_Y, static_cast<std::uint32_t>(number(-30, 30)));
    if (number(0, 1)) set(XCB_GC_FILL_STYLE, static_cast<std::uint32_t>(number(0, 3)));
    std::array<std::uint8_t, 5> dashes{};
    for (std::uint8_t& dash : dashes) dash = static_cast<std::uint8_t>(number(1, 14));
    xcb_set_dashes(c_, gc_, static_cast<std::uint16_t>(number(0, 40)),
                   static_cast<std::uint16_t>(number(1, 5)), dashes.data());
    if (number(0, 2) == 0) {
        const auto clip = someRectangles(4);
        xcb_set_clip_rectangles(c_, XCB_CLIP_ORDERING_UNSORTED, gc_,
                                static_cast<std::int16_t>(number(-5, 5)),
                                static_cast<std::int16_t>(number(-5, 5)),
                                static_cast<std::uint32_t>(clip.size()), clip.data());
    }
    return *this;
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

void Artist::rectangles()
{
    const auto rectangles = someRectangles(5);
    xcb_poly_fill_rectangle(c_, target_, gc_, static_cast<std::uint32_t>(rectangles.size()),
                            rectangles.data());
}

void Artist::points()
{
    const auto points = somePoints(50);
    const auto mode = static_cast<std::uint8_t>(number(0, 1));
    xcb_poly_point(c_, mode, target_, gc_, static_cast<std::uint32_t>(points.size()),
                   points.data());
}

void Artist::polyline()
{
    const auto points = somePoints(6);
    xcb_poly_line(c_, XCB_COORD_MODE_ORIGIN, target_, gc_,
                  static_cast<std::uint32_t>(points.size()), points.data());
}

void Artist::segments()
{
    std::vector<xcb_segment_t> segments(static_cast<std::size_t>(number(1, 4)));
    for (xcb_segment_t& segment : segments) {
        const auto ends = somePoints(2);
        segment = {ends[0].x, ends[0].y, ends[1].x, ends[1].y};
        if (number(0, 3) == 0) segment.x2 = segment.x1;
        if (number(0, 3) == 0) segment.y2 = segment.y1;
    }
    xcb_poly_segment(c_, target_, gc_, static_cast<std::uint32_t>(segments.size()),
                     segments.data());
}

void Artist::outlines()
{
    const auto rectangles = someRectangles(3);
    xcb_poly_rectangle(c_, target_, gc_, static_cast<std::uint32_t>(rectangles.size()),
                       rectangles.data());
}

void Artist::arcs()
{
    const auto arcs = someArcs();
    xcb_poly_arc(c_, target_, gc_, static_cast<std::uint32_t>(arcs.size()), arcs.data());
}

void Artist::filledArcs(bool whole)
{
    auto arcs = someArcs();
    for (xcb_arc_t& arc : arcs)
        if (whole) arc.angle2 = 360 * 64;
    xcb_poly_fill_arc(c_, target_, gc_, static_cast<std::uint32_t>(arcs.size()), arcs.data());
}

void Artist::polygon()
{
    const auto points = somePoints(8);
    xcb_fill_poly(c_, target_, gc_, XCB_POLY_SHAPE_COMPLEX, XCB_COORD_MODE_ORIGIN,
                  static_cast<std::uint32_t>(points.size()), points.data());
}

void Artist::copyWithin()
{
    xcb_copy_area(c_, target_, target_, gc_, static_cast<std::int16_t>(number(-20, width)),
                  static_cast<std::int16_t>(number(-20, height)),
                  static_cast<std::int16_t>(number(-20, width)),
                  static_cast<std::int16_t>(number(-20, height)),
                  static_cast<std::uint16_t>(number(1, 100)),
                  static_cast<std::uint16_t>(number(1, 100)));
}

void Artist::copyFromOther()
{
    const xcb_pixmap_t other = pixmap(50, 60, depth_);
    noise(other, 50, 60, depth_);
    xcb_copy_area(
        c_, other, target_, gc_, static_cast<std::int16_t>(number(-20, 50)),
        static_cast<std::int16_t>(number(-20, 50)), static_cast<std::int16_t>(number(-20, width)),
        static_cast<std::int16_t>(number(-20, height)), static_cast<std::uint16_t>(number(1, 100)),
        static_cast<std::uint16_t>(number(1, 100)));
}

void Artist::copyPlane()
{
    const int depth = number(0, 1) ? 1 : depth_;
    const xcb_pixmap_t other = pixmap(50, 60, depth);
    noise(other, 50, 60, depth);
    xcb_copy_plane(
        c_, other, target_, gc_, static_cast<std::int16_t>(number(-20, 50)),
        static_cast<std::int16_t>(number(-20, 50)), static_cast<std::int16_t>(number(-20, width)),
        static_cast<std::int16_t>(number(-20, height)), static_cast<std::uint16_t>(number(1, 100)),
        static_cast<std::uint16_t>(number(1, 100)), 1u << number(0, depth - 1));
}

void Artist::image()
{
    const int w = number(1, 60), h = number(1, 60), format = number(0, 2);
    const int leftPad = format == XCB_IMAGE_FORMAT_Z_PIXMAP ? 0 : number(0, 31);
    const int depth = format == XCB_IMAGE_FORMAT_XY_BITMAP ? 1 : depth_;
    const std::size_t stride = format == XCB_IMAGE_FORMAT_Z_PIXMAP
                                   ? strideOf(w, depth)
                                   : strideOf(w + leftPad, 1) * static_cast<std::size_t>(depth);
    std::vector<std::uint8_t> bytes(stride * static_cast<std::size_t>(h));
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random_());
    xcb_put_image(
        c_, static_cast<std::uint8_t>(format), target_, gc_, static_cast<std::uint16_t>(w),
        static_cast<std::uint16_t>(h), static_cast<std::int16_t>(number(-20, width)),
        static_cast<std::int16_t>(number(-20, height)), static_cast<std::uint8_t>(leftPad),
        static_cast<std::uint8_t>(depth), static_cast<std::uint32_t>(bytes.size()), bytes.data());
}

void Artist::text()
{
    const xcb_font_t font = xcb_generate_id(c_);
    const std::string name = number(0, 1) ? "fixed" : "cursor";
    xcb_open_font(c_, font, static_cast<std::uint16_t>(name.size()), name.data());
    set(XCB_GC_FONT, font);
    std::string text(static_cast<std::size_t>(number(1, 12)), ' ');
    for (char& letter : text) letter = static_cast<char>(number(0, 255));
    const auto x = static_cast<std::int16_t>(number(-10, width));
    const auto y = static_cast<std::int16_t>(number(-5, height + 5));
    if (number(0, 1)) {
        xcb_image_text_8(c_, static_cast<std::uint8_t>(text.size()), target_, gc_, x, y,
                         text.data());
    } else {
        std::vector<std::uint8_t> items{static_cast<std::uint8_t>(text.size()), 3};
        items.insert(items.end(), text.begin(), text.end());
        xcb_poly_text_8(c_, target_, gc_, x, y, static_cast<std::uint32_t>(items.size()),
                        items.data());
    }
    xcb_close_font(c_, font);
}

std::vector<std::uint8_t> Artist::pixels()
{
    const auto cookie =
        xcb_get_image(c_, XCB_IMAGE_FORMAT_Z_PIXMAP, target_, 0, 0, width, height, ~0u);
    const XcbReply<xcb_get_image_reply_t> reply(xcb_get_image_reply(c_, cookie, nullptr));
    if (!reply) return {};
    const std::uint8_t* bytes = xcb_get_image_data(reply.get());
    std::vector<std::uint8_t> pixels;
    const std::size_t stride = strideOf(width, depth_);
    for (std::size_t y = 0; y < height; ++y)
        for (std::size_t x = 0; x < width; ++x) {
            const std::uint8_t* row = bytes + y * stride;
            if (depth_ == 1) {
                pixels.push_back(row[x / 8] >> x % 8 & 1);
                continue;
            }
            const std::size_t size = static_cast<std::size_t>(bytesPerPixel(depth_));
            for (std::size_t i = 0; i < (depth_ == 24 ? 3 : size); ++i)
                pixels.push_back(row[x * size + i]);
        }
    return pixels;
}

DrawingPair::DrawingPair() : client_(std::make_unique<XcbClient>(server_))
{
    if (!xvfb_.runs()) return;
    reference_ = xcb_connect(xvfb_.name().c_str(), nullptr);
    if (!xcb_connection_has_error(reference_)) return;
    xcb_disconnect(reference_);
    reference_ = nullptr;
}

DrawingPair::~DrawingPair()
{
    if (reference_) xcb_disconnect(reference_);
}

DrawingPair::Difference DrawingPair::compare(void (*draw)(Artist&), int depth, unsigned seed)
{
    const auto picture = [&](xcb_connection_t* connection) {
        Artist artist(connection, rootOf(connection), depth, seed);
        draw(artist);
        return artist.pixels();
    };
    const std::vector<std::uint8_t> ours = picture(client_->c()), theirs = picture(reference_);
    if (ours == theirs) return {};
    if (ours.size() != theirs.size()) return {Artist::width * Artist::height, "one has no picture"};
    const std::size_t size = ours.size() / (Artist::width * Artist::height);
    std::ostringstream text;
    int count = 0;
    for (std::size_t i = 0; i < ours.size(); i += size) {
        if (std::equal(ours.begin() + static_cast<std::ptrdiff_t>(i),
                       ours.begin() + static_cast<std::ptrdiff_t>(i + size),
                       theirs.begin() + static_cast<std::ptrdiff_t>(i)))
            continue;
        const std::size_t pixel = i / size;
        if (count++ < 8)
            text << "(" << pixel % Artist::width << "," << pixel / Artist::width << ") ";
    }
    return {count, text.str()};
}

} // namespace vitrine
