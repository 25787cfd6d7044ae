// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/image.h"

namespace vitrine {

// Rows of an image as sources and masks are read, at any place: endless or transparent outside.
class Fetch {
public:
    // The target's pixel p is the image's p + shift. The image is borrowed; null: nothing is asked.
    Fetch(const Image* image, Point shift, bool repeats)
        : image_(image), shift_(shift), repeats_(repeats)
    {
    }

    // As 0xAARRGGBB: depth 24 is opaque; depths 1, 4 and 8 are alpha; 16 is never asked for.
    void colors(Point at, std::uint32_t* to, std::int32_t count) const;
    // The alpha alone, 0 to 255.
    void coverage(Point at, std::uint8_t* to, std::int32_t count) const;

private:
    template<class Out> void fetch(Point at, Out* to, std::int32_t count) const;

    const Image* image_;
    Point shift_;
    bool repeats_;
};

} // namespace vitrine
