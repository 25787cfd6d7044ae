// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/region.h"

#include <vector>

namespace vitrine {

// Disjoint rectangles that hold all of the region, and little besides: each one costs some bytes of
// its own, so close ones are joined where that adds few pixels.
std::vector<Rect> pixelRects(const Region& region);

} // namespace vitrine
