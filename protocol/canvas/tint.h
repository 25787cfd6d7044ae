// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/paint.h"

#include <cstdint>

namespace vitrine {

// X Rendering Extension, section 7 (compositing operators): Porter and Duff's, in 8-bit channels.
// The numbers are X's.
enum class Operator : std::uint8_t {
    Clear,
    Src,
    Dst,
    Over,
    OverReverse,
    In,
    InReverse,
    Out,
    OutReverse,
    Atop,
    AtopReverse,
    Xor,
    Add,
};

// Whether a transparent source leaves what is there.
constexpr bool keepsUnderClear(Operator operation)
{
    switch (operation) {
    case Operator::Dst:
    case Operator::Over:
    case Operator::OverReverse:
    case Operator::OutReverse:
    case Operator::Atop:
    case Operator::Xor:
    case Operator::Add: return true;
    default: return false;
    }
}

// A colour and how it meets the pixels that are there, inside the clip.
struct Tint {
    Operator operation = Operator::Over;
    std::uint32_t color = 0; // 0xAARRGGBB, the channels multiplied by alpha
    Clip clip;

    bool operator==(const Tint&) const = default;
};

} // namespace vitrine
