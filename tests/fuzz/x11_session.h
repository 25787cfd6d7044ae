// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

// How an input of fuzz_x11_requests is a session: opcode, second byte, number of words of the body,
// mark of the byte order, then the body; and so on.
namespace vitrine::fuzz {

inline constexpr std::size_t longestBody = 255; // words

// A word whose first byte is this names one of sixteen resources: the fuzzer finds that sooner than
// the ids themselves.
inline constexpr std::uint8_t resourceMark = 0xfe;

constexpr std::uint32_t nameOfResource(std::uint32_t number) // in little-endian order
{
    return resourceMark | (number & 15) << 8;
}

} // namespace vitrine::fuzz
