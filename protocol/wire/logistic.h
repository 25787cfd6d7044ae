// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>

// Probabilities on the scale where independent evidence adds up. Tables of integers, so that all
// machines agree: protocol/README.md defines them, the compiler computes them.
namespace vitrine::logistic {

inline constexpr int limit = 2047; // of the scale; 256 is a factor of e in the odds

// squash(x) = 65536 / (1 + e^(-x / 256)), rounded, for x from -limit to limit.
inline constexpr std::array<std::uint16_t, 2 * limit + 1> squashTable = [] {
    std::array<std::uint16_t, 2 * limit + 1> table{};
    double step = 1, term = 1; // e^(1/256), by its series
    for (int n = 1; n < 12; ++n) step += term *= 1.0 / 256 / n;
    double power = 1;
    for (int x = 0; x <= limit; ++x, power *= step) {
        const double value = 65536.0 * power / (1 + power);
        table[static_cast<std::size_t>(limit + x)] = static_cast<std::uint16_t>(value + 0.5);
        table[static_cast<std::size_t>(limit - x)] =
            static_cast<std::uint16_t>(65536 - value + 0.5);
    }
    return table;
}();

inline constexpr std::uint32_t squash(int x)
{
    return squashTable[static_cast<std::size_t>(x + limit)];
}

// stretch(p) = the least x with squash(x) >= 16 * (p / 16) + 8, or limit: the inverse, nearly.
inline constexpr std::array<std::int16_t, 4096> stretchTable = [] {
    std::array<std::int16_t, 4096> table{};
    int x = -limit;
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        while (x < limit && squash(x) < i * 16 + 8) ++x;
        table[i] = static_cast<std::int16_t>(x);
    }
    return table;
}();

inline int stretch(std::uint32_t probability)
{
    return stretchTable[probability >> 4];
}

} // namespace vitrine::logistic
