// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"
#include "server/display/render/coverage_glyphs.h"
#include "server/display/render/glyph_set.h"

#include <memory>
#include <unordered_map>

namespace vitrine {

class Display;
class Picture;
class Window;
class XClient;

// What RENDER keeps beside the pictures and glyph sets that clients name.
class Pictures {
public:
    explicit Pictures(Display& display); // borrowed, outlives us

    // Names a picture, as Display::add does. `window`: the one that it is of, or null.
    void add(XClient& client, Xid id, std::shared_ptr<Picture> picture, const Window* window);
    void windowGone(const Window& window); // its pictures are gone too

    GlyphPool& glyphs() { return glyphs_; }
    CoverageGlyphs& coverage() { return coverage_; }

private:
    Display& display_;
    GlyphPool glyphs_;
    CoverageGlyphs coverage_;
    std::unordered_multimap<const Window*, Xid> ofWindows_;
};

} // namespace vitrine
