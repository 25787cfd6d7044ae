// SPDX-License-Identifier: GPL-2.0-or-later
// X11 protocol, section 8: "Connection Setup" and "Connection Close".
#include "tests/support/raw_client.h"
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"

#include <catch2/catch.hpp>

#include <set>

namespace vitrine {

namespace {

constexpr auto otherOrder =
    x11::nativeOrder == x11::ByteOrder::Little ? x11::ByteOrder::Big : x11::ByteOrder::Little;

} // namespace

TEST_CASE("Setup describes the screen, its visuals, depths and pixmap formats")
{
    TestServer server;
    XcbClient client(server);
    const xcb_setup_t* setup = xcb_get_setup(client.c());
    CHECK(setup->protocol_major_version == 11);
    CHECK(setup->min_keycode == 8);
    CHECK(setup->max_keycode == 255);
    CHECK(setup->motion_buffer_size == 256); // what GetMotionEvents remembers
    CHECK(setup->roots_len == 1);
    CHECK(std::string(xcb_setup_vendor(setup), setup->vendor_len) == "Vitrine");
    CHECK(client.screen().width_in_pixels == 1024);
    CHECK(client.screen().root_depth == 24);

    std::set<int> depths;
    for (auto it = xcb_setup_pixmap_formats_iterator(setup); it.rem != 0; xcb_format_next(&it)) {
        depths.insert(it.data->depth);
        CHECK(it.data->scanline_pad == 32);
        if (it.data->depth == 16) CHECK(it.data->bits_per_pixel == 16);
    }
    CHECK(depths == std::set<int>{1, 4, 8, 16, 24, 32});

    std::set<int> withVisuals;
    for (auto it = xcb_screen_allowed_depths_iterator(&client.screen()); it.rem != 0;
         xcb_depth_next(&it)) {
        if (it.data->visuals_len != 0) withVisuals.insert(it.data->depth);
        CHECK(depths.contains(it.data->depth));
    }
    CHECK(withVisuals == std::set<int>{24, 32});
}

TEST_CASE("Without the cookie, or with another, a client is refused with the reason")
{
    TestServer server;
    for (const std::string& cookie : {std::string(16, 'x'), std::string()}) {
        RawClient client(server);
        CHECK_FALSE(client.setUp(cookie));
        CHECK(client.refusal.find("MIT-MAGIC-COOKIE-1") != std::string::npos);
        CHECK(client.closedByServer());
    }
    RawClient client(server);
    CHECK(client.setUp(server.cookie()));
}

TEST_CASE("A client of the other byte order is refused unless it is allowed, in its own order")
{
    {
        TestServer server;
        RawClient client(server);
        CHECK_FALSE(client.setUp(server.cookie(), otherOrder));
        CHECK(client.refusal.find("byte order") != std::string::npos);
    }
    TestServer server(XServerOptions{.byteSwappedClients = true});
    RawClient client(server);
    CHECK(client.setUp(server.cookie(), otherOrder));
    CHECK(client.resourceBase != 0);
}

TEST_CASE("What is not X is closed at once")
{
    TestServer server;
    RawClient client(server);
    client.send(RawClient::Bytes(4, std::byte('G')));
    CHECK(client.closedByServer());
}

TEST_CASE("Two clients have ids of their own, and all of a client's go with it")
{
    TestServer server;
    XcbClient stays(server);
    xcb_window_t window = 0;
    {
        XcbClient goes(server);
        window = goes.window(10, 10, 50, 50);
        goes.sync();
        CHECK((window & ~xcb_get_setup(goes.c())->resource_id_mask) ==
              xcb_get_setup(goes.c())->resource_id_base);
        CHECK(xcb_get_setup(goes.c())->resource_id_base !=
              xcb_get_setup(stays.c())->resource_id_base);
        const std::uint32_t events = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
        CHECK(stays.check(xcb_change_window_attributes_checked(stays.c(), window, XCB_CW_EVENT_MASK,
                                                               &events)) == 0);
    }
    const auto destroyed = stays.event<xcb_destroy_notify_event_t>(XCB_DESTROY_NOTIFY);
    REQUIRE(destroyed);
    CHECK(destroyed->window == window);
    CHECK(server.with([&](Display&) { return server.server().clients(); }) == 1);
}

TEST_CASE("Stopping leaves neither socket, lock nor Xauthority file")
{
    std::filesystem::path socket, lock, xauthority;
    {
        TestServer server;
        socket = server.socket();
        lock = "/tmp/.X" + server.name().substr(1) + "-lock";
        xauthority = server.xauthority();
        CHECK(std::filesystem::exists(socket));
        CHECK(std::filesystem::exists(lock));
        CHECK(std::filesystem::exists(xauthority));
    }
    CHECK_FALSE(std::filesystem::exists(socket));
    CHECK_FALSE(std::filesystem::exists(lock));
    CHECK_FALSE(std::filesystem::exists(xauthority));
}

TEST_CASE("A runtime directory that cannot be written is named in the complaint")
{
    try {
        TestServer server(XServerOptions{.runtimeDirectory = "/proc/no/such/folder"});
        FAIL("it started");
    } catch (const XServerError& error) {
        CHECK(std::string(error.what()).find("/proc/no/such/folder") != std::string::npos);
    }
}

} // namespace vitrine
