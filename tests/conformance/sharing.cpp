// SPDX-License-Identifier: GPL-2.0-or-later
// How clients share the server: turns, and GrabServer.
#include "server/requests/extensions/registry.h"
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"

#include <catch2/catch.hpp>
#include <xcb/xcbext.h>

#include <atomic>
#include <cstring>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

namespace vitrine {

TEST_CASE("A client that asks without pause leaves the others their turns")
{
    TestServer server;
    XcbClient patient(server);
    std::atomic<bool> stop = false;
    std::thread greedy([&] {
        XcbClient client(server);
        while (!stop) {
            for (int i = 0; i < 5000; ++i) xcb_no_operation(client.c());
            xcb_flush(client.c());
        }
    });
    std::vector<double> waits;
    for (int i = 0; i < 50; ++i) {
        const auto start = std::chrono::steady_clock::now();
        patient.sync();
        waits.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                .count());
    }
    stop = true;
    greedy.join();
    std::ranges::sort(waits);
    CHECK(waits[25] < 50); // a turn is 1 ms; the rest is room for a busy machine
}

TEST_CASE("While one client grabs the server, the requests of others wait for UngrabServer",
          "[GrabServer] [UngrabServer]")
{
    TestServer server;
    XcbClient holder(server);
    XcbClient waiter(server);
    xcb_grab_server(holder.c());
    holder.sync();
    const auto asked = xcb_get_input_focus(waiter.c());
    xcb_flush(waiter.c());
    for (int i = 0; i < 20; ++i) holder.sync();
    void* reply = nullptr;
    CHECK(xcb_poll_for_reply(waiter.c(), asked.sequence, &reply, nullptr) == 0);
    xcb_ungrab_server(holder.c());
    holder.sync();
    const XcbReply<xcb_get_input_focus_reply_t> answered(
        xcb_get_input_focus_reply(waiter.c(), asked, nullptr));
    CHECK(answered);
}

TEST_CASE("A server grab ends with its client")
{
    TestServer server;
    XcbClient waiter(server);
    {
        XcbClient holder(server);
        xcb_grab_server(holder.c());
        holder.sync();
        xcb_no_operation(waiter.c());
        xcb_flush(waiter.c());
    }
    waiter.sync();
    CHECK(xcb_connection_has_error(waiter.c()) == 0);
}

TEST_CASE("ListExtensions names what QueryExtension finds, and nothing else is found",
          "[ListExtensions] [QueryExtension]")
{
    TestServer server;
    XcbClient client(server);
    const XcbReply<xcb_list_extensions_reply_t> listed(
        xcb_list_extensions_reply(client.c(), xcb_list_extensions(client.c()), nullptr));
    REQUIRE(listed);
    std::set<std::string> names;
    for (auto it = xcb_list_extensions_names_iterator(listed.get()); it.rem != 0; xcb_str_next(&it))
        names.emplace(xcb_str_name(it.data),
                      static_cast<std::size_t>(xcb_str_name_length(it.data)));
    CHECK(names.size() == offeredExtensions().size());
    CHECK(names.contains("BIG-REQUESTS"));
    names.insert("NO-SUCH-EXTENSION");
    for (const std::string& name : names) {
        const auto cookie =
            xcb_query_extension(client.c(), static_cast<std::uint16_t>(name.size()), name.c_str());
        const XcbReply<xcb_query_extension_reply_t> found(
            xcb_query_extension_reply(client.c(), cookie, nullptr));
        REQUIRE(found);
        CHECK((found->present != 0) == (name != "NO-SUCH-EXTENSION"));
        CHECK((found->major_opcode >= 128) == (found->present != 0));
    }
}

TEST_CASE("The trace says each request, reply, event and error in words")
{
    TemporaryFolder folder;
    const auto file = folder.path() / "trace";
    {
        TestServer server(XServerOptions{.trace = file});
        XcbClient client(server);
        client.window(1, 2, 30, 40, XCB_EVENT_MASK_STRUCTURE_NOTIFY);
        xcb_map_window(client.c(), 0x77);
        client.sync();
    }
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (const char* expected :
         {" > CreateWindow depth=", " width=30 height=40", "valueMask=BackPixel|EventMask",
          " * MapNotify event=", " ! BadWindow in MapWindow value=0x77",
          " < GetInputFocus revertTo=", " + connected", " - disconnected"}) {
        INFO(expected);
        CHECK(text.find(expected) != std::string::npos);
    }
}

} // namespace vitrine
