// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

namespace vitrine {

// The devices of the display: a pointer and a keyboard that programs know as such (the masters),
// and beneath each one that XTEST feeds and one that viewers feed. Numbers as X.Org's. Beneath the
// pointer also what viewers touch, from the first touch on; it is XInput's alone.
enum class DeviceNumber : std::uint8_t {
    MasterPointer = 2,
    MasterKeyboard,
    XTestPointer,
    XTestKeyboard,
    ViewerPointer,
    ViewerKeyboard,
    ViewerTouch,
};

enum class DeviceUse : std::uint8_t { None, Pointer, Keyboard };

constexpr DeviceUse useOf(std::uint8_t number)
{
    if (number < static_cast<int>(DeviceNumber::MasterPointer) ||
        number > static_cast<int>(DeviceNumber::ViewerKeyboard))
        return DeviceUse::None;
    return number % 2 == 0 ? DeviceUse::Pointer : DeviceUse::Keyboard;
}

constexpr bool isMaster(DeviceNumber device)
{
    return device <= DeviceNumber::MasterKeyboard;
}

} // namespace vitrine
