// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/reals.h"

#include "protocol/canvas/small_angles.h"

#include <bit>
#include <cmath>
#include <cstdint>

namespace vitrine {

namespace {

constexpr double pi = 3.14159265358979323846;

double cosineOf(double radians) // up to 2 pi / 3, not negative
{
    return radians <= pi / 4 ? smallCosine({radians, 0}) : -smallSine({radians - pi / 2, 0});
}

// Halves the angle until the series is short.
double arcTangent(double value) // not negative
{
    double scale = 1;
    while (value > 0.125) {
        value = value / (1 + std::sqrt(1 + value * value));
        scale *= 2;
    }
    const double square = value * value;
    double sum = 0;
    for (int i = 19; i >= 1; i -= 2) sum = 1.0 / i - square * sum;
    return scale * value * sum;
}

// The sine of an angle `quarters` right angles further on.
double sineAhead(double angle, int quarters)
{
    if (const double turns = angle / 90; std::floor(turns) == turns) {
        constexpr double values[]{0, 1, 0, -1};
        return values[(static_cast<std::int64_t>(turns) + quarters) & 3];
    }
    constexpr Twofold rightAngle{1.5707963267948966, 6.123233995736766e-17};
    const double radians = angle * pi / 180; // as a double, as everybody has it; then exactly
    const double turns = std::floor(radians / rightAngle.high + 0.5);
    const Twofold x = Twofold{radians, 0} + rightAngle * Twofold{-turns, 0};
    switch ((static_cast<std::int64_t>(turns) + quarters) & 3) {
    case 0: return smallSine(x);
    case 1: return smallCosine(x);
    case 2: return -smallSine(x);
    default: return -smallCosine(x);
    }
}

} // namespace

double cubeRoot(double value)
{
    if (value == 0) return 0;
    const double size = std::abs(value);
    // A third of the exponent is near enough for Halley's iteration, which triples the digits.
    constexpr std::uint64_t bias = 0x2a9f7893782da1ceu;
    double root = std::bit_cast<double>(std::bit_cast<std::uint64_t>(size) / 3 + bias);
    for (int i = 0; i < 4; ++i) {
        const double cube = root * root * root;
        root -= root * (cube - size) / (2 * cube + size);
    }
    return value < 0 ? -root : root;
}

double cosineOfThird(double cosine)
{
    if (cosine <= -1) return 0.5;
    if (cosine >= 1) return 1;
    const double angle = 2 * arcTangent(std::sqrt((1 - cosine) / (1 + cosine)));
    return cosineOf(angle / 3);
}

double arcSineDegrees(double value)
{
    if (value >= 1) return 90;
    return arcTangent(value / std::sqrt((1 - value) * (1 + value))) * (180 / pi);
}

double arcTangentDegrees(double y, double x)
{
    if (y == 0) return x >= 0 ? 0 : 180;
    if (x == 0) return y > 0 ? 90 : -90;
    const double across = std::abs(x), up = std::abs(y);
    if (across == up) return y > 0 ? (x > 0 ? 45 : 135) : (x > 0 ? 315 : 225);
    const double acute = arcTangent(up / across) * (180 / pi);
    const double angle = x < 0 ? 180 - acute : acute;
    return y < 0 ? -angle : angle;
}

double sineOfDegrees(double angle)
{
    return sineAhead(angle, 0);
}

double cosineOfDegrees(double angle)
{
    return sineAhead(angle, 1);
}

} // namespace vitrine
