// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace vitrine {

// What an image may have.
inline constexpr std::array imageDepths{1, 4, 8, 16, 24, 32};

constexpr bool isImageDepth(int depth)
{
    return std::ranges::find(imageDepths, depth) != imageDepths.end();
}

// What pixels of depth 16 mean is told by a picture's format alone: they are numbers here, drawn
// and copied as any others, but neither composited nor composited on. Of the others those of few
// bits are only read.
constexpr bool isComposited(int depth)
{
    return depth != 16;
}
constexpr bool isCompositedOn(int depth)
{
    return depth >= 8 && isComposited(depth);
}

// Pixels of 24 and 32 bits go into each other: a window of one depth may stand inside one of the
// other, and both draw on one image. Going down, alpha is dropped; going up, a pixel is opaque.

constexpr bool depthsFit(int a, int b)
{
    return a == b || (a >= 24 && b >= 24);
}

// What pixels of depth `from` gain on their way to depth `to`.
constexpr std::uint32_t gainedBits(int from, int to)
{
    return from == 24 && to == 32 ? 0xff000000u : 0;
}

} // namespace vitrine
