// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/dashes.h"
#include "protocol/canvas/inks.h"

namespace vitrine {

enum class LastPoint { Drawn, LeftOut };

// A line one pixel wide, by Bresenham's algorithm; ties prefer the step that X.Org prefers.
// `dasher` goes on to where the next line of the path starts.
void drawThinDashes(Inks& inks, const Segment& line, LastPoint last, Dasher& dasher);

void drawLongThinLine(Brush& brush, const Segment& line, LastPoint last);

inline void drawThinLine(Brush& brush, const Segment& line, LastPoint last)
{
    const Point by = line.to - line.from;
    if (by.x < -1 || by.x > 1 || by.y < -1 || by.y > 1) return drawLongThinLine(brush, line, last);
    if (by != Point{}) brush.point(line.from);
    if (last == LastPoint::Drawn) brush.point(line.to);
}

} // namespace vitrine
