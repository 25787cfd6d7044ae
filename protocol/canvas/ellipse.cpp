// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/ellipse.h"

#include <cmath>

namespace vitrine {

namespace {

__extension__ using Wide = unsigned __int128;

// All in half pixels, so that centres are whole. The ellipse (h x)^2 + (w y)^2 <= (w h)^2 holds the
// x for which side(x) <= limit(y).
template<class Number> struct Squares {
    std::int64_t width, height;

    explicit Squares(Size size) : width(size.width), height(size.height) {}

    Number side(std::int64_t x) const { return square(height * x); }
    Number limit(std::int64_t y) const
    {
        return square(width) * static_cast<Number>(height * height - y * y);
    }
    // The largest x in the row, of the parity that its pixels have; negative where there is none.
    std::int64_t reach(std::int64_t y, std::int64_t parity) const
    {
        auto x =
            static_cast<std::int64_t>(std::sqrt(static_cast<double>(height * height - y * y)) *
                                      static_cast<double>(width) / static_cast<double>(height));
        x += (x - parity) % 2 == 0 ? 2 : 3; // not too small
        const Number most = limit(y);
        while (x >= 0 && side(x) > most) x -= 2;
        return x;
    }

private:
    static Number square(std::int64_t value)
    {
        return static_cast<Number>(value) * static_cast<Number>(value);
    }
};

bool isLarge(Size size) // too large for squares of 64 bits
{
    constexpr std::int32_t large = 40000;
    return size.width >= large || size.height >= large;
}

template<class Number> std::optional<DiscRow> rowOf(Point middle, Size size, std::int32_t row)
{
    const std::int64_t y = 2 * std::int64_t{row} - middle.y;
    if (size.empty() || y < -size.height || y > size.height) return std::nullopt;
    const Squares<Number> squares(size);
    const std::int64_t reach = squares.reach(y, middle.x);
    if (reach < 0) return std::nullopt;
    const bool onRim = squares.side(reach) == squares.limit(y);
    if (onRim && reach == 0 && y >= 0) return std::nullopt;
    return rowBetween(middle, reach, onRim);
}

} // namespace

std::optional<DiscRow> ellipseRow(const Rect& bounds, std::int32_t y)
{
    if (coversNothing(bounds)) return std::nullopt;
    return ellipseRow({bounds.x + bounds.right(), bounds.y + bounds.bottom()}, bounds.size(), y);
}

std::optional<DiscRow> ellipseRow(Point middle, Size size, std::int32_t row)
{
    return isLarge(size) ? rowOf<Wide>(middle, size, row) : rowOf<std::uint64_t>(middle, size, row);
}

EllipseRows::EllipseRows(Point middle, Size size, std::int32_t first)
    : middle_(middle), size_(size), row_(first)
{
    constexpr std::int32_t flat = 4; // times: rows that get much wider are better asked for
    const std::int64_t y = 2 * std::int64_t{first} - middle.y;
    stepwise_ =
        !isLarge(size) && !size.empty() && size.width <= flat * size.height && y >= -size.height;
    if (!stepwise_) return;
    const Squares<std::int64_t> squares(size);
    reach_ = squares.reach(y, middle.x);
    side_ = squares.side(reach_);
    nextSide_ = squares.side(reach_ + 2);
    limit_ = squares.limit(y);
    sideStep_ = squares.side(reach_ + 4) - nextSide_;
    limitStep_ = squares.limit(y + 2) - limit_;
    const std::int64_t width = size.width, height = size.height;
    sideStepStep_ = 8 * height * height;
    limitStepStep_ = 8 * width * width;
}

} // namespace vitrine
