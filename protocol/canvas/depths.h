// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

namespace vitrine {

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
