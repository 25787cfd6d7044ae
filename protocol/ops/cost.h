// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/ops.h"

#include <cstddef>

namespace vitrine {

// About how many bytes an op adds to a frame, in a stream that has seen its like before. Cheap: it
// counts, it does not encode; pixels are judged by a sample of their rows.
std::size_t estimatedBytes(const Op& op);

// The same of a part of an image sent as PutPixels; `rect` lies inside the image.
std::size_t estimatedBytes(const Image& image, const Rect& rect);

} // namespace vitrine
