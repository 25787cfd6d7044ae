// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

// How an input of fuzz_x11_requests is a session: opcode, second byte, number of words of the body,
// mark of the byte order, then the body; and so on.
namespace vitrine::fuzz {

inline constexpr std::size_t longestBody = 255; // words

// A word whose first byte is this names one of 32 resources: the fuzzer finds that sooner than the
// ids themselves.
inline constexpr std::uint8_t resourceMark = 0xfe;
inline constexpr std::uint32_t resources = 32;
inline constexpr std::uint32_t newResource = 19, segment = 18; // besides sweep::objects

constexpr std::uint32_t nameOfResource(std::uint32_t number) // in little-endian order
{
    return resourceMark | number % resources << 8;
}

} // namespace vitrine::fuzz
