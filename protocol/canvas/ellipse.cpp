// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/ellipse.h"

#include <cmath>

namespace vitrine {

namespace {

__extension__ using Wide = unsigned __int128;

template<class Number> std::optional<DiscRow> rowOf(Point middle, Size size, std::int32_t row)
{
    const std::int64_t width = size.width, height = size.height;
    const std::int64_t y = 2 * std::int64_t{row} - middle.y;
    if (size.empty() || y < -height || y > height) return std::nullopt;
    const std::int64_t rest = height * height - y * y;
    const Number limit =
        static_cast<Number>(width) * static_cast<Number>(width) * static_cast<Number>(rest);
    const auto side = [height](std::int64_t x) {
        const auto product = static_cast<Number>(height * x);
        return product * product;
    };
    auto reach =
        static_cast<std::int64_t>(std::sqrt(static_cast<double>(rest)) *
                                  static_cast<double>(width) / static_cast<double>(height));
    reach += (reach - middle.x) % 2 == 0 ? 2 : 3; // of the pixels' parity, and not too small
    while (reach >= 0 && side(reach) > limit) reach -= 2;
    if (reach < 0) return std::nullopt;
    const bool onRim = side(reach) == limit;
    if (onRim && reach == 0 && y >= 0) return std::nullopt;
    const bool dropLast = onRim && reach > 0;
    return DiscRow{static_cast<std::int32_t>((middle.x - reach) / 2),
                   static_cast<std::int32_t>((middle.x + reach) / 2) - (dropLast ? 1 : 0)};
}

} // namespace

std::optional<DiscRow> ellipseRow(const Rect& bounds, std::int32_t y)
{
    if (coversNothing(bounds)) return std::nullopt;
    return ellipseRow({bounds.x + bounds.right(), bounds.y + bounds.bottom()}, bounds.size(), y);
}

// All in half pixels, so that centres are whole: (h x)^2 + (w y)^2 <= (w h)^2.
std::optional<DiscRow> ellipseRow(Point middle, Size size, std::int32_t row)
{
    // Squares of products fit into 64 bits up to here.
    constexpr std::int32_t large = 40000;
    if (size.width < large && size.height < large && size.width > 0 && size.height > 0)
        return rowOf<std::uint64_t>(middle, size, row);
    return rowOf<Wide>(middle, size, row);
}

} // namespace vitrine
