// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace vitrine {

// How clients lay out pixels (ZPixmaps), as the connection setup tells them: rows padded to 32
// bits; bitmaps with the first pixel in the lowest bit, more bits in the machine's order.

constexpr int bitsPerPixel(int depth)
{
    return depth == 1 ? 1 : depth <= 8 ? 8 : depth == 16 ? 16 : 32;
}

constexpr std::size_t pixmapStride(std::int32_t width, int depth)
{
    const auto bits =
        static_cast<std::size_t>(width) * static_cast<std::size_t>(bitsPerPixel(depth));
    return (bits + 31) / 32 * 4;
}

// Whether an image of ours keeps its pixels in the same way.
constexpr bool isLaidOutAsImage(int depth)
{
    return depth != 1 && depth != 16;
}

} // namespace vitrine
