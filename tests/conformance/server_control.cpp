// SPDX-License-Identifier: GPL-2.0-or-later
// X11 protocol, section 9: clients that go, hosts, the screen saver, server grabs. Names quote the
// specification.
#include "tests/support/each_server.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>

namespace vitrine {

namespace {

constexpr std::uint32_t substructure = XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;

bool exists(const XcbClient& x, xcb_drawable_t drawable)
{
    return XcbReply<xcb_get_geometry_reply_t>(xcb_get_geometry_reply(
               x.c(), xcb_get_geometry(x.c(), drawable), nullptr)) != nullptr;
}

// Until the server has cleaned up after a client that is gone.
bool goesAway(const XcbClient& x, xcb_drawable_t drawable)
{
    for (int i = 0; i < 100'000; ++i)
        if (!exists(x, drawable)) return true;
    return false;
}

xcb_window_t overrideRedirectWindow(const XcbClient& x)
{
    const xcb_window_t window = x.id();
    const std::uint32_t yes = 1;
    xcb_create_window(x.c(), XCB_COPY_FROM_PARENT, window, x.root(), 0, 0, 30, 30, 0,
                      XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT, XCB_CW_OVERRIDE_REDIRECT,
                      &yes);
    xcb_map_window(x.c(), window);
    x.sync();
    return window;
}

} // namespace

TEST_CASE(
    "SetCloseDownMode: by default \"all resources\" of a client that closes \"are destroyed\"; "
    "with RetainPermanent they stay until KillClient names one",
    "[SetCloseDownMode] [KillClient]")
{
    onEachServer([](AnyServer& server) {
        const auto x = server.connect();
        for (const std::uint8_t mode :
             {XCB_CLOSE_DOWN_DESTROY_ALL, XCB_CLOSE_DOWN_RETAIN_PERMANENT}) {
            auto leaving = server.connect();
            xcb_set_close_down_mode(leaving->c(), mode);
            const xcb_pixmap_t pixmap = leaving->id();
            xcb_create_pixmap(leaving->c(), 24, pixmap, leaving->root(), 3, 3);
            const xcb_window_t window = overrideRedirectWindow(*leaving);
            REQUIRE(exists(*x, pixmap));
            // Its going can be heard where its windows go; where they stay, its grab's end can.
            xcb_grab_server(leaving->c());
            leaving->sync();
            leaving.reset();
            CHECK(goesAway(*x, window) == (mode == XCB_CLOSE_DOWN_DESTROY_ALL));
            if (mode == XCB_CLOSE_DOWN_DESTROY_ALL) continue;
            REQUIRE(exists(*x, pixmap));
            CHECK(x->check(xcb_kill_client_checked(x->c(), pixmap)) == 0);
            CHECK(!exists(*x, window));
            CHECK(x->check(xcb_kill_client_checked(x->c(), 0x1ffff000)) == XCB_VALUE);
        }
    });
}

TEST_CASE(
    "KillClient: AllTemporary destroys \"the resources of all clients that have terminated in "
    "RetainTemporary\"; a resource of a living client \"forces a close-down\" of it",
    "[KillClient] [SetCloseDownMode]")
{
    onEachServer([](AnyServer& server) {
        const auto x = server.connect();
        auto leaving = server.connect();
        xcb_set_close_down_mode(leaving->c(), XCB_CLOSE_DOWN_RETAIN_TEMPORARY);
        const xcb_window_t kept = overrideRedirectWindow(*leaving);
        xcb_grab_server(leaving->c());
        leaving->sync();
        leaving.reset();
        REQUIRE(exists(*x, kept));
        xcb_kill_client(x->c(), XCB_KILL_ALL_TEMPORARY);
        CHECK(goesAway(*x, kept));

        const auto victim = server.connect();
        const xcb_window_t window = overrideRedirectWindow(*victim);
        xcb_kill_client(x->c(), window);
        CHECK(goesAway(*x, window));
        CHECK(!victim->event());
        CHECK(xcb_connection_has_error(victim->c()) != 0);
    });
}

TEST_CASE("ChangeSaveSet: when its client closes, a window of another in its save-set is "
          "reparented \"to the closest ancestor\" that is not its own, \"and then mapped\"",
          "[ChangeSaveSet]")
{
    onEachServer([](AnyServer& server) {
        const auto x = server.connect();
        const xcb_window_t window = overrideRedirectWindow(*x);
        auto manager = server.connect();
        const xcb_window_t frame = overrideRedirectWindow(*manager);
        CHECK(x->check(xcb_change_save_set_checked(x->c(), XCB_SET_MODE_INSERT, window)) ==
              XCB_MATCH); // "created by some other client"
        REQUIRE(manager->check(
                    xcb_change_save_set_checked(manager->c(), XCB_SET_MODE_INSERT, window)) == 0);
        xcb_reparent_window(manager->c(), window, frame, 5, 6);
        xcb_unmap_window(manager->c(), window);
        manager->sync();
        manager.reset();
        CHECK(goesAway(*x, frame));
        const XcbReply<xcb_query_tree_reply_t> tree(
            xcb_query_tree_reply(x->c(), xcb_query_tree(x->c(), window), nullptr));
        REQUIRE(tree);
        CHECK(tree->parent == x->root());
        const XcbReply<xcb_get_window_attributes_reply_t> attributes(
            xcb_get_window_attributes_reply(x->c(), xcb_get_window_attributes(x->c(), window),
                                            nullptr));
        CHECK(attributes->map_state == XCB_MAP_STATE_VIEWABLE);
        const XcbReply<xcb_get_geometry_reply_t> geometry(
            xcb_get_geometry_reply(x->c(), xcb_get_geometry(x->c(), window), nullptr));
        CHECK(geometry->x == 5); // where it was on the screen
        CHECK(geometry->y == 6);
    });
}

TEST_CASE(
    "GrabServer \"disables processing of requests and close-downs on all other connections\", "
    "UngrabServer \"restarts\" it",
    "[GrabServer] [UngrabServer]")
{
    onEachServer([](AnyServer& server) {
        const auto holder = server.connect(), other = server.connect();
        const xcb_window_t window = overrideRedirectWindow(*other);
        const std::uint32_t mask = substructure;
        xcb_change_window_attributes(holder->c(), holder->root(), XCB_CW_EVENT_MASK, &mask);
        xcb_grab_server(holder->c());
        holder->events();
        xcb_unmap_window(other->c(), window);
        xcb_flush(other->c());
        for (int i = 0; i < 20; ++i) CHECK(holder->events().empty());
        xcb_ungrab_server(holder->c());
        CHECK(holder->event<xcb_unmap_notify_event_t>(XCB_UNMAP_NOTIFY)->window == window);
        const std::uint32_t none = 0;
        xcb_change_window_attributes(holder->c(), holder->root(), XCB_CW_EVENT_MASK, &none);
        holder->sync();
    });
}

TEST_CASE("SetScreenSaver: -1 restores \"the default\", less is a Value error; GetScreenSaver "
          "answers what was set",
          "[SetScreenSaver] [GetScreenSaver]")
{
    onEachServer([](AnyServer& server) {
        const auto x = server.connect();
        const auto get = [&] {
            const XcbReply<xcb_get_screen_saver_reply_t> reply(
                xcb_get_screen_saver_reply(x->c(), xcb_get_screen_saver(x->c()), nullptr));
            return std::array<int, 4>{reply->timeout, reply->interval, reply->prefer_blanking,
                                      reply->allow_exposures};
        };
        const auto set = [&](int timeout, int interval, int blanking, int exposures) {
            return x->check(xcb_set_screen_saver_checked(
                x->c(), static_cast<std::int16_t>(timeout), static_cast<std::int16_t>(interval),
                static_cast<std::uint8_t>(blanking), static_cast<std::uint8_t>(exposures)));
        };
        const auto was = get();
        CHECK(set(1000, 50, XCB_BLANKING_NOT_PREFERRED, XCB_EXPOSURES_ALLOWED) == 0);
        CHECK(get() == std::array<int, 4>{1000, 50, 0, 1});
        CHECK(set(-2, 0, 0, 0) == XCB_VALUE);
        CHECK(set(0, -2, 0, 0) == XCB_VALUE);
        CHECK(set(0, 0, 3, 0) == XCB_VALUE);
        CHECK(set(0, 0, 0, 3) == XCB_VALUE);
        CHECK(get() == std::array<int, 4>{1000, 50, 0, 1});
        CHECK(set(-1, -1, XCB_BLANKING_DEFAULT, XCB_EXPOSURES_DEFAULT) == 0);
        CHECK(set(was[0], was[1], was[2], was[3]) == 0);
        CHECK(get() == was);
    });
}

TEST_CASE("ForceScreenSaver takes Activate and Reset; any other mode is a Value error",
          "[ForceScreenSaver]")
{
    onEachServer([](AnyServer& server) {
        const auto x = server.connect();
        CHECK(x->check(xcb_force_screen_saver_checked(x->c(), XCB_SCREEN_SAVER_ACTIVE)) == 0);
        CHECK(x->check(xcb_force_screen_saver_checked(x->c(), XCB_SCREEN_SAVER_RESET)) == 0);
        CHECK(x->check(xcb_force_screen_saver_checked(x->c(), 2)) == XCB_VALUE);
    });
}

TEST_CASE("ListHosts \"returns the hosts on the access control list and whether use of the list at "
          "connection setup is currently enabled or disabled\"; ChangeHosts checks family and "
          "address length",
          "[ChangeHosts] [ListHosts] [SetAccessControl]")
{
    onEachServer([](AnyServer& server) {
        const auto x = server.connect();
        const std::uint8_t address[] = {192, 0, 2, 7};
        const auto change = [&](int mode, int family, int length) {
            return x->check(xcb_change_hosts_checked(x->c(), static_cast<std::uint8_t>(mode),
                                                     static_cast<std::uint8_t>(family),
                                                     static_cast<std::uint16_t>(length), address));
        };
        const auto listed = [&] {
            const XcbReply<xcb_list_hosts_reply_t> reply(
                xcb_list_hosts_reply(x->c(), xcb_list_hosts(x->c()), nullptr));
            REQUIRE(reply);
            int count = 0;
            for (auto it = xcb_list_hosts_hosts_iterator(reply.get()); it.rem; xcb_host_next(&it)) {
                const std::uint8_t* bytes = xcb_host_address(it.data);
                count +=
                    it.data->family == XCB_FAMILY_INTERNET && std::equal(bytes, bytes + 4, address);
            }
            return count;
        };
        CHECK(listed() == 0);
        const int inserted = change(XCB_HOST_MODE_INSERT, XCB_FAMILY_INTERNET, 4);
        CHECK(listed() == (inserted == 0));
        if (inserted == 0) {
            CHECK(change(XCB_HOST_MODE_DELETE, XCB_FAMILY_INTERNET, 4) == 0);
            CHECK(change(XCB_HOST_MODE_INSERT, XCB_FAMILY_INTERNET, 3) == XCB_VALUE);
        } else {
            CHECK(server.isOurs()); // where the cookie alone says who may come
            CHECK(inserted == XCB_ACCESS);
        }
        CHECK(listed() == 0);
        CHECK(change(2, XCB_FAMILY_INTERNET, 4) == XCB_VALUE);
        CHECK(x->check(xcb_set_access_control_checked(x->c(), 2)) == XCB_VALUE);
    });
}

TEST_CASE("NoOperation \"has no arguments and no results, but the request length field allows the "
          "request to be any multiple of four bytes\"",
          "[NoOperation]")
{
    onEachServer([](AnyServer& server) {
        const auto x = server.connect();
        CHECK(x->check(xcb_no_operation_checked(x->c())) == 0);
    });
}

TEST_CASE("QueryExtension and ListExtensions agree; \"the extension name\" is case-sensitive",
          "[QueryExtension] [ListExtensions]")
{
    onEachServer([](AnyServer& server) {
        const auto x = server.connect();
        const auto present = [&](const std::string& name) {
            const XcbReply<xcb_query_extension_reply_t> reply(xcb_query_extension_reply(
                x->c(),
                xcb_query_extension(x->c(), static_cast<std::uint16_t>(name.size()), name.data()),
                nullptr));
            return reply && reply->present && reply->major_opcode >= 128;
        };
        CHECK(present("BIG-REQUESTS"));
        CHECK(!present("Big-Requests"));
        CHECK(!present("VITRINE-NO-SUCH-EXTENSION"));
        const XcbReply<xcb_list_extensions_reply_t> list(
            xcb_list_extensions_reply(x->c(), xcb_list_extensions(x->c()), nullptr));
        REQUIRE(list);
        for (auto it = xcb_list_extensions_names_iterator(list.get()); it.rem; xcb_str_next(&it))
            CHECK(present(
                {xcb_str_name(it.data), static_cast<std::size_t>(xcb_str_name_length(it.data))}));
    });
}

} // namespace vitrine
