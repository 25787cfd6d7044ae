// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"

// Sums of numbers that may come from hostile bytes and are checked only afterwards.
namespace vitrine::stream {

inline std::int32_t plus(std::int32_t a, std::int32_t b)
{
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(a) + static_cast<std::uint32_t>(b));
}
inline std::int32_t minus(std::int32_t a, std::int32_t b)
{
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(a) - static_cast<std::uint32_t>(b));
}
inline Point plus(Point a, Point b)
{
    return {plus(a.x, b.x), plus(a.y, b.y)};
}
inline Point minus(Point a, Point b)
{
    return {minus(a.x, b.x), minus(a.y, b.y)};
}

} // namespace vitrine::stream
