// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

namespace vitrine::xkb {

// XKB protocol, 4: what SetControls sets beside auto-repeat, which KeyboardControl holds. The
// defaults are X.Org's. Keys for the disabled are the viewer's own desktop's affair: their values
// are kept and told, and change nothing.
struct Controls {
    static constexpr std::uint32_t repeatKeys = 1, audibleBell = 0x200;
    static constexpr std::uint32_t allBoolean = 0x1fff;
    static constexpr std::uint32_t all = 0xf8001fff;

    std::uint32_t enabled = 0x68f; // but for repeatKeys
    std::uint8_t groupsWrap = 0;
    std::uint8_t mouseKeysButton = 1;
    std::uint8_t internalReal = 0, ignoreLockReal = 0;
    std::uint16_t internalVirtual = 0, ignoreLockVirtual = 0;
    std::uint16_t slowKeysDelay = 300, debounceDelay = 300;
    std::uint16_t mouseKeysDelay = 160, mouseKeysInterval = 40, mouseKeysTimeToMax = 30,
                  mouseKeysMaxSpeed = 30;
    std::int16_t mouseKeysCurve = 500;
    std::uint16_t accessXOptions = 0, accessXTimeout = 120;
    std::uint32_t timeoutControls = 0, timeoutControlValues = 0;
    std::uint16_t timeoutOptions = 0, timeoutOptionValues = 0;
};

} // namespace vitrine::xkb
