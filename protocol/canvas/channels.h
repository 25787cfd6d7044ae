// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

// Arithmetic on pixels of four 8-bit channels, 0xAARRGGBB; 255 is one. Products are rounded to the
// nearest: (x * y + 128) * 257 >> 16.
namespace vitrine::channels {

inline constexpr std::uint32_t even = 0x00ff00ff;

// Two channels, sixteen bits apart, each times `factor`.
inline std::uint32_t pairTimes(std::uint32_t pair, std::uint32_t factor)
{
    const std::uint32_t product = pair * factor + 0x00800080;
    return ((product + ((product >> 8) & even)) >> 8) & even;
}
inline std::uint32_t pairPlus(std::uint32_t a, std::uint32_t b)
{
    std::uint32_t sum = a + b;
    sum |= 0x01000100 - ((sum >> 8) & even); // 255 where there was a carry
    return sum & even;
}

inline std::uint32_t times(std::uint32_t pixel, std::uint32_t factor) // 0 to 255
{
    return pairTimes(pixel & even, factor) | pairTimes((pixel >> 8) & even, factor) << 8;
}
inline std::uint32_t plus(std::uint32_t a, std::uint32_t b) // at most 255 each
{
    return pairPlus(a & even, b & even) | pairPlus((a >> 8) & even, (b >> 8) & even) << 8;
}
// Channel by channel.
inline std::uint32_t timesEach(std::uint32_t a, std::uint32_t b)
{
    std::uint32_t result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        const std::uint32_t product = (a >> shift & 0xff) * (b >> shift & 0xff) + 128;
        result |= ((product + (product >> 8)) >> 8) << shift;
    }
    return result;
}
inline std::uint32_t alpha(std::uint32_t pixel)
{
    return pixel >> 24;
}
inline std::uint32_t all(std::uint32_t channel)
{
    return channel * 0x01010101;
}
inline std::uint32_t over(std::uint32_t source, std::uint32_t under)
{
    return plus(source, times(under, 255 - alpha(source)));
}

} // namespace vitrine::channels
