// SPDX-License-Identifier: GPL-2.0-or-later
// "The X Rendering Extension", version 0.11: what each request refuses, and what is tried with
// counts, sizes and places that no program means.
#include "tests/support/raw_client.h"
#include "tests/support/render_client.h"

#include <catch2/catch.hpp>

#include <array>
#include <vector>

#include "x11/render.h"

namespace vitrine {

namespace {

constexpr std::uint8_t src = XCB_RENDER_PICT_OP_SRC, over = XCB_RENDER_PICT_OP_OVER;
constexpr xcb_render_color_t red{0xffff, 0, 0, 0xffff};

struct Setup : RenderClient {
    xcb_render_pictformat_t argb = format(32, 0xff000000), a8 = format(8, 0xff),
                            rgb = format(24, 0);
    xcb_pixmap_t pixmap = RenderClient::pixmap(32, 16, 16);
    xcb_render_picture_t target = picture(pixmap, argb), colour = solid(red);
    xcb_render_glyphset_t set = id();
    int badFormat = firstError + XCB_RENDER_PICT_FORMAT,
        badPicture = firstError + XCB_RENDER_PICTURE,
        badGlyphSet = firstError + XCB_RENDER_GLYPH_SET, badGlyph = firstError + XCB_RENDER_GLYPH;

    Setup() { xcb_render_create_glyph_set(c(), set, a8); }
    // Still there, and in step.
    void checkAlive() const { CHECK(pixel(pixmap, 0, 0) != 0xdeadbeef); }
};

// The error that a request of raw words ends in; 0: none. Its ids count from the client's base.
int rawError(const RenderClient& with, std::uint8_t minor, std::vector<std::uint32_t> words)
{
    RawClient raw(with.server());
    REQUIRE(raw.setUp(with.server().cookie()));
    words[0] += raw.resourceBase + 1;
    raw.request(x11::render::extension.majorOpcode, minor, words);
    raw.request(x11::GetInputFocus::opcode, 0, {});
    const auto error = errorIn(raw.receive());
    return error ? error->code : 0;
}

} // namespace

TEST_CASE("CreatePicture refuses ids, drawables, formats and values that are wrong")
{
    Setup x;
    const auto create = [&](std::uint32_t drawable, std::uint32_t format, std::uint32_t mask = 0,
                            std::uint32_t value = 0) {
        return x.check(
            xcb_render_create_picture_checked(x.c(), x.id(), drawable, format, mask, &value));
    };
    CHECK(create(x.pixmap, x.argb) == 0);
    CHECK(create(1, x.argb) == XCB_DRAWABLE);
    CHECK(create(x.pixmap, 1) == x.badFormat);
    CHECK(create(x.pixmap, x.rgb) == XCB_MATCH); // "depths must match"
    CHECK(create(x.pixmap, x.argb, XCB_RENDER_CP_REPEAT, 4) == XCB_VALUE);
    CHECK(create(x.pixmap, x.argb, XCB_RENDER_CP_ALPHA_MAP, 1) == x.badPicture);
    CHECK(create(x.pixmap, x.argb, XCB_RENDER_CP_ALPHA_MAP, x.colour) == XCB_MATCH);
    CHECK(create(x.pixmap, x.argb, XCB_RENDER_CP_CLIP_MASK, 1) == XCB_PIXMAP);
    CHECK(create(x.pixmap, x.argb, XCB_RENDER_CP_CLIP_MASK, x.pixmap) == XCB_MATCH);
    for (const std::uint32_t flag :
         {XCB_RENDER_CP_GRAPHICS_EXPOSURE, XCB_RENDER_CP_SUBWINDOW_MODE, XCB_RENDER_CP_POLY_EDGE,
          XCB_RENDER_CP_POLY_MODE, XCB_RENDER_CP_COMPONENT_ALPHA})
        CHECK(create(x.pixmap, x.argb, flag, 2) == XCB_VALUE);
    CHECK(x.check(xcb_render_create_picture_checked(x.c(), x.target, x.pixmap, x.argb, 0,
                                                    nullptr)) == XCB_ID_CHOICE);
    const xcb_window_t inputOnly = x.id();
    xcb_create_window(x.c(), 0, inputOnly, x.root(), 0, 0, 5, 5, 0, XCB_WINDOW_CLASS_INPUT_ONLY, 0,
                      0, nullptr);
    CHECK(create(inputOnly, x.rgb) == XCB_MATCH);
}

TEST_CASE("Requests that change a picture refuse what is none, and colours where they need pixels")
{
    Setup x;
    const std::uint32_t none = 0;
    CHECK(x.check(xcb_render_change_picture_checked(x.c(), 1, XCB_RENDER_CP_REPEAT, &none)) ==
          x.badPicture);
    CHECK(x.check(xcb_render_change_picture_checked(x.c(), x.colour, XCB_RENDER_CP_CLIP_MASK,
                                                    &none)) == XCB_DRAWABLE);
    CHECK(x.check(xcb_render_set_picture_clip_rectangles_checked(x.c(), x.colour, 0, 0, 0,
                                                                 nullptr)) == x.badPicture);
    CHECK(x.check(xcb_render_set_picture_transform_checked(x.c(), 1, {})) == x.badPicture);
    CHECK(x.check(xcb_render_free_picture_checked(x.c(), 1)) == x.badPicture);
    CHECK(x.check(xcb_render_free_picture_checked(x.c(), x.pixmap)) == x.badPicture);
}

TEST_CASE("SetPictureFilter refuses unknown names, and kernels that are not what they say")
{
    Setup x;
    const auto set = [&](std::string_view name, std::vector<xcb_render_fixed_t> values) {
        return x.check(xcb_render_set_picture_filter_checked(
            x.c(), x.target, static_cast<std::uint16_t>(name.size()), name.data(),
            static_cast<std::uint32_t>(values.size()), values.data()));
    };
    constexpr xcb_render_fixed_t one = 65536;
    CHECK(set("nearer", {}) == XCB_NAME);
    CHECK(set("", {}) == XCB_NAME);
    CHECK(set("nearest", {one}) == XCB_MATCH);
    CHECK(set("convolution", {}) == XCB_MATCH);
    CHECK(set("convolution", {one, one}) == XCB_MATCH);
    CHECK(set("convolution", {one + 1, one, one}) == XCB_MATCH);
    CHECK(set("convolution", {2 * one, one, one}) == XCB_MATCH);
    CHECK(set("convolution", {0, one, one}) == XCB_MATCH);
    CHECK(set("convolution", {-one, -one, one}) == XCB_MATCH);
    CHECK(set("convolution", {0x7fff0000, 0x7fff0000, one}) == XCB_MATCH); // overflows 32 bits
    CHECK(set("convolution", {-0x7fff0000 - 0x10000, 2 * one, one}) == XCB_MATCH);
    CHECK(set("convolution", {one, one, one}) == 0);
    std::vector<xcb_render_fixed_t> large(2 + 100 * 100, 6);
    large[0] = large[1] = 100 * one;
    CHECK(set("convolution", large) == XCB_ALLOC);
    x.fill(src, x.target, red, {0, 0, 16, 16});
    x.checkAlive();
}

TEST_CASE("Drawing refuses unknown operators, pictures, formats and targets without pixels")
{
    Setup x;
    const auto composite = [&](std::uint8_t operation, std::uint32_t source, std::uint32_t mask,
                               std::uint32_t target) {
        return x.check(xcb_render_composite_checked(x.c(), operation, source, mask, target, 0, 0, 0,
                                                    0, 0, 0, 9, 9));
    };
    for (const int unknown : {14, 15, 28, 31, 44, 47, 63, 255})
        CHECK(composite(static_cast<std::uint8_t>(unknown), x.colour, 0, x.target) == XCB_VALUE);
    CHECK(composite(over, x.colour, 0, x.colour) == XCB_DRAWABLE);
    CHECK(composite(over, 1, 0, x.target) == x.badPicture);
    CHECK(composite(over, x.colour, 1, x.target) == x.badPicture);
    CHECK(composite(over, x.colour, 0, 1) == x.badPicture);
    const xcb_rectangle_t rect{0, 0, 1, 1};
    CHECK(x.check(xcb_render_fill_rectangles_checked(x.c(), 14, x.target, red, 1, &rect)) ==
          XCB_VALUE);
    CHECK(x.check(xcb_render_fill_rectangles_checked(x.c(), src, x.colour, red, 1, &rect)) ==
          XCB_DRAWABLE);
    const xcb_render_trapezoid_t shape{};
    CHECK(x.check(xcb_render_trapezoids_checked(x.c(), over, x.colour, x.target, 1, 0, 0, 1,
                                                &shape)) == x.badFormat);
    CHECK(x.check(xcb_render_add_traps_checked(x.c(), x.colour, 0, 0, 0, nullptr)) == XCB_DRAWABLE);
}

TEST_CASE("Glyph sets refuse formats without a mask, wrong lengths, and glyphs that are not there")
{
    Setup x;
    CHECK(x.check(xcb_render_create_glyph_set_checked(x.c(), x.id(), x.rgb)) == XCB_MATCH);
    CHECK(x.check(xcb_render_create_glyph_set_checked(x.c(), x.id(), 1)) == x.badFormat);
    CHECK(x.check(xcb_render_reference_glyph_set_checked(x.c(), x.id(), 1)) == x.badGlyphSet);
    CHECK(x.check(xcb_render_free_glyph_set_checked(x.c(), 1)) == x.badGlyphSet);
    const std::uint32_t glyph = 5;
    CHECK(x.check(xcb_render_free_glyphs_checked(x.c(), x.set, 1, &glyph)) == x.badGlyph);

    const std::vector<std::uint8_t> bytes(64);
    const auto add = [&](xcb_render_glyphinfo_t info, std::uint32_t size) {
        return x.check(
            xcb_render_add_glyphs_checked(x.c(), x.set, 1, &glyph, &info, size, bytes.data()));
    };
    CHECK(add({4, 4, 0, 0, 4, 0}, 16) == 0);
    CHECK(add({4, 4, 0, 0, 4, 0}, 12) == XCB_LENGTH);
    CHECK(add({4, 4, 0, 0, 4, 0}, 20) == XCB_LENGTH);
    CHECK(add({65535, 65535, 0, 0, 4, 0}, 64) == XCB_LENGTH);
    CHECK(add({65535, 0, 0, 0, 4, 0}, 0) == 0);
    CHECK(add({0, 65535, 0, 0, 4, 0}, 0) == 0);
}

TEST_CASE("CompositeGlyphs refuses lists that end early, and skips glyphs that are not there")
{
    Setup x;
    const auto draw = [&](std::vector<std::uint8_t> commands) {
        return x.check(xcb_render_composite_glyphs_8_checked(
            x.c(), over, x.colour, x.target, 0, x.set, 0, 0,
            static_cast<std::uint32_t>(commands.size()), commands.data()));
    };
    CHECK(draw({}) == 0);
    CHECK(draw({3, 0, 0, 0, 1, 0, 1, 0, 1, 2, 3, 0}) == 0);
    CHECK(draw({9, 0, 0, 0, 1, 0, 1, 0, 1, 2, 3, 0}) == XCB_LENGTH);
    CHECK(draw({255, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0}) == x.badGlyphSet);
    // Pens that run away: 254 glyphs, each 32767 further, many times.
    const std::uint32_t glyph = 1;
    const xcb_render_glyphinfo_t info{1, 1, -32768, 32767, 32767, -32768};
    const std::uint32_t bit = 255;
    xcb_render_add_glyphs(x.c(), x.set, 1, &glyph, &info, 4,
                          reinterpret_cast<const std::uint8_t*>(&bit));
    std::vector<std::uint8_t> commands;
    for (int i = 0; i < 500; ++i) {
        commands.insert(commands.end(), {252, 0, 0, 0, 0xff, 0x7f, 0, 0x80});
        commands.insert(commands.end(), 252, 1);
    }
    CHECK(draw(commands) == 0);
    x.checkAlive();
}

TEST_CASE("Gradients refuse stops that are none, out of order or outside, and counts that lie")
{
    Setup x;
    const auto create = [&](std::vector<xcb_render_fixed_t> stops) {
        const std::vector<xcb_render_color_t> colors(stops.size(), red);
        return x.check(xcb_render_create_linear_gradient_checked(
            x.c(), x.id(), {0, 0}, {655360, 0}, static_cast<std::uint32_t>(stops.size()),
            stops.data(), colors.data()));
    };
    CHECK(create({0, 65536}) == 0);
    CHECK(create({40000}) == 0);
    CHECK(create({}) == XCB_VALUE);
    CHECK(create({0, 65537}) == XCB_VALUE);
    CHECK(create({-70000, 65536}) == XCB_VALUE);
    CHECK(create({50000, 40000}) == XCB_VALUE);
    using namespace x11::render;
    for (const std::uint32_t count : {1u, 3u, 0x15555556u, 0x40000000u, 0x80000000u, 0xffffffffu}) {
        CAPTURE(count);
        CHECK(rawError(x, CreateLinearGradient::opcode, {0, 0, 0, 9, 9, count}) == XCB_LENGTH);
        CHECK(rawError(x, CreateRadialGradient::opcode, {0, 0, 0, 9, 9, 1, 1, count}) ==
              XCB_LENGTH);
        CHECK(rawError(x, CreateConicalGradient::opcode, {0, 0, 0, 9, count}) == XCB_LENGTH);
    }
}

TEST_CASE("Counts of glyphs that do not fit their request are a Length error, however large")
{
    Setup x;
    for (const std::uint32_t count : {2u, 0x0fffffffu, 0x10000001u, 0x40000001u, 0xffffffffu}) {
        CAPTURE(count);
        RawClient raw(x.server());
        REQUIRE(raw.setUp(x.server().cookie()));
        const std::uint32_t set = raw.resourceBase + 1;
        const auto major = x11::render::extension.majorOpcode;
        raw.request(major, x11::render::CreateGlyphSet::opcode, {set, x.a8});
        raw.request(major, x11::render::AddGlyphs::opcode, {set, count, 7, 0x10001, 0, 0, 0});
        const auto error = errorIn(raw.receive());
        REQUIRE(error);
        CHECK(error->code == XCB_LENGTH);
        CHECK(error->sequence == 2);
    }
}

TEST_CASE("Shapes and rectangles at the ends of their ranges draw what is visible of them")
{
    Setup x;
    constexpr xcb_render_fixed_t most = 0x7fffffff, least = -0x7fffffff - 1;
    const xcb_render_trapezoid_t everything{
        least, most, {{least, least}, {least, most}}, {{most, least}, {most, most}}};
    CHECK(x.check(xcb_render_trapezoids_checked(x.c(), over, x.colour, x.target, x.a8, 32767,
                                                -32768, 1, &everything)) == 0);
    for (const std::uint8_t operation : {0, 1, 3, 5, 9, 12, 13, 43, 62}) {
        std::vector<xcb_render_trapezoid_t> shapes;
        std::mt19937 random(operation);
        const auto any = [&] { return static_cast<xcb_render_fixed_t>(random()); };
        for (int i = 0; i < 200; ++i)
            shapes.push_back(
                {any(), any(), {{any(), any()}, {any(), any()}}, {{any(), any()}, {any(), any()}}});
        CHECK(x.check(xcb_render_trapezoids_checked(x.c(), operation, x.colour, x.target, x.a8, 0,
                                                    0, 200, shapes.data())) == 0);
        const auto* points = reinterpret_cast<const xcb_render_pointfix_t*>(shapes.data());
        CHECK(x.check(xcb_render_tri_fan_checked(x.c(), operation, x.colour, x.target, x.a8, 0, 0,
                                                 900, points)) == 0);
        CHECK(x.check(xcb_render_tri_strip_checked(x.c(), operation, x.colour, x.target, 0, 0, 0,
                                                   90, points)) == 0);
    }
    const xcb_rectangle_t rects[]{{-32768, -32768, 65535, 65535}, {32767, 32767, 65535, 65535}};
    for (const std::uint8_t operation : {0, 1, 3, 5, 13, 62})
        CHECK(x.check(xcb_render_fill_rectangles_checked(x.c(), operation, x.target, red, 2,
                                                         rects)) == 0);
    CHECK(x.check(xcb_render_composite_checked(x.c(), over, x.colour, x.target, x.target, -32768,
                                               -32768, 32767, 32767, -32768, -32768, 65535,
                                               65535)) == 0);
    x.checkAlive();
}

TEST_CASE("Transforms of any numbers are read without harm")
{
    Setup x;
    const auto source = x.picture(x.pixmap, x.argb);
    const auto target = x.picture(x.RenderClient::pixmap(32, 16, 16), x.argb);
    std::mt19937 random(5);
    const auto any = [&] { return static_cast<xcb_render_fixed_t>(random() >> (random() % 32)); };
    for (int i = 0; i < 200; ++i) {
        xcb_render_set_picture_transform(
            x.c(), source, {any(), any(), any(), any(), any(), any(), any(), any(), any()});
        x.change(source, XCB_RENDER_CP_REPEAT, static_cast<std::uint32_t>(i % 4));
        xcb_render_composite(x.c(), over, source, 0, target, -32768, 32767, 0, 0, 0, 0, 16, 16);
    }
    xcb_render_set_picture_transform(x.c(), source, {});
    xcb_render_composite(x.c(), over, source, 0, target, 0, 0, 0, 0, 0, 0, 16, 16);
    x.checkAlive();
}

TEST_CASE("Cursors refuse hotspots outside, colours, animations of animations and of nothing")
{
    Setup x;
    const xcb_cursor_t cursor = x.id(), animated = x.id();
    CHECK(x.check(xcb_render_create_cursor_checked(x.c(), cursor, x.target, 17, 0)) == XCB_MATCH);
    CHECK(x.check(xcb_render_create_cursor_checked(x.c(), cursor, x.colour, 0, 0)) == XCB_DRAWABLE);
    CHECK(x.check(xcb_render_create_cursor_checked(x.c(), cursor, 1, 0, 0)) == x.badPicture);
    CHECK(x.check(xcb_render_create_cursor_checked(x.c(), cursor, x.target, 16, 16)) == 0);
    const xcb_render_animcursorelt_t frame{cursor, 10}, wrong{x.pixmap, 10}, again{animated, 10};
    const auto animate = [&](std::uint32_t name, std::uint32_t count,
                             const xcb_render_animcursorelt_t* frames) {
        return x.check(xcb_render_create_anim_cursor_checked(x.c(), name, count, frames));
    };
    CHECK(animate(x.id(), 0, nullptr) == XCB_VALUE);
    CHECK(animate(x.id(), 1, &wrong) == XCB_CURSOR);
    CHECK(animate(animated, 1, &frame) == 0);
    CHECK(animate(x.id(), 1, &again) == XCB_MATCH);
}

} // namespace vitrine
