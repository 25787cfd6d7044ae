// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/disc.h"
#include "protocol/canvas/geometry.h"

namespace vitrine {

// The pixels of row y that the ellipse inside `bounds` covers, by the rule of discRow.
std::optional<DiscRow> ellipseRow(const Rect& bounds, std::int32_t y);

// The same for an ellipse around any middle, given in half pixels.
std::optional<DiscRow> ellipseRow(Point twiceMiddle, Size size, std::int32_t y);

// An ellipse one pixel wide or high may cover no pixel's centre at all.
inline bool coversNothing(const Rect& bounds)
{
    return bounds.empty() || (bounds.width == 1 && bounds.height % 2 == 1);
}

} // namespace vitrine
