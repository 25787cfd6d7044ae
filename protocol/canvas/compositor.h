// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/clipper.h"
#include "protocol/canvas/images.h"
#include "protocol/canvas/tint.h"

namespace vitrine {

// A tint on its target: what every composite op ends in. It borrows image and tint. Targets of
// depths 8, 24 and 32 can be composited on; on others nothing is drawn.
class Compositor {
public:
    Compositor(Image* target, const Tint& tint);

    bool draws() const { return draws_; } // false: nothing that it is asked for will show
    const Rect& extents() const { return clipper_.extents(); }

    // The colour.
    void rect(const Rect& rect);
    // The colour under a mask whose top left corner is at `at`: of depth 1 (none or all of it), 8
    // (coverage), or 32 (coverage for each channel). Nothing outside of it, or of that much of it.
    void mask(const Image& mask, Point at) { this->mask(mask, at, mask.size()); }
    void mask(const Image& mask, Point at, Size size);

    // Pixels instead of the colour; its alpha is their opacity. `from` comes to the corner of `to`.
    struct Pixels {
        const Image* source = nullptr; // null: the colour
        Point from;
        bool repeats = false;        // endless, or transparent outside
        const Image* mask = nullptr; // null: none. Transparent outside
        Point maskFrom;
    };
    void pixels(const Pixels& pixels, const Rect& to);

private:
    template<class Draw> void eachRow(const Rect& rect, Draw draw);
    template<class Combine> void eachFew(const Rect& rect, Combine combine);
    void overMask(const Image& mask, Point at, const Rect& to); // `to` lies inside the mask
    void components(const Image& mask, Point at, const Rect& to);

    Image* image_; // null: there is none
    const Tint& tint_;
    Clipper clipper_;
    bool draws_;
};

} // namespace vitrine
