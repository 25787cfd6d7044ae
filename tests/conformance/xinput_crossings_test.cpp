// SPDX-License-Identifier: GPL-2.0-or-later
// Grabs of XInput 2 that begin where the pointer enters or the focus comes; at X.Org's server too.
#include "tests/support/each_server.h"
#include "tests/support/xi_world.h"

#include <catch2/catch.hpp>

#include <string>

namespace vitrine {

namespace {

using test::bit;

constexpr std::uint8_t keyA = 38;
constexpr std::uint32_t crossings = bit(XCB_INPUT_ENTER) | bit(XCB_INPUT_LEAVE);
constexpr std::uint32_t anyModifiers = 1u << 31;

// Two windows beside each other, and a child in the first.
struct Scene {
    std::unique_ptr<XcbClient> x, other;
    xcb_window_t left, right, child;

    explicit Scene(AnyServer& server) : x(server.connect()), other(server.connect())
    {
        server.movePointer(300, 300);
        test::XiWorld::version(*x, 2, 3);
        test::XiWorld::version(*other, 2, 3);
        left = test::XiWorld::window(*x, 20, 20, 60, 60);
        right = test::XiWorld::window(*x, 100, 20, 60, 60);
        child = test::XiWorld::window(*x, 20, 20, 20, 20, 0, left);
        x->events();
    }

    std::string name(xcb_window_t window) const
    {
        return window == left    ? "left"
               : window == right ? "right"
               : window == child ? "child"
               : window == 0     ? "none"
                                 : "root";
    }
    // The events of the client until now: type, window, mode and detail.
    std::string told(const XcbClient& client) const
    {
        std::string text;
        for (const XcbEvent& event : client.events()) {
            if (event->response_type != XCB_GE_GENERIC) continue; // a keyboard that changed
            text += text.empty() ? "" : ", ";
            const auto& crossing = *reinterpret_cast<const xcb_input_enter_event_t*>(event.get());
            switch (crossing.event_type) {
            case XCB_INPUT_ENTER: text += "enter "; break;
            case XCB_INPUT_LEAVE: text += "leave "; break;
            case XCB_INPUT_FOCUS_IN: text += "in "; break;
            case XCB_INPUT_FOCUS_OUT: text += "out "; break;
            default: text += "type " + std::to_string(crossing.event_type); continue;
            }
            text += name(crossing.event) + " " + std::to_string(crossing.mode) + "/" +
                    std::to_string(crossing.detail);
        }
        return text;
    }
    // The number of modifiers that were refused.
    int grab(const XcbClient& client, xcb_window_t window, std::uint8_t type, std::uint16_t device,
             std::uint32_t mask, std::uint32_t modifiers = anyModifiers) const
    {
        const XcbReply<xcb_input_xi_passive_grab_device_reply_t> reply(
            xcb_input_xi_passive_grab_device_reply(
                client.c(),
                xcb_input_xi_passive_grab_device(client.c(), 0, window, 0, 0, device, 1, 1, type,
                                                 XCB_INPUT_GRAB_MODE_22_ASYNC, 1, false, &mask,
                                                 &modifiers),
                nullptr));
        return reply ? reply->num_modifiers : -1;
    }
    void ungrab(const XcbClient& client, xcb_window_t window, std::uint8_t type,
                std::uint16_t device) const
    {
        xcb_input_xi_passive_ungrab_device(client.c(), window, 0, device, 1, type, &anyModifiers);
        client.sync();
    }
    static void select(const XcbClient& client, xcb_window_t window, std::uint32_t mask)
    {
        struct {
            xcb_input_event_mask_t head;
            std::uint32_t mask;
        } masks{{1, 1}, mask};
        xcb_input_xi_select_events(client.c(), window, 1, &masks.head);
        client.sync();
    }
};

} // namespace

TEST_CASE(
    "XInput: a grab of Enter begins when the pointer enters the window, and ends when it leaves")
{
    onEachServer([](AnyServer& server) {
        Scene scene(server);
        CHECK(scene.grab(*scene.other, scene.left, XCB_INPUT_GRAB_TYPE_ENTER, 2,
                         crossings | bit(test::press)) == 0);
        Scene::select(*scene.x, scene.left, crossings | bit(test::press));
        Scene::select(*scene.x, scene.right, crossings | bit(test::press));
        server.movePointer(30, 30);
        server.click(1); // no end of it
        CHECK(scene.told(*scene.other) == "enter left 4/0, type 4");
        server.movePointer(45, 45); // into the child
        server.movePointer(30, 30);
        CHECK(scene.told(*scene.x) == "enter left 1/0");
        CHECK(scene.told(*scene.other) == "leave left 0/2, enter child 0/0, leave child 0/0, "
                                          "enter left 0/2");
        server.movePointer(110, 30);
        CHECK(scene.told(*scene.other) == "leave left 5/3");
        server.click(1);
        CHECK(scene.told(*scene.x) == "leave left 0/3, enter right 0/3, type 4");
        server.movePointer(300, 300);
        scene.x->events();
        scene.ungrab(*scene.other, scene.left, XCB_INPUT_GRAB_TYPE_ENTER, 2);
        server.movePointer(30, 30);
        CHECK(scene.told(*scene.other).empty());
        CHECK(scene.told(*scene.x) == "enter left 0/0");
        server.movePointer(300, 300);
    });
}

TEST_CASE("XInput: a grab of Enter leaves who has the pointer, and is refused where there is one")
{
    onEachServer([](AnyServer& server) {
        Scene scene(server);
        const auto grab = [&](const XcbClient& client) {
            return scene.grab(client, scene.left, XCB_INPUT_GRAB_TYPE_ENTER, 2, crossings);
        };
        CHECK(grab(*scene.other) == 0);
        CHECK(grab(*scene.other) == 0);
        CHECK(grab(*scene.x) == 1);
        xcb_grab_pointer(scene.x->c(), false, scene.right, 0, XCB_GRAB_MODE_ASYNC,
                         XCB_GRAB_MODE_ASYNC, 0, 0, 0);
        scene.x->sync();
        server.movePointer(30, 30);
        server.movePointer(300, 300);
        CHECK(scene.told(*scene.other).empty());
        xcb_ungrab_pointer(scene.x->c(), 0);
        scene.x->sync();
    });
}

TEST_CASE("XInput: a grab of FocusIn begins when the window gets the focus, and ends with it")
{
    onEachServer([](AnyServer& server) {
        Scene scene(server);
        const std::uint32_t wanted =
            bit(XCB_INPUT_KEY_PRESS) | bit(XCB_INPUT_FOCUS_IN) | bit(XCB_INPUT_FOCUS_OUT);
        CHECK(scene.grab(*scene.other, scene.left, XCB_INPUT_GRAB_TYPE_FOCUS_IN, 3, wanted) == 0);
        Scene::select(*scene.x, scene.left, wanted);
        Scene::select(*scene.x, scene.right, wanted);
        const auto focus = [&](xcb_window_t window) {
            xcb_set_input_focus(scene.x->c(), XCB_INPUT_FOCUS_POINTER_ROOT, window, 0);
            scene.x->sync();
        };
        const auto type = [&] {
            server.pressKey(keyA);
            server.releaseKey(keyA);
        };
        focus(scene.right);
        CHECK(scene.told(*scene.x) == "in right 0/3");
        focus(scene.left);
        type();
        CHECK(scene.told(*scene.other) == "type 2");
        CHECK(scene.told(*scene.x) == "out right 1/3, in left 1/3");
        focus(scene.right);
        type();
        CHECK(scene.told(*scene.other) == "");
        CHECK(scene.told(*scene.x) == "out left 3/3, in right 3/3, type 2");
        focus(XCB_INPUT_FOCUS_POINTER_ROOT);
    });
}

} // namespace vitrine
