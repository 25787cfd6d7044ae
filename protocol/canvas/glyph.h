// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/id_map.h"
#include "protocol/canvas/ids.h"
#include "protocol/canvas/image.h"

namespace vitrine {

// A glyph's shape. Depth 1: a pixel is drawn where the mask is 1 (core fonts). Depth 8: coverage.
// `origin` is where the pen's position lies in the mask's coordinates, so the mask's top left
// corner is drawn at pen - origin.
struct Glyph {
    Image mask;
    Point origin;

    bool operator==(const Glyph&) const = default;
};

// A glyph of a text run and where its pen stands, in the target's coordinates.
struct GlyphAt {
    GlyphId glyph;
    Point pen;

    bool operator==(const GlyphAt&) const = default;
};

// Glyphs by id: the server's, or a viewer's replica.
class Glyphs {
public:
    bool define(GlyphId id, Glyph glyph) // false where the id is taken
    {
        return glyphs_.add(id.value, std::move(glyph));
    }
    bool drop(GlyphId id) { return glyphs_.erase(id.value); }
    const Glyph* find(GlyphId id) const { return glyphs_.find(id.value); } // null: there is none

private:
    IdMap<Glyph> glyphs_;
};

} // namespace vitrine
