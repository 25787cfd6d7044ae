// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/input.h"
#include "server/base/ids.h"
#include "server/display/input/viewer_keys.h"
#include "server/display/timers.h"

#include <bitset>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <variant>

namespace vitrine {

class Display;

// What viewers type, in its order: keys, and text of any script.
//
// A character that no key types has a key lent to it. What a key means is looked up by a program
// when it reads the event; so a key whose events may still be unread keeps its meaning, and what
// needs another waits. Programs that answer _NET_WM_PING tell when they have read what came
// before; others are given a time.
class Typing {
public:
    // Borrowed, outlive us. `press` does a step.
    Typing(Display& display, Keyboard& keyboard, std::function<void(const KeyStep&)> press);

    void type(const Key& key);
    void releaseAll(); // after what was typed before
    // A program has read all that was sent before it was asked (EWMH, _NET_WM_PING).
    void answered(Xid window, std::uint32_t time);

private:
    void go();
    bool looksRepeated(const Key& key) const;
    bool lend(); // to what waits; false: not now
    void askWhetherRead();
    void read();

    Display& display_;
    Keyboard& keyboard_;
    ViewerKeys keys_;
    std::function<void(const KeyStep&)> press_;
    std::deque<std::variant<Key, ReleaseAll>> waiting_;

    struct Released {
        Keysym keysym = 0;
        std::uint32_t time = 0;
        bool operator==(const Released&) const = default;
    };
    Released released_;     // the last key that went up
    std::bitset<256> used_; // keys that were lent and typed since we asked
    struct Question {
        Xid window = 0; // 0: nobody answers
        std::uint32_t time = 0;
    };
    std::optional<Question> question_;
    Timer patience_;
    Timer next_; // the rest of a long text, after others had their turn
};

} // namespace vitrine
