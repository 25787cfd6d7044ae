// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fake_input.h"
#include "tests/support/side_by_side.h"

#include <xcb/xinput.h>

#include <cstring>
#include <map>
#include <string>
#include <vector>

namespace vitrine::test {

// What one client does with the devices that XTEST feeds, and hears of them, in words.
class DeviceStory {
public:
    static constexpr std::uint8_t pointer = 4, keyboard = 5; // of XTEST

    explicit DeviceStory(const XcbClient& client) : x(client)
    {
        const auto* const extension = xcb_get_extension_data(x.c(), &xcb_input_id);
        base_ = extension->first_event;
        errors_ = extension->first_error;
        fakeInput(x.c(), XCB_MOTION_NOTIFY, 0, 300, 300);
        x.events();
    }

    std::uint32_t window(const char* name, int left, int top, int width, int height,
                         std::uint32_t events = 0, std::uint32_t parent = 0)
    {
        const std::uint32_t id = x.window(left, top, width, height, events, parent, false);
        const std::uint32_t yes = 1;
        xcb_change_window_attributes(x.c(), id, XCB_CW_OVERRIDE_REDIRECT, &yes);
        xcb_map_window(x.c(), id);
        x.sync();
        names_[id] = name;
        return id;
    }

    // Event classes by the numbers of events: 1 is DeviceKeyPress.
    int base() const { return base_; }
    std::uint32_t of(std::uint8_t device, int type) const
    {
        return static_cast<std::uint32_t>(device << 8 | (base_ + type));
    }
    void select(std::uint32_t window, std::vector<std::uint32_t> classes)
    {
        say("select: " +
            error(xcb_input_select_extension_event_checked(
                x.c(), window, static_cast<std::uint16_t>(classes.size()), classes.data())));
    }
    void selected(std::uint32_t window)
    {
        const XcbReply<xcb_input_get_selected_extension_events_reply_t> reply(
            xcb_input_get_selected_extension_events_reply(
                x.c(), xcb_input_get_selected_extension_events(x.c(), window), nullptr));
        const auto* const mine = xcb_input_get_selected_extension_events_this_classes(reply.get());
        const auto* const all = xcb_input_get_selected_extension_events_all_classes(reply.get());
        say("selected" + classes(mine, reply->num_this_classes) + " of all" +
            classes(all, reply->num_all_classes));
    }
    void kept(std::uint32_t window)
    {
        const XcbReply<xcb_input_get_device_dont_propagate_list_reply_t> reply(
            xcb_input_get_device_dont_propagate_list_reply(
                x.c(), xcb_input_get_device_dont_propagate_list(x.c(), window), nullptr));
        say("kept" + classes(xcb_input_get_device_dont_propagate_list_classes(reply.get()),
                             reply->num_classes));
    }
    void focus(std::uint8_t device)
    {
        const XcbReply<xcb_input_get_device_focus_reply_t> reply(xcb_input_get_device_focus_reply(
            x.c(), xcb_input_get_device_focus(x.c(), device), nullptr));
        say("focus " + name(reply->focus) + " else " + std::to_string(reply->revert_to));
    }

    // The user's hands, by XTEST; then what the client heard.
    void move(int left, int top) { fake(XCB_MOTION_NOTIFY, 0, left, top); }
    // Without a word: of a slave's motion from one window to another, X.Org tells the one it left.
    void place(int left, int top)
    {
        fakeInput(x.c(), XCB_MOTION_NOTIFY, 0, left, top);
        x.events();
    }
    void button(int number, bool down)
    {
        fake(down ? XCB_BUTTON_PRESS : XCB_BUTTON_RELEASE, number, 0, 0);
    }
    void key(int keycode, bool down)
    {
        fake(down ? XCB_KEY_PRESS : XCB_KEY_RELEASE, keycode, 0, 0);
    }

    void say(const std::string& words) { text_ += words + "\n"; }
    void told()
    {
        x.sync();
        for (const XcbEvent& event : x.events())
            if ((event->response_type & 0x7f) != XCB_MAPPING_NOTIFY) // X.Org's, by another keyboard
                say("  " + describe(*event));
    }
    std::string error(xcb_void_cookie_t cookie)
    {
        const XcbReply<xcb_generic_error_t> failed(xcb_request_check(x.c(), cookie));
        if (!failed) return "done";
        const int code = failed->error_code;
        return code < 128 ? "error " + std::to_string(code)
                          : "XInput error " + std::to_string(code - errors_);
    }
    std::string name(std::uint32_t window) const
    {
        if (window == x.root()) return "root";
        const auto found = names_.find(window);
        return found != names_.end() ? found->second : std::to_string(window);
    }
    const std::string& text() const { return text_; }

    const XcbClient& x;

private:
    void fake(int type, int detail, int left, int top)
    {
        say("hand " + std::to_string(type) + " " + std::to_string(detail) + " " +
            std::to_string(left) + "," + std::to_string(top));
        fakeInput(x.c(), type, detail, left, top);
        told();
    }
    std::string classes(const std::uint32_t* list, int count) const
    {
        std::string words;
        for (int i = 0; i < count; ++i) {
            const int number = static_cast<int>(list[i] & 0xff);
            words += " " + std::to_string(list[i] >> 8) + "/" +
                     (number < 64 ? std::to_string(number) : "+" + std::to_string(number - base_));
        }
        return words;
    }
    template<class T> static T at(const xcb_generic_event_t& event, std::size_t offset)
    {
        T value;
        std::memcpy(&value, reinterpret_cast<const char*>(&event) + offset, sizeof value);
        return value;
    }
    std::string describe(const xcb_generic_event_t& event) const
    {
        const int code = event.response_type & 0x7f;
        const auto number = [](auto value) { return std::to_string(value); };
        const std::string head = (event.response_type & 0x80 ? "sent " : "") +
                                 (code < 64 ? number(code) : "+" + number(code - base_));
        const auto byte = [&](std::size_t offset) {
            return number(at<std::uint8_t>(event, offset));
        };
        const int type = code - base_;
        if (type == 0) { // DeviceValuator
            std::string words = head + " of " + byte(1) + " state " +
                                number(at<std::uint16_t>(event, 4)) + " from " + byte(7) + ":";
            for (int i = 0; i < at<std::uint8_t>(event, 6); ++i)
                words += " " + number(at<std::int32_t>(event, 8 + 4 * static_cast<std::size_t>(i)));
            return words;
        }
        if (type >= 1 && type <= 5) {
            std::string words = head + " of " + byte(31) + " detail " + byte(1) + " in " +
                                name(at<std::uint32_t>(event, 12)) + " child " +
                                name(at<std::uint32_t>(event, 16)) + " state " +
                                number(at<std::uint16_t>(event, 28)) + " " + byte(30);
            if (type == 5) return words; // X.Org tells a slave's motion where it was before
            for (std::size_t offset = 20; offset < 28; offset += 2)
                words += " " + number(at<std::int16_t>(event, offset));
            return words;
        }
        if (type == 6 || type == 7)
            return head + " of " + byte(13) + " detail " + byte(1) + " in " +
                   name(at<std::uint32_t>(event, 8)) + " mode " + byte(12);
        return head + " " + byte(1);
    }

    int base_ = 0, errors_ = 0;
    std::map<std::uint32_t, std::string> names_;
    std::string text_;
};

} // namespace vitrine::test
