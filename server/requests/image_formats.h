// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/image.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace vitrine {

// Pixels on X's wire, as our connection setup describes them: rows padded to 32 bits; bitmaps with
// the first pixel in the lowest bit; one byte a pixel for depths 4 and 8, four for 24 and 32.

std::size_t bitmapStride(std::int32_t width);
std::size_t pixmapStride(std::int32_t width, int depth); // ZPixmap

// Bytes that are fewer than the size needs are a mistake of the caller's. Each format by its name.
Image imageFromBitmap(std::span<const std::byte> bytes, Size size, std::int32_t leftPad);
Image imageFromPlanes(std::span<const std::byte> bytes, Size size, std::int32_t leftPad, int depth);
Image imageFromPixmap(std::span<const std::byte> bytes, Size size, int depth);

// `planes`: those of an XYPixmap, highest first; in a ZPixmap, bits of the others are zero.
std::vector<std::byte> planesFromImage(const Image& image, std::uint32_t planes);
std::vector<std::byte> pixmapFromImage(const Image& image, std::uint32_t planes);

} // namespace vitrine
