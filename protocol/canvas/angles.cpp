// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/angles.h"

#include "protocol/canvas/small_angles.h"

#include <array>

namespace vitrine {

namespace {

// The sine of a normalized angle `quarters` right angles further on.
double sineAhead(std::int32_t angle, int quarters)
{
    if (angle % quadrant == 0) {
        constexpr double values[]{0, 1, 0, -1};
        return values[(angle / quadrant + quarters) % 4];
    }
    // The angle in radians as a double, as everybody has it; from there on exactly.
    constexpr double unit = 3.14159265358979323846 / 11520.0;
    constexpr Twofold minusRightAngle{-1.5707963267948966, -6.123233995736766e-17};
    const int turns = (angle + quadrant / 2) / quadrant;
    const Twofold rest = Twofold{angle * unit, 0} + minusRightAngle * Twofold{double(turns), 0};
    switch ((turns + quarters) % 4) {
    case 0: return smallSine(rest);
    case 1: return smallCosine(rest);
    case 2: return -smallSine(rest);
    default: return -smallCosine(rest);
    }
}

using Turn = std::array<double, fullCircle>;

// Few things are drawn so fast that such a value could be computed for each.
Turn valuesOfATurn(int quarters)
{
    Turn values;
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = sineAhead(static_cast<std::int32_t>(i), quarters);
    return values;
}

} // namespace

double sine(std::int32_t angle)
{
    static const Turn sines = valuesOfATurn(0);
    return sines[static_cast<std::size_t>(normalizedAngle(angle))];
}

double cosine(std::int32_t angle)
{
    static const Turn cosines = valuesOfATurn(1);
    return cosines[static_cast<std::size_t>(normalizedAngle(angle))];
}

} // namespace vitrine
