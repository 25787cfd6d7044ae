// SPDX-License-Identifier: GPL-2.0-or-later
// X11 protocol, section 9: grabs of the pointer, buttons, keyboard and keys. Names quote the
// specification.
#include "tests/support/each_server.h"

#include <catch2/catch.hpp>

#include <vector>

namespace vitrine {

namespace {

constexpr std::uint32_t buttons =
    XCB_EVENT_MASK_BUTTON_PRESS | XCB_EVENT_MASK_BUTTON_RELEASE | XCB_EVENT_MASK_POINTER_MOTION;
constexpr std::uint32_t keys = XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE;
constexpr int keyA = 38;

// Two clients, each with a top-level window that nobody moves: one at (0, 0), one at (100, 0).
struct Desk {
    explicit Desk(AnyServer& at)
        : server(at), first(at.connect()), second(at.connect()), a(window(*first, 0)),
          b(window(*second, 100))
    {
        server.movePointer(20, 20);
        settle();
    }
    ~Desk()
    {
        for (const int button : {1, 2, 3}) server.release(button);
        server.releaseKey(keyA);
    }

    static xcb_window_t window(const XcbClient& x, std::uint32_t left)
    {
        const std::uint32_t values[] = {1, buttons | keys};
        const xcb_window_t window = x.id();
        xcb_create_window(x.c(), XCB_COPY_FROM_PARENT, window, x.root(),
                          static_cast<std::int16_t>(left), 0, 80, 80, 0,
                          XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
                          XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
        xcb_map_window(x.c(), window);
        x.sync();
        return window;
    }
    void settle() const
    {
        first->events();
        second->events();
    }

    int grabPointer(const XcbClient& x, xcb_window_t window, bool ownerEvents = false,
                    std::uint32_t mask = buttons, std::uint8_t pointerMode = XCB_GRAB_MODE_ASYNC,
                    xcb_timestamp_t time = XCB_CURRENT_TIME) const
    {
        const XcbReply<xcb_grab_pointer_reply_t> reply(xcb_grab_pointer_reply(
            x.c(),
            xcb_grab_pointer(x.c(), ownerEvents, window, static_cast<std::uint16_t>(mask),
                             pointerMode, XCB_GRAB_MODE_ASYNC, XCB_NONE, XCB_NONE, time),
            nullptr));
        return reply ? reply->status : -1;
    }
    int grabKeyboard(const XcbClient& x, xcb_window_t window, bool ownerEvents = false) const
    {
        const XcbReply<xcb_grab_keyboard_reply_t> reply(
            xcb_grab_keyboard_reply(x.c(),
                                    xcb_grab_keyboard(x.c(), ownerEvents, window, XCB_CURRENT_TIME,
                                                      XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC),
                                    nullptr));
        return reply ? reply->status : -1;
    }

    AnyServer& server;
    std::unique_ptr<XcbClient> first, second;
    xcb_window_t a, b;
};

// Where a press went: the window it is reported to, none if the client heard of none.
xcb_window_t pressedIn(const XcbClient& x)
{
    xcb_window_t window = XCB_NONE;
    for (const XcbEvent& event : x.events())
        if (event->response_type == XCB_BUTTON_PRESS || event->response_type == XCB_KEY_PRESS)
            window = reinterpret_cast<xcb_button_press_event_t&>(*event).event;
    return window;
}

std::vector<int> codesOf(const XcbClient& x)
{
    std::vector<int> codes;
    for (const XcbEvent& event : x.events()) codes.push_back(event->response_type);
    return codes;
}

} // namespace

TEST_CASE("GrabPointer: \"further pointer events are only reported to the grabbing client\", "
          "relative to the grab window, until UngrabPointer",
          "[GrabPointer] [UngrabPointer]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server);
        REQUIRE(d.grabPointer(*d.second, d.b) == XCB_GRAB_STATUS_SUCCESS);
        server.click(1); // over a
        CHECK(pressedIn(*d.first) == XCB_NONE);
        CHECK(pressedIn(*d.second) == d.b);
        xcb_ungrab_pointer(d.second->c(), XCB_CURRENT_TIME);
        d.settle();
        server.click(1);
        CHECK(pressedIn(*d.first) == d.a);
        CHECK(pressedIn(*d.second) == XCB_NONE);
    });
}

TEST_CASE("GrabPointer: \"if owner-events is True, and if a generated pointer event would normally "
          "be reported to this client, it is reported normally\"",
          "[GrabPointer]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server);
        const xcb_window_t elsewhere = Desk::window(*d.first, 200);
        REQUIRE(d.grabPointer(*d.first, elsewhere, true) == XCB_GRAB_STATUS_SUCCESS);
        server.click(1);
        CHECK(pressedIn(*d.first) == d.a);
        server.movePointer(120, 20); // over the other client's window: relative to the grab window
        d.settle();
        server.click(1);
        CHECK(pressedIn(*d.first) == elsewhere);
        CHECK(pressedIn(*d.second) == XCB_NONE);
    });
}

TEST_CASE("GrabPointer fails with AlreadyGrabbed, NotViewable and InvalidTime",
          "[GrabPointer] [UngrabPointer]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server);
        REQUIRE(d.grabPointer(*d.first, d.a) == XCB_GRAB_STATUS_SUCCESS);
        CHECK(d.grabPointer(*d.second, d.b) == XCB_GRAB_STATUS_ALREADY_GRABBED);
        CHECK(d.grabPointer(*d.first, d.a) == XCB_GRAB_STATUS_SUCCESS); // one's own is replaced
        xcb_ungrab_pointer(d.second->c(), XCB_CURRENT_TIME);            // not its grab
        d.second->sync();
        CHECK(d.grabPointer(*d.second, d.b) == XCB_GRAB_STATUS_ALREADY_GRABBED);
        CHECK(d.grabPointer(*d.first, d.a, false, buttons, XCB_GRAB_MODE_ASYNC, 1) ==
              XCB_GRAB_STATUS_INVALID_TIME);
        xcb_ungrab_pointer(d.first->c(), XCB_CURRENT_TIME);
        xcb_unmap_window(d.first->c(), d.a);
        CHECK(d.grabPointer(*d.first, d.a) == XCB_GRAB_STATUS_NOT_VIEWABLE);
    });
}

TEST_CASE("\"EnterNotify and LeaveNotify events are generated\" with mode Grab and Ungrab \"as if "
          "the pointer were to suddenly warp\" to the grab window and back",
          "[GrabPointer] [EnterNotify] [LeaveNotify]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server);
        const std::uint32_t crossings = XCB_EVENT_MASK_ENTER_WINDOW | XCB_EVENT_MASK_LEAVE_WINDOW;
        xcb_change_window_attributes(d.first->c(), d.a, XCB_CW_EVENT_MASK, &crossings);
        xcb_change_window_attributes(d.second->c(), d.b, XCB_CW_EVENT_MASK, &crossings);
        d.settle();
        const auto modes = [](const XcbClient& x) {
            std::vector<std::pair<int, int>> seen;
            for (const XcbEvent& event : x.events())
                seen.emplace_back(event->response_type,
                                  reinterpret_cast<xcb_enter_notify_event_t&>(*event).mode);
            return seen;
        };
        using Seen = std::vector<std::pair<int, int>>;
        REQUIRE(d.grabPointer(*d.second, d.b, false, crossings) == XCB_GRAB_STATUS_SUCCESS);
        CHECK(modes(*d.first) == Seen{{XCB_LEAVE_NOTIFY, XCB_NOTIFY_MODE_GRAB}});
        CHECK(modes(*d.second) == Seen{{XCB_ENTER_NOTIFY, XCB_NOTIFY_MODE_GRAB}});
        xcb_ungrab_pointer(d.second->c(), XCB_CURRENT_TIME);
        CHECK(modes(*d.second) == Seen{{XCB_LEAVE_NOTIFY, XCB_NOTIFY_MODE_UNGRAB}});
        CHECK(modes(*d.first) == Seen{{XCB_ENTER_NOTIFY, XCB_NOTIFY_MODE_UNGRAB}});
    });
}

TEST_CASE(
    "GrabButton: \"the pointer is actively grabbed\" when the button is pressed in the window "
    "and \"the modifier keys are logically down\"; it ends \"when all buttons are released\"",
    "[GrabButton] [UngrabButton]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server);
        const auto grab = [&](xcb_window_t window) {
            return d.second->check(xcb_grab_button_checked(
                d.second->c(), 0, window, buttons, XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC,
                XCB_NONE, XCB_NONE, 3, XCB_MOD_MASK_ANY));
        };
        REQUIRE(grab(d.a) == 0); // another's window
        server.click(1);
        CHECK(pressedIn(*d.first) == d.a);
        server.press(3);
        CHECK(pressedIn(*d.first) == XCB_NONE);
        CHECK(pressedIn(*d.second) == d.a);
        CHECK(d.grabPointer(*d.first, d.a) == XCB_GRAB_STATUS_ALREADY_GRABBED);
        server.release(3);
        CHECK(d.grabPointer(*d.first, d.a) == XCB_GRAB_STATUS_SUCCESS);
        xcb_ungrab_pointer(d.first->c(), XCB_CURRENT_TIME);
        CHECK(d.first->check(xcb_grab_button_checked(
                  d.first->c(), 0, d.a, buttons, XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC, XCB_NONE,
                  XCB_NONE, 3, 0)) == XCB_ACCESS); // "some other client has already issued"
        xcb_ungrab_button(d.second->c(), 3, d.a, XCB_MOD_MASK_ANY);
        d.settle();
        server.click(3);
        CHECK(pressedIn(*d.first) == d.a);
    });
}

TEST_CASE("ChangeActivePointerGrab \"changes the specified dynamic parameters if the pointer is "
          "actively grabbed by the client and the specified time is no earlier than the "
          "last-pointer-grab time\"",
          "[ChangeActivePointerGrab]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server);
        REQUIRE(d.grabPointer(*d.first, d.a) == XCB_GRAB_STATUS_SUCCESS);
        const std::uint16_t none = 0;
        xcb_change_active_pointer_grab(d.second->c(), XCB_NONE, XCB_CURRENT_TIME, none);
        xcb_change_active_pointer_grab(d.first->c(), XCB_NONE, 1, none); // too early
        d.settle();
        server.click(1);
        CHECK(pressedIn(*d.first) == d.a);
        xcb_change_active_pointer_grab(d.first->c(), XCB_NONE, XCB_CURRENT_TIME, none);
        d.settle();
        server.click(1);
        CHECK(pressedIn(*d.first) == XCB_NONE);
        CHECK(d.first->check(xcb_change_active_pointer_grab_checked(
                  d.first->c(), XCB_NONE, XCB_CURRENT_TIME, XCB_EVENT_MASK_KEY_PRESS)) ==
              XCB_VALUE);
    });
}

TEST_CASE("AllowEvents: in synchronous mode \"no further pointer events are generated\"; "
          "SyncPointer lets them go on \"until the next ButtonPress or ButtonRelease\", "
          "AsyncPointer for good",
          "[AllowEvents] [GrabPointer]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server);
        REQUIRE(d.grabPointer(*d.first, d.a, false,
                              XCB_EVENT_MASK_BUTTON_PRESS | XCB_EVENT_MASK_BUTTON_RELEASE,
                              XCB_GRAB_MODE_SYNC) == XCB_GRAB_STATUS_SUCCESS);
        const auto allow = [&](std::uint8_t mode) {
            xcb_allow_events(d.first->c(), mode, XCB_CURRENT_TIME);
            return codesOf(*d.first);
        };
        using Codes = std::vector<int>;
        server.click(1);
        server.click(2);
        CHECK(codesOf(*d.first).empty());
        CHECK(allow(XCB_ALLOW_SYNC_POINTER) == Codes{XCB_BUTTON_PRESS});
        CHECK(allow(XCB_ALLOW_SYNC_KEYBOARD).empty()); // the keyboard is not frozen
        CHECK(allow(XCB_ALLOW_SYNC_POINTER) == Codes{XCB_BUTTON_RELEASE});
        CHECK(allow(XCB_ALLOW_ASYNC_POINTER) == Codes{XCB_BUTTON_PRESS, XCB_BUTTON_RELEASE});
        server.click(1);
        CHECK(codesOf(*d.first) == Codes{XCB_BUTTON_PRESS, XCB_BUTTON_RELEASE});
    });
}

TEST_CASE("AllowEvents: for ReplayPointer \"the grab is released and that event is completely "
          "reprocessed, this time ignoring any passive grabs at or above\"",
          "[AllowEvents] [GrabButton]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server);
        REQUIRE(d.second->check(xcb_grab_button_checked(
                    d.second->c(), 0, d.a, buttons, XCB_GRAB_MODE_SYNC, XCB_GRAB_MODE_ASYNC,
                    XCB_NONE, XCB_NONE, 1, XCB_MOD_MASK_ANY)) == 0);
        server.press(1);
        CHECK(pressedIn(*d.second) == d.a);
        CHECK(pressedIn(*d.first) == XCB_NONE);
        server.release(1);
        xcb_allow_events(d.second->c(), XCB_ALLOW_REPLAY_POINTER, XCB_CURRENT_TIME);
        d.second->sync();
        CHECK(codesOf(*d.first) == std::vector<int>{XCB_BUTTON_PRESS, XCB_BUTTON_RELEASE});
        CHECK(codesOf(*d.second).empty());
    });
}

TEST_CASE("GrabKeyboard: \"further key events are reported only to the grabbing client\", with "
          "FocusIn and FocusOut of mode Grab, until UngrabKeyboard",
          "[GrabKeyboard] [UngrabKeyboard]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server);
        const auto type = [&] {
            server.pressKey(keyA);
            server.releaseKey(keyA);
        };
        REQUIRE(d.grabKeyboard(*d.second, d.b) == XCB_GRAB_STATUS_SUCCESS);
        CHECK(d.grabKeyboard(*d.first, d.a) == XCB_GRAB_STATUS_ALREADY_GRABBED);
        type(); // over a
        CHECK(pressedIn(*d.first) == XCB_NONE);
        CHECK(pressedIn(*d.second) == d.b);
        xcb_ungrab_keyboard(d.second->c(), XCB_CURRENT_TIME);
        xcb_set_input_focus(d.first->c(), XCB_INPUT_FOCUS_POINTER_ROOT,
                            XCB_INPUT_FOCUS_POINTER_ROOT, XCB_CURRENT_TIME);
        d.settle();
        type();
        CHECK(pressedIn(*d.first) == d.a);
        CHECK(pressedIn(*d.second) == XCB_NONE);
    });
}

TEST_CASE("GrabKey: \"the keyboard is actively grabbed\" when the key is pressed and \"the "
          "grab-window is an ancestor of (or is) the focus window\"; it ends \"when the logical "
          "state of the keyboard has the specified key released\"",
          "[GrabKey] [UngrabKey]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server);
        xcb_set_input_focus(d.first->c(), XCB_INPUT_FOCUS_PARENT, d.a, XCB_CURRENT_TIME);
        d.first->sync();
        REQUIRE(d.second->check(xcb_grab_key_checked(d.second->c(), 0, d.second->root(),
                                                     XCB_MOD_MASK_ANY, keyA, XCB_GRAB_MODE_ASYNC,
                                                     XCB_GRAB_MODE_ASYNC)) == 0);
        CHECK(d.first->check(xcb_grab_key_checked(d.first->c(), 0, d.first->root(),
                                                  XCB_MOD_MASK_SHIFT, keyA, XCB_GRAB_MODE_ASYNC,
                                                  XCB_GRAB_MODE_ASYNC)) == XCB_ACCESS);
        server.pressKey(keyA);
        CHECK(pressedIn(*d.second) == d.second->root());
        CHECK(pressedIn(*d.first) == XCB_NONE);
        CHECK(d.grabKeyboard(*d.first, d.a) == XCB_GRAB_STATUS_ALREADY_GRABBED);
        server.releaseKey(keyA);
        CHECK(d.grabKeyboard(*d.first, d.a) == XCB_GRAB_STATUS_SUCCESS);
        xcb_ungrab_keyboard(d.first->c(), XCB_CURRENT_TIME);
        xcb_ungrab_key(d.second->c(), keyA, d.second->root(), XCB_MOD_MASK_ANY);
        d.settle();
        server.pressKey(keyA);
        CHECK(pressedIn(*d.first) == d.a);
        CHECK(d.second->check(xcb_grab_key_checked(
                  d.second->c(), 0, d.b, XCB_MOD_MASK_ANY, 7, XCB_GRAB_MODE_ASYNC,
                  XCB_GRAB_MODE_ASYNC)) == XCB_VALUE); // below min-keycode
    });
}

} // namespace vitrine
