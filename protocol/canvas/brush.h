// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/clipper.h"
#include "protocol/canvas/images.h"
#include "protocol/canvas/raster.h"

namespace vitrine {

// A paint on its target: what every shape ends in. It borrows image, pattern and paint.
class Brush {
public:
    Brush(Images& images, ImageId target, const Paint& paint);

    bool draws() const { return draws_; } // false: nothing that it is asked for will show
    const Rect& extents() const { return clipper_.extents(); }
    bool clippedToOneRect() const { return clipper_.isOneRect(); }

    void rect(const Rect& rect);
    void span(std::int32_t x, std::int32_t y, std::int32_t width) { rect({x, y, width, 1}); }
    void point(Point at) { rect({at.x, at.y, 1, 1}); }
    // Where `mask` (one byte a pixel) is not zero, its top left corner at `at`.
    void mask(const Image& mask, Point at);

private:
    template<class Pixel> void fill(const Rect& part); // inside image and clip
    template<class Pixel>
    void fillRow(Pixel* row, std::int32_t x, std::int32_t y, std::int32_t width);
    template<class Pixel> void fillMasked(const Image& mask, Point at, const Rect& part);

    Image* image_; // null: there is none
    const Image* pattern_;
    const Paint& paint_;
    BlendRule rule_;
    Blend foreground_;
    Blend background_;
    Clipper clipper_;
    bool draws_;
};

} // namespace vitrine
