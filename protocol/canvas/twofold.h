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

// Taylor's series from the term x^first / first! on, over x^first, |x| up to pi / 4. Only the large
// terms need more than a double's precision.
inline Twofold taylorSeries(Twofold square, int first)
{
    double small = 0;
    int i = first + 18;
    for (; i > first + 8; i -= 2) small = -square.high / (i * (i - 1)) * (1 + small);
    Twofold sum{1 + small, 0};
    for (; i > first; i -= 2) {
        const Twofold term = square / static_cast<double>(i * (i - 1)) * sum;
        sum = Twofold{1, 0} + Twofold{-term.high, -term.low};
    }
    return sum;
}

// Of angles up to pi / 4.
inline double smallSine(Twofold x)
{
    const Twofold result = x * taylorSeries(x * x, 1);
    return result.high + result.low;
}
inline double smallCosine(Twofold x)
{
    const Twofold result = taylorSeries(x * x, 0);
    return result.high + result.low;
}

} // namespace vitrine
