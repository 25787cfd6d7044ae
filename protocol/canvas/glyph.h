// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/ids.h"
#include "protocol/canvas/image.h"

#include <unordered_map>

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
    bool define(GlyphId id, Glyph glyph)
    {
        return glyphs_.try_emplace(id, std::move(glyph)).second;
    }
    bool drop(GlyphId id) { return glyphs_.erase(id) != 0; }
    const Glyph* find(GlyphId id) const // null where there is none
    {
        const auto found = glyphs_.find(id);
        return found == glyphs_.end() ? nullptr : &found->second;
    }

private:
    std::unordered_map<GlyphId, Glyph> glyphs_;
};

} // namespace vitrine
