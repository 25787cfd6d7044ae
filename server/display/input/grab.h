// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"
#include "server/display/cursor.h"
#include "server/display/input/device_numbers.h"

#include <bitset>
#include <cstdint>

namespace vitrine {

enum class GrabMode : std::uint8_t { Sync, Async }; // X's numbers

// One client has a device to itself.
struct Grab {
    enum class Origin : std::uint8_t {
        Request,  // GrabPointer, GrabKeyboard: until it is given up
        Passive,  // a grabbed key or button went down: until it is up again
        Implicit, // a button went down: the same
        Crossing, // the pointer entered, or the focus came: until it leaves
    };

    ClientId client;
    Xid window = 0;
    Origin origin = Origin::Request;
    bool ownerEvents = false;
    std::uint32_t eventMask = 0; // of the pointer's events; a keyboard's are all told
    GrabMode pointerMode = GrabMode::Async;
    GrabMode keyboardMode = GrabMode::Async;
    Xid confineTo = 0; // None: nowhere
    CursorRef cursor;  // null: as the windows have it
    std::uint32_t time = 0;
    std::uint8_t detail = 0; // the key that began a passive one
    bool xinput = false;     // by XInput 2: told as its events, those of `xiMask`
    std::uint64_t xiMask = 0;
    bool byDevice = false; // by XInput 1: told as its events, those of `eventMask`
};

// GrabButton, GrabKey, XIPassiveGrabDevice: the combination that starts a grab. A client may give
// back a part of what it grabbed with Any: these parts are left out.
struct PassiveGrab {
    // What starts it: a button, a key, a touch, the pointer that enters, the focus that comes.
    enum class Device : std::uint8_t { Pointer, Keyboard, Touch, Enter, FocusIn };
    static constexpr std::uint8_t anyDetail = 0;
    static constexpr std::uint16_t anyModifiers = 0x8000;

    Device device = Device::Pointer;
    std::uint8_t detail = anyDetail;
    std::uint16_t modifiers = anyModifiers;
    std::bitset<256> withoutDetails;
    std::bitset<256> withoutModifiers;
    std::uint16_t xiDevice = 0; // of one by XInput: a device; by XInput 2 also all, or all masters
    std::uint8_t modifierDevice = 0; // of one by XInput 1: whose modifiers; all have the same
    Grab grab;                       // as it will be

    bool startsFor(DeviceNumber device) const;
    bool startedBy(std::uint8_t pressed, std::uint16_t held) const;
    // Whether some combination starts both.
    bool overlaps(const PassiveGrab& other) const;
    bool isSameCombination(const PassiveGrab& other) const;

private:
    bool sharesDevice(const PassiveGrab& other) const;
};

} // namespace vitrine
