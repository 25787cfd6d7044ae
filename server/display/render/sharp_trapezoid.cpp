// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/render/sharp_trapezoid.h"

#include <algorithm>
#include <limits>

namespace vitrine {

namespace {

constexpr pixman_fixed_t one = pixman_fixed_1, half = one / 2;

// Products of two distances between points nearer than this fit in 64 bits.
constexpr pixman_fixed_t farthest = 1 << 30;

bool isNear(pixman_fixed_t value)
{
    return value > -farthest && value < farthest;
}

bool isNear(const pixman_line_fixed_t& line)
{
    return isNear(line.p1.x) && isNear(line.p1.y) && isNear(line.p2.x) && isNear(line.p2.y);
}

// Rows whose centres lie at `y` or below begin here.
std::int32_t firstRow(pixman_fixed_t y)
{
    return (y + half - 1) >> 16;
}

// The x of a line at one y after another, in 1/65536; the remainder rounds as pixman's does: down,
// but a line to the right that starts above comes to a whole number only once it has passed it.
class Side {
public:
    Side(const pixman_line_fixed_t& line, pixman_fixed_t y)
    {
        const bool down = line.p1.y <= line.p2.y;
        const pixman_point_fixed_t &top = down ? line.p1 : line.p2,
                                   &bottom = down ? line.p2 : line.p1;
        const std::int64_t width = std::int64_t{bottom.x} - top.x;
        height_ = std::int64_t{bottom.y} - top.y;
        direction_ = width < 0 ? -1 : 1;
        const std::int64_t slope = width / height_, rest = width * direction_ % height_;
        x_ = top.x;
        due_ = width < 0 ? 0 : -height_;

        const std::int64_t steps = std::int64_t{y} - top.y;
        x_ += steps * slope;
        due_ += steps * rest;
        std::int64_t carried = 0;
        if (steps >= 0 && due_ > 0) carried = (due_ + height_ - 1) / height_;
        if (steps < 0 && due_ <= -height_) carried = -(-due_ / height_);
        x_ += carried * direction_;
        due_ -= carried * height_;

        const std::int64_t ofRow = rest * one;
        slope_ = slope * one + ofRow / height_ * direction_;
        rest_ = ofRow % height_;
    }

    // As far as pixman's numbers reach; beyond, it draws something else.
    bool isNearUntil(std::int64_t rows) const
    {
        return isWithin(x_) && isWithin(x_ + rows * (slope_ + direction_));
    }

    // The first pixel whose centre is not left of the line.
    std::int64_t pixel() const { return (x_ + half - 1) >> 16; }
    void nextRow()
    {
        x_ += slope_;
        due_ += rest_;
        if (due_ <= 0) return;
        x_ += direction_;
        due_ -= height_;
    }

private:
    static bool isWithin(std::int64_t x)
    {
        return x > std::numeric_limits<std::int32_t>::min() &&
               x < std::numeric_limits<std::int32_t>::max() - half;
    }

    std::int64_t x_, due_; // one more to go in the direction whenever that is above zero
    std::int64_t slope_, rest_, height_, direction_;
};

} // namespace

bool appendSharp(const pixman_trapezoid_t& shape, const Rect& area, std::vector<Span>& rows)
{
    if (!pixman_trapezoid_valid(&shape)) return true;
    if (!isNear(shape.top) || !isNear(shape.bottom) || !isNear(shape.left) || !isNear(shape.right))
        return false;
    const std::int32_t first = std::max(firstRow(shape.top), area.y);
    const std::int32_t end = std::min(firstRow(shape.bottom), area.bottom());
    if (first >= end) return true;
    const pixman_fixed_t y = first * one + half;
    Side left(shape.left, y), right(shape.right, y);
    if (!left.isNearUntil(end - first) || !right.isNearUntil(end - first)) return false;
    for (std::int32_t row = first; row < end; ++row, left.nextRow(), right.nextRow()) {
        const auto from = static_cast<std::int32_t>(std::max<std::int64_t>(left.pixel(), area.x));
        const auto to =
            static_cast<std::int32_t>(std::min<std::int64_t>(right.pixel(), area.right()));
        if (from < to) rows.push_back({from, row, to - from});
    }
    return true;
}

} // namespace vitrine
