// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "server/display/input/device_numbers.h"
#include "server/display/xkb/state.h"

#include <bitset>
#include <cstdint>

namespace vitrine {

// What a device did, before it is known who hears of it.
struct DeviceEvent {
    enum class Kind : std::uint8_t {
        KeyPress,
        KeyRelease,
        ButtonPress,
        ButtonRelease,
        Motion,
        TouchBegin,
        TouchUpdate,
        TouchEnd,
    };

    Kind kind = Kind::Motion;
    std::uint8_t detail = 0; // the keycode, or the button: as the device has it until it is mapped
    bool repeated = false;   // a key that is held
    std::uint16_t state = 0; // modifiers and buttons just before
    xkb::State keys;         // the same in full
    std::bitset<32> buttons; // those that were down, as they are mapped
    std::uint32_t time = 0;
    Point position; // of the pointer, on the screen
    Point scrolled; // of a motion: by the wheel, in 1/120 of a click; then it is nothing else

    bool emulated = false;   // a wheel's button: clients of XInput 2 heard of the wheel itself; or
                             // a pointer's deed that a touch stands for, and that touch itself
    std::uint32_t touch = 0; // the touch's number, also where the pointer stands for it; 0: none
    bool pendingEnd = false; // of a touch that is lifted, but not its owner's yet
    DeviceNumber source = DeviceNumber::ViewerPointer; // which fed it
    DeviceNumber device = DeviceNumber::MasterPointer; // as whose event it is told

    bool isKey() const { return kind == Kind::KeyPress || kind == Kind::KeyRelease; }
    bool isTouch() const { return kind >= Kind::TouchBegin; }
    bool isPress() const { return kind == Kind::KeyPress || kind == Kind::ButtonPress; }
    bool isScroll() const { return scrolled != Point{}; }
    bool isRelease() const { return kind == Kind::KeyRelease || kind == Kind::ButtonRelease; }
};

// Bits of an event's state.
constexpr std::uint16_t modifierBits = 0x00ff;
constexpr std::uint16_t buttonBits = 0x1f00;

} // namespace vitrine
