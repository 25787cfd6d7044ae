// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/input/keyboard.h"

#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace vitrine {

struct Key;

// One key of the display goes down or up.
struct KeyStep {
    Keycode keycode = 0;
    bool pressed = false;
    bool repeats = true; // of its own accord while it is held

    bool operator==(const KeyStep&) const = default;
};

// The keys of the viewers' keyboards as keys of the display's. A viewer's layout may be another:
// what its key types counts, not where it is.
class ViewerKeys {
public:
    explicit ViewerKeys(Keyboard& keyboard) : keyboard_(keyboard) {} // borrowed, outlives us

    // The steps that do what the key did. Apply them, then ask again.
    std::vector<KeyStep> steps(const Key& key);
    std::vector<KeyStep> releaseAll();
    // The keysym that a key must be lent to before `steps` can do it; zero: none.
    Keysym missing(const Key& key) const;

private:
    // Keys that are held, by what the viewer calls them: its code, or its keysym.
    struct Held {
        Keycode keycode;
        bool faked; // modifiers were changed while it went down
    };
    struct Choice {
        Keycode keycode = 0;
        bool otherShift = false;  // typed with Shift as it is not now
        bool otherLevel3 = false; // likewise for the key that chooses the third level
    };

    std::optional<Choice> choose(Keycode physical, Keysym keysym) const;
    std::vector<KeyStep> press(const Choice& choice) const;

    Keyboard& keyboard_;
    std::map<std::uint64_t, Held> held_;
};

// The keys, without codes, that type a text; what is no UTF-8 ends it.
std::vector<Key> keysOf(std::string_view text);

} // namespace vitrine
