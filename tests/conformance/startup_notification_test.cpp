// SPDX-License-Identifier: GPL-2.0-or-later
// The Startup Notification Protocol 0.1, between a launcher, a panel and a program.
#include "server/display/policy/launches.h"
#include "server/display/policy/policy.h"
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"

#include <catch2/catch.hpp>

#include <cstring>
#include <string>
#include <vector>

namespace vitrine {

namespace {

xcb_atom_t intern(const XcbClient& client, std::string_view name)
{
    const XcbReply<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(
        client.c(),
        xcb_intern_atom(client.c(), 0, static_cast<std::uint16_t>(name.size()), name.data()),
        nullptr));
    return reply->atom;
}

// "The message is a null-terminated string, sent as a series of ClientMessage events of format 8
// to the root window with the event mask PropertyChangeMask".
void broadcast(const XcbClient& client, const std::string& text)
{
    xcb_client_message_event_t event{};
    event.response_type = XCB_CLIENT_MESSAGE;
    event.format = 8;
    event.window = client.window(0, 0, 1, 1, 0, 0, false);
    event.type = intern(client, "_NET_STARTUP_INFO_BEGIN");
    for (std::size_t at = 0; at <= text.size(); at += sizeof event.data.data8) {
        std::memset(event.data.data8, 0, sizeof event.data.data8);
        text.copy(reinterpret_cast<char*>(event.data.data8), sizeof event.data.data8, at);
        xcb_send_event(client.c(), 0, client.root(), XCB_EVENT_MASK_PROPERTY_CHANGE,
                       reinterpret_cast<const char*>(&event));
        event.type = intern(client, "_NET_STARTUP_INFO");
    }
    client.sync();
}

void listen(const XcbClient& client)
{
    const std::uint32_t mask = XCB_EVENT_MASK_PROPERTY_CHANGE;
    xcb_change_window_attributes(client.c(), client.root(), XCB_CW_EVENT_MASK, &mask);
    client.sync();
}

std::vector<std::string> heard(const XcbClient& client)
{
    std::vector<std::string> texts;
    for (const XcbEvent& each : client.events()) {
        if ((each->response_type & 0x7f) != XCB_CLIENT_MESSAGE) continue;
        const auto& event = reinterpret_cast<const xcb_client_message_event_t&>(*each);
        if (event.type == intern(client, "_NET_STARTUP_INFO_BEGIN")) texts.emplace_back();
        const auto* bytes = reinterpret_cast<const char*>(event.data.data8);
        texts.back().append(bytes, strnlen(bytes, sizeof event.data.data8));
    }
    return texts;
}

std::vector<std::string> underWay(TestServer& server)
{
    return server.with([](Display& display) {
        std::vector<std::string> ids;
        for (const StartingProgram& one : display.policy().launches().underWay())
            ids.push_back(one.id);
        return ids;
    });
}

void set(const XcbClient& client, xcb_window_t window, const char* name, const std::string& value)
{
    xcb_change_property(client.c(), XCB_PROP_MODE_REPLACE, window, intern(client, name),
                        XCB_ATOM_STRING, 8, static_cast<std::uint32_t>(value.size()), value.data());
}

} // namespace

TEST_CASE("Startup notification: messages reach who listens, and their launch ends with its window",
          "[SendEvent]")
{
    TestServer server;
    const XcbClient launcher(server), panel(server), program(server);
    listen(panel);
    const std::string begin = "new: ID=\"launcher/program/17-0-here_TIME12\" NAME=\"A program\"";
    broadcast(launcher, begin);
    CHECK(heard(panel) == std::vector{begin});
    CHECK(underWay(server) == std::vector<std::string>{"launcher/program/17-0-here_TIME12"});

    const xcb_window_t other = program.window(0, 0, 20, 20);
    program.sync();
    CHECK(underWay(server).size() == 1);
    const xcb_window_t window = program.window(0, 0, 20, 20, 0, 0, false);
    set(program, window, "_NET_STARTUP_ID", "launcher/program/17-0-here_TIME12");
    xcb_map_window(program.c(), window);
    program.sync();
    CHECK(underWay(server).empty());
    CHECK(heard(panel) ==
          std::vector<std::string>{"remove: ID=\"launcher/program/17-0-here_TIME12\""});

    // A program that has no window says itself that it is there.
    broadcast(launcher, "new: ID=second");
    set(program, other, "_NET_STARTUP_ID", "another");
    broadcast(program, "remove: ID=second");
    CHECK(underWay(server).empty());
    CHECK(heard(panel).size() == 2);
}

TEST_CASE("Startup notification: a window manager is told of what the server starts", "[SendEvent]")
{
    TestServer server;
    const XcbClient manager(server);
    const std::uint32_t mask =
        XCB_EVENT_MASK_PROPERTY_CHANGE | XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT;
    xcb_change_window_attributes(manager.c(), manager.root(), XCB_CW_EVENT_MASK, &mask);
    manager.sync();
    const std::string id = server.with(
        [](Display& display) { return display.policy().launches().announce({.name = "xterm"}); });
    CHECK(heard(manager) == std::vector{"new: ID=\"" + id + "\" NAME=\"xterm\" SCREEN=\"0\""});
    CHECK(underWay(server).empty());
}

} // namespace vitrine
