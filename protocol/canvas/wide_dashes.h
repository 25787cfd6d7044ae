// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/line_faces.h"

namespace vitrine {

// A wide path in dashes: each a piece of line, with caps of its own where only even ones are drawn.
void drawWideDashes(const Stroker& stroker, std::span<const Point> points);

} // namespace vitrine
