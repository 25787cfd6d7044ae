// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"

#include <xcb/xinput.h>

#include <cstdint>
#include <cstdlib>
#include <vector>

namespace vitrine::test {

constexpr std::uint32_t bit(int type)
{
    return 1u << type;
}

inline constexpr int press = XCB_INPUT_BUTTON_PRESS, release = XCB_INPUT_BUTTON_RELEASE,
                     motion = XCB_INPUT_MOTION;

// A server, and what a client does with XInput 2 there.
struct XiWorld {
    TestServer server;
    XcbClient x{server};

    XiWorld()
    {
        version(x, 2, 3);
        hands([](InputDevices& input) { input.movePointer({5, 5}); });
    }
    template<class Act> void hands(Act act)
    {
        server.with([&](Display& display) { act(display.input()); });
    }
    static int version(const XcbClient& client, std::uint16_t major, std::uint16_t minor)
    {
        xcb_generic_error_t* error = nullptr;
        const XcbReply<xcb_input_xi_query_version_reply_t> reply(xcb_input_xi_query_version_reply(
            client.c(), xcb_input_xi_query_version(client.c(), major, minor), &error));
        if (!reply) {
            std::free(error);
            return -1;
        }
        return reply->major_version * 10 + reply->minor_version;
    }
    // The error code, or 0.
    int select(const XcbClient& client, xcb_window_t window, std::uint16_t device,
               std::uint32_t mask)
    {
        struct {
            xcb_input_event_mask_t head;
            std::uint32_t mask;
        } masks{{device, 1}, mask};
        return client.check(xcb_input_xi_select_events_checked(client.c(), window, 1, &masks.head));
    }
    // Where it is wanted: no policy places it.
    static xcb_window_t window(const XcbClient& client, int x, int y, int width, int height,
                               std::uint32_t events = 0, xcb_window_t parent = 0)
    {
        const xcb_window_t id = client.window(x, y, width, height, events, parent, false);
        const std::uint32_t yes = 1;
        xcb_change_window_attributes(client.c(), id, XCB_CW_OVERRIDE_REDIRECT, &yes);
        xcb_map_window(client.c(), id);
        client.sync();
        return id;
    }
    // The types of XInput's events so far; core events count 1000 + their code.
    std::vector<int> heard(const XcbClient& client)
    {
        std::vector<int> types;
        for (const XcbEvent& event : client.events())
            types.push_back(event->response_type == XCB_GE_GENERIC
                                ? reinterpret_cast<xcb_ge_generic_event_t*>(event.get())->event_type
                                : 1000 + (event->response_type & 0x7f));
        return types;
    }
    // What a grab of a master by the client ends in.
    int grab(const XcbClient& client, xcb_window_t window, std::uint16_t device, std::uint32_t mask,
             int mode = 1, int paired = 1)
    {
        const XcbReply<xcb_input_xi_grab_device_reply_t> reply(xcb_input_xi_grab_device_reply(
            client.c(),
            xcb_input_xi_grab_device(client.c(), window, 0, 0, device,
                                     static_cast<std::uint8_t>(mode),
                                     static_cast<std::uint8_t>(paired), false, 1, &mask),
            nullptr));
        return reply ? reply->status : -1;
    }
};

} // namespace vitrine::test
