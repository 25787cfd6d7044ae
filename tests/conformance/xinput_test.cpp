// SPDX-License-Identifier: GPL-2.0-or-later
// X Input Extension 2.3, by libxcb. Quotations are of "X Input Device Extension 2".
#include "server/display/input/input_devices.h"
#include "tests/support/raw_client.h"
#include "tests/support/xi_world.h"

#include <catch2/catch.hpp>

#include <cstring>

#include "x11/xinput.h"

namespace vitrine {

namespace {

using test::bit, test::press, test::release, test::motion;
using World = test::XiWorld;

constexpr std::uint8_t keyA = 38;
constexpr int firstError = x11::xinput::extension.firstError; // BadDevice

constexpr int keyPress = XCB_INPUT_KEY_PRESS, keyRelease = XCB_INPUT_KEY_RELEASE,
              enter = XCB_INPUT_ENTER, leave = XCB_INPUT_LEAVE;

} // namespace

TEST_CASE("XInput: a client is told the least of its version and 2.3, and 1.x is a Value error")
{
    TestServer server;
    XcbClient a(server), b(server), c(server), d(server);
    CHECK(World::version(a, 2, 0) == 20);
    CHECK(World::version(b, 2, 9) == 23);
    CHECK(World::version(b, 2, 2) == 22); // "as of 2.2 clients may ask again"
    CHECK(World::version(c, 1, 5) == -1);
    CHECK(World::version(d, 2, 1) == 21);
    CHECK(World::version(d, 2, 3) == 21);
    CHECK(World::version(d, 2, 0) == -1);
}

TEST_CASE("XInput: two masters and four slaves, with their buttons, keys, axes and wheels")
{
    World world;
    const XcbReply<xcb_input_xi_query_device_reply_t> all(xcb_input_xi_query_device_reply(
        world.x.c(), xcb_input_xi_query_device(world.x.c(), 0), nullptr));
    REQUIRE(all);
    REQUIRE(all->num_infos == 6);
    std::vector<std::string> told;
    for (auto i = xcb_input_xi_query_device_infos_iterator(all.get()); i.rem;
         xcb_input_xi_device_info_next(&i)) {
        std::string text = std::to_string(i.data->deviceid) + " " + std::to_string(i.data->type) +
                           " " + std::to_string(i.data->attachment) + " ";
        text.append(xcb_input_xi_device_info_name(i.data), i.data->name_len);
        for (auto c = xcb_input_xi_device_info_classes_iterator(i.data); c.rem;
             xcb_input_device_class_next(&c))
            text += " " + std::to_string(c.data->type) + "/" + std::to_string(c.data->len);
        told.push_back(text);
    }
    CHECK(told[0] == "2 1 3 Virtual core pointer 1/13 2/11 2/11 2/11 2/11 3/6 3/6");
    CHECK(told[1] == "3 2 2 Virtual core keyboard 0/250");
    CHECK(told[2] == "4 3 2 Virtual core XTEST pointer 1/13 2/11 2/11");
    CHECK(told[3] == "5 4 3 Virtual core XTEST keyboard 0/250");
    CHECK(told[4] == "6 3 2 Vitrine pointer 1/13 2/11 2/11 2/11 2/11 3/6 3/6");
    CHECK(told[5] == "7 4 3 Vitrine keyboard 0/250");
    for (const std::uint16_t none : {8, 99, 0xffff}) {
        xcb_generic_error_t* error = nullptr;
        xcb_input_xi_query_device_reply(world.x.c(), xcb_input_xi_query_device(world.x.c(), none),
                                        &error);
        REQUIRE(error);
        CHECK(error->error_code == firstError);
        std::free(error);
    }
}

TEST_CASE("XInput: who selects its events on a window hears no core events there, nor do others")
{
    World world;
    XcbClient core(world.server);
    const std::uint32_t wanted = XCB_EVENT_MASK_BUTTON_PRESS | XCB_EVENT_MASK_POINTER_MOTION;
    const xcb_window_t outer = World::window(core, 20, 20, 100, 100, wanted);
    const xcb_window_t inner = World::window(core, 10, 10, 50, 50, 0, outer);
    CHECK(world.select(world.x, inner, 2, bit(press) | bit(release) | bit(motion)) == 0);
    world.hands([](InputDevices& input) {
        input.movePointer({40, 40});
        input.button(1, true);
        input.button(1, false);
        input.movePointer({110, 110});
        input.button(1, true);
        input.button(1, false);
    });
    CHECK(world.heard(world.x) == std::vector<int>{motion, press, release});
    CHECK(world.heard(core) == std::vector<int>{1000 + XCB_MOTION_NOTIFY, 1000 + XCB_BUTTON_PRESS});
}

TEST_CASE("XInput: an event tells place, buttons, modifiers and the slave that it came from")
{
    World world;
    const xcb_window_t window = World::window(world.x, 20, 20, 100, 100);
    world.select(world.x, window, 1, bit(press));
    world.hands([](InputDevices& input) {
        input.movePointer({50, 60});
        input.keycode(50, true);
        input.button(3, true);
        input.button(1, true);
    });
    const auto first = world.x.event<xcb_input_button_press_event_t>(XCB_GE_GENERIC);
    REQUIRE(first);
    CHECK(first->deviceid == 2);
    CHECK(first->sourceid == 6);
    CHECK(first->detail == 3);
    CHECK(first->event == window);
    CHECK(first->root_x == 50 << 16);
    CHECK(first->event_y == 40 << 16);
    CHECK(first->mods.base == 1);
    CHECK(first->mods.effective == 1);
    CHECK(first->flags == 0);
    const auto second = world.x.event<xcb_input_button_press_event_t>(XCB_GE_GENERIC);
    REQUIRE(second);
    CHECK(xcb_input_button_press_button_mask(second.get())[0] == bit(3));
}

TEST_CASE("XInput: the wheel turns an axis by fractions; its buttons are flagged as emulated")
{
    World world;
    const xcb_window_t window = World::window(world.x, 0, 0, 100, 100);
    world.select(world.x, window, 1, bit(press) | bit(motion));
    world.hands([](InputDevices& input) { input.wheel(0, 40); });
    auto turned = world.x.event<xcb_input_button_press_event_t>(XCB_GE_GENERIC);
    REQUIRE(turned);
    CHECK(turned->event_type == motion);
    CHECK(turned->valuators_len == 2);
    CHECK(xcb_input_button_press_valuator_mask(turned.get())[0] == bit(3));
    CHECK(xcb_input_button_press_axisvalues(turned.get())[0].integral == 40);
    world.hands([](InputDevices& input) { input.wheel(0, 80); });
    CHECK(world.x.event<xcb_input_button_press_event_t>(XCB_GE_GENERIC)->event_type == motion);
    const auto click = world.x.event<xcb_input_button_press_event_t>(XCB_GE_GENERIC);
    REQUIRE(click);
    CHECK(click->event_type == press);
    CHECK(click->detail == 5);
    CHECK(click->flags == XCB_INPUT_POINTER_EVENT_FLAGS_POINTER_EMULATED);
}

TEST_CASE("XInput: Enter and Leave, FocusIn and FocusOut are told beside the core's")
{
    World world;
    const xcb_window_t window =
        World::window(world.x, 20, 20, 100, 100, XCB_EVENT_MASK_ENTER_WINDOW);
    world.select(world.x, window, 1,
                 bit(enter) | bit(leave) | bit(XCB_INPUT_FOCUS_IN) | bit(XCB_INPUT_FOCUS_OUT));
    world.hands([](InputDevices& input) {
        input.movePointer({50, 50});
        input.movePointer({5, 5});
    });
    CHECK(world.heard(world.x) == std::vector<int>{1000 + XCB_ENTER_NOTIFY, enter, leave});
    CHECK(world.x.check(xcb_input_xi_set_focus_checked(world.x.c(), window, 0, 3)) == 0);
    CHECK(world.heard(world.x) == std::vector<int>{XCB_INPUT_FOCUS_IN});
    const XcbReply<xcb_input_xi_get_focus_reply_t> focus(
        xcb_input_xi_get_focus_reply(world.x.c(), xcb_input_xi_get_focus(world.x.c(), 3), nullptr));
    REQUIRE(focus);
    CHECK(focus->focus == window);
    CHECK(world.x.check(xcb_input_xi_set_focus_checked(world.x.c(), window, 0, 2)) == firstError);
}

TEST_CASE("XInput: raw events come to the root's listeners, also while another has a grab")
{
    World world;
    XcbClient other(world.server);
    const xcb_window_t window = World::window(other, 0, 0, 50, 50);
    const std::uint32_t raw =
        bit(XCB_INPUT_RAW_KEY_PRESS) | bit(XCB_INPUT_RAW_BUTTON_PRESS) | bit(XCB_INPUT_RAW_MOTION);
    CHECK(world.select(world.x, window, 1, raw) == XCB_VALUE);
    CHECK(world.select(world.x, world.x.root(), 1, raw) == 0);
    CHECK(world.grab(other, window, 2, bit(press)) == XCB_GRAB_STATUS_SUCCESS);
    world.hands([](InputDevices& input) {
        input.movePointer({7, 8});
        input.button(1, true);
        input.button(1, false);
        input.keycode(keyA, true);
        input.keycode(keyA, false);
    });
    CHECK(world.heard(world.x) == std::vector<int>{XCB_INPUT_RAW_MOTION, XCB_INPUT_RAW_BUTTON_PRESS,
                                                   XCB_INPUT_RAW_KEY_PRESS});
}

TEST_CASE("XInput: a grabbed device tells the grab's client alone, by the grab's mask")
{
    World world;
    XcbClient other(world.server);
    const xcb_window_t window = World::window(world.x, 20, 20, 50, 50);
    World::window(other, 20, 20, 50, 50, XCB_EVENT_MASK_BUTTON_PRESS);
    CHECK(world.grab(world.x, window, 2, bit(press)) == XCB_GRAB_STATUS_SUCCESS);
    CHECK(world.grab(other, other.root(), 2, bit(press)) == XCB_GRAB_STATUS_ALREADY_GRABBED);
    CHECK(world.grab(other, other.root(), 6, bit(press)) == XCB_GRAB_STATUS_ALREADY_GRABBED);
    world.hands([](InputDevices& input) {
        input.movePointer({30, 30});
        input.button(1, true);
        input.button(1, false);
    });
    CHECK(world.heard(world.x) == std::vector<int>{press});
    CHECK(world.heard(other).empty());
    CHECK(world.x.check(xcb_input_xi_ungrab_device_checked(world.x.c(), 0, 2)) == 0);
    world.hands([](InputDevices& input) { input.button(1, true); });
    CHECK(world.heard(other) == std::vector<int>{1000 + XCB_BUTTON_PRESS});
}

TEST_CASE(
    "XInput: a passive grab freezes its device, and a replayed press goes where it would have")
{
    World world;
    XcbClient manager(world.server);
    const xcb_window_t window = World::window(world.x, 20, 20, 50, 50, XCB_EVENT_MASK_BUTTON_PRESS);
    const std::uint32_t mask = bit(press) | bit(release);
    const std::uint32_t modifiers[] = {1u << 31};
    const auto grabbed = [&](const XcbClient& client, int type, std::uint32_t detail,
                             std::uint16_t device) {
        const XcbReply<xcb_input_xi_passive_grab_device_reply_t> reply(
            xcb_input_xi_passive_grab_device_reply(
                client.c(),
                xcb_input_xi_passive_grab_device(client.c(), 0, window, 0, detail, device, 1, 1,
                                                 static_cast<std::uint8_t>(type), 0, 1, false,
                                                 &mask, modifiers),
                nullptr));
        return reply ? reply->num_modifiers : -1;
    };
    CHECK(grabbed(manager, XCB_INPUT_GRAB_TYPE_BUTTON, 1, 1) == 0);
    CHECK(grabbed(world.x, XCB_INPUT_GRAB_TYPE_BUTTON, 1, 2) == 1); // another has it
    world.hands([](InputDevices& input) {
        input.movePointer({30, 30});
        input.button(1, true);
        input.button(1, false);
    });
    CHECK(world.heard(manager) == std::vector<int>{press});
    CHECK(world.heard(world.x).empty());
    CHECK(manager.check(xcb_input_xi_allow_events_checked(
              manager.c(), 0, 2, XCB_INPUT_EVENT_MODE_REPLAY_DEVICE, 0, 0)) == 0);
    CHECK(world.heard(world.x) == std::vector<int>{1000 + XCB_BUTTON_PRESS});
    CHECK(manager.check(xcb_input_xi_passive_ungrab_device_checked(
              manager.c(), window, 1, 1, 1, XCB_INPUT_GRAB_TYPE_BUTTON, modifiers)) == 0);
    CHECK(grabbed(world.x, XCB_INPUT_GRAB_TYPE_BUTTON, 1, 2) == 0);
}

TEST_CASE("XInput: a master changes when another of its slaves is used")
{
    World world;
    CHECK(world.select(world.x, world.x.root(), 1, bit(XCB_INPUT_DEVICE_CHANGED)) == 0);
    world.hands([](InputDevices& input) {
        input.asXTest([&] { input.button(1, true); });
        input.asXTest([&] { input.button(1, false); });
    });
    const auto changed = world.x.event<xcb_input_device_changed_event_t>(XCB_GE_GENERIC);
    REQUIRE(changed);
    CHECK(changed->deviceid == 2);
    CHECK(changed->sourceid == 4);
    CHECK(changed->reason == XCB_INPUT_CHANGE_REASON_SLAVE_SWITCH);
    CHECK(changed->num_classes == 3);
    CHECK(world.heard(world.x).empty());
}

TEST_CASE("XInput: a slave's listeners hear of it as the slave, and all-devices' of both")
{
    World world;
    const xcb_window_t window = World::window(world.x, 0, 0, 100, 100);
    world.select(world.x, window, 6, bit(press));
    world.hands([](InputDevices& input) {
        input.button(1, true);
        input.button(1, false);
    });
    const auto slave = world.x.event<xcb_input_button_press_event_t>(XCB_GE_GENERIC);
    REQUIRE(slave);
    CHECK(slave->deviceid == 6);
    CHECK(world.heard(world.x).empty());
    world.select(world.x, window, 0, bit(press));
    world.hands([](InputDevices& input) { input.button(1, true); });
    CHECK(world.heard(world.x) == std::vector<int>{press, press});
}

TEST_CASE("XInput: properties of devices are kept, told and bounded")
{
    World world;
    xcb_connection_t* const c = world.x.c();
    world.select(world.x, world.x.root(), 0, bit(XCB_INPUT_PROPERTY));
    const XcbReply<xcb_input_xi_list_properties_reply_t> list(
        xcb_input_xi_list_properties_reply(c, xcb_input_xi_list_properties(c, 6), nullptr));
    REQUIRE(list);
    CHECK(list->num_properties == 2);
    const std::uint8_t value[] = {7, 8, 9, 0};
    const auto change = [&](std::uint8_t mode, std::uint8_t format, std::uint32_t property,
                            std::uint32_t count) {
        return world.x.check(
            xcb_input_xi_change_property_checked(c, 6, mode, format, property, 19, count, value));
    };
    CHECK(change(0, 8, XCB_ATOM_WM_NAME, 3) == 0);
    CHECK(world.heard(world.x) == std::vector<int>{XCB_INPUT_PROPERTY});
    const XcbReply<xcb_input_xi_get_property_reply_t> got(xcb_input_xi_get_property_reply(
        c, xcb_input_xi_get_property(c, 6, 1, XCB_ATOM_WM_NAME, 0, 0, 10), nullptr));
    REQUIRE(got);
    CHECK(got->num_items == 3);
    CHECK(got->format == 8);
    CHECK(change(3, 8, XCB_ATOM_WM_NAME, 3) == XCB_VALUE);
    CHECK(change(0, 9, XCB_ATOM_WM_NAME, 0) == XCB_VALUE);
    CHECK(change(0, 8, 0x7ffffff, 3) == XCB_ATOM);
    const XcbReply<xcb_intern_atom_reply_t> enabled(
        xcb_intern_atom_reply(c, xcb_intern_atom(c, 0, 14, "Device Enabled"), nullptr));
    CHECK(change(0, 8, enabled->atom, 1) == XCB_ACCESS);
}

TEST_CASE("XInput: requests whose masks, devices or sizes are wrong are refused")
{
    World world;
    const xcb_window_t window = World::window(world.x, 0, 0, 10, 10);
    CHECK(world.select(world.x, window, 9, bit(press)) == firstError);
    CHECK(world.select(world.x, 0x77, 2, bit(press)) == XCB_WINDOW);
    CHECK(world.select(world.x, window, 2, bit(XCB_INPUT_HIERARCHY)) == XCB_VALUE);
    CHECK(world.select(world.x, window, 2, bit(30)) == XCB_VALUE);
    CHECK(world.select(world.x, window, 2, bit(XCB_INPUT_TOUCH_BEGIN)) == XCB_VALUE);
    CHECK(world.x.check(xcb_input_xi_select_events_checked(world.x.c(), window, 0, nullptr)) ==
          XCB_VALUE);

    RawClient raw(world.server);
    REQUIRE(raw.setUp(world.server.cookie()));
    const auto say = [&](int minor, const std::vector<std::uint32_t>& words) {
        raw.request(x11::xinput::extension.majorOpcode, static_cast<std::uint8_t>(minor), words);
        raw.request(x11::GetInputFocus::opcode, 0, {});
        const auto answer = raw.receive();
        const auto error = errorIn(answer);
        raw.receive();
        return error ? error->code : 0;
    };
    CHECK(say(46, {window, 0xffff}) == XCB_LENGTH);                // 65535 masks that are not there
    CHECK(say(46, {window, 1, 0xffff0002}) == XCB_LENGTH);         // a mask of 65535 words
    CHECK(say(46, {window, 1, 0x00030002, 0, 0, 1}) == XCB_VALUE); // a bit far beyond all events
    CHECK(say(51, {window, 0, 0, 0x00010002, 0xffff0000}) == XCB_LENGTH);
    CHECK(say(54, {0, window, 0, 1, 0xffff0002, 0x0000ffff, 0}) == XCB_LENGTH);
    CHECK(say(57, {0x20000006, XCB_ATOM_WM_NAME, 19, 0xffffffff}) == XCB_LENGTH);
    CHECK(say(57, {0x20000006, XCB_ATOM_WM_NAME, 19, 0x40000001, 0}) == XCB_LENGTH);
    CHECK(say(61, {0xffffffff}) == XCB_LENGTH);
    CHECK(say(43, {1, 0}) != 0);
}

TEST_CASE("XInput: version 1's list names the same devices, of which a master is not opened")
{
    World world;
    const XcbReply<xcb_input_list_input_devices_reply_t> list(xcb_input_list_input_devices_reply(
        world.x.c(), xcb_input_list_input_devices(world.x.c()), nullptr));
    REQUIRE(list);
    CHECK(list->devices_len == 6);
    xcb_generic_error_t* error = nullptr;
    xcb_input_open_device_reply(world.x.c(), xcb_input_open_device(world.x.c(), 2), &error);
    REQUIRE(error);
    CHECK(error->error_code == firstError);
    std::free(error);
    const XcbReply<xcb_input_open_device_reply_t> opened(
        xcb_input_open_device_reply(world.x.c(), xcb_input_open_device(world.x.c(), 6), nullptr));
    REQUIRE(opened);
    CHECK(opened->num_classes == 4); // buttons, axes, feedback, and what all have
}

} // namespace vitrine
