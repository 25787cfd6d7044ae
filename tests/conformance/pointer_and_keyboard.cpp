// SPDX-License-Identifier: GPL-2.0-or-later
// X11 protocol, sections 9 and 11: the pointer, the keyboard, the focus, and their events. Names
// quote the specification.
#include "tests/support/each_server.h"

#include <catch2/catch.hpp>

#include <vector>

namespace vitrine {

namespace {

constexpr int keyA = 38, keyShift = 50;

struct Desk {
    explicit Desk(AnyServer& at, std::uint32_t events)
        : server(at), client(at.connect()), x(*client), c(x.c()), window(make(x, events))
    {
        server.movePointer(20, 20);
        xcb_set_input_focus(c, XCB_INPUT_FOCUS_POINTER_ROOT, XCB_INPUT_FOCUS_POINTER_ROOT,
                            XCB_CURRENT_TIME);
        x.events();
    }
    ~Desk()
    {
        for (const int button : {1, 2, 3}) server.release(button);
        for (const int key : {keyA, keyShift}) server.releaseKey(key);
    }

    static xcb_window_t make(const XcbClient& x, std::uint32_t events)
    {
        const std::uint32_t values[] = {1, events};
        const xcb_window_t window = x.id();
        xcb_create_window(x.c(), XCB_COPY_FROM_PARENT, window, x.root(), 10, 10, 80, 80, 0,
                          XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
                          XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
        xcb_map_window(x.c(), window);
        return window;
    }
    xcb_window_t child(std::uint32_t events, int left = 40)
    {
        const xcb_window_t child = x.window(left, 0, 40, 80, events, window);
        x.sync();
        return child;
    }
    template<class Event> std::vector<Event> take(std::uint8_t code)
    {
        std::vector<Event> all;
        for (const XcbEvent& event : x.events())
            if (event->response_type == code) all.push_back(reinterpret_cast<Event&>(*event));
        return all;
    }
    XcbReply<xcb_query_pointer_reply_t> pointer(xcb_window_t of)
    {
        return XcbReply<xcb_query_pointer_reply_t>(
            xcb_query_pointer_reply(c, xcb_query_pointer(c, of), nullptr));
    }

    AnyServer& server;
    std::unique_ptr<XcbClient> client;
    XcbClient& x;
    xcb_connection_t* c;
    xcb_window_t window;
};

} // namespace

TEST_CASE("ButtonPress and ButtonRelease tell the window, the pointer's places, and \"the logical "
          "state of the pointer buttons and modifier keys just prior to the event\"",
          "[ButtonPress] [ButtonRelease]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server, XCB_EVENT_MASK_BUTTON_PRESS | XCB_EVENT_MASK_BUTTON_RELEASE);
        const xcb_window_t child = d.child(0, 0);
        server.pressKey(keyShift);
        server.click(1);
        server.releaseKey(keyShift);
        const auto events = d.x.events();
        REQUIRE(events.size() == 2);
        const auto& press = reinterpret_cast<xcb_button_press_event_t&>(*events[0]);
        CHECK(press.response_type == XCB_BUTTON_PRESS);
        CHECK(press.detail == 1);
        CHECK(press.root == d.x.root());
        CHECK(press.event == d.window);
        CHECK(press.child == child);
        CHECK(press.root_x == 20);
        CHECK(press.event_x == 10);
        CHECK(press.event_y == 10);
        CHECK(press.same_screen == 1);
        CHECK(press.state == XCB_MOD_MASK_SHIFT);
        const auto& release = reinterpret_cast<xcb_button_press_event_t&>(*events[1]);
        CHECK(release.response_type == XCB_BUTTON_RELEASE);
        CHECK(release.state == (int{XCB_MOD_MASK_SHIFT} | int{XCB_BUTTON_MASK_1}));
    });
}

TEST_CASE("KeyPress and KeyRelease are \"generated for all keys, even those mapped to modifier "
          "bits\", and the do-not-propagate mask stops them on their way up",
          "[KeyPress] [KeyRelease]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server, XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE);
        const xcb_window_t child = d.child(0, 0);
        server.pressKey(keyShift);
        server.releaseKey(keyShift);
        const auto presses = d.take<xcb_key_press_event_t>(XCB_KEY_PRESS);
        REQUIRE(presses.size() == 1);
        CHECK(presses[0].detail == keyShift);
        CHECK(presses[0].event == d.window);
        CHECK(presses[0].child == child);
        const std::uint32_t stopped = XCB_EVENT_MASK_KEY_PRESS;
        xcb_change_window_attributes(d.c, child, XCB_CW_DONT_PROPAGATE, &stopped);
        d.x.sync();
        server.pressKey(keyA);
        server.releaseKey(keyA);
        const auto events = d.x.events();
        REQUIRE(events.size() == 1);
        CHECK(events[0]->response_type == XCB_KEY_RELEASE);
    });
}

TEST_CASE("MotionNotify: with PointerMotionHint \"the server is free to send only one\" of detail "
          "Hint until QueryPointer, GetMotionEvents or a button",
          "[MotionNotify] [GetMotionEvents]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server, XCB_EVENT_MASK_POINTER_MOTION | XCB_EVENT_MASK_POINTER_MOTION_HINT);
        const auto hints = [&] {
            const auto motions = d.take<xcb_motion_notify_event_t>(XCB_MOTION_NOTIFY);
            for (const auto& motion : motions) CHECK(motion.detail == XCB_MOTION_HINT);
            return motions.size();
        };
        hints();
        d.pointer(d.window);
        server.movePointer(21, 20);
        server.movePointer(22, 20);
        CHECK(hints() == 1);
        server.movePointer(23, 20);
        CHECK(hints() == 0);
        std::free(xcb_get_motion_events_reply(
            d.c, xcb_get_motion_events(d.c, d.window, 0, XCB_CURRENT_TIME), nullptr));
        server.movePointer(24, 20);
        CHECK(hints() == 1);
    });
}

TEST_CASE("GetMotionEvents: \"all events in the motion history buffer that fall between the "
          "specified start and stop times\": none where they end before they begin",
          "[GetMotionEvents]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server, XCB_EVENT_MASK_POINTER_MOTION);
        server.movePointer(30, 30);
        const auto motions = d.take<xcb_motion_notify_event_t>(XCB_MOTION_NOTIFY);
        REQUIRE(!motions.empty());
        const xcb_timestamp_t time = motions.back().time;
        const auto count = [&](xcb_timestamp_t start, xcb_timestamp_t stop) {
            const XcbReply<xcb_get_motion_events_reply_t> reply(xcb_get_motion_events_reply(
                d.c, xcb_get_motion_events(d.c, d.window, start, stop), nullptr));
            return reply ? static_cast<int>(reply->events_len) : -1;
        };
        CHECK(count(time + 1'000'000, XCB_CURRENT_TIME) == 0); // in the future
        CHECK(count(time, time - 1) == 0);
        if (xcb_get_setup(d.c)->motion_buffer_size > 0) CHECK(count(time, XCB_CURRENT_TIME) >= 1);
    });
}

TEST_CASE(
    "EnterNotify and LeaveNotify: from a window to its inferior the detail is Inferior on the "
    "one and Ancestor on the other; between siblings Nonlinear",
    "[EnterNotify] [LeaveNotify]")
{
    onEachServer([](AnyServer& server) {
        const std::uint32_t crossings = XCB_EVENT_MASK_ENTER_WINDOW | XCB_EVENT_MASK_LEAVE_WINDOW;
        Desk d(server, crossings);
        const xcb_window_t right = d.child(crossings), left = d.child(crossings, 20);
        xcb_configure_window(d.c, left, 0, nullptr);
        d.x.events();
        struct Crossing {
            int code;
            xcb_window_t window;
            int detail;
            bool operator==(const Crossing&) const = default;
        };
        const auto to = [&](int at) {
            server.movePointer(at, 20);
            std::vector<Crossing> seen;
            for (const XcbEvent& event : d.x.events()) {
                const auto& crossing = reinterpret_cast<xcb_enter_notify_event_t&>(*event);
                CHECK(crossing.mode == XCB_NOTIFY_MODE_NORMAL);
                seen.push_back({crossing.response_type, crossing.event, crossing.detail});
            }
            return seen;
        };
        using Seen = std::vector<Crossing>;
        CHECK(to(40) == Seen{{XCB_LEAVE_NOTIFY, d.window, XCB_NOTIFY_DETAIL_INFERIOR},
                             {XCB_ENTER_NOTIFY, left, XCB_NOTIFY_DETAIL_ANCESTOR}});
        CHECK(to(80) == Seen{{XCB_LEAVE_NOTIFY, left, XCB_NOTIFY_DETAIL_NONLINEAR},
                             {XCB_ENTER_NOTIFY, right, XCB_NOTIFY_DETAIL_NONLINEAR}});
        CHECK(to(500) == Seen{{XCB_LEAVE_NOTIFY, right, XCB_NOTIFY_DETAIL_ANCESTOR},
                              {XCB_LEAVE_NOTIFY, d.window, XCB_NOTIFY_DETAIL_VIRTUAL}});
    });
}

TEST_CASE("KeymapNotify: \"reports the state of the keyboard … immediately after every EnterNotify "
          "and FocusIn\"",
          "[KeymapNotify] [QueryKeymap]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server, XCB_EVENT_MASK_ENTER_WINDOW | XCB_EVENT_MASK_KEYMAP_STATE);
        server.movePointer(500, 500);
        server.pressKey(keyA);
        const XcbReply<xcb_query_keymap_reply_t> keymap(
            xcb_query_keymap_reply(d.c, xcb_query_keymap(d.c), nullptr));
        REQUIRE(keymap);
        CHECK(keymap->keys[keyA / 8] == 1 << keyA % 8);
        d.x.events();
        server.movePointer(20, 20);
        const auto events = d.x.events();
        REQUIRE(events.size() == 2);
        CHECK(events[0]->response_type == XCB_ENTER_NOTIFY);
        CHECK(events[1]->response_type == XCB_KEYMAP_NOTIFY);
        const auto& told = reinterpret_cast<xcb_keymap_notify_event_t&>(*events[1]);
        CHECK(told.keys[keyA / 8 - 1] == 1 << keyA % 8);
    });
}

TEST_CASE("QueryPointer: \"the root window the pointer is logically on and the pointer coordinates "
          "relative to the root's origin\", the child that contains it, and the mask",
          "[QueryPointer]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server, 0);
        const xcb_window_t child = d.child(0, 0);
        server.press(2);
        const auto reply = d.pointer(d.window);
        REQUIRE(reply);
        CHECK(reply->same_screen == 1);
        CHECK(reply->root == d.x.root());
        CHECK(reply->child == child);
        CHECK(reply->root_x == 20);
        CHECK(reply->win_x == 10);
        CHECK(reply->win_y == 10);
        CHECK(reply->mask == XCB_BUTTON_MASK_2);
    });
}

TEST_CASE(
    "WarpPointer moves to an origin \"or by offsets\", only if the pointer is in the source's "
    "rectangle, and generates events \"just as if the user had\" moved it",
    "[WarpPointer]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server, XCB_EVENT_MASK_POINTER_MOTION);
        const auto warp = [&](xcb_window_t source, xcb_window_t target, std::uint16_t size, int x,
                              int y) {
            xcb_warp_pointer(d.c, source, target, 0, 0, size, size, static_cast<std::int16_t>(x),
                             static_cast<std::int16_t>(y));
            const auto at = d.pointer(d.window);
            return std::pair<int, int>(at->win_x, at->win_y);
        };
        using At = std::pair<int, int>;
        CHECK(warp(XCB_NONE, d.window, 0, 30, 31) == At{30, 31});
        CHECK(d.take<xcb_motion_notify_event_t>(XCB_MOTION_NOTIFY).size() == 1);
        CHECK(warp(XCB_NONE, XCB_NONE, 0, 5, -1) == At{35, 30});
        CHECK(warp(d.window, d.window, 20, 1, 1) == At{35, 30}); // not in the 20 x 20 of it
        CHECK(warp(d.window, d.window, 40, 1, 1) == At{1, 1});
        CHECK(warp(XCB_NONE, XCB_NONE, 0, -32768, 0) == At{-10, 1}); // the screen's edge
        CHECK(warp(d.window, d.window, 0, 3, 3) == At{-10, 1});      // outside of it
    });
}

TEST_CASE(
    "SetInputFocus: FocusOut and FocusIn tell the change; a window that \"is not viewable\" is "
    "a Match error; \"revert-to\" counts when it becomes not viewable",
    "[SetInputFocus] [GetInputFocus] [FocusIn] [FocusOut]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server, XCB_EVENT_MASK_FOCUS_CHANGE);
        const xcb_window_t child = d.child(XCB_EVENT_MASK_FOCUS_CHANGE);
        const auto focus = [&](xcb_window_t window) {
            return d.x.check(
                xcb_set_input_focus_checked(d.c, XCB_INPUT_FOCUS_PARENT, window, XCB_CURRENT_TIME));
        };
        const auto focused = [&] {
            const XcbReply<xcb_get_input_focus_reply_t> reply(
                xcb_get_input_focus_reply(d.c, xcb_get_input_focus(d.c), nullptr));
            return std::pair<xcb_window_t, int>(reply->focus, reply->revert_to);
        };
        using Focused = std::pair<xcb_window_t, int>;
        REQUIRE(focus(child) == 0);
        CHECK(focused() == Focused{child, XCB_INPUT_FOCUS_PARENT});
        d.x.events();
        REQUIRE(focus(d.window) == 0);
        const auto events = d.x.events();
        REQUIRE(events.size() >= 2);
        const auto& out = reinterpret_cast<xcb_focus_in_event_t&>(*events[0]);
        CHECK(out.response_type == XCB_FOCUS_OUT);
        CHECK(out.event == child);
        CHECK(out.detail == XCB_NOTIFY_DETAIL_ANCESTOR);
        const auto& in = reinterpret_cast<xcb_focus_in_event_t&>(*events[1]);
        CHECK(in.response_type == XCB_FOCUS_IN);
        CHECK(in.event == d.window);
        CHECK(in.detail == XCB_NOTIFY_DETAIL_INFERIOR);

        REQUIRE(focus(child) == 0);
        xcb_unmap_window(d.c, child);
        CHECK(focused() == Focused{d.window, XCB_INPUT_FOCUS_NONE});
        CHECK(focus(child) == XCB_MATCH);
        xcb_set_input_focus(d.c, XCB_INPUT_FOCUS_NONE, XCB_NONE, 1); // before the last change
        CHECK(focused().first == d.window);
    });
}

TEST_CASE(
    "SetPointerMapping: \"elements of the list are indexed starting from one\", zero disables "
    "a button, all clients hear MappingNotify, and a length other than GetPointerMapping's is "
    "a Value error",
    "[SetPointerMapping] [GetPointerMapping] [MappingNotify]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server, XCB_EVENT_MASK_BUTTON_PRESS);
        const auto other = server.connect();
        other->sync();
        const XcbReply<xcb_get_pointer_mapping_reply_t> before(
            xcb_get_pointer_mapping_reply(d.c, xcb_get_pointer_mapping(d.c), nullptr));
        REQUIRE(before);
        const std::uint8_t* first = xcb_get_pointer_mapping_map(before.get());
        const std::vector<std::uint8_t> was(first, first + before->map_len);
        REQUIRE(was.size() >= 3);
        const auto set = [&](const std::vector<std::uint8_t>& map) {
            const XcbReply<xcb_set_pointer_mapping_reply_t> reply(xcb_set_pointer_mapping_reply(
                d.c,
                xcb_set_pointer_mapping(d.c, static_cast<std::uint8_t>(map.size()), map.data()),
                nullptr));
            return reply ? reply->status : -1;
        };
        auto map = was;
        map[0] = 3;
        map[1] = 0;
        map[2] = 1;
        REQUIRE(set(map) == XCB_MAPPING_STATUS_SUCCESS);
        CHECK(other->event<xcb_mapping_notify_event_t>(XCB_MAPPING_NOTIFY)->request ==
              XCB_MAPPING_POINTER);
        server.click(1);
        server.click(2);
        const auto presses = d.take<xcb_button_press_event_t>(XCB_BUTTON_PRESS);
        REQUIRE(presses.size() == 1);
        CHECK(presses[0].detail == 3);
        map[2] = 3; // twice
        CHECK(set(map) == -1);
        map.pop_back();
        CHECK(set(map) == -1);
        server.press(1);
        CHECK(set(was) == XCB_MAPPING_STATUS_BUSY); // "currently in the down state"
        server.release(1);
        CHECK(set(was) == XCB_MAPPING_STATUS_SUCCESS);
    });
}

TEST_CASE(
    "ChangeKeyboardMapping sets the keysyms of the keycodes given, GetKeyboardMapping answers "
    "them, and MappingNotify tells which",
    "[ChangeKeyboardMapping] [GetKeyboardMapping] [MappingNotify]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server, 0);
        const auto get = [&](std::uint8_t keycode) {
            const XcbReply<xcb_get_keyboard_mapping_reply_t> reply(xcb_get_keyboard_mapping_reply(
                d.c, xcb_get_keyboard_mapping(d.c, keycode, 1), nullptr));
            REQUIRE(reply);
            const xcb_keysym_t* first = xcb_get_keyboard_mapping_keysyms(reply.get());
            return std::vector<xcb_keysym_t>(first, first + reply->keysyms_per_keycode);
        };
        const auto was = get(keyA);
        REQUIRE(was.size() >= 2);
        CHECK(was[0] == 'a');
        CHECK(was[1] == 'A');
        const xcb_keysym_t keysyms[] = {'x', 'X', 'y', 'Y'};
        xcb_change_keyboard_mapping(d.c, 2, keyA, 2, keysyms);
        const auto event = d.x.event<xcb_mapping_notify_event_t>(XCB_MAPPING_NOTIFY);
        REQUIRE(event);
        CHECK(event->request == XCB_MAPPING_KEYBOARD);
        CHECK(event->first_keycode == keyA);
        CHECK(event->count == 2);
        CHECK(get(keyA)[0] == 'x');
        CHECK(get(keyA)[1] == 'X');
        CHECK(get(keyA + 1)[0] == 'y');
        const xcb_keysym_t back[] = {'a', 'A', 's', 'S'};
        xcb_change_keyboard_mapping(d.c, 2, keyA, 2, back);
        CHECK(d.x.check(xcb_change_keyboard_mapping_checked(d.c, 1, 7, 2, back)) == XCB_VALUE);
        CHECK(d.x.check(xcb_change_keyboard_mapping_checked(d.c, 2, 255, 2, back)) == XCB_VALUE);
    });
}

TEST_CASE("SetModifierMapping \"specifies the keycodes (if any) of the keys to be used as "
          "modifiers\", eight times keycodes-per-modifier; GetModifierMapping answers them",
          "[SetModifierMapping] [GetModifierMapping] [MappingNotify]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server, XCB_EVENT_MASK_KEY_PRESS);
        const auto get = [&] {
            const XcbReply<xcb_get_modifier_mapping_reply_t> reply(
                xcb_get_modifier_mapping_reply(d.c, xcb_get_modifier_mapping(d.c), nullptr));
            REQUIRE(reply);
            const xcb_keycode_t* first = xcb_get_modifier_mapping_keycodes(reply.get());
            return std::vector<xcb_keycode_t>(first, first + reply->keycodes_per_modifier * 8);
        };
        const auto set = [&](const std::vector<xcb_keycode_t>& keycodes) {
            const XcbReply<xcb_set_modifier_mapping_reply_t> reply(xcb_set_modifier_mapping_reply(
                d.c,
                xcb_set_modifier_mapping(d.c, static_cast<std::uint8_t>(keycodes.size() / 8),
                                         keycodes.data()),
                nullptr));
            return reply ? reply->status : -1;
        };
        const auto was = get();
        CHECK(std::count(was.begin(), was.end(), keyShift) == 1);
        std::vector<xcb_keycode_t> map(8);
        map[0] = keyA; // for Shift
        REQUIRE(set(map) == XCB_MAPPING_STATUS_SUCCESS);
        CHECK(d.x.event<xcb_mapping_notify_event_t>(XCB_MAPPING_NOTIFY)->request ==
              XCB_MAPPING_MODIFIER);
        CHECK(get()[0] == keyA);
        server.pressKey(keyA);
        CHECK(d.pointer(d.window)->mask == XCB_MOD_MASK_SHIFT);
        server.releaseKey(keyA);
        CHECK(set(was) == XCB_MAPPING_STATUS_SUCCESS);
        map[0] = 7; // no keycode
        CHECK(set(map) == -1);
    });
}

TEST_CASE("ChangeKeyboardControl sets volumes, LEDs and auto-repeat, -1 restores \"the default\", "
          "and GetKeyboardControl answers them",
          "[ChangeKeyboardControl] [GetKeyboardControl]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server, 0);
        const auto get = [&] {
            return XcbReply<xcb_get_keyboard_control_reply_t>(
                xcb_get_keyboard_control_reply(d.c, xcb_get_keyboard_control(d.c), nullptr));
        };
        const auto set = [&](std::uint32_t mask, std::vector<std::uint32_t> values) {
            return d.x.check(xcb_change_keyboard_control_checked(d.c, mask, values.data()));
        };
        const auto was = get();
        REQUIRE(was);
        CHECK(set(XCB_KB_BELL_PERCENT | XCB_KB_BELL_PITCH | XCB_KB_BELL_DURATION, {7, 900, 30}) ==
              0);
        CHECK(get()->bell_percent == 7);
        CHECK(get()->bell_pitch == 900);
        CHECK(get()->bell_duration == 30);
        const std::uint32_t minusOne = 0xffffffff;
        CHECK(set(XCB_KB_BELL_PERCENT | XCB_KB_BELL_PITCH | XCB_KB_BELL_DURATION,
                  {minusOne, minusOne, minusOne}) == 0);
        CHECK(get()->bell_percent == 50);
        CHECK(get()->bell_pitch == 400);
        CHECK(get()->bell_duration == 100);
        CHECK(set(XCB_KB_BELL_PERCENT, {101}) == XCB_VALUE);
        CHECK(set(XCB_KB_KEY, {keyA}) == XCB_MATCH); // "no auto-repeat-mode with a key"
        CHECK(set(XCB_KB_KEY | XCB_KB_AUTO_REPEAT_MODE, {keyA, XCB_AUTO_REPEAT_MODE_OFF}) == 0);
        CHECK((get()->auto_repeats[keyA / 8] & 1 << keyA % 8) == 0);
        CHECK(set(XCB_KB_KEY | XCB_KB_AUTO_REPEAT_MODE, {keyA, XCB_AUTO_REPEAT_MODE_DEFAULT}) == 0);
        CHECK((get()->auto_repeats[keyA / 8] & 1 << keyA % 8) != 0);
        CHECK(set(XCB_KB_LED, {1}) == XCB_MATCH);
    });
}

TEST_CASE("ChangePointerControl sets acceleration and threshold; \"a zero value for do-…\" leaves "
          "them; a denominator of zero is a Value error",
          "[ChangePointerControl] [GetPointerControl]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server, 0);
        const auto get = [&] {
            const XcbReply<xcb_get_pointer_control_reply_t> reply(
                xcb_get_pointer_control_reply(d.c, xcb_get_pointer_control(d.c), nullptr));
            return std::vector<int>{reply->acceleration_numerator, reply->acceleration_denominator,
                                    reply->threshold};
        };
        const auto was = get();
        xcb_change_pointer_control(d.c, 3, 2, 9, 1, 1);
        CHECK(get() == std::vector<int>{3, 2, 9});
        xcb_change_pointer_control(d.c, 7, 5, 11, 0, 0);
        CHECK(get() == std::vector<int>{3, 2, 9});
        CHECK(d.x.check(xcb_change_pointer_control_checked(d.c, 1, 0, 1, 1, 1)) == XCB_VALUE);
        xcb_change_pointer_control(d.c, -1, -1, -1, 1, 1); // "restores the default"
        CHECK(get() == std::vector<int>{2, 1, 4});
        xcb_change_pointer_control(d.c, static_cast<std::int16_t>(was[0]),
                                   static_cast<std::int16_t>(was[1]),
                                   static_cast<std::int16_t>(was[2]), 1, 1);
        d.x.sync();
    });
}

TEST_CASE("Bell: a percent outside \"the range -100 to 100 inclusive\" is a Value error", "[Bell]")
{
    onEachServer([](AnyServer& server) {
        Desk d(server, 0);
        for (const int percent : {-100, 0, 100})
            CHECK(d.x.check(xcb_bell_checked(d.c, static_cast<std::int8_t>(percent))) == 0);
        for (const int percent : {-128, -101, 101, 127})
            CHECK(d.x.check(xcb_bell_checked(d.c, static_cast<std::int8_t>(percent))) == XCB_VALUE);
    });
}

} // namespace vitrine
