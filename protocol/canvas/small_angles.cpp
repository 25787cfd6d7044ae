// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/small_angles.h"

#include <array>
#include <cmath>
#include <optional>

namespace vitrine {

namespace {

// Taylor's series from the term x^first / first! on, over x^first. Only the large terms need more
// than a double's precision.
Twofold taylorSeries(Twofold square, int first)
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

Twofold exactSine(Twofold x)
{
    return x * taylorSeries(x * x, 1);
}
Twofold exactCosine(Twofold x)
{
    return taylorSeries(x * x, 0);
}

struct Direction {
    Twofold sine, cosine;
};

constexpr int stepsOfOne = 64; // a power of two, so that differences are exact

const Direction& directionAt(std::size_t step) // at step / 64, up to pi / 4
{
    static const auto directions = [] {
        std::array<Direction, 52> result;
        for (std::size_t i = 0; i < result.size(); ++i) {
            const Twofold angle{static_cast<double>(i) / stepsOfOne, 0};
            result[i] = {exactSine(angle), exactCosine(angle)};
        }
        return result;
    }();
    return directions[step];
}

// An angle from the nearest of those directions on: at most 1/128, for which few terms are enough.
struct Turn {
    std::size_t step;
    double rest, restLow;
    double sineLess;   // sin(rest) - rest
    double cosineLess; // cos(rest) - 1

    explicit Turn(Twofold x) // not negative
        : step(static_cast<std::size_t>(x.high * stepsOfOne + 0.5)),
          rest(x.high - static_cast<double>(step) / stepsOfOne), restLow(x.low)
    {
        const double square = rest * rest;
        sineLess = rest * square * (-1.0 / 6 + square * (1.0 / 120 - square * (1.0 / 5040)));
        cosineLess = square * (-1.0 / 2 + square * (1.0 / 24 - square * (1.0 / 720)));
    }

    // start * cos(rest) + along * sin(rest), if its rounding is beyond doubt (Ziv's test): all but
    // the first sum is so small that its error is less than 2^-64.
    std::optional<double> from(Twofold start, Twofold along) const
    {
        const Twofold gain = exactProduct(along.high, rest);
        const Twofold sum = exactSum(start.high, gain.high);
        const double low = sum.low + gain.low + start.low + along.low * rest +
                           (along.high - start.high * rest) * restLow +
                           (start.high * cosineLess + along.high * sineLess);
        const double doubt = 5.5e-20 * (start.high == 0 ? std::abs(rest) : 1.0);
        const double result = sum.high + low, left = (sum.high - result) + low;
        if (result + (left - doubt) != result + (left + doubt)) return std::nullopt;
        return result + left;
    }
};

double rounded(Twofold value)
{
    return value.high + value.low;
}

} // namespace

double smallSine(Twofold x)
{
    if (x.high < 0) return -smallSine({-x.high, -x.low});
    const Turn turn(x);
    const Direction& at = directionAt(turn.step);
    const auto quick = turn.from(at.sine, at.cosine);
    return quick ? *quick : rounded(exactSine(x));
}

double smallCosine(Twofold x)
{
    if (x.high < 0) return smallCosine({-x.high, -x.low});
    const Turn turn(x);
    const Direction& at = directionAt(turn.step);
    const auto quick = turn.from(at.cosine, {-at.sine.high, -at.sine.low});
    return quick ? *quick : rounded(exactCosine(x));
}

} // namespace vitrine
