// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/render/glyph_set.h"
#include "server/display/render/shapes.h"

#include <span>

namespace vitrine {

// X Rendering Extension, section 9, CompositeGlyphs: a glyph and its pen, in the target's
// coordinates. The first point of the drawing is the first pen.
struct PlacedGlyph {
    const SmoothGlyph* glyph;
    Point pen;
};
Rect boxOf(const PlacedGlyph& placed);

void compositeGlyphs(Display& display, const ShapeDrawing& drawing,
                     std::span<const PlacedGlyph> glyphs);

} // namespace vitrine
