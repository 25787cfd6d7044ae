// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace vitrine {

// A sum of two doubles, high and low part: twice the precision, by Dekker's error-free operations.
struct Twofold {
    double high = 0, low = 0;
};

inline Twofold exactSum(double a, double b)
{
    const double sum = a + b, part = sum - a;
    return {sum, (a - (sum - part)) + (b - part)};
}

inline Twofold exactProduct(double a, double b)
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

inline Twofold operator+(Twofold a, Twofold b)
{
    const Twofold sum = exactSum(a.high, b.high);
    return exactSum(sum.high, sum.low + a.low + b.low);
}

inline Twofold operator*(Twofold a, Twofold b)
{
    const Twofold product = exactProduct(a.high, b.high);
    return exactSum(product.high, product.low + a.high * b.low + a.low * b.high);
}

inline Twofold operator/(Twofold a, double b)
{
    const double quotient = a.high / b;
    const Twofold back = exactProduct(quotient, b);
    return exactSum(quotient, ((a.high - back.high) - back.low + a.low) / b);
}

} // namespace vitrine
