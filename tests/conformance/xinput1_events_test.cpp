// SPDX-License-Identifier: GPL-2.0-or-later
// "X Input Device Extension", version 1: events of single devices, as X.Org tells them.
#include "tests/support/xinput1_story.h"

#include <catch2/catch.hpp>

namespace vitrine {

using test::DeviceStory;

namespace {

constexpr int keyA = 38, shift = 50;
constexpr std::uint8_t pointer = DeviceStory::pointer, keyboard = DeviceStory::keyboard;
constexpr std::uint8_t masterPointer = 2, masterKeyboard = 3;

} // namespace

TEST_CASE("XInput 1: who selected a device's events hears of them, with its axes, and of its "
          "master's as well")
{
    SideBySide::pair().check([](const XcbClient& x) {
        DeviceStory story(x);
        const std::uint32_t window = story.window("w", 50, 50, 100, 100);
        story.move(60, 70);
        story.move(61, 70);
        for (const std::uint8_t device : {pointer, masterPointer})
            story.select(window, {story.of(device, 3), story.of(device, 4), story.of(device, 5)});
        for (const std::uint8_t device : {keyboard, masterKeyboard})
            story.select(window, {story.of(device, 1), story.of(device, 2)});
        story.told();
        story.move(62, 71);
        story.key(keyA, true);
        story.key(keyA, false);
        story.button(1, true);
        story.button(3, true);
        story.move(70, 75);
        story.place(300, 300);
        story.button(3, false);
        story.button(1, false);
        story.place(60, 70);
        story.move(61, 71);
        story.key(shift, true);
        story.button(2, true);
        story.key(keyA, true);
        story.key(keyA, false);
        story.button(2, false);
        story.key(shift, false);
        story.place(300, 300);
        return story.text();
    });
}

TEST_CASE("XInput 1: an event that a client selected of a master is no core event any more")
{
    SideBySide::pair().check([](const XcbClient& x) {
        DeviceStory story(x);
        const std::uint32_t window = story.window(
            "w", 50, 50, 100, 100, XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_BUTTON_PRESS);
        const std::uint32_t inner = story.window("inner", 0, 0, 50, 50, 0, window);
        story.move(60, 70);
        story.select(window, {story.of(masterKeyboard, 1)});
        story.key(keyA, true);
        story.key(keyA, false);
        story.button(1, true);
        story.button(1, false);
        story.select(inner, {story.of(masterPointer, 3)});
        story.button(1, true);
        story.button(1, false);
        story.select(window, {story.of(masterKeyboard, 9 - story.base())}); // NoExtensionEvent
        story.key(keyA, true);
        story.key(keyA, false);
        story.move(300, 300);
        return story.text();
    });
}

TEST_CASE("XInput 1: what is selected is told back, of this client and of all")
{
    SideBySide::pair().check([](const XcbClient& x) {
        DeviceStory story(x);
        const std::uint32_t window = story.window("w", 50, 50, 100, 100);
        story.selected(window);
        std::vector<std::uint32_t> all;
        for (int type = 1; type <= 16; ++type) all.push_back(story.of(pointer, type));
        for (std::uint32_t special = 0; special < 10; ++special)
            all.push_back(std::uint32_t{keyboard} << 8 | special);
        story.select(window, all);
        story.selected(window);
        story.select(window, {story.of(pointer, 3), story.of(pointer, 5)});
        story.selected(window);
        story.select(window, {std::uint32_t{pointer} << 8 | 9});
        story.select(window, {std::uint32_t{keyboard} << 8 | 9});
        story.selected(window);
        const std::uint32_t other = story.window("other", 50, 50, 100, 100);
        story.select(other, {256u << 8}); // DevicePresenceNotify, which is no device's
        story.selected(other);
        story.select(window, {99u << 8 | 70});
        story.select(window, {0x12345600});
        story.select(window, {});
        story.selected(window);
        return story.text();
    });
}

TEST_CASE("XInput 1: a list says which of a device's events do not go on to the parent")
{
    SideBySide::pair().check([](const XcbClient& x) {
        DeviceStory story(x);
        const std::uint32_t window = story.window("w", 50, 50, 100, 100);
        const std::uint32_t inner = story.window("inner", 0, 0, 50, 50, 0, window);
        story.select(window, {story.of(pointer, 3), story.of(pointer, 4), story.of(keyboard, 1)});
        story.move(60, 70);
        const auto change = [&](std::uint8_t mode, std::vector<std::uint32_t> classes) {
            story.say("list: " + story.error(xcb_input_change_device_dont_propagate_list_checked(
                                     x.c(), inner, static_cast<std::uint16_t>(classes.size()), mode,
                                     classes.data())));
            story.kept(inner);
            story.button(1, true);
            story.button(1, false);
            story.key(keyA, true);
            story.key(keyA, false);
        };
        change(0, {});
        change(0, {story.of(pointer, 3)});
        change(0, {story.of(keyboard, 1), story.of(pointer, 4)});
        change(1, {story.of(pointer, 3)});
        change(0, {story.of(keyboard, 6)});
        change(2, {});
        change(1, {story.of(keyboard, 1), story.of(pointer, 4)});
        story.move(300, 300);
        return story.text();
    });
}

TEST_CASE("XInput 1: a pointer's motion is told as a hint until the client asks where it is")
{
    SideBySide::pair().check([](const XcbClient& x) {
        DeviceStory story(x);
        const std::uint32_t window = story.window("w", 50, 50, 100, 100);
        story.move(60, 70);
        story.move(61, 70);
        story.select(window, {story.of(pointer, 5), std::uint32_t{pointer} << 8});
        story.move(62, 70);
        story.move(63, 70);
        std::free(xcb_input_query_device_state_reply(
            x.c(), xcb_input_query_device_state(x.c(), pointer), nullptr));
        story.move(64, 70);
        story.move(65, 70);
        story.select(window, {(std::uint32_t{pointer} << 8) + 1}); // with button 1 alone
        story.move(66, 70);
        story.button(1, true);
        story.move(67, 70);
        story.button(1, false);
        story.move(300, 300);
        return story.text();
    });
}

TEST_CASE("XInput 1: a keyboard has a focus of its own")
{
    SideBySide::pair().check([](const XcbClient& x) {
        DeviceStory story(x);
        const std::uint32_t left = story.window("left", 50, 50, 40, 40);
        const std::uint32_t right = story.window("right", 150, 50, 40, 40);
        const std::uint32_t inner = story.window("inner", 0, 0, 20, 20, 0, right);
        story.move(300, 300);
        for (const std::uint32_t window : {left, right, inner})
            for (const std::uint8_t device : {keyboard, masterKeyboard})
                story.select(window, {story.of(device, 1), story.of(device, 6)});
        story.focus(keyboard);
        const auto type = [&] {
            story.key(keyA, true);
            story.key(keyA, false);
        };
        const auto set = [&](std::uint32_t window, std::uint8_t revert) {
            story.say("set " + story.name(window) + ": " +
                      story.error(
                          xcb_input_set_device_focus_checked(x.c(), window, 0, revert, keyboard)));
            story.focus(keyboard);
            type();
        };
        set(left, 1);
        set(right, 2);
        story.move(155, 55);
        type();
        set(inner, 3);
        xcb_set_input_focus(x.c(), 1, left, 0);
        story.told();
        type();
        set(3, 0); // as the keyboard's
        xcb_unmap_window(x.c(), left);
        story.told();
        xcb_map_window(x.c(), left);
        set(inner, 2);
        xcb_unmap_window(x.c(), inner);
        story.told();
        story.focus(keyboard);
        set(inner, 2);
        set(0, 4);
        set(0, 0);
        set(1, 0);
        story.say(story.error(xcb_input_set_device_focus_checked(x.c(), 1, 0, 0, pointer)));
        xcb_set_input_focus(x.c(), 1, 1, 0);
        story.move(300, 300);
        return story.text();
    });
}

TEST_CASE("XInput 1: an event that a client writes goes to those who selected its classes")
{
    SideBySide::pair().check([](const XcbClient& x) {
        DeviceStory story(x);
        const std::uint32_t window = story.window("w", 50, 50, 100, 100);
        const std::uint32_t inner = story.window("inner", 0, 0, 50, 50, 0, window);
        story.select(window, {story.of(pointer, 3)});
        story.move(60, 70);
        xcb_input_event_for_send_t events[2]{};
        for (auto& event : events) {
            auto* const bytes = reinterpret_cast<std::uint8_t*>(&event);
            bytes[0] = static_cast<std::uint8_t>(story.base() + 3);
            bytes[1] = 7;
            bytes[31] = pointer;
        }
        const auto send = [&](std::uint32_t destination, bool propagate,
                              std::vector<std::uint32_t> classes) {
            story.say("send to " + story.name(destination) + ": " +
                      story.error(xcb_input_send_extension_event_checked(
                          x.c(), destination, pointer, propagate,
                          static_cast<std::uint16_t>(classes.size()), 2, events, classes.data())));
            story.told();
        };
        const std::vector<std::uint32_t> press{story.of(pointer, 3)};
        send(window, false, press);
        send(inner, false, press);
        send(inner, true, press);
        send(inner, true, {});
        send(0, true, press);
        send(1, true, press);
        send(inner, true, {story.of(keyboard, 1)});
        send(0x123456, true, press);
        reinterpret_cast<std::uint8_t*>(&events[1])[0] = 5;
        send(window, false, press);
        story.move(300, 300);
        return story.text();
    });
}

} // namespace vitrine
