// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/edges.h"

namespace vitrine {

// A side of the polygon, from its upper end to its lower; not horizontal.
struct Side {
    Point top, bottom;
    int direction; // +1 where the path runs down, -1 where it runs up
};

// A side in one row after the other: where it is crossed.
struct SideCrossing {
    std::int64_t x; // the first pixel centre on the right of the side, or on it
    std::int64_t height, whole, part, rest;
    std::int32_t bottom;
    int direction;

    SideCrossing(const Side& side, std::int32_t y)
        : height(side.bottom.y - side.top.y), bottom(side.bottom.y), direction(side.direction)
    {
        const std::int64_t run = side.bottom.x - side.top.x;
        whole = floorDivided(run, height);
        part = run - whole * height;
        if (y == side.top.y) {
            rest = height - 1;
            x = side.top.x;
            return;
        }
        const std::int64_t at = run * (y - side.top.y) + height - 1;
        const std::int64_t columns = floorDivided(at, height);
        rest = at - columns * height;
        x = side.top.x + columns;
    }
    void next()
    {
        const bool more = rest + part >= height;
        x += whole + (more ? 1 : 0);
        rest += more ? part - height : part;
    }
};

} // namespace vitrine
