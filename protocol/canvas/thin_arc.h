// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/inks.h"

#include <span>

namespace vitrine {

// Arcs one pixel wide, by the midpoint algorithm, as X.Org draws them. Dashes go on from an arc to
// the next where they meet.
void drawThinArcs(Inks& inks, const Stroke& stroke, std::span<const Arc> arcs);

} // namespace vitrine
