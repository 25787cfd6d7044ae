// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/glyph.h"

#include <cstdint>
#include <list>
#include <unordered_map>

namespace vitrine {

class Painter;

// Shapes as glyphs: a program draws the same rounded corner again and again, and viewers should
// hear of it once. Keeps the last ones, so many pixels of them; glyphs of others are dropped.
class CoverageGlyphs {
public:
    static constexpr std::int64_t mostPixels = 1 << 20;

    explicit CoverageGlyphs(Painter& painter) : painter_(painter) {} // borrowed, outlives us

    // A glyph with this mask and its origin at the corner; known until the next call.
    GlyphId glyph(Image mask);

private:
    struct Known {
        std::size_t hash;
        GlyphId id;
    };

    Painter& painter_;
    std::list<Known> known_;                                             // the last used first
    std::unordered_map<std::size_t, std::list<Known>::iterator> places_; // by hash
    std::int64_t pixels_ = 0;
};

} // namespace vitrine
