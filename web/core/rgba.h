// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/image.h"

namespace vitrine {

// Pixels as bytes R, G, B, A with straight alpha: what a browser's ImageData holds. `rect` lies
// inside the image; `to` has room for rect.area() * 4 bytes. Depth 32 is premultiplied, as on X.
void toRgba(const Image& image, const Rect& rect, std::byte* to);

// The same of a whole image of depth 32 whose alpha is straight already.
void straightToRgba(const Image& image, std::byte* to);

} // namespace vitrine
