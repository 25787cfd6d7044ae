// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/region.h"
#include "server/display/drawable.h"

#include <cstddef>
#include <cstdint>

namespace vitrine {

class Image;
class Painter;

// The rows of a ZPixmap whose pixels are laid out as an image's (isLaidOutAsImage).
struct PixelRows {
    const std::byte* first;
    std::size_t stride; // a multiple of four, as the address is
};

// Brings `to` of an image to what `rows` hold (the first pixel goes to its corner), and returns
// where pixels differed. Each pixel is compared first: programs hand over whole windows in which
// little has changed. `to` lies inside; planes that are not meant stay.
Region takeChanged(Image& image, const Rect& to, PixelRows rows,
                   std::uint32_t planes = ~std::uint32_t{0});

// The same, through the target's clip, and told as drawing.
void putExact(Painter& painter, const Target& target, const Rect& to, PixelRows rows);

} // namespace vitrine
