// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/brush.h"

#include <span>

namespace vitrine {

// Fills a polygon whose outline goes down but once and up again, as triangles and convex shapes do:
// two sides cross each row, and what lies between them is inside by both rules. False for others,
// of which nothing is drawn.
bool fillMonotonePolygon(Brush& brush, std::span<const Point> points);

} // namespace vitrine
