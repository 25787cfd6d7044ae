// SPDX-License-Identifier: GPL-2.0-or-later
// Touches, by libxcb. Quotations are of "X Input Device Extension 2".
#include "protocol/ops/input.h"
#include "tests/support/xi_world.h"

#include <catch2/catch.hpp>

#include <string>

#include "x11/xinput.h"

namespace vitrine {

namespace {

using test::bit, test::press, test::release, test::motion;

constexpr int firstError = x11::xinput::extension.firstError; // BadDevice
constexpr std::uint32_t touches =
    bit(XCB_INPUT_TOUCH_BEGIN) | bit(XCB_INPUT_TOUCH_UPDATE) | bit(XCB_INPUT_TOUCH_END);
constexpr std::uint32_t early = touches | bit(XCB_INPUT_TOUCH_OWNERSHIP);
constexpr std::uint32_t coreButtons =
    XCB_EVENT_MASK_BUTTON_PRESS | XCB_EVENT_MASK_BUTTON_RELEASE | XCB_EVENT_MASK_BUTTON_1_MOTION;

struct World : test::XiWorld {
    void finger(std::uint32_t number, TouchPhase phase, Point at)
    {
        server.with([&](Display& display) {
            display.input().touch(Touch{number, phase, {}, at}, display.root());
        });
    }
    void down(std::uint32_t number, Point at) { finger(number, TouchPhase::Begin, at); }
    void move(std::uint32_t number, Point at) { finger(number, TouchPhase::Move, at); }
    void up(std::uint32_t number) { finger(number, TouchPhase::End, {}); }

    // The events so far, in words: the touches' numbers, places and flags.
    static std::string told(const XcbClient& client)
    {
        std::string text;
        for (const XcbEvent& event : client.events()) {
            if (!text.empty()) text += ", ";
            text += word(*event);
        }
        return text;
    }
    static std::string word(const xcb_generic_event_t& event)
    {
        switch (event.response_type & 0x7f) {
        case XCB_BUTTON_PRESS: return "press";
        case XCB_BUTTON_RELEASE: return "release";
        case XCB_MOTION_NOTIFY: return "motion";
        case XCB_GE_GENERIC: break;
        default: return "event " + std::to_string(event.response_type);
        }
        const auto& touch = reinterpret_cast<const xcb_input_touch_begin_event_t&>(event);
        const auto number = std::to_string(touch.detail);
        if (touch.event_type == XCB_INPUT_TOUCH_OWNERSHIP) return "own " + number; // it is shorter
        const std::string place =
            " " + std::to_string(touch.event_x >> 16) + ":" + std::to_string(touch.event_y >> 16);
        const std::string pending =
            touch.flags & XCB_INPUT_TOUCH_EVENT_FLAGS_TOUCH_PENDING_END ? " pending" : "";
        switch (touch.event_type) {
        case XCB_INPUT_TOUCH_BEGIN: return "begin " + number + place;
        case XCB_INPUT_TOUCH_UPDATE: return "update " + number + place + pending;
        case XCB_INPUT_TOUCH_END: return "end " + number + place;
        default: return "type " + std::to_string(touch.event_type);
        }
    }

    int passive(const XcbClient& client, xcb_window_t window, std::uint32_t mask)
    {
        const std::uint32_t anyModifiers = 1u << 31;
        const XcbReply<xcb_input_xi_passive_grab_device_reply_t> reply(
            xcb_input_xi_passive_grab_device_reply(
                client.c(),
                xcb_input_xi_passive_grab_device(client.c(), 0, window, 0, 0, 1, 1, 1,
                                                 XCB_INPUT_GRAB_TYPE_TOUCH_BEGIN, touchMode, 1,
                                                 false, &mask, &anyModifiers),
                nullptr));
        return reply ? reply->num_modifiers : -1;
    }
    int allow(const XcbClient& client, xcb_window_t window, std::uint32_t number, bool accepts)
    {
        return client.check(xcb_input_xi_allow_events_checked(
            client.c(), 0, 2,
            static_cast<std::uint8_t>(accepts ? XCB_INPUT_EVENT_MODE_ACCEPT_TOUCH
                                              : XCB_INPUT_EVENT_MODE_REJECT_TOUCH),
            number, window));
    }

    static constexpr auto touchMode = static_cast<xcb_input_grab_mode_22_t>(2);
};

// A window of one client and, inside, one of another; the outer one grabs touches.
struct Grabbed : World {
    XcbClient other{server};
    xcb_window_t outer = World::window(x, 20, 20, 100, 100);
    xcb_window_t inner = World::window(other, 10, 10, 50, 50, 0, outer);

    explicit Grabbed(std::uint32_t inside = touches)
    {
        version(other, 2, 3);
        CHECK(passive(x, outer, touches) == 0);
        CHECK(select(other, inner, 1, inside) == 0);
        x.events();
        other.events();
    }
};

} // namespace

TEST_CASE("XInput: a touch screen is added by the first touch")
{
    World world;
    CHECK(world.select(world.x, world.x.root(), 0, bit(XCB_INPUT_HIERARCHY)) == 0);
    const auto describe = [&] {
        return XcbReply<xcb_input_xi_query_device_reply_t>(xcb_input_xi_query_device_reply(
            world.x.c(), xcb_input_xi_query_device(world.x.c(), 8), nullptr));
    };
    CHECK_FALSE(describe());
    CHECK(world.select(world.x, world.x.root(), 8, bit(press)) == firstError);
    world.down(1, {5, 5});
    const auto change = world.x.event<xcb_input_hierarchy_event_t>(XCB_GE_GENERIC);
    REQUIRE(change);
    CHECK(change->event_type == XCB_INPUT_HIERARCHY);
    CHECK(change->num_infos == 7);
    CHECK((change->flags & XCB_INPUT_HIERARCHY_MASK_SLAVE_ADDED) != 0);
    const auto device = describe();
    REQUIRE(device);
    std::string classes;
    auto info = xcb_input_xi_query_device_infos_iterator(device.get());
    for (auto c = xcb_input_xi_device_info_classes_iterator(info.data); c.rem;
         xcb_input_device_class_next(&c))
        classes += std::to_string(c.data->type) + " ";
    CHECK(classes == "1 2 2 8 ");
    CHECK(info.data->attachment == 2);
    world.up(1);
    world.down(1, {5, 5});
    CHECK(world.told(world.x).empty()); // once
}

TEST_CASE("XInput: fingers are told by numbers of their own to who selected touches")
{
    World world;
    const xcb_window_t window = World::window(world.x, 20, 20, 100, 100, coreButtons);
    CHECK(world.select(world.x, window, 1, touches | bit(press)) == 0);
    world.down(7, {30, 40});
    world.down(9, {50, 50});
    world.move(7, {31, 42});
    world.move(7, {31, 42}); // it has not moved
    world.up(7);
    world.move(9, {300, 300}); // outside, but it began here
    world.up(9);
    world.move(9, {1, 1}); // no finger
    world.up(12);
    CHECK(world.told(world.x) == "begin 1 10:20, begin 2 30:30, update 1 11:22, end 1 11:22, "
                                 "update 2 280:280, end 2 280:280");
    world.down(7, {30, 40});
    const auto begun = world.x.event<xcb_input_touch_begin_event_t>(XCB_GE_GENERIC);
    REQUIRE(begun);
    CHECK(begun->detail == 3);
    CHECK(begun->deviceid == 2);
    CHECK(begun->sourceid == 8);
    CHECK(begun->flags == XCB_INPUT_TOUCH_EVENT_FLAGS_TOUCH_EMULATING_POINTER);
    CHECK(xcb_input_touch_begin_axisvalues(begun.get())[0].integral == 30);
    world.down(8, {30, 40});
    CHECK(world.x.event<xcb_input_touch_begin_event_t>(XCB_GE_GENERIC)->flags == 0);
}

TEST_CASE("XInput: where nobody takes touches the pointer stands for the first finger")
{
    World world;
    const xcb_window_t window = World::window(world.x, 20, 20, 100, 100, coreButtons);
    world.down(1, {30, 40});
    world.down(2, {60, 60});
    world.move(2, {70, 70});
    world.move(1, {31, 41});
    world.up(2);
    world.up(1);
    CHECK(world.told(world.x) == "press, motion, release");
    world.select(world.x, window, 1, bit(press) | bit(release));
    world.down(1, {30, 40});
    world.up(1);
    const auto pressed = world.x.event<xcb_input_button_press_event_t>(XCB_GE_GENERIC);
    REQUIRE(pressed);
    CHECK(pressed->sourceid == 8);
    CHECK(pressed->detail == 1);
    CHECK(pressed->flags == XCB_INPUT_POINTER_EVENT_FLAGS_POINTER_EMULATED);
}

TEST_CASE("XInput: raw touches come to the root's listeners, and a slave's to its own")
{
    World world;
    const xcb_window_t window = World::window(world.x, 20, 20, 100, 100);
    world.down(1, {30, 40});
    world.up(1); // now there is a device
    CHECK(world.select(world.x, window, 8, touches) == 0);
    const std::uint32_t raw = bit(XCB_INPUT_RAW_TOUCH_BEGIN) | bit(XCB_INPUT_RAW_TOUCH_UPDATE) |
                              bit(XCB_INPUT_RAW_TOUCH_END);
    XcbClient other(world.server);
    World::version(other, 2, 3);
    CHECK(world.select(other, other.root(), 1, raw) == 0);
    world.down(1, {30, 40});
    world.move(1, {33, 40});
    world.up(1);
    CHECK(world.heard(other) == std::vector<int>{XCB_INPUT_RAW_TOUCH_BEGIN,
                                                 XCB_INPUT_RAW_TOUCH_UPDATE,
                                                 XCB_INPUT_RAW_TOUCH_END});
    CHECK(world.told(world.x) == "begin 2 10:20, update 2 13:20, end 2 13:20");
}

TEST_CASE("XInput: \"the touch grabbing client\" is the owner, and accepts")
{
    Grabbed world(early);
    world.down(1, {40, 40});
    world.move(1, {41, 40});
    CHECK(world.told(world.x) == "begin 1 20:20, update 1 21:20");
    CHECK(world.told(world.other) == "begin 1 10:10, update 1 11:10"); // early
    CHECK(world.allow(world.x, world.outer, 1, true) == 0);
    CHECK(world.told(world.other) == "end 1 11:10");
    world.move(1, {42, 40});
    world.up(1);
    CHECK(world.told(world.x) == "update 1 22:20, end 1 22:20");
    CHECK(world.told(world.other).empty());
}

TEST_CASE("XInput: the next client becomes the owner of a touch that was rejected")
{
    SECTION("and hears what it missed")
    {
        Grabbed world;
        world.down(1, {40, 40});
        world.move(1, {41, 40});
        CHECK(world.told(world.other).empty());
        CHECK(world.allow(world.x, world.outer, 1, false) == 0);
        CHECK(world.told(world.x) == "begin 1 20:20, update 1 21:20, end 1 21:20");
        CHECK(world.told(world.other) == "begin 1 10:10, update 1 11:10");
        world.up(1);
        CHECK(world.told(world.other) == "end 1 11:10");
    }
    SECTION("and is told of the ownership, if it heard before")
    {
        Grabbed world(early);
        world.down(1, {40, 40});
        world.allow(world.x, world.outer, 1, false);
        world.up(1);
        CHECK(world.told(world.other) == "begin 1 10:10, own 1, end 1 10:10");
    }
    SECTION("or the pointer stands for it")
    {
        Grabbed world(bit(press) | bit(release) | bit(motion));
        world.down(1, {40, 40});
        world.move(1, {41, 40});
        CHECK(world.heard(world.other).empty());
        world.allow(world.x, world.outer, 1, false);
        world.up(1);
        CHECK(world.heard(world.other) == std::vector<int>{motion, press, motion, release});
    }
    SECTION("or nobody, where the second finger is no pointer")
    {
        Grabbed world(bit(press));
        world.down(1, {1, 1});
        world.down(2, {40, 40});
        CHECK(world.allow(world.x, world.outer, 2, false) == 0);
        world.up(2);
        CHECK(world.heard(world.other).empty());
        CHECK(world.allow(world.x, world.outer, 2, false) == XCB_VALUE);
    }
}

TEST_CASE("XInput: a touch that is lifted before it is accepted ends afterwards")
{
    Grabbed world;
    world.down(1, {40, 40});
    world.up(1);
    CHECK(world.told(world.x) == "begin 1 20:20, update 1 20:20 pending");
    CHECK(world.told(world.other).empty());
    SECTION("accepted")
    {
        world.allow(world.x, world.outer, 1, true);
        CHECK(world.told(world.x) == "end 1 20:20");
        CHECK(world.told(world.other).empty());
    }
    SECTION("rejected")
    {
        world.allow(world.x, world.outer, 1, false);
        CHECK(world.told(world.x) == "end 1 20:20");
        CHECK(world.told(world.other) == "begin 1 10:10, end 1 10:10");
    }
    CHECK(world.allow(world.x, world.outer, 1, true) == XCB_VALUE); // it is over
}

TEST_CASE("XInput: a touch may be allowed by those who grabbed it alone")
{
    Grabbed world;
    CHECK(world.allow(world.x, world.outer, 1, true) == XCB_VALUE); // none yet
    world.down(1, {40, 40});
    CHECK(world.allow(world.other, world.inner, 1, true) == XCB_ACCESS);
    CHECK(world.allow(world.x, world.inner, 1, true) == XCB_ACCESS);
    CHECK(world.allow(world.x, 0x1234567, 1, true) == XCB_WINDOW);
    CHECK(world.allow(world.x, world.outer, 2, true) == XCB_VALUE);
    CHECK(world.passive(world.other, world.outer, touches) == 1); // another has it
}

TEST_CASE("XInput: a touch goes on to the next where its owner is gone")
{
    Grabbed world;
    {
        XcbClient third(world.server);
        World::version(third, 2, 3);
        CHECK(world.passive(third, third.root(), touches) == 0);
        world.down(1, {40, 40});
        CHECK(world.told(third) == "begin 1 40:40");
    }
    CHECK(world.x.event<xcb_input_touch_begin_event_t>(XCB_GE_GENERIC)->detail == 1);
    xcb_destroy_window(world.x.c(), world.outer);
    world.x.sync();
    world.up(1);
    world.down(1, {40, 40});
    world.up(1);
    CHECK(world.told(world.x).empty());
    CHECK(world.told(world.other).find("begin") == std::string::npos);
}

TEST_CASE("XInput: a button's grab may let a touch go on to who takes touches")
{
    World world;
    XcbClient manager(world.server);
    const xcb_window_t window = World::window(world.x, 20, 20, 100, 100);
    world.select(world.x, window, 1, touches);
    xcb_grab_button(manager.c(), false, window, XCB_EVENT_MASK_BUTTON_PRESS, XCB_GRAB_MODE_SYNC,
                    XCB_GRAB_MODE_ASYNC, 0, 0, 1, XCB_MOD_MASK_ANY);
    manager.sync();
    world.down(1, {30, 40});
    CHECK(manager.event<xcb_button_press_event_t>(XCB_BUTTON_PRESS));
    SECTION("at once")
    {
        CHECK(world.told(world.x).empty());
        xcb_allow_events(manager.c(), XCB_ALLOW_REPLAY_POINTER, 0);
        manager.sync();
        world.move(1, {31, 40});
        world.up(1);
        CHECK(world.told(world.x) == "begin 1 10:20, update 1 11:20, end 1 11:20");
    }
    SECTION("when it is lifted")
    {
        world.move(1, {31, 40});
        world.up(1);
        xcb_allow_events(manager.c(), XCB_ALLOW_REPLAY_POINTER, 0);
        manager.sync();
        CHECK(world.told(world.x) == "begin 1 10:20, update 1 11:20, end 1 11:20");
    }
    SECTION("or keep it")
    {
        xcb_allow_events(manager.c(), XCB_ALLOW_ASYNC_POINTER, 0);
        manager.sync();
        world.up(1);
        CHECK(world.told(world.x).empty());
    }
    world.server.with([](Display& display) { CHECK((display.input().state() & buttonBits) == 0); });
    world.down(2, {30, 40});
    CHECK(manager.event<xcb_button_press_event_t>(XCB_BUTTON_PRESS)); // and all is as before
}

TEST_CASE("XInput: who has the pointer has the touches")
{
    World world;
    XcbClient other(world.server);
    World::version(other, 2, 3);
    const xcb_window_t window = World::window(world.x, 20, 20, 100, 100);
    const xcb_window_t menu = World::window(other, 200, 20, 50, 50);
    world.select(world.x, window, 1, touches);
    SECTION("by touches")
    {
        CHECK(world.grab(other, menu, 2, touches) == XCB_GRAB_STATUS_SUCCESS);
        other.events();
        world.down(1, {30, 40});
        world.up(1);
        CHECK(world.told(other) == "begin 1 -170:20, end 1 -170:20");
    }
    SECTION("by the pointer")
    {
        CHECK(world.grab(other, menu, 2, bit(press) | bit(release)) == XCB_GRAB_STATUS_SUCCESS);
        other.events();
        world.down(1, {30, 40});
        world.down(2, {30, 40}); // which stands for one
        world.up(2);
        world.up(1);
        CHECK(world.heard(other) == std::vector<int>{press, release});
    }
    CHECK(world.told(world.x).empty());
}

TEST_CASE("XInput: ten fingers touch at once, no more, and all are lifted for a viewer that left")
{
    World world;
    const xcb_window_t window = World::window(world.x, 0, 0, 100, 100);
    world.select(world.x, window, 1, touches);
    for (std::uint32_t finger = 1; finger <= 12; ++finger) world.down(finger, {5, 5});
    CHECK(world.heard(world.x) == std::vector<int>(10, XCB_INPUT_TOUCH_BEGIN));
    world.hands([](InputDevices& input) { input.releaseAll(); });
    CHECK(world.heard(world.x) == std::vector<int>(10, XCB_INPUT_TOUCH_END));
}

} // namespace vitrine
