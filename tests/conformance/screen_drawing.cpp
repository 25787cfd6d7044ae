// SPDX-License-Identifier: GPL-2.0-or-later
// Drawing that crosses windows: on the screen through the root, and between depths 24 and 32.
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"

#include <catch2/catch.hpp>

#include <cstring>

namespace vitrine {

namespace {

using PixelValues = std::vector<std::uint32_t>;

PixelValues read(const XcbClient& client, xcb_drawable_t drawable, xcb_rectangle_t rect)
{
    const auto cookie = xcb_get_image(client.c(), XCB_IMAGE_FORMAT_Z_PIXMAP, drawable, rect.x,
                                      rect.y, rect.width, rect.height, ~0u);
    const XcbReply<xcb_get_image_reply_t> reply(xcb_get_image_reply(client.c(), cookie, nullptr));
    REQUIRE(reply);
    PixelValues pixels(static_cast<std::size_t>(rect.width) * rect.height);
    REQUIRE(xcb_get_image_data_length(reply.get()) == static_cast<int>(pixels.size() * 4));
    std::memcpy(pixels.data(), xcb_get_image_data(reply.get()), pixels.size() * 4);
    return pixels;
}

std::uint32_t pixel(const XcbClient& client, xcb_drawable_t drawable, std::int16_t x,
                    std::int16_t y)
{
    return read(client, drawable, {x, y, 1, 1}).front();
}

xcb_gcontext_t context(const XcbClient& client, xcb_drawable_t drawable, std::uint32_t function,
                       std::uint32_t foreground, bool inferiors)
{
    const xcb_gcontext_t gc = client.id();
    const std::uint32_t values[]{function, foreground, inferiors ? 1u : 0u};
    xcb_create_gc(client.c(), gc, drawable,
                  XCB_GC_FUNCTION | XCB_GC_FOREGROUND | XCB_GC_SUBWINDOW_MODE, values);
    return gc;
}

void fill(const XcbClient& client, xcb_drawable_t drawable, xcb_gcontext_t gc, xcb_rectangle_t rect)
{
    xcb_poly_fill_rectangle(client.c(), drawable, gc, 1, &rect);
}

// A window without a window manager's care, of one colour.
xcb_window_t plainWindow(const XcbClient& client, xcb_rectangle_t at, std::uint32_t background)
{
    const xcb_window_t id = client.id();
    const std::uint32_t values[]{background, 1};
    xcb_create_window(client.c(), XCB_COPY_FROM_PARENT, id, client.root(), at.x, at.y, at.width,
                      at.height, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
                      XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT, values);
    xcb_map_window(client.c(), id);
    return id;
}

xcb_visualid_t visualOfDepth(const XcbClient& client, int depth)
{
    for (auto each = xcb_screen_allowed_depths_iterator(&client.screen()); each.rem;
         xcb_depth_next(&each))
        if (each.data->depth == depth) return xcb_depth_visuals(each.data)->visual_id;
    return 0;
}

// A window of a depth of its own. Background: a pixel, or None.
xcb_window_t deepWindow(const XcbClient& client, xcb_window_t parent, int depth, xcb_rectangle_t at,
                        const std::uint32_t* background)
{
    const xcb_visualid_t visual = visualOfDepth(client, depth);
    const xcb_colormap_t map = client.id();
    xcb_create_colormap(client.c(), XCB_COLORMAP_ALLOC_NONE, map, client.root(), visual);
    const xcb_window_t id = client.id();
    std::vector<std::uint32_t> values;
    std::uint32_t mask = XCB_CW_BORDER_PIXEL | XCB_CW_OVERRIDE_REDIRECT | XCB_CW_COLORMAP;
    if (background) {
        mask |= XCB_CW_BACK_PIXEL;
        values.push_back(*background);
    }
    values.insert(values.end(), {0, 1, map});
    xcb_create_window(client.c(), static_cast<std::uint8_t>(depth), id, parent, at.x, at.y,
                      at.width, at.height, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, visual, mask,
                      values.data());
    xcb_map_window(client.c(), id);
    return id;
}

} // namespace

TEST_CASE("IncludeInferiors on the root draws on the windows that show, and a second Xor undoes it")
{
    const TestServer server;
    const XcbClient client(server);
    const xcb_window_t under = plainWindow(client, {10, 10, 60, 60}, 0x202020);
    const xcb_window_t over = plainWindow(client, {40, 40, 60, 60}, 0x404040);
    const xcb_rectangle_t screen{0, 0, 140, 140};
    const PixelValues before = read(client, client.root(), screen);
    const PixelValues underBefore = read(client, under, {0, 0, 60, 60});

    const auto band = context(client, client.root(), XCB_GX_XOR, 0x0f0f0f, true);
    const xcb_segment_t lines[]{{5, 30, 115, 30}, {50, 32, 50, 120}};
    xcb_poly_segment(client.c(), client.root(), band, 2, lines);

    PixelValues expected = before;
    for (int y = 0; y < 140; ++y)
        for (int x = 0; x < 140; ++x) {
            const bool row = y == 30 && x >= 5 && x <= 115;
            const bool column = x == 50 && y >= 32 && y <= 120;
            if (row || column) expected[static_cast<std::size_t>(y * 140 + x)] ^= 0x0f0f0f;
        }
    CHECK((read(client, client.root(), screen) == expected));
    CHECK(pixel(client, under, 5, 20) == 0x2f2f2f);
    CHECK(pixel(client, over, 10, 30) == 0x4f4f4f);
    CHECK(pixel(client, under, 40, 50) == 0x202020); // it lies under the other window there

    xcb_poly_segment(client.c(), client.root(), band, 2, lines);
    CHECK((read(client, client.root(), screen) == before));
    CHECK((read(client, under, {0, 0, 60, 60}) == underBefore));
}

TEST_CASE("ClipByChildren on the root leaves the windows alone")
{
    const TestServer server;
    const XcbClient client(server);
    const xcb_window_t window = plainWindow(client, {10, 10, 60, 60}, 0x202020);
    fill(client, client.root(), context(client, client.root(), XCB_GX_COPY, 0xffffff, false),
         {0, 0, 200, 200});
    CHECK(pixel(client, window, 5, 5) == 0x202020);
    CHECK(pixel(client, client.root(), 100, 100) == 0xffffff);
}

TEST_CASE("Copies from the root with IncludeInferiors have what the screen shows")
{
    const TestServer server;
    const XcbClient client(server);
    plainWindow(client, {10, 10, 60, 60}, 0x2040a0);
    const xcb_pixmap_t pixmap = client.id();
    xcb_create_pixmap(client.c(), 24, pixmap, client.root(), 100, 100);
    const auto gc = context(client, client.root(), XCB_GX_COPY, 0xffffff, true);
    xcb_copy_area(client.c(), client.root(), pixmap, gc, 0, 0, 0, 0, 100, 100);
    CHECK(
        (read(client, pixmap, {0, 0, 100, 100}) == read(client, client.root(), {0, 0, 100, 100})));
    CHECK(pixel(client, pixmap, 30, 30) == 0x2040a0);

    // From the screen to the screen: a window's picture comes beside it, on the root.
    xcb_copy_area(client.c(), client.root(), client.root(), gc, 10, 10, 200, 10, 60, 60);
    CHECK(pixel(client, client.root(), 230, 40) == 0x2040a0);
    // One plane, in two colours.
    xcb_copy_plane(client.c(), client.root(), pixmap, gc, 0, 0, 0, 0, 100, 100, 0x80);
    CHECK(pixel(client, pixmap, 30, 30) == 0xffffff);
}

TEST_CASE("A window of depth 24 inside one of depth 32 is opaque, whatever is drawn there")
{
    const TestServer server;
    const XcbClient client(server);
    const std::uint32_t glass = 0x40102030, paper = 0xabcdef;
    const xcb_window_t outer = deepWindow(client, client.root(), 32, {10, 10, 80, 80}, &glass);
    const xcb_window_t inner = deepWindow(client, outer, 24, {10, 10, 30, 30}, &paper);
    const xcb_window_t bare = deepWindow(client, outer, 24, {45, 10, 30, 30}, nullptr);

    CHECK(pixel(client, outer, 5, 5) == glass);
    CHECK(pixel(client, inner, 5, 5) == paper);
    CHECK(pixel(client, outer, 15, 15) == (0xff000000 | paper));
    CHECK(pixel(client, outer, 50, 15) == (0xff000000 | (glass & 0xffffff)));

    for (std::uint32_t function = 0; function < 16; ++function) {
        fill(client, inner, context(client, inner, function, 0x123456, false), {0, 0, 9, 9});
        CHECK(pixel(client, outer, 12, 12) >> 24 == 0xff);
        CHECK(pixel(client, inner, 2, 2) >> 24 == 0);
    }
    const xcb_pixmap_t pixmap = client.id();
    xcb_create_pixmap(client.c(), 24, pixmap, client.root(), 20, 20);
    const auto gc = context(client, pixmap, XCB_GX_COPY, 0x777777, false);
    fill(client, pixmap, gc, {0, 0, 20, 20});
    xcb_copy_area(client.c(), pixmap, bare, gc, 0, 0, 0, 0, 20, 20);
    CHECK(pixel(client, outer, 50, 15) == 0xff777777);
    xcb_copy_area(client.c(), inner, pixmap, gc, 15, 15, 0, 0, 5, 5);
    CHECK(pixel(client, pixmap, 2, 2) == paper);
}

TEST_CASE("A window of depth 32 inside one of depth 24 is read as opaque")
{
    const TestServer server;
    const XcbClient client(server);
    const std::uint32_t paper = 0xabcdef, glass = 0x40102030;
    const xcb_window_t outer = deepWindow(client, client.root(), 24, {10, 10, 80, 80}, &paper);
    const xcb_window_t inner = deepWindow(client, outer, 32, {10, 10, 30, 30}, &glass);
    CHECK(pixel(client, outer, 15, 15) == (glass & 0xffffff));
    CHECK(pixel(client, inner, 5, 5) == (0xff000000 | glass));

    const xcb_pixmap_t pixmap = client.id();
    xcb_create_pixmap(client.c(), 32, pixmap, client.root(), 20, 20);
    const auto gc = context(client, pixmap, XCB_GX_COPY, 0x55667788, false);
    xcb_copy_area(client.c(), inner, pixmap, gc, 0, 0, 0, 0, 20, 20);
    CHECK(pixel(client, pixmap, 3, 3) == (0xff000000 | glass));
    fill(client, pixmap, gc, {0, 0, 20, 20});
    xcb_copy_area(client.c(), pixmap, inner, gc, 0, 0, 0, 0, 20, 20);
    CHECK(pixel(client, outer, 15, 15) == 0x667788);
}

} // namespace vitrine
