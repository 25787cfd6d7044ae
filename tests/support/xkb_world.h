// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/input/input_devices.h"
#include "server/display/input/keyboard.h"
#include "tests/support/raw_client.h"
#include "tests/support/test_server.h"
#include "tests/support/xkb_client.h"

#include <catch2/catch.hpp>

#include "x11/xkb.h"

// What the tests of XKB share.
namespace vitrine {

inline constexpr std::uint16_t coreKeyboard = XCB_XKB_ID_USE_CORE_KBD;
inline constexpr std::uint8_t keyA = 38, shiftLeft = 50, capsLock = 66;

template<class Event> const Event& as(const XcbEvent& event)
{
    return *reinterpret_cast<const Event*>(event.get());
}

// A server and a client of it that uses XKB.
struct World {
    TestServer server;
    XcbClient x{server};

    World() { use(x); }

    static void use(const XcbClient& client)
    {
        const XcbReply<xcb_xkb_use_extension_reply_t> reply(xcb_xkb_use_extension_reply(
            client.c(), xcb_xkb_use_extension(client.c(), 1, 0), nullptr));
        REQUIRE(reply);
        CHECK(reply->supported);
        CHECK(reply->serverMajor == 1);
        CHECK(reply->serverMinor == 0);
    }
    void key(std::uint8_t keycode, bool pressed)
    {
        server.with([&](Display& display) { display.input().keycode(keycode, pressed); });
    }
    void selectAll(int events)
    {
        xcb_xkb_select_events(x.c(), coreKeyboard, static_cast<std::uint16_t>(events), 0,
                              static_cast<std::uint16_t>(events), 0xff, 0xff, nullptr);
        x.sync();
    }
    XcbReply<xcb_xkb_get_state_reply_t> state()
    {
        return XcbReply<xcb_xkb_get_state_reply_t>(
            xcb_xkb_get_state_reply(x.c(), xcb_xkb_get_state(x.c(), coreKeyboard), nullptr));
    }
    // The XKB events so far, by their kind.
    std::vector<XcbEvent> heard(int kind)
    {
        std::vector<XcbEvent> found;
        for (XcbEvent& event : x.events())
            if (event->response_type == x11::xkb::extension.firstEvent && event->pad0 == kind)
                found.push_back(std::move(event));
        return found;
    }
    // Says any words as one request; the error's code, 0 if it is answered or done.
    int say(int minor, const std::vector<std::uint32_t>& words)
    {
        RawClient raw(server);
        REQUIRE(raw.setUp(server.cookie()));
        const std::uint8_t opcode = x11::xkb::extension.majorOpcode;
        raw.request(opcode, 0, {0x00000001});
        raw.receive();
        raw.request(opcode, static_cast<std::uint8_t>(minor), words);
        raw.request(x11::GetInputFocus::opcode, 0, {});
        const auto answer = raw.receive();
        REQUIRE(answer);
        const auto error = errorIn(answer);
        return error ? error->code : 0;
    }
};

} // namespace vitrine
