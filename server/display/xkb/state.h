// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

namespace vitrine::xkb {

// XKB protocol, 2: modifiers and groups by what keeps them; `modifiers` and `group` are in effect.
struct State {
    std::uint8_t modifiers = 0, baseModifiers = 0, latchedModifiers = 0, lockedModifiers = 0;
    std::uint8_t group = 0;
    std::int16_t baseGroup = 0, latchedGroup = 0;
    std::uint8_t lockedGroup = 0;
    std::uint8_t compatible = 0; // for clients that know no groups: a modifier stands for them
    std::uint16_t buttons = 0;   // as an event's state has them

    bool operator==(const State&) const = default;
};

// The parts that differ, as StateNotify names them.
std::uint16_t changedParts(const State& before, const State& now);

} // namespace vitrine::xkb
