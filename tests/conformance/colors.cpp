// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"

#include <catch2/catch.hpp>

#include <array>
#include <string>
#include <vector>

namespace vitrine {

namespace {

struct Fixture {
    TestServer server;
    XcbClient client{server};
    xcb_connection_t* c = client.c();
    xcb_colormap_t map = client.screen().default_colormap;

    XcbReply<xcb_alloc_named_color_reply_t> named(const std::string& name)
    {
        return XcbReply<xcb_alloc_named_color_reply_t>(xcb_alloc_named_color_reply(
            c, xcb_alloc_named_color(c, map, static_cast<std::uint16_t>(name.size()), name.data()),
            nullptr));
    }
    int create(xcb_colormap_t id, std::uint8_t alloc, xcb_visualid_t visual)
    {
        return client.check(xcb_create_colormap_checked(c, alloc, id, client.root(), visual));
    }
};

} // namespace

TEST_CASE("A colour's pixel is its channels, and the answer says what will be shown",
          "[AllocColor]")
{
    Fixture f;
    const XcbReply<xcb_alloc_color_reply_t> reply(
        xcb_alloc_color_reply(f.c, xcb_alloc_color(f.c, f.map, 0x12ff, 0x8000, 0xffff), nullptr));
    REQUIRE(reply);
    CHECK(reply->pixel == 0x1280ff);
    CHECK(reply->red == 0x1212);
    CHECK(reply->green == 0x8080);
    CHECK(reply->blue == 0xffff);
}

TEST_CASE("Names of colours are known in any case, with and without spaces",
          "[AllocNamedColor] [LookupColor]")
{
    Fixture f;
    CHECK(f.named("red")->pixel == 0xff0000);
    CHECK(f.named("LightGoldenrodYellow")->pixel == 0xfafad2);
    CHECK(f.named("light goldenrod yellow")->pixel == 0xfafad2);
    CHECK(f.named("gray50")->pixel == 0x7f7f7f);
    CHECK(f.named("grey51")->pixel == 0x828282);
    CHECK(f.named("Gray100")->pixel == 0xffffff);
    CHECK(f.named("DarkOliveGreen3")->pixel == 0xa2cd5a);
    CHECK_FALSE(f.named("no such colour"));
    CHECK_FALSE(f.named("gray101"));
    CHECK_FALSE(f.named(""));
    const XcbReply<xcb_lookup_color_reply_t> lookup(
        xcb_lookup_color_reply(f.c, xcb_lookup_color(f.c, f.map, 4, "navy"), nullptr));
    REQUIRE(lookup);
    CHECK(lookup->exact_blue == 0x8080);
    CHECK(lookup->visual_red == 0);
}

TEST_CASE("QueryColors takes pixels apart, and refuses values that are none", "[QueryColors]")
{
    Fixture f;
    const std::array<std::uint32_t, 2> pixels{0x0180ff, 0x01000000};
    const XcbReply<xcb_query_colors_reply_t> reply(
        xcb_query_colors_reply(f.c, xcb_query_colors(f.c, f.map, 1, pixels.data()), nullptr));
    REQUIRE(reply);
    const xcb_rgb_t* rgb = xcb_query_colors_colors(reply.get());
    CHECK(rgb->red == 0x0101);
    CHECK(rgb->green == 0x8080);
    CHECK(rgb->blue == 0xffff);
    CHECK_FALSE(XcbReply<xcb_query_colors_reply_t>(
        xcb_query_colors_reply(f.c, xcb_query_colors(f.c, f.map, 2, pixels.data()), nullptr)));
}

TEST_CASE("Colormaps are made for a visual, copied and freed; of a static one no cells are given",
          "[CreateColormap] [CopyColormapAndFree] [FreeColormap] [AllocColorCells] "
          "[AllocColorPlanes] [StoreColors] [StoreNamedColor] [FreeColors]")
{
    Fixture f;
    const xcb_visualid_t visual = f.client.screen().root_visual;
    const xcb_colormap_t map = f.client.id(), copy = f.client.id();
    CHECK(f.create(map, XCB_COLORMAP_ALLOC_NONE, visual) == 0);
    CHECK(f.create(map, XCB_COLORMAP_ALLOC_NONE, visual) == XCB_ID_CHOICE);
    CHECK(f.create(f.client.id(), XCB_COLORMAP_ALLOC_ALL, visual) == XCB_MATCH);
    CHECK(f.create(f.client.id(), 2, visual) == XCB_VALUE);
    CHECK(f.create(f.client.id(), XCB_COLORMAP_ALLOC_NONE, 12345) == XCB_MATCH);
    CHECK(f.client.check(xcb_copy_colormap_and_free_checked(f.c, copy, map)) == 0);
    CHECK(f.client.check(xcb_free_colormap_checked(f.c, map)) == 0);
    CHECK(f.client.check(xcb_free_colormap_checked(f.c, map)) == XCB_COLORMAP);
    CHECK(f.client.check(xcb_free_colormap_checked(f.c, f.map)) == 0); // the default one stays
    CHECK(f.named("red"));

    const xcb_coloritem_t item{0, 1, 2, 3, 7, 0};
    CHECK(f.client.check(xcb_store_colors_checked(f.c, copy, 1, &item)) == XCB_ACCESS);
    CHECK(f.client.check(xcb_store_named_color_checked(f.c, 7, copy, 0, 3, "red")) == XCB_ACCESS);
    CHECK(f.client.check(xcb_store_named_color_checked(f.c, 7, copy, 0, 3, "rde")) == XCB_NAME);
    xcb_generic_error_t* error = nullptr;
    CHECK_FALSE(XcbReply<xcb_alloc_color_cells_reply_t>(
        xcb_alloc_color_cells_reply(f.c, xcb_alloc_color_cells(f.c, 0, copy, 1, 0), &error)));
    REQUIRE(error);
    CHECK(error->error_code == XCB_ALLOC);
    std::free(error);
}

TEST_CASE("FreeColors frees what its client has allocated, \"even if one or more pixels produce an "
          "error\"",
          "[FreeColors] [AllocColor]")
{
    Fixture f;
    const auto alloc = [&](std::uint16_t red, std::uint16_t green) {
        const XcbReply<xcb_alloc_color_reply_t> reply(
            xcb_alloc_color_reply(f.c, xcb_alloc_color(f.c, f.map, red, green, 0), nullptr));
        return reply ? reply->pixel : 0;
    };
    const auto free = [&](std::vector<std::uint32_t> pixels, std::uint32_t planes = 0) {
        return f.client.check(xcb_free_colors_checked(
            f.c, f.map, planes, static_cast<std::uint32_t>(pixels.size()), pixels.data()));
    };
    REQUIRE(alloc(0x0505, 0) == 0x050000);
    CHECK(free({}) == 0);
    CHECK(free({0x060000}) == XCB_ACCESS);
    CHECK(free({0x060000, 0x050000}) == XCB_ACCESS);
    CHECK(free({0x050000}) == XCB_ACCESS); // it was freed

    REQUIRE(alloc(0x0505, 0) == 0x050000);
    REQUIRE(alloc(0x0505, 0) == 0x050000);
    CHECK(free({0x050000}) == 0);
    CHECK(free({~0u, 0x050000}) == XCB_VALUE);
    CHECK(free({0x050000}) == XCB_ACCESS);

    // "The set of all pixels is produced by ORing together subsets of plane-mask with the pixels."
    REQUIRE(alloc(0x0505, 0) == 0x050000);
    REQUIRE(alloc(0x0505, 0x0101) == 0x050100);
    CHECK(free({0x050000}, 0x000100) == 0);
    CHECK(free({0x050100}) == XCB_ACCESS); // its green went with the other
    CHECK(free({0}, 0xff000000) == XCB_VALUE);

    XcbClient other(f.server);
    const XcbReply<xcb_alloc_color_reply_t> theirs(
        xcb_alloc_color_reply(other.c(), xcb_alloc_color(other.c(), f.map, 7, 7, 7), nullptr));
    REQUIRE(theirs);
    REQUIRE(alloc(0x0909, 0) == 0x090000);
    const std::uint32_t pixel = 0x090000;
    CHECK(other.check(xcb_free_colors_checked(other.c(), f.map, 0, 1, &pixel)) == XCB_ACCESS);

    const xcb_colormap_t copy = f.client.id();
    REQUIRE(f.client.check(xcb_copy_colormap_and_free_checked(f.c, copy, f.map)) == 0);
    CHECK(free({pixel}) == XCB_ACCESS); // "moves all of the client's existing allocation"
    CHECK(f.client.check(xcb_free_colors_checked(f.c, copy, 0, 1, &pixel)) == 0);
}

TEST_CASE("GetWindowAttributes says whether the window's colormap is installed")
{
    Fixture f;
    const xcb_colormap_t map = f.client.id();
    REQUIRE(f.create(map, XCB_COLORMAP_ALLOC_NONE, f.client.screen().root_visual) == 0);
    const xcb_window_t window = f.client.window(0, 0, 10, 10, XCB_EVENT_MASK_COLOR_MAP_CHANGE);
    const auto installed = [&] {
        const XcbReply<xcb_get_window_attributes_reply_t> reply(
            xcb_get_window_attributes_reply(f.c, xcb_get_window_attributes(f.c, window), nullptr));
        return reply && reply->map_is_installed;
    };
    CHECK(installed());
    xcb_change_window_attributes(f.c, window, XCB_CW_COLORMAP, &map);
    CHECK_FALSE(installed());
    xcb_install_colormap(f.c, map);
    CHECK(installed());
    xcb_change_window_attributes(f.c, window, XCB_CW_COLORMAP, &map);
    auto event = f.client.event<xcb_colormap_notify_event_t>(XCB_COLORMAP_NOTIFY); // of the first
    REQUIRE(event);
    CHECK(event->state == XCB_COLORMAP_STATE_UNINSTALLED);
    while (event && event->state == XCB_COLORMAP_STATE_UNINSTALLED)
        event = f.client.event<xcb_colormap_notify_event_t>(XCB_COLORMAP_NOTIFY);
    REQUIRE(event);
    event = f.client.event<xcb_colormap_notify_event_t>(XCB_COLORMAP_NOTIFY); // of the second
    REQUIRE(event);
    CHECK(event->_new);
    CHECK(event->state == XCB_COLORMAP_STATE_INSTALLED);
}

TEST_CASE("Installing a colormap uninstalls the other and tells the windows that use them",
          "[InstallColormap] [UninstallColormap] [ListInstalledColormaps] [ColormapNotify]")
{
    Fixture f;
    const xcb_colormap_t map = f.client.id();
    REQUIRE(f.create(map, XCB_COLORMAP_ALLOC_NONE, f.client.screen().root_visual) == 0);
    const xcb_window_t window = f.client.window(0, 0, 10, 10, XCB_EVENT_MASK_COLOR_MAP_CHANGE);
    xcb_change_window_attributes(f.c, window, XCB_CW_COLORMAP, &map);
    xcb_install_colormap(f.c, map);
    const auto next = [&] {
        return f.client.event<xcb_colormap_notify_event_t>(XCB_COLORMAP_NOTIFY);
    };
    auto event = next();
    REQUIRE(event);
    if (event->_new) event = next(); // of the attribute itself
    REQUIRE(event);
    CHECK(event->colormap == map);
    CHECK(event->state == XCB_COLORMAP_STATE_INSTALLED);
    const XcbReply<xcb_list_installed_colormaps_reply_t> list(xcb_list_installed_colormaps_reply(
        f.c, xcb_list_installed_colormaps(f.c, window), nullptr));
    REQUIRE(list);
    REQUIRE(list->cmaps_len == 1);
    CHECK(*xcb_list_installed_colormaps_cmaps(list.get()) == map);

    xcb_free_colormap(f.c, map);
    event = next();
    REQUIRE(event);
    CHECK(event->state == XCB_COLORMAP_STATE_UNINSTALLED);
    event = next();
    REQUIRE(event);
    CHECK(event->_new);
    CHECK(event->colormap == XCB_NONE);
}

} // namespace vitrine
