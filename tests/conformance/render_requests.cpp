// SPDX-License-Identifier: GPL-2.0-or-later
// "The X Rendering Extension", version 0.11: what each request does. Pixels beside X.Org's:
// render_against_xvfb.cpp; what is refused: render_errors.cpp.
#include "server/display/cursor.h"
#include "server/display/input/input_devices.h"
#include "tests/support/render_client.h"

#include <catch2/catch.hpp>

#include <array>
#include <string>

namespace vitrine {

namespace {
constexpr std::uint8_t src = XCB_RENDER_PICT_OP_SRC, over = XCB_RENDER_PICT_OP_OVER;
constexpr xcb_render_color_t red{0xffff, 0, 0, 0xffff}, halfBlue{0, 0, 0x8000, 0x8000},
    white{0xffff, 0xffff, 0xffff, 0xffff}, clear{0, 0, 0, 0};
} // namespace

TEST_CASE("QueryVersion: \"the version of the protocol supported by the server\" is 0.11")
{
    RenderClient client;
    const XcbReply<xcb_render_query_version_reply_t> reply(xcb_render_query_version_reply(
        client.c(), xcb_render_query_version(client.c(), 0, 11), nullptr));
    REQUIRE(reply);
    CHECK(reply->major_version == 0);
    CHECK(reply->minor_version == 11);
}

TEST_CASE("QueryPictFormats: the five standard formats are there, and each visual has one")
{
    RenderClient client;
    const auto& reply = client.formats();
    CHECK(client.format(32, 0xff000000)); // ARGB32
    CHECK(client.format(24, 0));          // RGB24
    CHECK(client.format(8, 0xff));        // A8
    CHECK(client.format(4, 0xf));         // A4
    CHECK(client.format(1, 0x1));         // A1
    int visuals = 0;
    for (auto screen = xcb_render_query_pict_formats_screens_iterator(&reply); screen.rem;
         xcb_render_pictscreen_next(&screen))
        for (auto depth = xcb_render_pictscreen_depths_iterator(screen.data); depth.rem;
             xcb_render_pictdepth_next(&depth))
            for (int i = 0; i < xcb_render_pictdepth_visuals_length(depth.data); ++i) {
                const auto& visual = xcb_render_pictdepth_visuals(depth.data)[i];
                CHECK(visual.format ==
                      client.format(depth.data->depth, depth.data->depth == 32 ? 0xff000000 : 0));
                ++visuals;
            }
    CHECK(visuals == 2);
}

TEST_CASE("QueryPictIndexValues: \"if format is not Indexed, a Match error results\"")
{
    RenderClient client;
    CHECK(client.errorOf(xcb_render_query_pict_index_values(client.c(), client.format(8, 0xff)),
                         xcb_render_query_pict_index_values_reply) == XCB_MATCH);
    CHECK(client.errorOf(xcb_render_query_pict_index_values(client.c(), 1),
                         xcb_render_query_pict_index_values_reply) ==
          client.firstError + XCB_RENDER_PICT_FORMAT);
}

TEST_CASE("QueryFilters: nearest and bilinear, with fast, good and best as aliases")
{
    RenderClient client;
    const XcbReply<xcb_render_query_filters_reply_t> reply(xcb_render_query_filters_reply(
        client.c(), xcb_render_query_filters(client.c(), client.root()), nullptr));
    REQUIRE(reply);
    std::vector<std::string> names;
    for (auto name = xcb_render_query_filters_filters_iterator(reply.get()); name.rem;
         xcb_str_next(&name))
        names.emplace_back(xcb_str_name(name.data),
                           static_cast<std::size_t>(xcb_str_name_length(name.data)));
    const std::uint16_t* aliases = xcb_render_query_filters_aliases(reply.get());
    const std::vector<std::uint16_t> given(aliases, aliases + names.size());
    CHECK(names ==
          std::vector<std::string>{"nearest", "bilinear", "convolution", "fast", "good", "best"});
    CHECK(given == std::vector<std::uint16_t>{0xffff, 0xffff, 0xffff, 0, 1, 1});
}

TEST_CASE("FillRectangles and Composite draw on a window through its clip")
{
    RenderClient client;
    const xcb_window_t window = client.window(0, 0, 60, 40);
    const xcb_window_t child = client.window(10, 10, 20, 20, 0, window);
    const auto picture = client.picture(window, client.format(24, 0));
    client.fill(src, picture, white, {0, 0, 60, 40});
    client.fill(src, picture, red, {0, 0, 30, 30});
    CHECK(client.pixel(window, 5, 5) == 0xff0000);
    CHECK(client.pixel(child, 5, 5) != 0xff0000); // "ClipByChildren"
    client.change(picture, XCB_RENDER_CP_SUBWINDOW_MODE, XCB_SUBWINDOW_MODE_INCLUDE_INFERIORS);
    client.fill(over, picture, halfBlue, {0, 0, 30, 30});
    CHECK(client.pixel(window, 5, 5) == 0x7f0080);
    CHECK((client.pixel(child, 5, 5) & 0xff0000) == 0x7f0000); // half of its white
}

TEST_CASE("SetPictureClipRectangles and clip-mask bound what is drawn; clip-mask None frees it")
{
    RenderClient client;
    const xcb_pixmap_t pixmap = client.pixmap(32, 20, 20);
    const auto picture = client.picture(pixmap, client.format(32, 0xff000000));
    const xcb_rectangle_t rect{0, 0, 5, 5};
    xcb_render_set_picture_clip_rectangles(client.c(), picture, 2, 2, 1, &rect);
    client.fill(src, picture, red, {0, 0, 20, 20});
    CHECK(client.pixel(pixmap, 2, 2) == 0xffff0000);
    CHECK(client.pixel(pixmap, 1, 1) == 0);
    CHECK(client.pixel(pixmap, 7, 7) == 0);
    client.change(picture, XCB_RENDER_CP_CLIP_MASK, 0);
    client.fill(src, picture, red, {0, 0, 20, 20});
    CHECK(client.pixel(pixmap, 19, 19) == 0xffff0000);
    const xcb_pixmap_t bitmap = client.pixmap(1, 20, 20);
    client.fill(src, client.picture(bitmap, client.format(1, 1)), white, {4, 4, 1, 1});
    client.change(picture, XCB_RENDER_CP_CLIP_MASK, bitmap);
    client.fill(src, picture, clear, {0, 0, 20, 20});
    CHECK(client.pixel(pixmap, 6, 6) == 0); // the clip's origin is still 2, 2
    CHECK(client.pixel(pixmap, 4, 4) == 0xffff0000);
}

TEST_CASE("A picture outlives the name of its pixmap, but not its window")
{
    RenderClient client;
    const xcb_pixmap_t pixmap = client.pixmap(32, 4, 4);
    const auto source = client.picture(pixmap, client.format(32, 0xff000000));
    client.fill(src, source, red, {0, 0, 4, 4});
    xcb_free_pixmap(client.c(), pixmap);
    const xcb_window_t window = client.window(0, 0, 20, 20);
    const auto target = client.picture(window, client.format(24, 0));
    xcb_render_composite(client.c(), src, source, 0, target, 0, 0, 0, 0, 0, 0, 4, 4);
    CHECK(client.pixel(window, 3, 3) == 0xff0000);
    xcb_destroy_window(client.c(), window);
    CHECK(client.check(xcb_render_free_picture_checked(client.c(), target)) ==
          client.firstError + XCB_RENDER_PICTURE);
}

TEST_CASE("SetPictureTransform and SetPictureFilter say how a source is read")
{
    RenderClient client;
    const auto source = client.picture(client.pixmap(32, 2, 2), client.format(32, 0xff000000));
    client.fill(src, source, red, {0, 0, 1, 2});
    const xcb_pixmap_t pixmap = client.pixmap(32, 8, 8);
    const auto target = client.picture(pixmap, client.format(32, 0xff000000));
    const xcb_render_transform_t half{32768, 0, 0, 0, 32768, 0, 0, 0, 65536}; // twice as large
    xcb_render_set_picture_transform(client.c(), source, half);
    xcb_render_composite(client.c(), src, source, 0, target, 0, 0, 0, 0, 0, 0, 8, 8);
    CHECK(client.pixel(pixmap, 1, 3) == 0xffff0000);
    CHECK(client.pixel(pixmap, 2, 3) == 0);
    CHECK(client.check(xcb_render_set_picture_filter_checked(client.c(), source, 8, "Bilinear", 0,
                                                             nullptr)) == 0);
    xcb_render_composite(client.c(), src, source, 0, target, 0, 0, 0, 0, 0, 0, 8, 8);
    const std::uint32_t between = client.pixel(pixmap, 1, 1) >> 24;
    CHECK((between > 0 && between < 255));
}

TEST_CASE("AddGlyphs, ReferenceGlyphSet and FreeGlyphSet: \"glyphs are destroyed with the last "
          "name of their set\"")
{
    RenderClient client;
    const xcb_render_glyphset_t set = client.id(), name = client.id();
    xcb_render_create_glyph_set(client.c(), set, client.format(8, 0xff));
    const std::uint32_t id = 7;
    const xcb_render_glyphinfo_t info{2, 2, 0, 2, 3, 0};
    const std::array<std::uint8_t, 8> bits{255, 128, 0, 0, 255, 0, 0, 0};
    xcb_render_add_glyphs(client.c(), set, 1, &id, &info, 8, bits.data());
    xcb_render_reference_glyph_set(client.c(), name, set);
    xcb_render_free_glyph_set(client.c(), set);

    const xcb_pixmap_t pixmap = client.pixmap(32, 20, 10);
    const auto target = client.picture(pixmap, client.format(32, 0xff000000));
    const std::array<std::uint8_t, 12> commands{2, 0, 0, 0, 4, 0, 6, 0, 7, 7, 0, 0};
    xcb_render_composite_glyphs_8(client.c(), over, client.solid(red), target,
                                  client.format(8, 0xff), name, 0, 0, 12, commands.data());
    CHECK(client.pixel(pixmap, 4, 4) == 0xffff0000);
    CHECK(client.pixel(pixmap, 5, 4) == 0x80800000);
    CHECK(client.pixel(pixmap, 7, 5) == 0xffff0000); // three further on
    CHECK(client.check(xcb_render_free_glyphs_checked(client.c(), name, 1, &id)) == 0);
    CHECK(client.check(xcb_render_free_glyphs_checked(client.c(), name, 1, &id)) ==
          client.firstError + XCB_RENDER_GLYPH);
    xcb_render_free_glyph_set(client.c(), name);
    CHECK(client.check(xcb_render_free_glyphs_checked(client.c(), name, 1, &id)) ==
          client.firstError + XCB_RENDER_GLYPH_SET);
}

TEST_CASE("Trapezoids draw the source under their coverage")
{
    RenderClient client;
    const xcb_pixmap_t pixmap = client.pixmap(32, 20, 20);
    const auto target = client.picture(pixmap, client.format(32, 0xff000000));
    constexpr xcb_render_fixed_t one = 65536;
    const xcb_render_trapezoid_t shape{2 * one,
                                       8 * one,
                                       {{2 * one + one / 2, 0}, {2 * one + one / 2, 9 * one}},
                                       {{9 * one, 0}, {9 * one, 9 * one}}};
    xcb_render_trapezoids(client.c(), over, client.solid(red), target, client.format(8, 0xff), 0, 0,
                          1, &shape);
    CHECK(client.pixel(pixmap, 5, 5) == 0xffff0000);
    CHECK(client.pixel(pixmap, 5, 1) == 0);
    const std::uint32_t edge = client.pixel(pixmap, 2, 5) >> 24;
    CHECK((edge > 100 && edge < 156));
}

TEST_CASE("CreateCursor shows the picture's pixels, CreateAnimCursor one after the other")
{
    RenderClient client;
    const auto cursorOf = [&](xcb_render_color_t color) {
        const auto picture = client.picture(client.pixmap(32, 6, 5), client.format(32, 0xff000000));
        client.fill(src, picture, color, {0, 0, 6, 5});
        const xcb_cursor_t cursor = client.id();
        xcb_render_create_cursor(client.c(), cursor, picture, 1, 2);
        return cursor;
    };
    const xcb_render_animcursorelt_t frames[]{{cursorOf(red), 50}, {cursorOf(halfBlue), 50}};
    const xcb_cursor_t animated = client.id();
    CHECK(client.check(xcb_render_create_anim_cursor_checked(client.c(), animated, 2, frames)) ==
          0);
    xcb_change_window_attributes(client.c(), client.root(), XCB_CW_CURSOR, &animated);
    client.sync();
    const auto shown = [&] {
        return client.with([](Display& display) {
            display.input().tick();
            const CursorRef cursor = display.input().cursor();
            CHECK(cursor->hotspot() == Point{1, 2});
            return cursor->image().pixel({3, 3});
        });
    };
    CHECK(shown() == 0xffff0000);
    bool changed = false;
    for (int i = 0; i < 1000 && !changed; ++i) {
        changed = shown() == 0x80000080;
        if (!changed) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    CHECK(changed);
    CHECK(client.with([](Display& display) { return display.input().nextDeadline().has_value(); }));
}

} // namespace vitrine
