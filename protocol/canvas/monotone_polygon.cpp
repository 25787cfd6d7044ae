// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/monotone_polygon.h"

#include "protocol/canvas/polygon_sides.h"

#include <optional>

namespace vitrine {

namespace {

enum class Along : bool { Backwards, Forwards };

std::size_t next(std::span<const Point> points, std::size_t i, Along along)
{
    if (along == Along::Forwards) return i + 1 == points.size() ? 0 : i + 1;
    return (i == 0 ? points.size() : i) - 1;
}

// The sides from the top down, one way round the outline.
class Chain {
public:
    Chain(std::span<const Point> points, std::size_t top, Along along, std::int32_t y)
        : points_(points), at_(top), along_(along), crossing_(crossingOf(y))
    {
    }

    std::int64_t x() const { return crossing_.x; } // where the row is crossed

    void goTo(std::int32_t y) // the next row, still above the bottom
    {
        if (crossing_.bottom <= y)
            crossing_ = crossingOf(y);
        else
            crossing_.next();
    }

private:
    SideCrossing crossingOf(std::int32_t y)
    {
        Point from = points_[at_];
        for (at_ = next(points_, at_, along_); points_[at_].y <= y;
             at_ = next(points_, at_, along_))
            from = points_[at_];
        return SideCrossing({from, points_[at_], 0}, y);
    }

    std::span<const Point> points_;
    std::size_t at_; // the lower end of the side
    Along along_;
    SideCrossing crossing_;
};

// The highest point, from which the outline goes down to the lowest and up again; or none.
std::optional<std::size_t> topOf(std::span<const Point> points)
{
    const auto highest =
        std::min_element(points.begin(), points.end(), [](Point a, Point b) { return a.y < b.y; });
    const auto top = static_cast<std::size_t>(highest - points.begin());
    bool up = false;
    std::int32_t y = points[top].y;
    for (std::size_t i = 0, at = top; i < points.size(); ++i) {
        at = next(points, at, Along::Forwards);
        if (up && points[at].y > y) return std::nullopt;
        up = up || points[at].y < y;
        y = points[at].y;
    }
    return top;
}

} // namespace

bool fillMonotonePolygon(Brush& brush, std::span<const Point> points)
{
    const auto top = topOf(points);
    if (!top) return false;
    std::int32_t bottom = points[*top].y;
    for (const Point point : points) bottom = std::max(bottom, point.y);
    const std::int32_t first = std::max(points[*top].y, brush.extents().y);
    const std::int32_t end = std::min(bottom, brush.extents().bottom());
    if (first >= end) return true;

    Chain one(points, *top, Along::Forwards, first), other(points, *top, Along::Backwards, first);
    for (std::int32_t y = first;;) {
        const auto left = std::min(one.x(), other.x()), right = std::max(one.x(), other.x());
        if (left < right)
            brush.span(static_cast<std::int32_t>(left), y, static_cast<std::int32_t>(right - left));
        if (++y >= end) return true;
        one.goTo(y);
        other.goTo(y);
    }
}

} // namespace vitrine
