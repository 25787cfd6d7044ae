// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <cstring>

namespace vitrine {

template<class Word> Word loadWord(const std::uint8_t* bytes)
{
    Word word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

// Up to eight bytes, the first in the lowest bits of a little-endian machine; zeros beyond them.
inline std::uint64_t loadFew(const std::uint8_t* bytes, std::int32_t count)
{
    if (count >= 8) return loadWord<std::uint64_t>(bytes);
    std::uint64_t word = 0;
    if (count >= 4) {
        const std::uint64_t last = loadWord<std::uint32_t>(bytes + count - 4);
        return loadWord<std::uint32_t>(bytes) | last << (count - 4) * 8;
    }
    for (std::int32_t i = 0; i < count; ++i) word |= std::uint64_t{bytes[i]} << i * 8;
    return word;
}

} // namespace vitrine
