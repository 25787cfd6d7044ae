// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fake_input.h"

#include "server/display/input/input_devices.h"
#include "tests/support/test_server.h"

#include <sys/uio.h>
#include <xcb/xcbext.h>

#include <array>
#include <cstdlib>

namespace vitrine {

void fakeInput(TestServer& server, int type, int detail, int x, int y)
{
    server.with([=](Display& display) {
        InputDevices& input = display.input();
        const auto number = static_cast<std::uint8_t>(detail);
        switch (type) {
        case XCB_MOTION_NOTIFY: input.movePointer({x, y}); break;
        case XCB_BUTTON_PRESS: input.button(number, true); break;
        case XCB_BUTTON_RELEASE: input.button(number, false); break;
        default: input.keycode(number, type == XCB_KEY_PRESS);
        }
    });
}

// FakeInput: the library for it would be one more package for this alone.
void fakeInput(xcb_connection_t* c, int type, int detail, int x, int y)
{
    static xcb_extension_t xtest{"XTEST", 0};
    const xcb_protocol_request_t protocol{1, &xtest, 2, 1};
    struct {
        std::uint8_t major, minor;
        std::uint16_t length;
        std::uint8_t type, detail;
        std::uint8_t unused[2];
        std::uint32_t time, root;
        std::uint8_t unusedToo[8];
        std::int16_t x, y;
        std::uint8_t unusedLast[7], device;
    } request{};
    static_assert(sizeof request == 36);
    request.type = static_cast<std::uint8_t>(type);
    request.detail = static_cast<std::uint8_t>(detail);
    if (type == XCB_MOTION_NOTIFY)
        request.root = xcb_setup_roots_iterator(xcb_get_setup(c)).data->root;
    request.x = static_cast<std::int16_t>(x);
    request.y = static_cast<std::int16_t>(y);
    std::array<iovec, 3> parts{};
    parts[2] = {&request, sizeof request};
    xcb_send_request(c, 0, &parts[2], &protocol);
    std::free(xcb_get_input_focus_reply(c, xcb_get_input_focus(c), nullptr));
}

} // namespace vitrine
