// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"

#include <cstdint>

namespace vitrine {

// X11 protocol, section 1 (BITGRAVITY, WINGRAVITY); the numbers are X's.
enum Gravity : std::uint8_t {
    forgetGravity = 0, // of bits
    unmapGravity = 0,  // of windows
    northWestGravity = 1,
    northGravity,
    northEastGravity,
    westGravity,
    centerGravity,
    eastGravity,
    southWestGravity,
    southGravity,
    southEastGravity,
    staticGravity = 10,
};

// How far bits or children move in the coordinates of a window that grows by `growth`, and whose
// inside moves by `moved` on the screen.
inline Point gravityShift(std::uint8_t gravity, Size growth, Point moved)
{
    if (gravity == staticGravity) return -moved;
    if (gravity < northWestGravity || gravity > southEastGravity) return {};
    const int column = (gravity - 1) % 3; // west, middle, east
    const int row = (gravity - 1) / 3;
    return {column * growth.width / 2, row * growth.height / 2};
}

} // namespace vitrine
