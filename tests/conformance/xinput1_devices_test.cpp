// SPDX-License-Identifier: GPL-2.0-or-later
// "X Input Device Extension", version 1: what devices are and what they are set to, as X.Org has
// it.
#include "tests/support/xinput1_story.h"

#include <catch2/catch.hpp>
#include <xcb/xcbext.h>

#include <array>
#include <cstdio>

namespace vitrine {

using test::DeviceStory;

namespace {

constexpr std::uint8_t pointer = DeviceStory::pointer, keyboard = DeviceStory::keyboard;

// The bytes of a reply from `first` on; or the error.
template<class Reply>
std::string bytes(Reply* reply, xcb_generic_error_t* error, std::size_t first = 8,
                  std::size_t most = 52)
{
    const XcbReply<Reply> held(reply);
    const XcbReply<xcb_generic_error_t> failed(error);
    if (!reply) return "error " + std::to_string(failed->error_code < 128 ? failed->error_code : 0);
    const auto* const data = reinterpret_cast<const std::uint8_t*>(reply);
    const std::size_t size = std::min<std::size_t>(32 + 4 * std::size_t{reply->length}, most);
    std::string words;
    for (std::size_t i = first; i < size; ++i) {
        char hex[4];
        std::snprintf(hex, sizeof hex, "%02x ", data[i]);
        words += hex;
    }
    return words;
}

// ASK(get_device_focus, device): what the server answers, in bytes.
#define ASK(request, ...)                                                                          \
    ([&](std::size_t first = 8, std::size_t most = 52) {                                           \
        xcb_generic_error_t* error = nullptr;                                                      \
        auto* const reply =                                                                        \
            xcb_input_##request##_reply(x.c(), xcb_input_##request(x.c(), __VA_ARGS__), &error);   \
        return #request " " + bytes(reply, error, first, most);                                    \
    })

} // namespace

TEST_CASE("XInput 1: each device that XTEST feeds, and each master, is what it is at X.Org")
{
    SideBySide::pair().check([](const XcbClient& x) {
        DeviceStory story(x);
        for (const std::uint8_t device : {std::uint8_t{2}, std::uint8_t{3}, pointer, keyboard,
                                          std::uint8_t{0}, std::uint8_t{99}}) {
            story.say("device " + std::to_string(device));
            // Numbers of events are another server's; a master is made of the last slave there.
            if (device != pointer && device != keyboard) story.say(ASK(open_device, device)());
            if (device != 2) story.say(ASK(query_device_state, device)());
            if (device != 2)
                story.say(ASK(get_feedback_control, device)(device == 4 ? 38 : 32, 44));
            story.say(ASK(get_device_button_mapping, device)());
            story.say(ASK(get_device_modifier_mapping, device)(32).substr(0, 40));
            // What follows the state's first byte X.Org leaves as its memory was.
            for (std::uint16_t control = 0; control < 7; ++control)
                if (device != 2 || control != 1)
                    story.say(ASK(get_device_control, control, device)(32, 37));
            story.say(ASK(set_device_mode, device, 0)());
            story.say(ASK(change_keyboard_device, device)());
            story.say(ASK(change_pointer_device, 0, 1, device)());
            const std::int32_t values[5]{};
            story.say(ASK(set_device_valuators, device, 0, 1, values)());
            story.say(ASK(set_device_valuators, device, 0, 5, values)());
        }
        return story.text();
    });
}

TEST_CASE("XInput 1: feedback of a keyboard and a pointer is changed, or refused with an error")
{
    SideBySide::pair().check([](const XcbClient& x) {
        DeviceStory story(x);
        const auto change = [&](std::uint8_t device, std::uint32_t mask, std::uint8_t kind,
                                auto control) {
            control.class_id = kind;
            control.len = sizeof control;
            // Written here: libxcb's own takes the length of what follows for another.
            static constexpr xcb_protocol_request_t request{2, &xcb_input_id,
                                                            XCB_INPUT_CHANGE_FEEDBACK_CONTROL, 1};
            xcb_input_change_feedback_control_request_t head{};
            head.mask = mask;
            head.device_id = device;
            head.feedback_id = kind;
            std::array<iovec, 4> parts{}; // of which libxcb wants two before the first
            parts[2] = {&head, sizeof head};
            parts[3] = {&control, sizeof control};
            const unsigned sequence =
                xcb_send_request(x.c(), XCB_REQUEST_CHECKED, &parts[2], &request);
            story.say("change: " + story.error(xcb_void_cookie_t{sequence}));
            // The rest X.Org leaves as its memory was.
            story.say(ASK(get_feedback_control, device)(device == keyboard ? 32 : 38, 44));
            if (device == keyboard) story.say(ASK(get_feedback_control, device)(48, 51));
        };
        xcb_input_kbd_feedback_ctl_t keys{};
        keys.key_click_percent = 20;
        keys.bell_percent = 30;
        keys.bell_pitch = 500;
        keys.bell_duration = 70;
        change(keyboard, 15, 0, keys);
        keys.bell_percent = 101;
        change(keyboard, 2, 0, keys);
        keys.bell_pitch = -2;
        change(keyboard, 4, 0, keys);
        keys.bell_percent = keys.key_click_percent = -1;
        keys.bell_pitch = keys.bell_duration = -1;
        change(keyboard, 15, 0, keys);
        keys.key = 3;
        change(keyboard, 64, 0, keys);
        keys.key = 38;
        change(keyboard, 64, 0, keys);
        keys.auto_repeat_mode = 3;
        change(keyboard, 192, 0, keys);
        change(pointer, 1, 0, keys);
        xcb_input_ptr_feedback_ctl_t motion{};
        motion.num = 3;
        motion.denom = 2;
        motion.threshold = 9;
        change(pointer, 7, 1, motion);
        motion.denom = 0;
        change(pointer, 2, 1, motion);
        motion.num = motion.denom = motion.threshold = -1;
        change(pointer, 7, 1, motion);
        change(keyboard, 7, 1, motion);
        const auto bell = [&](std::uint8_t device, std::uint8_t id, std::uint8_t kind,
                              std::int8_t percent) {
            story.say("bell: " +
                      story.error(xcb_input_device_bell_checked(x.c(), device, id, kind, percent)));
        };
        bell(keyboard, 0, 0, 50);
        bell(keyboard, 1, 0, 50);
        bell(keyboard, 0, 5, 50);
        bell(keyboard, 0, 1, 50);
        bell(keyboard, 0, 0, 101);
        bell(pointer, 0, 0, 50);
        bell(99, 0, 0, 50);
        return story.text();
    });
}

TEST_CASE("XInput 1: a change of a device's mapping is told to who selected that")
{
    SideBySide::pair().check([](const XcbClient& x) {
        DeviceStory story(x);
        const std::uint32_t window = story.window("w", 50, 50, 100, 100);
        story.select(window, {story.of(pointer, 11), story.of(keyboard, 11)});
        const auto told = [&] {
            for (const XcbEvent& event : x.events()) {
                if ((event->response_type & 0x7f) != story.base() + 11) continue;
                const auto& mapped =
                    reinterpret_cast<const xcb_input_device_mapping_notify_event_t&>(*event);
                story.say("mapped " + std::to_string(mapped.device_id) + " request " +
                          std::to_string(mapped.request) + " from " +
                          std::to_string(mapped.first_keycode) + " count " +
                          std::to_string(mapped.count));
            }
        };
        const std::uint8_t buttons[] = {3, 2, 1, 4, 5, 6, 7, 8, 9, 10};
        story.say(ASK(set_device_button_mapping, pointer, 10, buttons)());
        told();
        story.say(ASK(get_device_button_mapping, pointer)());
        const std::uint8_t many[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        const std::uint8_t usual[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        story.say(ASK(set_device_button_mapping, pointer, 10, usual)());
        story.say(ASK(set_device_button_mapping, keyboard, 10, usual)());
        story.say(ASK(set_device_button_mapping, pointer, 9, usual)());
        story.say(ASK(set_device_button_mapping, pointer, 11, many)());
        const std::uint8_t twice[] = {1, 1, 3, 4, 5, 6, 7, 8, 9, 10};
        story.say(ASK(set_device_button_mapping, pointer, 10, twice)());
        story.say(ASK(set_device_button_mapping, pointer, 10, usual)());
        told();
        const std::uint32_t keysyms[] = {0x78, 0x58};
        const auto changeKeys = [&](std::uint8_t device, std::uint8_t first, std::uint8_t count,
                                    std::uint8_t width) {
            story.say("keys: " + story.error(xcb_input_change_device_key_mapping_checked(
                                     x.c(), device, first, width, count, keysyms)));
            told();
        };
        changeKeys(keyboard, 38, 1, 2);
        story.say(ASK(get_device_key_mapping, keyboard, 38, 1)(32).substr(0, 47));
        changeKeys(pointer, 38, 1, 2);
        changeKeys(keyboard, 7, 1, 2);
        changeKeys(keyboard, 255, 2, 1);
        changeKeys(keyboard, 38, 1, 0);
        story.say(ASK(get_device_key_mapping, keyboard, 7, 1)());
        story.say(ASK(get_device_key_mapping, keyboard, 250, 7)());
        story.say(ASK(get_device_key_mapping, pointer, 38, 1)());
        const std::uint8_t doubled[16] = {50, 50};
        story.say(ASK(set_device_modifier_mapping, keyboard, 2, doubled)());
        return story.text();
    });
}

TEST_CASE("XInput 1: a device's property is changed, told of, read and deleted")
{
    SideBySide::pair().check([](const XcbClient& x) {
        DeviceStory story(x);
        const std::uint32_t window = story.window("w", 50, 50, 100, 100);
        story.select(window, {story.of(pointer, 16)});
        const char* const name = "XInput 1's property";
        const XcbReply<xcb_intern_atom_reply_t> atom(xcb_intern_atom_reply(
            x.c(),
            xcb_intern_atom(x.c(), false, static_cast<std::uint16_t>(std::strlen(name)), name),
            nullptr));
        const auto told = [&] {
            for (const XcbEvent& event : x.events()) {
                const auto& changed =
                    reinterpret_cast<const xcb_input_device_property_notify_event_t&>(*event);
                const bool ours = changed.property == atom->atom;
                story.say("told state " + std::to_string(changed.state) + (ours ? " ours" : "") +
                          " of " + std::to_string(changed.device_id));
            }
        };
        const std::uint8_t values[] = {1, 2, 3, 4, 5, 6, 7, 8};
        const auto change = [&](std::uint8_t format, std::uint8_t mode, std::uint32_t count) {
            story.say("change: " + story.error(xcb_input_change_device_property_checked(
                                       x.c(), atom->atom, XCB_ATOM_INTEGER, pointer, format, mode,
                                       count, values)));
            told();
        };
        const auto get = [&](std::uint32_t type, std::uint32_t offset, std::uint32_t length,
                             bool deletes) {
            story.say(
                ASK(get_device_property, atom->atom, type, offset, length, pointer, deletes)());
            told();
        };
        get(0, 0, 10, false);
        change(8, 0, 8);
        change(8, 2, 4);
        change(16, 1, 2);
        change(7, 0, 1);
        change(8, 3, 1);
        get(0, 1, 1, false);
        get(XCB_ATOM_STRING, 0, 10, false);
        get(0, 9, 1, false);
        get(XCB_ATOM_INTEGER, 0, 10, true);
        get(0, 0, 10, false);
        change(32, 0, 2);
        get(0, 0, 10, false);
        story.say(
            story.error(xcb_input_delete_device_property_checked(x.c(), atom->atom, pointer)));
        told();
        story.say(story.error(xcb_input_delete_device_property_checked(x.c(), 0xffff, pointer)));
        return story.text();
    });
}

} // namespace vitrine
