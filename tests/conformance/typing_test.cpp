// SPDX-License-Identifier: GPL-2.0-or-later
// Text that viewers commit, as programs read it: keys that are lent to what no key types.
#include "protocol/ops/input.h"
#include "server/display/input/input_devices.h"
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

namespace vitrine {

namespace {

constexpr std::uint32_t firstCharacter = 0x4e00;
constexpr std::uint32_t unicodeKeysym = 0x1000000;
constexpr std::size_t different = 600; // characters; far more than there are keys

std::string chinese()
{
    std::string text;
    for (std::uint32_t n = 0; n < different; ++n) {
        const std::uint32_t c = firstCharacter + n;
        for (const std::uint32_t byte : {0xe0 | c >> 12, 0x80 | (c >> 6 & 63), 0x80 | (c & 63)})
            text.push_back(static_cast<char>(byte));
    }
    return text;
}

// A program that looks up what a key means only when it comes to its event, in the keymap that the
// server has then: the latest that a program can be.
class Reader {
public:
    Reader(TestServer& server, bool answersPings) : x_(server)
    {
        window_ = x_.window(0, 0, 100, 100, XCB_EVENT_MASK_KEY_PRESS, 0, false);
        protocols_ = atom("WM_PROTOCOLS");
        ping_ = atom("_NET_WM_PING");
        if (answersPings)
            xcb_change_property(x_.c(), XCB_PROP_MODE_REPLACE, window_, protocols_, XCB_ATOM_ATOM,
                                32, 1, &ping_);
        xcb_map_window(x_.c(), window_);
        x_.sync();
        xcb_set_input_focus(x_.c(), XCB_INPUT_FOCUS_PARENT, window_, XCB_CURRENT_TIME);
        x_.events();
    }

    // The keysyms of so many keys.
    std::vector<xcb_keysym_t> read(std::size_t count)
    {
        std::vector<xcb_keysym_t> keysyms;
        while (keysyms.size() < count) {
            const XcbEvent event = x_.event();
            if (!event) break;
            const int code = event->response_type & 0x7f;
            if (code == XCB_KEY_PRESS) {
                const auto& press = reinterpret_cast<const xcb_key_press_event_t&>(*event);
                keysyms.push_back(meaning(press.detail));
                times_.push_back(press.time);
            }
            if (code == XCB_CLIENT_MESSAGE)
                answer(reinterpret_cast<const xcb_client_message_event_t&>(*event));
        }
        return keysyms;
    }

    const std::vector<xcb_timestamp_t>& times() const { return times_; } // of the keys

private:
    xcb_atom_t atom(std::string_view name)
    {
        const auto cookie =
            xcb_intern_atom(x_.c(), 0, static_cast<std::uint16_t>(name.size()), name.data());
        return XcbReply<xcb_intern_atom_reply_t>(xcb_intern_atom_reply(x_.c(), cookie, nullptr))
            ->atom;
    }
    xcb_keysym_t meaning(xcb_keycode_t keycode)
    {
        const XcbReply<xcb_get_keyboard_mapping_reply_t> row(xcb_get_keyboard_mapping_reply(
            x_.c(), xcb_get_keyboard_mapping(x_.c(), keycode, 1), nullptr));
        return row ? xcb_get_keyboard_mapping_keysyms(row.get())[0] : 0;
    }
    void answer(xcb_client_message_event_t message)
    {
        if (message.type != protocols_ || message.data.data32[0] != ping_) return;
        CHECK(message.data.data32[2] == window_);
        message.window = x_.root();
        xcb_send_event(x_.c(), 0, x_.root(),
                       XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY | XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT,
                       reinterpret_cast<const char*>(&message));
        xcb_flush(x_.c());
    }

    XcbClient x_;
    std::vector<xcb_timestamp_t> times_;
    xcb_window_t window_ = 0;
    xcb_atom_t protocols_ = 0, ping_ = 0;
};

void commit(TestServer& server, const std::string& text)
{
    server.with([&](Display& display) {
        display.input().key({.code = 0, .keysym = 0, .text = text, .pressed = true});
    });
}

std::vector<xcb_keysym_t> expected()
{
    std::vector<xcb_keysym_t> keysyms;
    for (std::uint32_t n = 0; n < different; ++n)
        keysyms.push_back(unicodeKeysym | (firstCharacter + n));
    return keysyms;
}

} // namespace

TEST_CASE("A long text of different characters arrives whole and in order, however late a program "
          "looks its keys up, if it answers _NET_WM_PING",
          "[typing]")
{
    TestServer server;
    Reader reader(server, true);
    const std::string text = chinese();
    for (std::size_t at = 0; at < text.size(); at += 15) commit(server, text.substr(at, 15));
    CHECK(reader.read(different) == expected());
}

TEST_CASE("A program that answers no _NET_WM_PING is given a time to look its keys up", "[typing]")
{
    TestServer server;
    Reader reader(server, false);
    commit(server, chinese());
    CHECK(reader.read(different) == expected());
}

TEST_CASE(
    "A letter that is typed twice at once is not taken for one that repeats: the second has a "
    "later time",
    "[typing]")
{
    TestServer server;
    Reader reader(server, true);
    commit(server, "aaaa");
    CHECK(reader.read(4) == std::vector<xcb_keysym_t>(4, 'a'));
    CHECK(std::adjacent_find(reader.times().begin(), reader.times().end()) == reader.times().end());
}

TEST_CASE("Keys that are pressed while text waits come after it", "[typing]")
{
    TestServer server;
    Reader reader(server, true);
    constexpr std::uint32_t linuxKeyA = 30;
    constexpr xcb_keysym_t a = 'a';
    commit(server, chinese());
    server.with([](Display& display) {
        for (const bool pressed : {true, false})
            display.input().key(
                {.code = linuxKeyA, .keysym = a, .text = pressed ? "a" : "", .pressed = pressed});
        display.input().releaseAll();
    });
    std::vector<xcb_keysym_t> keysyms = expected();
    keysyms.push_back(a);
    CHECK(reader.read(different + 1) == keysyms);
    CHECK(server.with([](Display& display) { return display.input().state(); }) == 0);
}

} // namespace vitrine
