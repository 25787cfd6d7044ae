// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/dashes.h"
#include "protocol/canvas/inks.h"

namespace vitrine {

enum class LastPoint { Drawn, LeftOut };

// A line one pixel wide, by Bresenham's algorithm; ties prefer the step that X.Org prefers.
// `dasher` (null for a solid line) goes on to where the next line of the path starts.
void drawThinLine(Inks& inks, const Segment& line, LastPoint last, Dasher* dasher);

} // namespace vitrine
