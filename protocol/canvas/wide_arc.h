// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/inks.h"

#include <span>

namespace vitrine {

// Arcs of the stroke's width (not zero), with its caps and dashes, joined where one ends at the
// next one's start; each pixel is drawn once.
void drawWideArcs(Inks& inks, const Paint& paint, const Stroke& stroke, std::span<const Arc> arcs);

} // namespace vitrine
