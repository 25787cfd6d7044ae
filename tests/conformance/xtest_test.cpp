// SPDX-License-Identifier: GPL-2.0-or-later
// XTEST 2.2 and the Generic Event Extension, by libxcb. Quotations are of "X Test Extension
// Protocol".
#include "server/display/input/input_devices.h"
#include "server/display/timers.h"
#include "tests/support/raw_client.h"
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"

#include <catch2/catch.hpp>
#include <xcb/xcbext.h>
#include <xcb/xtest.h>

#include "x11/ge.h"
#include "x11/xinput.h"
#include "x11/xtest.h"

namespace vitrine {

namespace {

struct World {
    TestServer server;
    XcbClient x{server};

    int fake(int type, int detail, std::uint32_t root = 0, int px = 0, int py = 0,
             std::uint32_t delay = 0, int device = 0)
    {
        return x.check(xcb_test_fake_input_checked(
            x.c(), static_cast<std::uint8_t>(type), static_cast<std::uint8_t>(detail), delay, root,
            static_cast<std::int16_t>(px), static_cast<std::int16_t>(py),
            static_cast<std::uint8_t>(device)));
    }
    // Where it is wanted: no policy places it.
    xcb_window_t window(int left, int top, int width, int height, std::uint32_t events)
    {
        const xcb_window_t window = x.window(left, top, width, height, events, 0, false);
        const std::uint32_t yes = 1;
        xcb_change_window_attributes(x.c(), window, XCB_CW_OVERRIDE_REDIRECT, &yes);
        xcb_map_window(x.c(), window);
        x.sync();
        return window;
    }
    std::pair<int, int> pointer()
    {
        const XcbReply<xcb_query_pointer_reply_t> reply(
            xcb_query_pointer_reply(x.c(), xcb_query_pointer(x.c(), x.root()), nullptr));
        return {reply->root_x, reply->root_y};
    }
    bool same(xcb_window_t window, xcb_cursor_t cursor)
    {
        const XcbReply<xcb_test_compare_cursor_reply_t> reply(xcb_test_compare_cursor_reply(
            x.c(), xcb_test_compare_cursor(x.c(), window, cursor), nullptr));
        return reply->same;
    }
};

constexpr int keyA = 38;
constexpr int firstOfXInput = x11::xinput::extension.firstEvent;

} // namespace

TEST_CASE("XTEST: GetVersion tells 2.2, whatever version the client has")
{
    World world;
    const XcbReply<xcb_test_get_version_reply_t> reply(
        xcb_test_get_version_reply(world.x.c(), xcb_test_get_version(world.x.c(), 9, 99), nullptr));
    REQUIRE(reply);
    CHECK(reply->major_version == 2);
    CHECK(reply->minor_version == 2);
}

TEST_CASE("Generic Event Extension: QueryVersion tells 1.0")
{
    TestServer server;
    RawClient client(server);
    REQUIRE(client.setUp(server.cookie()));
    client.request(x11::ge::extension.majorOpcode, 0, {0x00000001});
    const auto reply = client.receive();
    REQUIRE(reply);
    CHECK(std::to_integer<int>((*reply)[8]) == 1);
    CHECK(std::to_integer<int>((*reply)[10]) == 0);
    client.request(x11::ge::extension.majorOpcode, 1, {});
    CHECK(errorIn(client.receive()) ==
          RawError{x11::ErrorCode::Request, 2, 1, x11::ge::extension.majorOpcode});
}

TEST_CASE("XTEST: CompareCursor is True where the window has that cursor itself")
{
    World world;
    const xcb_window_t window = world.window(0, 0, 50, 50, 0);
    const xcb_font_t font = world.x.id();
    const xcb_cursor_t cursor = world.x.id();
    xcb_open_font(world.x.c(), font, 6, "cursor");
    xcb_create_glyph_cursor(world.x.c(), cursor, font, font, 34, 35, 0, 0, 0, 0, 0, 0);

    CHECK(world.same(window, XCB_CURSOR_NONE));
    CHECK_FALSE(world.same(world.x.root(), XCB_CURSOR_NONE));
    CHECK_FALSE(world.same(window, cursor));
    world.fake(XCB_MOTION_NOTIFY, 0, 0, 500, 500);
    CHECK(world.same(world.x.root(), 1));

    xcb_change_window_attributes(world.x.c(), window, XCB_CW_CURSOR, &cursor);
    CHECK(world.same(window, cursor));
    CHECK_FALSE(world.same(window, 1));
    world.fake(XCB_MOTION_NOTIFY, 0, 0, 10, 10);
    CHECK(world.same(window, 1)); // "CurrentCursor: the current cursor is compared"

    xcb_generic_error_t* error = nullptr;
    xcb_test_compare_cursor_reply(world.x.c(), xcb_test_compare_cursor(world.x.c(), window, 0x77),
                                  &error);
    REQUIRE(error);
    CHECK(error->error_code == XCB_CURSOR);
    std::free(error);
    xcb_test_compare_cursor_reply(world.x.c(), xcb_test_compare_cursor(world.x.c(), 0x77, cursor),
                                  &error);
    REQUIRE(error);
    CHECK(error->error_code == XCB_WINDOW);
    std::free(error);
}

TEST_CASE("XTEST: FakeInput presses keys and buttons and moves the pointer")
{
    World world;
    world.fake(XCB_MOTION_NOTIFY, 0, world.x.root(), 5, 5);
    const std::uint32_t wanted = XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE |
                                 XCB_EVENT_MASK_BUTTON_PRESS | XCB_EVENT_MASK_BUTTON_RELEASE |
                                 XCB_EVENT_MASK_POINTER_MOTION;
    world.window(20, 20, 60, 60, wanted);
    CHECK(world.fake(XCB_MOTION_NOTIFY, 0, world.x.root(), 30, 40) == 0);
    CHECK(world.pointer() == std::pair(30, 40));
    CHECK(world.fake(XCB_MOTION_NOTIFY, 1, 0, 3, -4) == 0); // relative
    CHECK(world.pointer() == std::pair(33, 36));
    world.fake(XCB_BUTTON_PRESS, 1);
    world.fake(XCB_BUTTON_RELEASE, 1);
    world.fake(XCB_KEY_PRESS, keyA);
    world.fake(XCB_KEY_RELEASE, keyA);
    std::vector<int> heard;
    for (const XcbEvent& event : world.x.events()) heard.push_back(event->response_type);
    const std::vector<int> expected{XCB_MOTION_NOTIFY,  XCB_MOTION_NOTIFY, XCB_BUTTON_PRESS,
                                    XCB_BUTTON_RELEASE, XCB_KEY_PRESS,     XCB_KEY_RELEASE};
    CHECK(heard == expected);
}

TEST_CASE("XTEST: FakeInput refuses types, details and roots that are none with BadValue")
{
    World world;
    const xcb_window_t window = world.x.window(0, 0, 10, 10);
    CHECK(world.fake(1, 0) == XCB_VALUE);
    CHECK(world.fake(XCB_ENTER_NOTIFY, 0) == XCB_VALUE);
    CHECK(world.fake(XCB_KEY_PRESS, 7) == XCB_VALUE);
    CHECK(world.fake(XCB_BUTTON_PRESS, 0) == XCB_VALUE);
    CHECK(world.fake(XCB_BUTTON_PRESS, 200) == XCB_VALUE);
    CHECK(world.fake(XCB_MOTION_NOTIFY, 2) == XCB_VALUE);
    CHECK(world.fake(XCB_MOTION_NOTIFY, 0, window) == XCB_VALUE);
    CHECK(world.fake(XCB_MOTION_NOTIFY, 0, 0x77) == XCB_WINDOW);
}

TEST_CASE("XTEST: FakeInput names XInput's devices, and the axes of a motion follow it")
{
    World world;
    RawClient raw(world.server);
    REQUIRE(raw.setUp(world.server.cookie()));
    const auto opcode = x11::xtest::extension.majorOpcode;
    const auto send = [&](int type, int detail, int device,
                          const std::vector<std::uint32_t>& more = {}) {
        std::vector<std::uint32_t> words{
            static_cast<std::uint32_t>(type | detail << 8), 0, 0, 0, 0, 0, 0,
            static_cast<std::uint32_t>(device) << 24};
        words.insert(words.end(), more.begin(), more.end());
        raw.request(opcode, x11::xtest::FakeInput::opcode, words);
        raw.request(x11::GetInputFocus::opcode, 0, {});
        const auto error = errorIn(raw.receive());
        if (error) raw.receive();
        return error ? error->code : 0;
    };
    const auto axes = [](int first, int count, int x, int y) {
        return std::vector<std::uint32_t>{static_cast<std::uint32_t>(firstOfXInput),
                                          static_cast<std::uint32_t>(count << 16 | first << 24),
                                          static_cast<std::uint32_t>(x),
                                          static_cast<std::uint32_t>(y),
                                          0,
                                          0,
                                          0,
                                          0};
    };
    const int motion = firstOfXInput + 5, keyPress = firstOfXInput + 1;
    CHECK(send(motion, 0, 4, axes(0, 2, 70, 80)) == 0);
    CHECK(world.pointer() == std::pair(70, 80));
    CHECK(send(motion, 0, 4, axes(1, 1, 99, 0)) == 0);
    CHECK(world.pointer() == std::pair(70, 99));
    CHECK(send(motion, 0, 4) == XCB_LENGTH); // "must be followed by DeviceValuator events"
    CHECK(send(motion, 0, 5, axes(0, 2, 1, 1)) == XCB_VALUE);
    CHECK(send(motion, 0, 4, axes(2, 1, 1, 1)) == XCB_VALUE);
    CHECK(send(motion, 0, 4, axes(0, 6, 1, 1)) == XCB_VALUE);
    CHECK(send(motion, 0, 4, axes(255, 255, 1, 1)) == XCB_VALUE);
    CHECK(send(keyPress, keyA, 5) == 0);
    CHECK(send(keyPress + 1, keyA, 5) == 0);
    CHECK(send(keyPress, keyA, 4) == XCB_VALUE);
    CHECK(send(keyPress, keyA, 99) == x11::xinput::extension.firstError);
    CHECK(send(firstOfXInput + 9, 0, 4) == XCB_VALUE);
    raw.request(opcode, x11::xtest::FakeInput::opcode, {});
    CHECK(errorIn(raw.receive())->code == XCB_LENGTH);
    raw.request(opcode, x11::xtest::FakeInput::opcode, {2, 0, 0});
    CHECK(errorIn(raw.receive())->code == XCB_LENGTH);
}

TEST_CASE("XTEST: FakeInput waits for as many milliseconds as it says, and so does its client")
{
    World world;
    CHECK(world.fake(XCB_MOTION_NOTIFY, 0, 0, 21, 22, 20) == 0);
    CHECK(world.pointer() == std::pair(21, 22)); // asked before, answered after
    XcbClient hasty(world.server);
    xcb_test_fake_input(hasty.c(), XCB_MOTION_NOTIFY, 0, 3'600'000, 0, 31, 32, 0);
    const auto cookie = xcb_get_input_focus(hasty.c());
    xcb_flush(hasty.c());
    CHECK(world.pointer() == std::pair(21, 22)); // others go on
    void* reply = nullptr;
    CHECK(xcb_poll_for_reply(hasty.c(), cookie.sequence, &reply, nullptr) == 0);
}

TEST_CASE("XTEST: what a client has said that is gone before its delay is over does not happen")
{
    World world;
    const auto next = [&] {
        return world.server.with([](Display& display) { return display.timers().next(); });
    };
    const auto idle = next(); // the screen saver's, much later
    {
        XcbClient hasty(world.server);
        xcb_test_fake_input(hasty.c(), XCB_MOTION_NOTIFY, 0, 60'000, 0, 31, 32, 0);
        xcb_flush(hasty.c());
        while (next() == idle) world.x.sync();
    }
    while (next() != idle) world.x.sync();
    CHECK(world.pointer() != std::pair(31, 32));
}

TEST_CASE(
    "XTEST: a client that is impervious by GrabControl goes on while another grabs the server")
{
    World world;
    XcbClient tester(world.server);
    tester.check(xcb_test_grab_control_checked(tester.c(), 1));
    xcb_grab_server(world.x.c());
    world.x.sync();
    tester.sync(); // would wait for ever
    xcb_test_grab_control(tester.c(), 0);
    const auto cookie = xcb_get_input_focus(tester.c());
    xcb_flush(tester.c());
    world.x.sync();
    void* reply = nullptr;
    CHECK(xcb_poll_for_reply(tester.c(), cookie.sequence, &reply, nullptr) == 0); // it waits
    xcb_ungrab_server(world.x.c());
    world.x.sync();
    std::free(xcb_get_input_focus_reply(tester.c(), cookie, nullptr));
    tester.sync();
    CHECK(tester.check(xcb_test_grab_control_checked(tester.c(), 2)) == XCB_VALUE);
}

} // namespace vitrine
