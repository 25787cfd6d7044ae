// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

namespace vitrine {

// Angles as X counts them, in 1/64 degree.
constexpr std::int32_t quadrant = 90 * 64;
constexpr std::int32_t fullCircle = 360 * 64;

// Correctly rounded, so that every machine has the same; libraries of mathematics differ.
double sine(std::int32_t angle);
double cosine(std::int32_t angle);

constexpr std::int32_t normalizedAngle(std::int32_t angle) // 0 <= result < fullCircle
{
    angle %= fullCircle;
    return angle < 0 ? angle + fullCircle : angle;
}

} // namespace vitrine
