// SPDX-License-Identifier: GPL-2.0-or-later
// "XFIXES Extension", version 6.0: windows, selections, cursors. Regions: xfixes_regions.cpp.
#include "server/display/extension_states.h"
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"

#include <catch2/catch.hpp>
#include <xcb/xfixes.h>

#include <cstring>

namespace vitrine {

namespace {

struct FixesClient : XcbClient {
    explicit FixesClient(const TestServer& server) : XcbClient(server)
    {
        const auto* extension = xcb_get_extension_data(c(), &xcb_xfixes_id);
        REQUIRE(extension->present);
        firstEvent = extension->first_event;
        std::free(
            xcb_xfixes_query_version_reply(c(), xcb_xfixes_query_version(c(), 6, 0), nullptr));
    }
    XcbReply<xcb_xfixes_selection_notify_event_t> selectionNotify() const
    {
        return event<xcb_xfixes_selection_notify_event_t>(
            static_cast<std::uint8_t>(firstEvent + XCB_XFIXES_SELECTION_NOTIFY));
    }
    XcbReply<xcb_xfixes_cursor_notify_event_t> cursorNotify() const
    {
        return event<xcb_xfixes_cursor_notify_event_t>(
            static_cast<std::uint8_t>(firstEvent + XCB_XFIXES_CURSOR_NOTIFY));
    }
    xcb_window_t parentOf(xcb_window_t window) const
    {
        const XcbReply<xcb_query_tree_reply_t> tree(
            xcb_query_tree_reply(c(), xcb_query_tree(c(), window), nullptr));
        return tree ? tree->parent : 0;
    }
    int mapState(xcb_window_t window) const
    {
        const XcbReply<xcb_get_window_attributes_reply_t> reply(
            xcb_get_window_attributes_reply(c(), xcb_get_window_attributes(c(), window), nullptr));
        return reply ? reply->map_state : -1;
    }
    // A square cursor of one colour, hotspot in its middle.
    xcb_cursor_t cursor(std::uint16_t size, std::uint16_t red) const
    {
        const xcb_pixmap_t bitmap = id();
        xcb_create_pixmap(c(), 1, bitmap, root(), size, size);
        const xcb_gcontext_t gc = id();
        const std::uint32_t one = 1;
        xcb_create_gc(c(), gc, bitmap, XCB_GC_FOREGROUND, &one);
        const xcb_rectangle_t all{0, 0, size, size};
        xcb_poly_fill_rectangle(c(), bitmap, gc, 1, &all);
        const xcb_cursor_t cursor = id();
        const auto middle = static_cast<std::uint16_t>(size / 2);
        xcb_create_cursor(c(), cursor, bitmap, bitmap, red, 0, 0, 0, 0, 0, middle, middle);
        xcb_free_pixmap(c(), bitmap);
        xcb_free_gc(c(), gc);
        return cursor;
    }
    void name(xcb_cursor_t cursor, const char* text) const
    {
        xcb_xfixes_set_cursor_name(c(), cursor, static_cast<std::uint16_t>(std::strlen(text)),
                                   text);
    }
    XcbReply<xcb_xfixes_get_cursor_image_and_name_reply_t> shown() const
    {
        return XcbReply<xcb_xfixes_get_cursor_image_and_name_reply_t>(
            xcb_xfixes_get_cursor_image_and_name_reply(
                c(), xcb_xfixes_get_cursor_image_and_name(c()), nullptr));
    }
    int firstEvent = 0;
};

} // namespace

TEST_CASE("XFIXES tells the lower of both versions")
{
    TestServer server;
    XcbClient client(server);
    const auto version = [&](std::uint32_t major, std::uint32_t minor) {
        const XcbReply<xcb_xfixes_query_version_reply_t> reply(xcb_xfixes_query_version_reply(
            client.c(), xcb_xfixes_query_version(client.c(), major, minor), nullptr));
        return std::pair(reply->major_version, reply->minor_version);
    };
    CHECK(version(2, 1) == std::pair(2u, 1u));
    CHECK(version(6, 0) == std::pair(6u, 0u));
    CHECK(version(99, 7) == std::pair(6u, 0u));
}

TEST_CASE("A saved window goes to the nearest foreign ancestor or to the root, mapped or not")
{
    TestServer server;
    FixesClient owner(server);
    const xcb_window_t outside = owner.window(0, 0, 300, 300);
    owner.sync();
    struct Case {
        std::uint8_t target, map;
    };
    for (const auto [target, map] : {Case{0, 0}, Case{0, 1}, Case{1, 0}, Case{1, 1}}) {
        CAPTURE(int{target}, int{map});
        const xcb_window_t saved = owner.window(5, 5, 20, 20);
        owner.sync();
        {
            FixesClient manager(server);
            const xcb_window_t frame = manager.window(10, 10, 50, 50, 0, outside);
            xcb_reparent_window(manager.c(), saved, frame, 1, 2);
            CHECK(manager.check(xcb_xfixes_change_save_set_checked(
                      manager.c(), XCB_XFIXES_SAVE_SET_MODE_INSERT, target, map, saved)) == 0);
            manager.sync();
        }
        const xcb_window_t expected =
            target == XCB_XFIXES_SAVE_SET_TARGET_ROOT ? owner.root() : outside;
        while (owner.parentOf(saved) != expected && owner.parentOf(saved) != 0) owner.sync();
        CHECK(owner.parentOf(saved) == expected);
        CHECK(owner.mapState(saved) == (map == XCB_XFIXES_SAVE_SET_MAPPING_MAP
                                            ? XCB_MAP_STATE_VIEWABLE
                                            : XCB_MAP_STATE_UNMAPPED));
    }
}

TEST_CASE("ChangeSaveSet refuses one's own windows and values that there are not")
{
    TestServer server;
    FixesClient x(server), other(server);
    const xcb_window_t own = x.window(0, 0, 9, 9), foreign = other.window(0, 0, 9, 9);
    other.sync();
    const auto change = [&](std::uint8_t mode, std::uint8_t target, std::uint8_t map,
                            xcb_window_t window) {
        return x.check(xcb_xfixes_change_save_set_checked(x.c(), mode, target, map, window));
    };
    CHECK(change(0, 0, 0, 0x77) == XCB_WINDOW);
    CHECK(change(0, 0, 0, own) == XCB_MATCH);
    CHECK(change(2, 0, 0, foreign) == XCB_VALUE);
    CHECK(change(0, 2, 0, foreign) == XCB_VALUE);
    CHECK(change(0, 0, 2, foreign) == XCB_VALUE);
    CHECK(change(0, 1, 1, foreign) == 0);
    CHECK(change(1, 1, 1, foreign) == 0);
}

TEST_CASE("SelectionNotify tells of a new owner, its destroyed window, and its closed connection")
{
    TestServer server;
    FixesClient watcher(server);
    const xcb_window_t window = watcher.window(0, 0, 9, 9);
    CHECK(watcher.check(xcb_xfixes_select_selection_input_checked(watcher.c(), window,
                                                                  XCB_ATOM_PRIMARY, 7)) == 0);
    const auto own = [](XcbClient& client) {
        const xcb_window_t owner = client.window(0, 0, 9, 9);
        xcb_set_selection_owner(client.c(), owner, XCB_ATOM_SECONDARY, XCB_CURRENT_TIME);
        xcb_set_selection_owner(client.c(), owner, XCB_ATOM_PRIMARY, XCB_CURRENT_TIME);
        client.sync();
        return owner;
    };
    auto program = std::make_unique<XcbClient>(server);
    xcb_window_t owner = own(*program);
    auto event = watcher.selectionNotify();
    REQUIRE(event);
    CHECK(event->subtype == XCB_XFIXES_SELECTION_EVENT_SET_SELECTION_OWNER);
    CHECK(event->window == window);
    CHECK(event->owner == owner);
    CHECK(event->selection == XCB_ATOM_PRIMARY);
    CHECK(event->timestamp != 0);
    CHECK(event->selection_timestamp != 0);

    xcb_destroy_window(program->c(), owner);
    program->sync();
    event = watcher.selectionNotify();
    REQUIRE(event);
    CHECK(event->subtype == XCB_XFIXES_SELECTION_EVENT_SELECTION_WINDOW_DESTROY);
    CHECK(event->owner == XCB_NONE);

    owner = own(*program);
    REQUIRE(watcher.selectionNotify());
    program.reset();
    event = watcher.selectionNotify();
    REQUIRE(event);
    CHECK(event->subtype == XCB_XFIXES_SELECTION_EVENT_SELECTION_CLIENT_CLOSE);

    xcb_xfixes_select_selection_input(watcher.c(), window, XCB_ATOM_PRIMARY, 0);
    XcbClient again(server);
    watcher.sync();
    own(again);
    CHECK(watcher.events().empty());
}

TEST_CASE("An owner of None is a change of owner")
{
    TestServer server;
    FixesClient client(server);
    const xcb_window_t window = client.window(0, 0, 9, 9);
    xcb_set_selection_owner(client.c(), window, XCB_ATOM_PRIMARY, XCB_CURRENT_TIME);
    xcb_xfixes_select_selection_input(client.c(), window, XCB_ATOM_PRIMARY, 1);
    xcb_set_selection_owner(client.c(), XCB_NONE, XCB_ATOM_PRIMARY, XCB_CURRENT_TIME);
    const auto event = client.selectionNotify();
    REQUIRE(event);
    CHECK(event->subtype == XCB_XFIXES_SELECTION_EVENT_SET_SELECTION_OWNER);
    CHECK(event->owner == XCB_NONE);
}

TEST_CASE("Selection and cursor events are refused for no window and for unknown bits")
{
    TestServer server;
    FixesClient x(server);
    const xcb_window_t window = x.window(0, 0, 9, 9);
    CHECK(x.check(xcb_xfixes_select_selection_input_checked(x.c(), 0x77, 1, 1)) == XCB_WINDOW);
    CHECK(x.check(xcb_xfixes_select_selection_input_checked(x.c(), window, 1, 8)) == XCB_VALUE);
    CHECK(x.check(xcb_xfixes_select_cursor_input_checked(x.c(), 0x77, 1)) == XCB_WINDOW);
    CHECK(x.check(xcb_xfixes_select_cursor_input_checked(x.c(), window, 2)) == XCB_VALUE);
}

TEST_CASE("GetCursorImage tells the picture, hotspot, place and name of the cursor that is shown")
{
    TestServer server;
    FixesClient client(server);
    const xcb_cursor_t red = client.cursor(8, 0xffff);
    client.name(red, "rouge");
    const xcb_window_t window = client.window(0, 0, 100, 100);
    xcb_change_window_attributes(client.c(), window, XCB_CW_CURSOR, &red);
    xcb_warp_pointer(client.c(), XCB_NONE, window, 0, 0, 0, 0, 30, 40);
    const auto image = client.shown();
    REQUIRE(image);
    CHECK(image->width == 8);
    CHECK(image->height == 8);
    CHECK(image->xhot == 4);
    CHECK(image->yhot == 4);
    const auto* pixels = xcb_xfixes_get_cursor_image_and_name_cursor_image(image.get());
    CHECK(pixels[0] == 0xffff0000);
    CHECK(pixels[63] == 0xffff0000);
    CHECK(std::string(xcb_xfixes_get_cursor_image_and_name_name(image.get()), image->nbytes) ==
          "rouge");
    const XcbReply<xcb_query_pointer_reply_t> pointer(
        xcb_query_pointer_reply(client.c(), xcb_query_pointer(client.c(), client.root()), nullptr));
    CHECK(image->x == pointer->root_x);
    CHECK(image->y == pointer->root_y);
    const XcbReply<xcb_xfixes_get_cursor_image_reply_t> plain(xcb_xfixes_get_cursor_image_reply(
        client.c(), xcb_xfixes_get_cursor_image(client.c()), nullptr));
    REQUIRE(plain);
    CHECK(plain->cursor_serial == image->cursor_serial);
    CHECK(xcb_xfixes_get_cursor_image_cursor_image(plain.get())[9] == 0xffff0000);
}

TEST_CASE("A cursor's name comes back as atom and text; without one both are empty")
{
    TestServer server;
    FixesClient client(server);
    const xcb_cursor_t cursor = client.cursor(4, 1);
    const auto name = [&] {
        const XcbReply<xcb_xfixes_get_cursor_name_reply_t> reply(xcb_xfixes_get_cursor_name_reply(
            client.c(), xcb_xfixes_get_cursor_name(client.c(), cursor), nullptr));
        return std::pair(reply->atom != 0,
                         std::string(xcb_xfixes_get_cursor_name_name(reply.get()), reply->nbytes));
    };
    CHECK(name() == std::pair(false, std::string()));
    client.name(cursor, "left_ptr");
    CHECK(name() == std::pair(true, std::string("left_ptr")));
    CHECK(client.check(xcb_xfixes_set_cursor_name_checked(client.c(), 0x77, 1, "x")) == XCB_CURSOR);
    xcb_generic_error_t* error = nullptr;
    CHECK(!xcb_xfixes_get_cursor_name_reply(client.c(),
                                            xcb_xfixes_get_cursor_name(client.c(), 0x77), &error));
    CHECK(XcbReply<xcb_generic_error_t>(error)->error_code == XCB_CURSOR);
}

TEST_CASE("CursorNotify tells which cursor is shown from now on")
{
    TestServer server;
    FixesClient client(server);
    const xcb_cursor_t cursor = client.cursor(6, 1);
    client.name(cursor, "six");
    const xcb_window_t window = client.window(0, 0, 60, 60);
    xcb_warp_pointer(client.c(), XCB_NONE, window, 0, 0, 0, 0, 5, 5);
    xcb_xfixes_select_cursor_input(client.c(), client.root(), 1);
    xcb_change_window_attributes(client.c(), window, XCB_CW_CURSOR, &cursor);
    const auto event = client.cursorNotify();
    REQUIRE(event);
    CHECK(event->subtype == XCB_XFIXES_CURSOR_NOTIFY_DISPLAY_CURSOR);
    CHECK(event->window == client.root());
    CHECK(event->cursor_serial == client.shown()->cursor_serial);
    CHECK(event->name == client.shown()->cursor_atom);
    xcb_xfixes_select_cursor_input(client.c(), client.root(), 0);
    xcb_warp_pointer(client.c(), XCB_NONE, client.root(), 0, 0, 0, 0, 900, 700);
    CHECK(client.events().empty());
}

TEST_CASE("ChangeCursor and ChangeCursorByName replace cursors wherever they are used")
{
    TestServer server;
    FixesClient client(server);
    const xcb_cursor_t first = client.cursor(4, 1), second = client.cursor(8, 1),
                       third = client.cursor(12, 1);
    client.name(second, "second");
    const xcb_window_t window = client.window(0, 0, 60, 60);
    xcb_warp_pointer(client.c(), XCB_NONE, window, 0, 0, 0, 0, 5, 5);
    xcb_change_window_attributes(client.c(), window, XCB_CW_CURSOR, &first);
    CHECK(client.shown()->width == 4);
    CHECK(client.check(xcb_xfixes_change_cursor_checked(client.c(), second, first)) == 0);
    CHECK(client.shown()->width == 8);
    xcb_free_cursor(client.c(), first);
    CHECK(client.check(xcb_xfixes_change_cursor_by_name_checked(client.c(), third, 6, "second")) ==
          0);
    CHECK(client.shown()->width == 12);
    CHECK(client.check(
              xcb_xfixes_change_cursor_by_name_checked(client.c(), second, 7, "nowhere")) == 0);
    CHECK(client.shown()->width == 12);
    CHECK(client.check(xcb_xfixes_change_cursor_checked(client.c(), 0x77, second)) == XCB_CURSOR);
    CHECK(client.check(xcb_xfixes_change_cursor_checked(client.c(), second, 0x77)) == XCB_CURSOR);
    CHECK(client.check(xcb_xfixes_change_cursor_by_name_checked(client.c(), 0x77, 1, "x")) ==
          XCB_CURSOR);
}

TEST_CASE("A hidden cursor is shown again when each client has shown it as often as it hid it")
{
    TestServer server;
    FixesClient client(server);
    const auto hidden = [&] {
        client.sync();
        return server.with(
            [](Display& display) { return display.extensions().xfixes.cursorHidden(); });
    };
    CHECK(client.check(xcb_xfixes_show_cursor_checked(client.c(), client.root())) == XCB_MATCH);
    CHECK(client.check(xcb_xfixes_hide_cursor_checked(client.c(), 0x77)) == XCB_WINDOW);
    CHECK(client.check(xcb_xfixes_show_cursor_checked(client.c(), 0x77)) == XCB_WINDOW);
    xcb_xfixes_hide_cursor(client.c(), client.root());
    xcb_xfixes_hide_cursor(client.c(), client.root());
    CHECK(hidden());
    CHECK(client.check(xcb_xfixes_show_cursor_checked(client.c(), client.root())) == 0);
    CHECK(hidden());
    CHECK(client.check(xcb_xfixes_show_cursor_checked(client.c(), client.root())) == 0);
    CHECK(!hidden());
    {
        FixesClient leaving(server);
        xcb_xfixes_hide_cursor(leaving.c(), leaving.root());
        leaving.sync();
        CHECK(hidden());
    }
    while (server.with([&](Display&) { return server.server().clients(); }) > 1) client.sync();
    CHECK(!hidden());
}

TEST_CASE("Pointer barriers are level or upright lines for the master pointer")
{
    TestServer server;
    FixesClient x(server);
    const auto create = [&](xcb_window_t window, std::uint16_t x2, std::uint16_t y2) {
        const std::uint32_t barrier = x.id();
        const int error = x.check(xcb_xfixes_create_pointer_barrier_checked(
            x.c(), barrier, window, 10, 10, x2, y2, 0, 0, nullptr));
        return error ? error : x.check(xcb_xfixes_delete_pointer_barrier_checked(x.c(), barrier));
    };
    CHECK(create(x.root(), 10, 50) == 0);
    CHECK(create(x.root(), 50, 10) == 0);
    CHECK(create(x.root(), 50, 50) == XCB_VALUE);
    CHECK(create(0x77, 50, 10) == XCB_WINDOW);
    CHECK(x.check(xcb_xfixes_delete_pointer_barrier_checked(x.c(), 0x77)) == XCB_VALUE);
    CHECK(x.check(xcb_xfixes_create_pointer_barrier_checked(x.c(), 0x77, x.root(), 1, 1, 1, 5, 0, 0,
                                                            nullptr)) == XCB_ID_CHOICE);
    const std::uint16_t nobody = 99, master = 2;
    CHECK(x.check(xcb_xfixes_create_pointer_barrier_checked(x.c(), x.id(), x.root(), 1, 1, 1, 5, 0,
                                                            1, &nobody)) != 0);
    CHECK(x.check(xcb_xfixes_create_pointer_barrier_checked(x.c(), x.id(), x.root(), 1, 1, 1, 5, 0,
                                                            1, &master)) == 0);
}

TEST_CASE("The disconnect mode of a client comes back")
{
    TestServer server;
    FixesClient x(server);
    const auto mode = [&] {
        const XcbReply<xcb_xfixes_get_client_disconnect_mode_reply_t> reply(
            xcb_xfixes_get_client_disconnect_mode_reply(
                x.c(), xcb_xfixes_get_client_disconnect_mode(x.c()), nullptr));
        return reply->disconnect_mode;
    };
    CHECK(mode() == XCB_XFIXES_CLIENT_DISCONNECT_FLAGS_DEFAULT);
    xcb_xfixes_set_client_disconnect_mode(x.c(), XCB_XFIXES_CLIENT_DISCONNECT_FLAGS_TERMINATE);
    CHECK(mode() == XCB_XFIXES_CLIENT_DISCONNECT_FLAGS_TERMINATE);
}

} // namespace vitrine
