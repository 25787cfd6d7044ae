// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/image.h"

#include <cstdint>

namespace vitrine {

// A fingerprint of pixel values, the same on every machine: equal pixels in rectangles of equal
// size have equal hashes, others almost never. Only the part inside the image counts.
std::uint64_t tileHash(const Image& image, const Rect& rect);

} // namespace vitrine
