// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/input/keymap.h"
#include "server/display/xkb/state.h"

#include <bitset>
#include <vector>

struct xkb_state;

namespace vitrine {

// What ChangeKeyboardControl sets; the defaults are X.Org's.
struct KeyboardControl {
    std::uint8_t keyClickPercent = 0;
    std::uint8_t bellPercent = 50;
    std::uint16_t bellPitch = 400;    // Hz
    std::uint16_t bellDuration = 100; // ms
    std::uint32_t leds = 0;           // LED 1 is the lowest bit; those that clients lit
    bool autoRepeat = true;
    std::bitset<256> repeats;        // by keycode
    std::uint32_t repeatDelay = 660; // ms
    std::uint32_t repeatInterval = 40;
};

// The keys of the display: which are down, and what that means.
class Keyboard {
public:
    explicit Keyboard(Keymap keymap = Keymap());
    explicit Keyboard(const KeymapNames& names) : Keyboard(Keymap(names)) {}
    Keyboard(Keyboard&&) noexcept;
    Keyboard& operator=(Keyboard&&) noexcept;
    ~Keyboard();

    const Keymap& keymap() const { return keymap_; }
    xkb_state* xkb() const { return state_.get(); } // another one after each change of the keymap
    KeyboardControl& control() { return control_; }
    const KeyboardControl& control() const { return control_; }
    std::uint32_t leds() const; // lit by clients or by locks

    void set(Keycode keycode, bool pressed);
    bool isDown(Keycode keycode) const { return down_.test(keycode); }
    const std::bitset<256>& down() const { return down_; }
    std::array<std::uint8_t, 32> downBits() const; // as QueryKeymap tells them

    // The modifiers in effect as an event's state has them: Shift to Mod5 in the lowest bits, the
    // group (as XKB tells core clients) in bits 13 and 14.
    std::uint16_t modifiers() const;
    xkb::State state() const; // but for buttons

    // XKB's LatchLockState. What is latched lasts until the next key that is no modifier.
    void lockModifiers(std::uint8_t affected, std::uint8_t locked);
    void lockGroup(std::uint8_t group);
    void latchModifiers(std::uint8_t affected, std::uint8_t latched);
    void latchGroup(std::int16_t group);

    // The keycode of a key that acts as this keysym at its first level; zero where there is none.
    Keycode keycodeOf(Keysym keysym) const;

    void setKeysyms(Keycode first, int width, std::span<const Keysym> keysyms);
    void setModifiers(const Keymap::Modifiers& modifiers);
    void changeKeymap(xkb::Description description, const xkb::ComponentNames& components);
    // See Keymap::lend; none that is down.
    std::vector<Keycode> lend(std::span<const Keysym> keysyms, std::bitset<256> taken = {});

private:
    struct Parts {
        std::uint32_t latched, locked, latchedGroup, lockedGroup;
    };
    Parts parts() const;
    void change(const Parts& parts);
    bool isModifier(Keycode keycode) const;
    void restart(); // a state for a new keymap, with the same keys down and the same locks

    struct Unref {
        void operator()(xkb_state* state) const;
    };

    Keymap keymap_;
    KeyboardControl control_;
    std::unique_ptr<xkb_state, Unref> state_;
    std::bitset<256> down_;
    bool latchedByRequest_ = false;
    std::vector<Keycode> order_; // the keys that are down, as they went down
};

} // namespace vitrine
