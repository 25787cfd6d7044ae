// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/render_artist.h"

#include "tests/support/artist.h"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace vitrine {

namespace {

struct NamedFormat {
    std::string_view name;
    int depth;
    xcb_render_directformat_t direct;
};
constexpr NamedFormat namedFormats[] = {
    {"a8r8g8b8", 32, {16, 0xff, 8, 0xff, 0, 0xff, 24, 0xff}},
    {"x8r8g8b8", 24, {16, 0xff, 8, 0xff, 0, 0xff, 0, 0}},
    {"a8", 8, {0, 0, 0, 0, 0, 0, 0, 0xff}},
    {"a1", 1, {0, 0, 0, 0, 0, 0, 0, 1}},
    {"b8g8r8a8", 32, {8, 0xff, 16, 0xff, 24, 0xff, 0, 0xff}},
    {"a2r10g10b10", 32, {20, 0x3ff, 10, 0x3ff, 0, 0x3ff, 30, 3}},
    {"r5g6b5", 16, {11, 0x1f, 5, 0x3f, 0, 0x1f, 0, 0}},
    {"a1b5g5r5", 16, {0, 0x1f, 5, 0x1f, 10, 0x1f, 15, 1}},
    {"a4r4g4b4", 16, {8, 0xf, 4, 0xf, 0, 0xf, 12, 0xf}},
};

const NamedFormat& named(std::string_view name)
{
    return *std::find_if(std::begin(namedFormats), std::end(namedFormats),
                         [&](const NamedFormat& format) { return format.name == name; });
}

bool same(const xcb_render_directformat_t& a, const xcb_render_directformat_t& b)
{
    return a.red_mask == b.red_mask && a.green_mask == b.green_mask && a.blue_mask == b.blue_mask &&
           a.alpha_mask == b.alpha_mask && a.red_shift == b.red_shift &&
           a.green_shift == b.green_shift && a.blue_shift == b.blue_shift &&
           a.alpha_shift == b.alpha_shift;
}

} // namespace

RenderArtist::RenderArtist(xcb_connection_t* connection, xcb_window_t root, std::string_view format,
                           unsigned seed)
    : c_(connection), root_(root), depth_(named(format).depth), random_(seed)
{
    readFormats();
    picture_ = picture(format, width, height);
    target_ = pixmaps_.back();
}

RenderArtist::RenderArtist(xcb_connection_t* connection, xcb_window_t root, xcb_drawable_t target,
                           int depth, unsigned seed)
    : c_(connection), root_(root), depth_(depth), random_(seed), target_(target)
{
    readFormats();
    picture_ = xcb_generate_id(c_);
    xcb_render_create_picture(c_, picture_, target_, formatOfDepth(depth), 0, nullptr);
    pictures_.push_back(picture_);
}

void RenderArtist::readFormats()
{
    auto* reply =
        xcb_render_query_pict_formats_reply(c_, xcb_render_query_pict_formats(c_), nullptr);
    const auto* infos = xcb_render_query_pict_formats_formats(reply);
    formats_.assign(infos, infos + xcb_render_query_pict_formats_formats_length(reply));
    std::free(reply);
}

RenderArtist::~RenderArtist()
{
    for (const auto each : pictures_) xcb_render_free_picture(c_, each);
    for (const auto each : glyphSets_) xcb_render_free_glyph_set(c_, each);
    for (const auto each : pixmaps_) xcb_free_pixmap(c_, each);
}

int RenderArtist::number(int low, int high)
{
    return low + static_cast<int>(random_() % static_cast<unsigned>(high - low + 1));
}

xcb_render_fixed_t RenderArtist::fixed(int low, int high)
{
    return number(low * 65536, high * 65536);
}

// Mostly those that programs use.
std::uint8_t RenderArtist::anyOperator()
{
    if (chance(40)) return XCB_RENDER_PICT_OP_OVER;
    if (chance(50)) return static_cast<std::uint8_t>(number(0, 13));
    if (chance(40)) return static_cast<std::uint8_t>(number(16, 27));
    if (chance(40)) return static_cast<std::uint8_t>(number(32, 43));
    return static_cast<std::uint8_t>(number(48, 62));
}

xcb_render_pictformat_t RenderArtist::formatNamed(std::string_view name) const
{
    const NamedFormat& wanted = named(name);
    for (const auto& info : formats_)
        if (info.depth == wanted.depth && same(info.direct, wanted.direct)) return info.id;
    return 0;
}

xcb_render_pictformat_t RenderArtist::formatOfDepth(int depth) const
{
    return formatNamed(depth == 32   ? "a8r8g8b8"
                       : depth == 24 ? "x8r8g8b8"
                       : depth == 16 ? "r5g6b5"
                       : depth == 8  ? "a8"
                                     : "a1");
}

xcb_pixmap_t RenderArtist::noise(int w, int h, int depth)
{
    const xcb_pixmap_t id = xcb_generate_id(c_);
    xcb_create_pixmap(c_, static_cast<std::uint8_t>(depth), id, root_,
                      static_cast<std::uint16_t>(w), static_cast<std::uint16_t>(h));
    std::vector<std::uint8_t> bytes(strideOf(w, depth) * static_cast<std::size_t>(h));
    const bool flat = chance(20);
    const auto value = static_cast<std::uint8_t>(random_());
    for (std::uint8_t& byte : bytes) byte = flat ? value : static_cast<std::uint8_t>(random_());
    for (std::size_t i = 0; depth == 32 && i + 3 < bytes.size(); i += 4) {
        if (chance(20)) bytes[i + 3] = chance(50) ? 255 : 0;
        for (std::size_t k = 0; k < 3; ++k) bytes[i + k] = std::min(bytes[i + k], bytes[i + 3]);
    }
    const xcb_gcontext_t gc = xcb_generate_id(c_);
    xcb_create_gc(c_, gc, id, 0, nullptr);
    xcb_put_image(c_, XCB_IMAGE_FORMAT_Z_PIXMAP, id, gc, static_cast<std::uint16_t>(w),
                  static_cast<std::uint16_t>(h), 0, 0, 0, static_cast<std::uint8_t>(depth),
                  static_cast<std::uint32_t>(bytes.size()), bytes.data());
    xcb_free_gc(c_, gc);
    pixmaps_.push_back(id);
    return id;
}

xcb_render_picture_t RenderArtist::picture(std::string_view format, int w, int h)
{
    const xcb_pixmap_t pixmap = noise(w, h, named(format).depth);
    const xcb_render_picture_t id = xcb_generate_id(c_);
    xcb_render_create_picture(c_, id, pixmap, formatNamed(format), 0, nullptr);
    pictures_.push_back(id);
    return id;
}

xcb_render_picture_t RenderArtist::anyPicture()
{
    const auto format =
        formatNames[static_cast<std::size_t>(chance(70) ? number(0, 2) : number(0, 5))];
    const bool single = chance(15);
    return picture(format, single ? 1 : number(1, 60), single ? 1 : number(1, 50));
}

xcb_render_color_t RenderArtist::color()
{
    const auto alpha = static_cast<std::uint16_t>(chance(40) ? 0xffff : number(0, 0xffff));
    // Some programs' colours are not multiplied by their alpha, as openbox's shadows.
    const int most = chance(10) ? 0xffff : alpha;
    const auto channel = [&] { return static_cast<std::uint16_t>(number(0, most)); };
    return {channel(), channel(), channel(), alpha};
}

xcb_render_picture_t RenderArtist::solid()
{
    const xcb_render_picture_t id = xcb_generate_id(c_);
    xcb_render_create_solid_fill(c_, id, color());
    pictures_.push_back(id);
    return id;
}

xcb_render_picture_t RenderArtist::gradient()
{
    const xcb_render_picture_t id = xcb_generate_id(c_);
    std::vector<xcb_render_fixed_t> stops{0};
    std::vector<xcb_render_color_t> colors{color()};
    while (chance(60) && stops.back() < 60000) {
        stops.push_back(number(stops.back(), 65536));
        colors.push_back(color());
    }
    stops.push_back(65536);
    colors.push_back(color());
    const auto count = static_cast<std::uint32_t>(stops.size());
    const auto point = [&] { return xcb_render_pointfix_t{fixed(-10, 80), fixed(-10, 80)}; };
    switch (number(0, 2)) {
    case 0:
        xcb_render_create_linear_gradient(c_, id, point(), point(), count, stops.data(),
                                          colors.data());
        break;
    case 1:
        xcb_render_create_radial_gradient(c_, id, point(), point(), fixed(0, 30), fixed(0, 60),
                                          count, stops.data(), colors.data());
        break;
    default:
        xcb_render_create_conical_gradient(c_, id, point(), fixed(-360, 360), count, stops.data(),
                                           colors.data());
    }
    pictures_.push_back(id);
    return id;
}

void RenderArtist::set(xcb_render_picture_t picture, std::uint32_t mask, std::uint32_t value)
{
    xcb_render_change_picture(c_, picture, mask, &value);
}

void RenderArtist::read(xcb_render_picture_t picture, Reading reading)
{
    if (reading == Reading::Plain) return;
    set(picture, XCB_RENDER_CP_REPEAT, static_cast<std::uint32_t>(number(0, 3)));
    if (reading == Reading::Repeated) return;
    if (reading == Reading::Transformed || chance(70)) {
        const bool moves = chance(30);
        const auto entry = [&](int around) {
            return moves ? around * 65536 : around * 65536 + number(-50000, 50000);
        };
        const xcb_render_transform_t transform{
            entry(1), entry(0), moves ? number(-9, 9) * 65536 : fixed(-20, 20),
            entry(0), entry(1), moves ? number(-9, 9) * 65536 : fixed(-20, 20),
            0,        0,        65536};
        xcb_render_set_picture_transform(c_, picture, transform);
    }
    if (reading == Reading::Transformed) return;
    static constexpr std::array<std::string_view, 5> names{"nearest", "bilinear", "fast", "good",
                                                           "best"};
    if (chance(70)) {
        const auto name = names[static_cast<std::size_t>(number(0, 4))];
        xcb_render_set_picture_filter(c_, picture, static_cast<std::uint16_t>(name.size()),
                                      name.data(), 0, nullptr);
        return;
    }
    const int w = number(1, 4), h = number(1, 4);
    std::vector<xcb_render_fixed_t> kernel{w * 65536, h * 65536};
    for (int i = 0; i < w * h; ++i) kernel.push_back(number(-10000, 65536) / (w * h));
    const std::string_view name = "convolution";
    xcb_render_set_picture_filter(c_, picture, static_cast<std::uint16_t>(name.size()), name.data(),
                                  static_cast<std::uint32_t>(kernel.size()), kernel.data());
}

RenderArtist& RenderArtist::clip()
{
    if (chance(30)) return *this;
    if (chance(30)) {
        const xcb_pixmap_t bitmap = noise(width, height, 1);
        set(picture_, XCB_RENDER_CP_CLIP_MASK, bitmap);
        set(picture_, XCB_RENDER_CP_CLIP_X_ORIGIN, static_cast<std::uint32_t>(number(-9, 20)));
        return *this;
    }
    std::vector<xcb_rectangle_t> rects;
    for (int i = number(1, 5); i > 0; --i)
        rects.push_back({static_cast<std::int16_t>(number(-5, width)),
                         static_cast<std::int16_t>(number(-5, height)),
                         static_cast<std::uint16_t>(number(1, 50)),
                         static_cast<std::uint16_t>(number(1, 40))});
    xcb_render_set_picture_clip_rectangles(c_, picture_, static_cast<std::int16_t>(number(-5, 5)),
                                           static_cast<std::int16_t>(number(-5, 5)),
                                           static_cast<std::uint32_t>(rects.size()), rects.data());
    return *this;
}

RenderArtist& RenderArtist::alphaMap()
{
    if (chance(40)) set(picture_, XCB_RENDER_CP_ALPHA_MAP, picture("a8", width, height));
    return *this;
}

void RenderArtist::composite(Reading reading)
{
    for (int i = number(1, 4); i > 0; --i) {
        const xcb_render_picture_t source = chance(20) ? solid() : anyPicture();
        read(source, reading);
        if (reading != Reading::Plain && chance(15))
            set(source, XCB_RENDER_CP_ALPHA_MAP, picture("a8", number(1, 60), number(1, 50)));
        xcb_render_picture_t mask = 0;
        if (chance(40)) read(mask = chance(20) ? solid() : anyPicture(), reading);
        const auto place = [&] { return static_cast<std::int16_t>(number(-10, 40)); };
        xcb_render_composite(c_, anyOperator(), source, mask, picture_, place(), place(), place(),
                             place(), place(), place(), static_cast<std::uint16_t>(number(1, 70)),
                             static_cast<std::uint16_t>(number(1, 60)));
    }
}

void RenderArtist::componentAlpha()
{
    for (int i = number(1, 3); i > 0; --i) {
        const xcb_render_picture_t source = chance(50) ? solid() : anyPicture();
        const xcb_render_picture_t mask = anyPicture();
        set(mask, XCB_RENDER_CP_COMPONENT_ALPHA, 1);
        const auto place = [&] { return static_cast<std::int16_t>(number(-10, 40)); };
        xcb_render_composite(c_, anyOperator(), source, mask, picture_, place(), place(), place(),
                             place(), place(), place(), static_cast<std::uint16_t>(number(1, 70)),
                             static_cast<std::uint16_t>(number(1, 60)));
    }
}

void RenderArtist::gradients()
{
    for (int i = number(1, 3); i > 0; --i) {
        const xcb_render_picture_t source = gradient();
        read(source, chance(50) ? Reading::Repeated : Reading::Transformed);
        const auto place = [&] { return static_cast<std::int16_t>(number(-10, 40)); };
        xcb_render_composite(c_, anyOperator(), source, chance(30) ? anyPicture() : 0, picture_,
                             place(), place(), place(), place(), place(), place(),
                             static_cast<std::uint16_t>(number(1, 70)),
                             static_cast<std::uint16_t>(number(1, 60)));
    }
}

void RenderArtist::fillRectangles()
{
    for (int i = number(1, 4); i > 0; --i) {
        std::vector<xcb_rectangle_t> rects;
        for (int k = number(1, 4); k > 0; --k)
            rects.push_back({static_cast<std::int16_t>(number(-5, width)),
                             static_cast<std::int16_t>(number(-5, height)),
                             static_cast<std::uint16_t>(number(0, 40)),
                             static_cast<std::uint16_t>(number(0, 40))});
        xcb_render_fill_rectangles(c_, anyOperator(), picture_, color(),
                                   static_cast<std::uint32_t>(rects.size()), rects.data());
    }
}

xcb_render_pictformat_t RenderArtist::maskFormat()
{
    return chance(25) ? 0 : formatNamed(chance(70) ? "a8" : chance(50) ? "a1" : "a8r8g8b8");
}

void RenderArtist::trapezoids()
{
    for (int i = number(1, 3); i > 0; --i) {
        std::vector<xcb_render_trapezoid_t> shapes;
        for (int k = number(1, 6); k > 0; --k) {
            const auto point = [&] {
                return xcb_render_pointfix_t{fixed(-10, 100), fixed(-10, 80)};
            };
            xcb_render_trapezoid_t shape{fixed(-10, 60), 0, {point(), point()}, {point(), point()}};
            shape.bottom = shape.top + fixed(0, 40);
            shapes.push_back(shape);
        }
        set(picture_, XCB_RENDER_CP_POLY_EDGE, static_cast<std::uint32_t>(number(0, 1)));
        xcb_render_trapezoids(c_, anyOperator(), chance(70) ? solid() : anyPicture(), picture_,
                              maskFormat(), static_cast<std::int16_t>(number(-9, 9)),
                              static_cast<std::int16_t>(number(-9, 9)),
                              static_cast<std::uint32_t>(shapes.size()), shapes.data());
    }
}

void RenderArtist::triangles()
{
    std::vector<xcb_render_pointfix_t> points;
    for (int k = 3 * number(1, 4); k > 0; --k) points.push_back({fixed(-10, 100), fixed(-10, 80)});
    const std::uint8_t operation = anyOperator();
    const xcb_render_picture_t source = chance(70) ? solid() : gradient();
    const xcb_render_pictformat_t format = maskFormat();
    const auto count = static_cast<std::uint32_t>(points.size());
    switch (number(0, 2)) {
    case 0:
        xcb_render_triangles(c_, operation, source, picture_, format, 3, -2, count / 3,
                             reinterpret_cast<const xcb_render_triangle_t*>(points.data()));
        break;
    case 1:
        xcb_render_tri_strip(c_, operation, source, picture_, format, 3, -2, count, points.data());
        break;
    default:
        xcb_render_tri_fan(c_, operation, source, picture_, format, 3, -2, count, points.data());
    }
}

void RenderArtist::addTraps()
{
    std::vector<xcb_render_trap_t> traps;
    for (int k = number(1, 5); k > 0; --k) {
        const auto span = [&](xcb_render_fixed_t y) {
            const xcb_render_fixed_t left = fixed(-10, 60);
            return xcb_render_spanfix_t{left, left + fixed(0, 40), y};
        };
        const xcb_render_fixed_t top = fixed(-10, 50);
        traps.push_back({span(top), span(top + fixed(0, 40))});
    }
    xcb_render_add_traps(c_, picture_, static_cast<std::int16_t>(number(-5, 5)),
                         static_cast<std::int16_t>(number(-5, 5)),
                         static_cast<std::uint32_t>(traps.size()), traps.data());
}

xcb_render_glyphset_t RenderArtist::glyphSet(std::string_view format)
{
    const xcb_render_glyphset_t set = xcb_generate_id(c_);
    xcb_render_create_glyph_set(c_, set, formatNamed(format));
    glyphSets_.push_back(set);
    std::vector<std::uint32_t> ids;
    std::vector<xcb_render_glyphinfo_t> infos;
    std::vector<std::uint8_t> bytes;
    for (std::uint32_t id = 0; id < 8; ++id) {
        const xcb_render_glyphinfo_t info{
            static_cast<std::uint16_t>(number(0, 12)), static_cast<std::uint16_t>(number(0, 14)),
            static_cast<std::int16_t>(number(-3, 3)),  static_cast<std::int16_t>(number(-2, 12)),
            static_cast<std::int16_t>(number(-2, 12)), static_cast<std::int16_t>(number(-2, 2))};
        ids.push_back(id);
        infos.push_back(info);
        const std::size_t size = strideOf(info.width, named(format).depth) * info.height;
        for (std::size_t i = 0; i < size; ++i)
            bytes.push_back(static_cast<std::uint8_t>(random_()));
    }
    xcb_render_add_glyphs(c_, set, static_cast<std::uint32_t>(ids.size()), ids.data(), infos.data(),
                          static_cast<std::uint32_t>(bytes.size()), bytes.data());
    return set;
}

void RenderArtist::glyphs(Source source)
{
    const std::array sets{glyphSet("a8"), glyphSet(chance(50) ? "a1" : "a8r8g8b8")};
    const bool mixed = chance(30);
    std::vector<std::uint8_t> commands;
    const auto put = [&](std::uint64_t value, int size) {
        for (int i = 0; i < size; ++i)
            commands.push_back(static_cast<std::uint8_t>(value >> 8 * i));
    };
    for (int run = number(1, 4); run > 0; --run) {
        if (mixed && chance(40)) {
            put(0xff, 8);
            put(sets[static_cast<std::size_t>(number(0, 1))], 4);
        }
        const int count = number(1, 7);
        put(static_cast<std::uint32_t>(count), 4);
        put(static_cast<std::uint32_t>(number(-5, 40)), 2);
        put(static_cast<std::uint32_t>(number(-5, 30)), 2);
        for (int i = 0; i < count; ++i) put(static_cast<std::uint32_t>(number(0, 9)), 1);
        while (commands.size() % 4 != 0) commands.push_back(0);
    }
    const xcb_render_picture_t ink = source == Source::Solid ? solid()
                                     : chance(50)            ? gradient()
                                                             : anyPicture();
    // Of DisjointSrc and ConjointSrc, pixman's way with glyphs rounds otherwise than with images:
    // channels may differ by one.
    std::uint8_t operation = anyOperator();
    if (operation >= 16 && operation % 16 == XCB_RENDER_PICT_OP_SRC && operation < 48)
        operation = XCB_RENDER_PICT_OP_OVER;
    xcb_render_composite_glyphs_8(
        c_, operation, ink, picture_, maskFormat(), sets[static_cast<std::size_t>(number(0, 1))],
        static_cast<std::int16_t>(number(-9, 9)), static_cast<std::int16_t>(number(-9, 9)),
        static_cast<std::uint32_t>(commands.size()), commands.data());
}

void RenderArtist::compositeFrom(xcb_drawable_t drawable, int depth)
{
    const xcb_render_picture_t source = xcb_generate_id(c_);
    xcb_render_create_picture(c_, source, drawable, formatOfDepth(depth), 0, nullptr);
    pictures_.push_back(source);
    if (chance(30)) set(source, XCB_RENDER_CP_SUBWINDOW_MODE, XCB_SUBWINDOW_MODE_INCLUDE_INFERIORS);
    if (chance(40)) read(source, chance(50) ? Reading::Repeated : Reading::Transformed);
    const xcb_render_picture_t mask = chance(30) ? picture("a8", width, height) : 0;
    const auto place = [&] { return static_cast<std::int16_t>(number(-10, 40)); };
    xcb_render_composite(c_, anyOperator(), source, mask, picture_, place(), place(), place(),
                         place(), place(), place(), static_cast<std::uint16_t>(number(1, 70)),
                         static_cast<std::uint16_t>(number(1, 60)));
}

void RenderArtist::any()
{
    switch (number(0, 12)) {
    case 0: return composite(Reading::Plain);
    case 1: return composite(Reading::Repeated);
    case 2: return composite(Reading::Transformed);
    case 3: return composite(Reading::Filtered);
    case 4: return componentAlpha();
    case 5: return gradients();
    case 6: return fillRectangles();
    case 7: return trapezoids();
    case 8: return triangles();
    case 9: return depth_ == 8 ? addTraps() : trapezoids();
    case 10: return glyphs(Source::Any);
    default: return glyphs(Source::Solid);
    }
}

std::vector<std::uint8_t> RenderArtist::pixels()
{
    auto* reply = xcb_get_image_reply(
        c_, xcb_get_image(c_, XCB_IMAGE_FORMAT_Z_PIXMAP, target_, 0, 0, width, height, 0xffffffff),
        nullptr);
    if (!reply) return {};
    const std::uint8_t* data = xcb_get_image_data(reply);
    std::vector<std::uint8_t> bytes(data, data + xcb_get_image_data_length(reply));
    std::free(reply);
    const std::size_t stride = strideOf(width, depth_);
    for (std::size_t i = 0; i < bytes.size(); ++i) { // what is no pixel may be anything
        const auto bits = static_cast<int>(i % stride * 8);
        const int used = depth_ == 1 ? width - bits : depth_ == 8 ? width * 8 - bits : 8;
        if (used < 8) bytes[i] &= static_cast<std::uint8_t>(used <= 0 ? 0 : (1 << used) - 1);
        if (depth_ == 24 && i % 4 == 3) bytes[i] = 0;
    }
    return bytes;
}

} // namespace vitrine
