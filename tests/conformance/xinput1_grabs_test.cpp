// SPDX-License-Identifier: GPL-2.0-or-later
// "X Input Device Extension", version 1: one client has a device to itself, as X.Org has it.
#include "tests/support/xinput1_story.h"

#include <catch2/catch.hpp>

namespace vitrine {

using test::DeviceStory;

namespace {

constexpr int keyA = 38, shift = 50;
constexpr std::uint8_t pointer = DeviceStory::pointer, keyboard = DeviceStory::keyboard;
constexpr std::uint8_t async = XCB_GRAB_MODE_ASYNC, sync = XCB_GRAB_MODE_SYNC;
constexpr std::uint8_t anyKeyboard = 255;

std::string grab(DeviceStory& story, std::uint32_t window, std::uint8_t device, std::uint8_t mode,
                 std::vector<std::uint32_t> classes, bool ownerEvents = false,
                 std::uint32_t time = 0)
{
    xcb_connection_t* const c = story.x.c();
    xcb_generic_error_t* error = nullptr;
    const XcbReply<xcb_input_grab_device_reply_t> reply(xcb_input_grab_device_reply(
        c,
        xcb_input_grab_device(c, window, time, static_cast<std::uint16_t>(classes.size()), mode,
                              async, ownerEvents, device, classes.data()),
        &error));
    const std::string words = reply ? "status " + std::to_string(reply->status)
                                    : "error " + std::to_string(error->error_code);
    std::free(error);
    return words;
}

void type(DeviceStory& story)
{
    story.key(keyA, true);
    story.key(keyA, false);
}

void click(DeviceStory& story)
{
    story.button(1, true);
    story.button(1, false);
}

} // namespace

TEST_CASE("XInput 1: a grab of a device takes its own events, and leaves its master's to all")
{
    SideBySide::pair().check([](const XcbClient& x) {
        DeviceStory story(x);
        const std::uint32_t window = story.window("w", 50, 50, 100, 100);
        const std::uint32_t other = story.window(
            "other", 200, 50, 100, 100,
            XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_BUTTON_PRESS | XCB_EVENT_MASK_BUTTON_RELEASE);
        story.select(other, {story.of(keyboard, 1), story.of(pointer, 3), story.of(pointer, 4)});
        story.move(210, 60);
        const std::vector<std::uint32_t> clicks{story.of(pointer, 3), story.of(pointer, 4)};
        for (const bool ownerEvents : {false, true}) {
            story.say(grab(story, window, pointer, async, clicks, ownerEvents));
            story.say(grab(story, window, keyboard, async, {story.of(keyboard, 1)}, ownerEvents));
            type(story);
            click(story);
            xcb_input_ungrab_device(x.c(), 0, pointer);
            click(story);
            xcb_input_ungrab_device(x.c(), 0, keyboard);
            type(story);
        }
        story.move(300, 300);
        return story.text();
    });
}

TEST_CASE("XInput 1: a grab is refused with a status, or an error")
{
    SideBySide::pair().check([](const XcbClient& x) {
        DeviceStory story(x);
        const std::uint32_t window = story.window("w", 50, 50, 100, 100);
        const std::uint32_t hidden = x.window(0, 0, 10, 10, 0, 0, false);
        story.say(grab(story, hidden, keyboard, async, {}));
        story.say(grab(story, window, keyboard, async, {}, false, 1));
        story.say(grab(story, window, keyboard, async, {}));
        story.say(grab(story, window, keyboard, async, {}));
        story.say(grab(story, window, keyboard, async, {}, false, 1));
        xcb_input_ungrab_device(x.c(), 1, keyboard); // earlier than the grab
        type(story);
        story.say(grab(story, window, 3, async, {}));
        const XcbReply<xcb_grab_keyboard_reply_t> core(xcb_grab_keyboard_reply(
            x.c(), xcb_grab_keyboard(x.c(), false, window, 0, async, async), nullptr));
        story.say("core " + std::to_string(core->status));
        xcb_input_ungrab_device(x.c(), 0, 3);
        xcb_input_close_device(x.c(), keyboard);
        type(story);
        story.say(grab(story, 0x123, keyboard, async, {}) == "status 0" ? "granted" : "refused");
        return story.text();
    });
}

TEST_CASE("XInput 1: a device whose grab is synchronous stands still until it is allowed more")
{
    SideBySide::pair().check([](const XcbClient& x) {
        DeviceStory story(x);
        const std::uint32_t window = story.window("w", 50, 50, 100, 100);
        story.select(window, {story.of(keyboard, 1), story.of(keyboard, 2)});
        story.move(60, 60);
        const auto allow = [&](std::uint8_t mode) {
            story.say("allow " + std::to_string(mode) + ": " +
                      story.error(xcb_input_allow_device_events_checked(x.c(), 0, mode, keyboard)));
            story.told();
        };
        const std::vector<std::uint32_t> keys{story.of(keyboard, 1), story.of(keyboard, 2)};
        story.say(grab(story, window, keyboard, sync, keys));
        story.key(keyA, true);
        story.key(keyA, false);
        allow(1); // until the next
        allow(1);
        allow(0); // all
        type(story);
        for (const std::uint8_t mode :
             {std::uint8_t{3}, std::uint8_t{4}, std::uint8_t{5}, std::uint8_t{2}, std::uint8_t{6}})
            allow(mode);
        xcb_input_ungrab_device(x.c(), 0, keyboard);
        story.say(grab(story, window, keyboard, sync, keys));
        type(story);
        xcb_input_ungrab_device(x.c(), 0, keyboard);
        story.told();
        story.move(300, 300);
        return story.text();
    });
}

TEST_CASE("XInput 1: a grabbed key begins a grab of its keyboard, until it is up again")
{
    SideBySide::pair().check([](const XcbClient& x) {
        DeviceStory story(x);
        const std::uint32_t window = story.window("w", 50, 50, 100, 100);
        const std::uint32_t inner = story.window("inner", 0, 0, 50, 50, 0, window);
        story.select(inner, {story.of(keyboard, 1), story.of(keyboard, 2)});
        story.move(60, 60);
        const auto grabKey = [&](std::uint8_t key, std::uint16_t modifiers, std::uint8_t mode,
                                 std::uint8_t device, std::uint8_t modifierDevice) {
            const std::uint32_t wanted[] = {story.of(device, 1), story.of(device, 2)};
            story.say("grab key: " + story.error(xcb_input_grab_device_key_checked(
                                         x.c(), window, 2, modifiers, modifierDevice, device, key,
                                         mode, async, false, wanted)));
        };
        grabKey(keyA, 0, async, keyboard, anyKeyboard);
        type(story);
        story.key(shift, true);
        type(story);
        story.key(shift, false);
        grabKey(keyA, XCB_MOD_MASK_ANY, sync, keyboard, keyboard);
        story.key(keyA, true);
        xcb_input_allow_device_events(x.c(), 0, 2, keyboard); // replay
        story.told();
        story.key(keyA, false);
        grabKey(7, 0, async, keyboard, anyKeyboard);
        grabKey(keyA, 0x1000, async, keyboard, anyKeyboard);
        grabKey(keyA, 0, 3, keyboard, anyKeyboard);
        grabKey(keyA, 0, async, pointer, anyKeyboard);
        grabKey(keyA, 0, async, keyboard, pointer);
        grabKey(keyA, 0, async, 77, anyKeyboard);
        for (const std::uint8_t device : {pointer, keyboard})
            story.say(story.error(xcb_input_ungrab_device_key_checked(
                x.c(), window, XCB_MOD_MASK_ANY, anyKeyboard, 0, device)));
        type(story);
        story.move(300, 300);
        return story.text();
    });
}

TEST_CASE("XInput 1: a grabbed button begins a grab of its pointer, until all are up again")
{
    SideBySide::pair().check([](const XcbClient& x) {
        DeviceStory story(x);
        const std::uint32_t window = story.window("w", 50, 50, 100, 100);
        const std::uint32_t inner = story.window("inner", 0, 0, 50, 50, 0, window);
        story.select(inner, {story.of(pointer, 3), story.of(pointer, 4)});
        story.move(60, 60);
        const auto grabButton = [&](std::uint8_t button, std::uint16_t modifiers, std::uint8_t mode,
                                    std::uint8_t device) {
            const std::uint32_t wanted[] = {story.of(device, 3), story.of(device, 4)};
            story.say("grab button: " + story.error(xcb_input_grab_device_button_checked(
                                            x.c(), window, device, anyKeyboard, 2, modifiers, mode,
                                            async, button, true, wanted)));
        };
        grabButton(1, 0, async, pointer);
        click(story);
        story.button(1, true);
        story.button(3, true);
        story.move(300, 300);
        story.button(1, false);
        story.button(3, false);
        story.move(60, 60);
        story.button(3, true);
        story.button(3, false);
        grabButton(1, 0x4000, async, pointer);
        grabButton(1, 0, 3, pointer);
        grabButton(1, 0, async, 77);
        for (const std::uint8_t device : {pointer, keyboard})
            story.say(story.error(
                xcb_input_ungrab_device_button_checked(x.c(), window, 0, anyKeyboard, 1, device)));
        click(story);
        grabButton(0, XCB_MOD_MASK_ANY, async, pointer);
        click(story);
        xcb_input_close_device(x.c(), pointer);
        click(story);
        story.move(300, 300);
        return story.text();
    });
}

} // namespace vitrine
