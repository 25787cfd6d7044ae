// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/render/glyph_set.h"
#include "server/display/render/picture.h"

#include <span>

namespace vitrine {

// X Rendering Extension, section 9, CompositeGlyphs: a glyph and its pen, in the target's
// coordinates. `from` of the source comes to the first pen.
struct PlacedGlyph {
    const SmoothGlyph* glyph;
    Point pen;
};
Rect boxOf(const PlacedGlyph& placed);

struct GlyphDrawing {
    std::uint8_t operation;
    const Picture& source;
    Picture& target;
    const PictFormat* maskFormat; // null: each glyph by itself
    Point from;
    Point firstPen;
};
void compositeGlyphs(Display& display, const GlyphDrawing& drawing,
                     std::span<const PlacedGlyph> glyphs);

} // namespace vitrine
