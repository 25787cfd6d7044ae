// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/image.h"
#include "server/display/pixmap_formats.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace vitrine {

// Pixels on X's wire (see pixmap_formats.h).

std::size_t bitmapStride(std::int32_t width);

// Bytes that are fewer than the size needs are a mistake of the caller's. Each format by its name.
Image imageFromBitmap(std::span<const std::byte> bytes, Size size, std::int32_t leftPad);
Image imageFromPlanes(std::span<const std::byte> bytes, Size size, std::int32_t leftPad, int depth);
Image imageFromPixmap(std::span<const std::byte> bytes, Size size, int depth);
// Of more than one bit a pixel, with the first byte of each row `stride` further.
Image imageFromRows(const std::byte* row, std::size_t stride, Size size, int depth);

// Of a part of the image. `planes`: those of an XYPixmap, highest first; in a ZPixmap, bits of the
// others are zero.
std::vector<std::byte> planesFromImage(const Image& image, const Rect& part, std::uint32_t planes);
std::vector<std::byte> pixmapFromImage(const Image& image, const Rect& part, std::uint32_t planes);

} // namespace vitrine
