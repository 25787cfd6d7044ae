// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/disc.h"

#include <algorithm>
#include <cmath>

namespace vitrine {

std::optional<DiscRow> discRow(std::int32_t width, std::int32_t y)
{
    const std::int64_t rest = std::int64_t{width} * width - 4 * std::int64_t{y} * y;
    if (rest < 0) return std::nullopt;
    auto reach = static_cast<std::int64_t>(std::sqrt(static_cast<double>(rest)) / 2);
    while (4 * reach * reach > rest) --reach;
    while (4 * (reach + 1) * (reach + 1) <= rest) ++reach;
    const bool onRim = 4 * reach * reach == rest;
    const auto far = static_cast<std::int32_t>(reach);
    if (onRim && far == 0 && y >= 0) return std::nullopt;
    return DiscRow{-far, onRim && far > 0 ? far - 1 : far};
}

DiscRow discRow(double radius, double centreX, double y)
{
    const double base = std::floor(centreX), fraction = centreX - base;
    const double rest = radius * radius - y * y;
    const auto covers = [rest, fraction](std::int32_t x) {
        return (x - fraction) * (x - fraction) - rest; // <= 0 inside
    };
    const double reach = std::sqrt(std::max(rest, 0.0));
    auto first = static_cast<std::int32_t>(std::ceil(fraction - reach));
    while (covers(first - 1) <= 0 && first - 1 <= fraction) --first;
    while (covers(first) > 0 && first <= fraction) ++first;
    auto last = static_cast<std::int32_t>(std::floor(fraction + reach));
    while (covers(last + 1) < 0 && last + 1 >= fraction) ++last;
    while (covers(last) >= 0 && last >= fraction) --last;
    if (y < 0.5) {
        first = std::min(first, fraction < 0.5 ? 0 : 1);
        last = std::max(last, 0);
    }
    const auto origin = static_cast<std::int32_t>(base);
    return {origin + first, origin + last};
}

} // namespace vitrine
