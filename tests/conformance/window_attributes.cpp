// SPDX-License-Identifier: GPL-2.0-or-later
// X11 protocol, CreateWindow and ChangeWindowAttributes: what windows look like by themselves.
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"

#include <catch2/catch.hpp>

#include <array>
#include <cstring>

namespace vitrine {

TEST_CASE(
    "\"The border tile origin is always the same as the background tile origin\": it moves as "
    "the background becomes ParentRelative")
{
    TestServer server;
    const XcbClient client(server);
    xcb_connection_t* const c = client.c();
    const xcb_pixmap_t stripes = client.id(); // 2 pixels wide: white, black
    const xcb_gcontext_t gc = client.id();
    const std::uint32_t black = 0, white = 0xffffff;
    xcb_create_pixmap(c, 24, stripes, client.root(), 2, 1);
    xcb_create_gc(c, gc, stripes, XCB_GC_FOREGROUND, &white);
    const std::array<xcb_rectangle_t, 2> columns{{{0, 0, 1, 1}, {1, 0, 1, 1}}};
    xcb_poly_fill_rectangle(c, stripes, gc, 1, &columns[0]);
    xcb_change_gc(c, gc, XCB_GC_FOREGROUND, &black);
    xcb_poly_fill_rectangle(c, stripes, gc, 1, &columns[1]);

    const xcb_window_t parent = client.window(0, 0, 60, 40);
    const xcb_window_t window = client.window(10, 10, 20, 10, 0, parent, false);
    const std::uint32_t borderWidth = 3; // so that its inside begins at an odd column
    xcb_configure_window(c, window, XCB_CONFIG_WINDOW_BORDER_WIDTH, &borderWidth);
    const std::array<std::uint32_t, 2> pixels{0x123456, stripes};
    xcb_change_window_attributes(c, window, XCB_CW_BACK_PIXEL | XCB_CW_BORDER_PIXMAP,
                                 pixels.data());
    xcb_map_window(c, window);
    const auto corner = [&] {
        const XcbReply<xcb_get_image_reply_t> reply(xcb_get_image_reply(
            c, xcb_get_image(c, XCB_IMAGE_FORMAT_Z_PIXMAP, parent, 10, 10, 1, 1, ~0u), nullptr));
        std::uint32_t pixel = 1;
        if (reply) std::memcpy(&pixel, xcb_get_image_data(reply.get()), sizeof pixel);
        return pixel & 0xffffff;
    };
    CHECK(corner() == black); // three columns before the origin
    const std::uint32_t relative = XCB_BACK_PIXMAP_PARENT_RELATIVE;
    xcb_change_window_attributes(c, window, XCB_CW_BACK_PIXMAP, &relative);
    CHECK(corner() == white); // ten columns after it
    xcb_change_window_attributes(c, window, XCB_CW_BACK_PIXEL, &black);
    CHECK(corner() == black);
}

} // namespace vitrine
