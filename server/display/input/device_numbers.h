// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

namespace vitrine {

// The devices of the display, fixed: a pointer and a keyboard that programs know as such (the
// masters), and beneath each one that XTEST feeds and one that viewers feed. Numbers as X.Org's.
enum class DeviceNumber : std::uint8_t {
    MasterPointer = 2,
    MasterKeyboard,
    XTestPointer,
    XTestKeyboard,
    ViewerPointer,
    ViewerKeyboard,
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
