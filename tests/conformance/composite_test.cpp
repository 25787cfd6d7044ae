// SPDX-License-Identifier: GPL-2.0-or-later
// "Composite Extension", version 0.4.
#include "server/display/extension_states.h"
#include "tests/support/side_by_side.h"

#include <xcb/composite.h>
#include <xcb/shape.h>

#include <cstring>

namespace vitrine {

namespace {

constexpr std::uint8_t automatic = XCB_COMPOSITE_REDIRECT_AUTOMATIC;
constexpr std::uint8_t manual = XCB_COMPOSITE_REDIRECT_MANUAL;

struct CompositeClient : XcbClient {
    explicit CompositeClient(const TestServer& server) : XcbClient(server)
    {
        std::free(xcb_composite_query_version_reply(c(), xcb_composite_query_version(c(), 0, 4),
                                                    nullptr));
        std::free(
            xcb_xfixes_query_version_reply(c(), xcb_xfixes_query_version(c(), 5, 0), nullptr));
    }

    // A window of one colour.
    xcb_window_t coloured(int x, int y, int width, int height, std::uint32_t color,
                          xcb_window_t parent = 0) const
    {
        const xcb_window_t made = window(x, y, width, height, 0, parent, false);
        const std::uint32_t values[] = {color, 1};
        xcb_change_window_attributes(c(), made, XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT,
                                     values);
        const std::uint32_t place[] = {static_cast<std::uint32_t>(x),
                                       static_cast<std::uint32_t>(y)};
        xcb_configure_window(c(), made, XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y, place);
        xcb_map_window(c(), made);
        return made;
    }
    void fill(xcb_drawable_t on, std::uint32_t color, xcb_rectangle_t rect) const
    {
        const xcb_gcontext_t gc = id();
        xcb_create_gc(c(), gc, on, XCB_GC_FOREGROUND, &color);
        xcb_poly_fill_rectangle(c(), on, gc, 1, &rect);
        xcb_free_gc(c(), gc);
    }
    std::uint32_t pixel(xcb_drawable_t of, std::int16_t x, std::int16_t y) const
    {
        const XcbReply<xcb_get_image_reply_t> reply(xcb_get_image_reply(
            c(), xcb_get_image(c(), XCB_IMAGE_FORMAT_Z_PIXMAP, of, x, y, 1, 1, ~0u), nullptr));
        if (!reply) return ~0u;
        std::uint32_t value = 0;
        std::memcpy(&value, xcb_get_image_data(reply.get()), 4);
        return value & 0xffffff;
    }
    xcb_pixmap_t named(xcb_window_t window) const
    {
        const xcb_pixmap_t pixmap = id();
        return check(xcb_composite_name_window_pixmap_checked(c(), window, pixmap)) ? 0 : pixmap;
    }
    xcb_window_t overlay() const
    {
        const XcbReply<xcb_composite_get_overlay_window_reply_t> reply(
            xcb_composite_get_overlay_window_reply(
                c(), xcb_composite_get_overlay_window(c(), root()), nullptr));
        return reply->overlay_win;
    }
    std::vector<xcb_window_t> children(xcb_window_t of) const
    {
        const XcbReply<xcb_query_tree_reply_t> tree(
            xcb_query_tree_reply(c(), xcb_query_tree(c(), of), nullptr));
        const auto* first = xcb_query_tree_children(tree.get());
        return {first, first + tree->children_len};
    }
};

} // namespace

TEST_CASE("Composite tells the lower of both versions")
{
    TestServer server;
    XcbClient client(server);
    const auto version = [&](std::uint32_t major, std::uint32_t minor) {
        const XcbReply<xcb_composite_query_version_reply_t> reply(xcb_composite_query_version_reply(
            client.c(), xcb_composite_query_version(client.c(), major, minor), nullptr));
        return std::pair(reply->major_version, reply->minor_version);
    };
    CHECK(version(0, 3) == std::pair(0u, 3u));
    CHECK(version(2, 0) == std::pair(0u, 4u));
}

TEST_CASE("A top-level window redirected by hand leaves the screen, and comes back")
{
    TestServer server;
    CompositeClient x(server);
    const xcb_window_t window = x.coloured(10, 10, 50, 50, 0xff0000);
    CHECK(x.pixel(x.root(), 20, 20) == 0xff0000);
    xcb_composite_redirect_subwindows(x.c(), x.root(), automatic);
    CHECK(x.pixel(x.root(), 20, 20) == 0xff0000);
    xcb_composite_redirect_subwindows(x.c(), x.root(), manual);
    CHECK(x.pixel(x.root(), 20, 20) != 0xff0000);
    CHECK(x.pixel(window, 5, 5) == 0xff0000);
    const xcb_window_t later = x.coloured(100, 10, 50, 50, 0x00ff00); // new ones as well
    CHECK(x.pixel(x.root(), 110, 20) != 0x00ff00);
    CHECK(x.pixel(later, 5, 5) == 0x00ff00);
    CHECK(x.check(xcb_composite_unredirect_subwindows_checked(x.c(), x.root(), manual)) == 0);
    CHECK(x.pixel(x.root(), 20, 20) == 0xff0000);
    CHECK(x.pixel(x.root(), 110, 20) == 0x00ff00);
}

TEST_CASE("Redirection ends with the client that asked for it")
{
    TestServer server;
    CompositeClient x(server);
    x.coloured(10, 10, 50, 50, 0xff0000);
    {
        CompositeClient manager(server);
        xcb_composite_redirect_subwindows(manager.c(), manager.root(), manual);
        manager.overlay();
        manager.sync();
        CHECK(x.pixel(x.root(), 20, 20) != 0xff0000);
        CHECK(x.check(xcb_composite_redirect_subwindows_checked(x.c(), x.root(), manual)) ==
              XCB_ACCESS);
    }
    while (server.with([&](Display&) { return server.server().clients(); }) > 1) x.sync();
    CHECK(x.pixel(x.root(), 20, 20) == 0xff0000);
    CHECK(x.check(xcb_composite_redirect_subwindows_checked(x.c(), x.root(), manual)) == 0);
}

TEST_CASE("A named pixmap is the window's own, and outlives its size and its end")
{
    TestServer server;
    CompositeClient x(server);
    const xcb_window_t window = x.coloured(10, 10, 50, 40, 0xff0000);
    CHECK(x.named(window) == 0); // not redirected
    xcb_composite_redirect_window(x.c(), window, automatic);
    const xcb_pixmap_t first = x.named(window);
    REQUIRE(first);
    const XcbReply<xcb_get_geometry_reply_t> geometry(
        xcb_get_geometry_reply(x.c(), xcb_get_geometry(x.c(), first), nullptr));
    CHECK(geometry->width == 50);
    CHECK(geometry->height == 40);
    CHECK(geometry->depth == 24);
    x.fill(window, 0x00ff00, {0, 0, 10, 10});
    CHECK(x.pixel(first, 5, 5) == 0x00ff00);
    x.fill(first, 0x0000ff, {0, 0, 5, 5});
    CHECK(x.pixel(window, 2, 2) == 0x0000ff);

    const std::uint32_t wide = 80;
    xcb_configure_window(x.c(), window, XCB_CONFIG_WINDOW_WIDTH, &wide);
    x.fill(window, 0xffffff, {0, 0, 80, 40});
    CHECK(x.pixel(first, 7, 7) == 0x00ff00); // of the old size, as it was
    const xcb_pixmap_t second = x.named(window);
    REQUIRE(second);
    CHECK(x.pixel(second, 7, 7) == 0xffffff);
    xcb_destroy_window(x.c(), window);
    CHECK(x.pixel(second, 70, 30) == 0xffffff);
}

TEST_CASE("A child redirected automatically shows in its parent what it draws in its own image")
{
    TestServer server;
    CompositeClient x(server);
    const xcb_window_t top = x.coloured(0, 0, 100, 100, 0x111111);
    const xcb_window_t child = x.coloured(10, 10, 50, 50, 0xff0000, top);
    const xcb_window_t above = x.coloured(40, 10, 50, 50, 0x0000ff, top);
    const xcb_window_t inner = x.coloured(5, 5, 10, 10, 0x00ff00, child);
    x.sync();
    xcb_composite_redirect_window(x.c(), child, automatic);
    CHECK(x.pixel(top, 12, 12) == 0xff0000);
    CHECK(x.pixel(top, 17, 17) == 0x00ff00);
    CHECK(x.pixel(top, 45, 15) == 0x0000ff);
    const xcb_pixmap_t pixmap = x.named(child);
    REQUIRE(pixmap);
    CHECK(x.pixel(pixmap, 45, 5) == 0xff0000); // whole, though covered
    x.fill(child, 0xffff00, {20, 0, 30, 10});
    CHECK(x.pixel(top, 35, 15) == 0xffff00);
    CHECK(x.pixel(top, 45, 15) == 0x0000ff);
    CHECK(x.pixel(pixmap, 45, 5) == 0xffff00);
    x.fill(inner, 0xff00ff, {0, 0, 3, 3});
    CHECK(x.pixel(top, 16, 16) == 0xff00ff);
    const std::uint32_t left = 0, right = 60;
    xcb_configure_window(x.c(), above, XCB_CONFIG_WINDOW_X, &right);
    CHECK(x.pixel(top, 45, 15) == 0xffff00);
    xcb_configure_window(x.c(), child, XCB_CONFIG_WINDOW_X, &left);
    CHECK(x.pixel(top, 6, 16) == 0xff00ff);
    CHECK(x.pixel(top, 55, 15) == 0x111111);
    xcb_unmap_window(x.c(), child);
    CHECK(x.pixel(top, 6, 16) == 0x111111);
    xcb_map_window(x.c(), child);
    CHECK(x.pixel(top, 3, 13) == 0xff0000);
    xcb_composite_unredirect_window(x.c(), child, automatic);
    CHECK(x.pixel(top, 3, 13) == 0xff0000);
    x.fill(child, 0x00ffff, {0, 0, 50, 50});
    CHECK(x.pixel(top, 3, 13) == 0x00ffff);
}

TEST_CASE("A child redirected by hand leaves its parent's picture to its parent's owner")
{
    TestServer server;
    CompositeClient x(server);
    const xcb_window_t top = x.coloured(0, 0, 100, 100, 0x111111);
    const xcb_window_t child = x.coloured(10, 10, 50, 50, 0xff0000, top);
    xcb_composite_redirect_window(x.c(), child, manual);
    CHECK(x.pixel(top, 12, 12) == 0x111111);
    CHECK(x.pixel(child, 2, 2) == 0xff0000);
    x.fill(top, 0x222222, {0, 0, 100, 100});
    CHECK(x.pixel(top, 12, 12) == 0x222222);
    CHECK(x.pixel(child, 2, 2) == 0xff0000);
    xcb_reparent_window(x.c(), child, x.root(), 200, 200);
    CHECK(x.check(xcb_composite_unredirect_window_checked(x.c(), child, manual)) == 0);
    CHECK(x.pixel(x.root(), 210, 210) == 0xff0000);
}

TEST_CASE("The overlay lies above all windows, in no list of them, until its last holder lets go")
{
    TestServer server;
    CompositeClient x(server);
    const xcb_window_t overlay = x.overlay();
    CHECK(x.overlay() == overlay);
    const XcbReply<xcb_get_geometry_reply_t> geometry(
        xcb_get_geometry_reply(x.c(), xcb_get_geometry(x.c(), overlay), nullptr));
    CHECK(geometry->width == 1024);
    CHECK(geometry->height == 768);
    x.fill(overlay, 0xabcdef, {0, 0, 1024, 768});
    const xcb_window_t window = x.coloured(10, 10, 50, 50, 0xff0000);
    CHECK(x.pixel(x.root(), 20, 20) == 0xabcdef);
    const std::uint32_t above = XCB_STACK_MODE_ABOVE;
    xcb_configure_window(x.c(), window, XCB_CONFIG_WINDOW_STACK_MODE, &above);
    CHECK(x.pixel(x.root(), 20, 20) == 0xabcdef);
    CHECK(x.children(x.root()) == std::vector{window});
    xcb_destroy_window(x.c(), overlay);
    CHECK(x.pixel(x.root(), 20, 20) == 0xabcdef);
    CHECK(x.check(xcb_composite_release_overlay_window_checked(x.c(), x.root())) == 0);
    CHECK(x.pixel(x.root(), 20, 20) == 0xabcdef);
    CHECK(x.check(xcb_composite_release_overlay_window_checked(x.c(), x.root())) == 0);
    CHECK(x.pixel(x.root(), 20, 20) == 0xff0000);
    CHECK(x.check(xcb_composite_release_overlay_window_checked(x.c(), x.root())) == XCB_MATCH);
}

TEST_CASE("The overlay shows on the screen, whether windows were redirected before or after")
{
    for (const bool before : {true, false}) {
        TestServer server;
        CompositeClient x(server);
        if (before) xcb_composite_redirect_subwindows(x.c(), x.root(), manual);
        const xcb_window_t overlay = x.overlay();
        if (!before) xcb_composite_redirect_subwindows(x.c(), x.root(), manual);
        x.fill(overlay, 0x123456, {0, 0, 20, 20});
        CHECK(x.pixel(x.root(), 5, 5) == 0x123456);
    }
}

TEST_CASE("The overlay begins as what the screen shows: it has no background")
{
    TestServer server;
    CompositeClient x(server);
    x.coloured(10, 10, 50, 50, 0xff0000);
    x.fill(x.root(), 0x00ff00, {100, 100, 10, 10});
    const xcb_window_t overlay = x.overlay();
    CHECK(x.pixel(overlay, 20, 20) == 0xff0000);
    CHECK(x.pixel(overlay, 105, 105) == 0x00ff00);
    CHECK(x.pixel(x.root(), 105, 105) == 0x00ff00);
}

TEST_CASE("What a compositing manager paints on the overlay, as picom does, is on the screen")
{
    TestServer server;
    CompositeClient x(server);
    x.coloured(10, 10, 50, 50, 0xff0000);
    const xcb_window_t overlay = x.overlay();
    xcb_shape_mask(x.c(), XCB_SHAPE_SO_SET, XCB_SHAPE_SK_BOUNDING, overlay, 0, 0, XCB_NONE);
    xcb_shape_rectangles(x.c(), XCB_SHAPE_SO_SET, XCB_SHAPE_SK_INPUT, XCB_CLIP_ORDERING_UNSORTED,
                         overlay, 0, 0, 0, nullptr);
    xcb_unmap_window(x.c(), overlay);
    xcb_map_window(x.c(), overlay);
    xcb_composite_redirect_subwindows(x.c(), x.root(), manual);
    x.fill(overlay, 0x123456, {0, 0, 1024, 768});
    CHECK(x.pixel(x.root(), 20, 20) == 0x123456);
    CHECK(x.pixel(x.root(), 500, 500) == 0x123456);
}

TEST_CASE("DestroySubwindows of the root leaves the overlay, which is the server's")
{
    TestServer server;
    CompositeClient x(server);
    const xcb_window_t overlay = x.overlay();
    x.coloured(10, 10, 50, 50, 0xff0000);
    xcb_destroy_subwindows(x.c(), x.root());
    CHECK(x.children(x.root()).empty());
    CHECK(x.overlay() == overlay);
    CHECK(XcbReply<xcb_get_geometry_reply_t>(
        xcb_get_geometry_reply(x.c(), xcb_get_geometry(x.c(), overlay), nullptr)));
}

TEST_CASE("The border clip of a redirected window is all of it")
{
    TestServer server;
    CompositeClient x(server);
    const xcb_window_t window = x.coloured(10, 10, 50, 40, 0);
    const xcb_xfixes_region_t region = x.id();
    xcb_composite_redirect_window(x.c(), window, automatic);
    xcb_composite_create_region_from_border_clip(x.c(), region, window);
    const XcbReply<xcb_xfixes_fetch_region_reply_t> reply(
        xcb_xfixes_fetch_region_reply(x.c(), xcb_xfixes_fetch_region(x.c(), region), nullptr));
    REQUIRE(reply);
    CHECK(reply->extents.width == 50);
    CHECK(reply->extents.height == 40);
}

TEST_CASE("Composite refuses windows, updates and ids that there are not")
{
    TestServer server;
    CompositeClient x(server);
    const xcb_window_t window = x.window(0, 0, 30, 30);
    const xcb_window_t hidden = x.window(0, 0, 30, 30, 0, 0, false);
    CHECK(x.check(xcb_composite_redirect_window_checked(x.c(), 0x77, 0)) == XCB_WINDOW);
    CHECK(x.check(xcb_composite_redirect_window_checked(x.c(), window, 2)) == XCB_VALUE);
    CHECK(x.check(xcb_composite_redirect_window_checked(x.c(), x.root(), 0)) == XCB_MATCH);
    CHECK(x.check(xcb_composite_redirect_subwindows_checked(x.c(), 0x77, 0)) == XCB_WINDOW);
    CHECK(x.check(xcb_composite_unredirect_window_checked(x.c(), window, 0)) == XCB_VALUE);
    CHECK(x.check(xcb_composite_unredirect_subwindows_checked(x.c(), x.root(), 1)) == XCB_VALUE);
    CHECK(x.check(xcb_composite_redirect_window_checked(x.c(), hidden, automatic)) == 0);
    CHECK(x.check(xcb_composite_name_window_pixmap_checked(x.c(), hidden, x.id())) == XCB_MATCH);
    CHECK(x.check(xcb_composite_name_window_pixmap_checked(x.c(), 0x77, x.id())) == XCB_WINDOW);
    CHECK(x.check(xcb_composite_redirect_window_checked(x.c(), window, automatic)) == 0);
    CHECK(x.check(xcb_composite_name_window_pixmap_checked(x.c(), window, 0x77)) == XCB_ID_CHOICE);
    CHECK(x.check(xcb_composite_create_region_from_border_clip_checked(x.c(), 0x77, window)) ==
          XCB_ID_CHOICE);
    CHECK(x.check(xcb_composite_create_region_from_border_clip_checked(x.c(), x.id(), 0x77)) ==
          XCB_WINDOW);
    CHECK(x.check(xcb_composite_release_overlay_window_checked(x.c(), 0x77)) == XCB_WINDOW);
}

} // namespace vitrine
