// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/inks.h"

#include <span>

namespace vitrine {

// A path of the stroke's width (not zero), with its caps, joins and dashes; each pixel is drawn
// once. A path that ends where it starts is joined there. At least one point.
void drawWideLine(Inks& inks, const Paint& paint, const Stroke& stroke,
                  std::span<const Point> points);

} // namespace vitrine
