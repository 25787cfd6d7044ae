// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/angles.h"

namespace vitrine {

namespace {

// A sum of two doubles, high and low part: twice the precision, by Dekker's error-free operations.
struct Twofold {
    double high = 0, low = 0;
};

Twofold exactSum(double a, double b)
{
    const double sum = a + b, part = sum - a;
    return {sum, (a - (sum - part)) + (b - part)};
}

Twofold exactProduct(double a, double b)
{
    const auto halves = [](double value) {
        const double big = value * 134217729.0; // 2^27 + 1
        const double high = big - (big - value);
        return Twofold{high, value - high};
    };
    const double product = a * b;
    const auto [ah, al] = halves(a);
    const auto [bh, bl] = halves(b);
    return {product, ((ah * bh - product) + ah * bl + al * bh) + al * bl};
}

Twofold operator+(Twofold a, Twofold b)
{
    const Twofold sum = exactSum(a.high, b.high);
    return exactSum(sum.high, sum.low + a.low + b.low);
}

Twofold operator*(Twofold a, Twofold b)
{
    const Twofold product = exactProduct(a.high, b.high);
    return exactSum(product.high, product.low + a.high * b.low + a.low * b.high);
}

Twofold operator/(Twofold a, double b)
{
    const double quotient = a.high / b;
    const Twofold back = exactProduct(quotient, b);
    return exactSum(quotient, ((a.high - back.high) - back.low + a.low) / b);
}

// Taylor's series from the term x^first / first!, |x| below 0.8.
double series(Twofold x, int first)
{
    const Twofold square = x * x;
    const Twofold minusSquare{-square.high, -square.low};
    Twofold term = first == 0 ? Twofold{1, 0} : x;
    Twofold sum = term;
    for (int i = first + 2; i < 30; i += 2) {
        term = term * minusSquare / (static_cast<double>(i) * (i - 1));
        sum = sum + term;
    }
    return sum.high + sum.low;
}

// The sine of an angle `quarters` right angles further on.
double sineAhead(std::int32_t angle, int quarters)
{
    angle = normalizedAngle(angle);
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
    case 0: return series(rest, 1);
    case 1: return series(rest, 0);
    case 2: return -series(rest, 1);
    default: return -series(rest, 0);
    }
}

} // namespace

double sine(std::int32_t angle)
{
    return sineAhead(angle, 0);
}

double cosine(std::int32_t angle)
{
    return sineAhead(angle, 1);
}

} // namespace vitrine
