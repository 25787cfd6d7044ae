// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/arc_outline.h"

#include "protocol/canvas/edges.h"
#include "protocol/canvas/ellipse.h"
#include "protocol/canvas/reals.h"

namespace vitrine {

namespace {

constexpr double nearly = 0.000001; // what counts as equal

// In the first quarter: where the ellipse has this height.
Touch touchAt(const ArcShape& shape, double row, double y)
{
    if (y > shape.height - nearly) y = shape.height;
    const double share = y / shape.height;
    const double up = row - y, rest = shape.radius * shape.radius - up * up;
    return {shape.width * std::sqrt(std::max(1 - share * share, 0.0)),
            rest >= 0 ? std::sqrt(rest) : 0};
}

// A real root of Lagrange's resolvent of the quartic in RowTouches.
struct Resolvent {
    double root;
    int fold;

    Resolvent(double n, double v)
    {
        const double cube = n * n * n, t = cube + v * v;
        if (double discriminant = cube + t; discriminant < 0) {
            double sign = 1;
            if ((n < 0) == (t < 0)) sign = -1;
            root = n - 2 * (sign * n) * cosineOfThird(-t / (sign * cube));
            fold = (root < 0) == (v < 0) ? 2 : 1;
        } else {
            discriminant = v * std::sqrt(discriminant);
            root = n + cubeRoot(t + discriminant) + cubeRoot(t - discriminant);
            fold = 0;
        }
    }
};

} // namespace

// A disc touches row Y from ellipse height y where the normal at y is one radius long down to Y.
// With the ellipse's equation that is a quartic in y, which splits into two quadratics:
// y^2 + (±A - Y) y + (Z ± T) = 0, Z being a root of its resolvent.
RowTouches::RowTouches(const ArcShape& shape, double row, Counting counting)
{
    const double height2 = shape.height * shape.height, height4 = height2 * height2;
    const double spread = shape.width * shape.width - height2;
    const double reach = shape.width * shape.radius;
    const double constant = (height4 - reach * reach) / spread;
    const Resolvent resolvent((row * row + constant) / 6.0,
                              (reach * height2) / (spread + spread) * row);
    fold = resolvent.fold;
    const double z = resolvent.root;
    const double a = std::sqrt((z + z) - constant);
    const double t = (height4 / spread - z) * row / a;
    const double limit = shape.height + nearly;

    bool solved = false;
    double b = row - a, discriminant = b * b - 4 * (z + t);
    if (discriminant >= 0 && (counting == Counting::All || fold == 2)) {
        const double y = (b + std::sqrt(discriminant)) / 2;
        solved = y >= 0 && y < limit;
        if (solved) first = touchAt(shape, row, y);
    }
    b = a + row;
    discriminant = b * b - 4 * (z - t);
    if (discriminant < 0 && !solved) discriminant = 0; // near an axis little precision is left
    if (discriminant < 0) return;
    const double root = std::sqrt(discriminant);
    if (const double y = (b + root) / 2; y < limit) second = touchAt(shape, row, y);
    if (const double y = (b - root) / 2; y >= 0) third = touchAt(shape, row, y);
}

Ring::Ring(Size size, std::int32_t lineWidth, std::int32_t lowest, std::int32_t highest)
    : tip_(lineWidth % 2 == 0 && size.width % 2 == 0), middleRow_(size.height % 2 == 0),
      top_(size.height / 2 + (lineWidth - 1) / 2), lowest_(firstOf(lowest)),
      highest_(lastOf(highest))
{
    if (highest_ < lowest_) return;
    rows_.resize(static_cast<std::size_t>(highest_ - lowest_ + 1));
    if (size.width == size.height)
        computeCircle(size.width, lineWidth);
    else
        computeEllipse(size, lineWidth);
}

void Ring::computeCircle(std::int32_t size, std::int32_t lineWidth)
{
    const std::int32_t odd = size % 2, inside = size - lineWidth;
    const std::int32_t holeTop = inside > 0 ? inside / 2 - odd : -1;
    const auto disc = [odd](std::int32_t diameter, std::int32_t y) {
        return EllipseRows({odd, odd}, {diameter, diameter}, -y);
    };
    EllipseRows outside = disc(size + lineWidth, highest_);
    EllipseRows hole = disc(inside, std::min(highest_, holeTop));
    const DiscRow none{odd, odd > 0 ? 0 : odd};
    if (inside > 0 && tip_) holeTip_ = holeTop;
    for (std::int32_t y = highest_; y >= lowest_; --y) {
        RingRow& row = rows_[static_cast<std::size_t>(y - lowest_)];
        const DiscRow outer = outside.next().value_or(none);
        const std::int32_t end = outer.second + 1;
        row.left = outer.first;
        row.holed = y <= holeTop;
        if (row.holed) {
            const DiscRow inner = hole.next().value_or(none);
            row.leftWidth = inner.first - outer.first;
            row.right = inner.second + 1;
            row.rightWidth = end - row.right;
            continue;
        }
        row.leftWidth = end - outer.first;
        row.rightWidth = end;
        if (y != 0 || !middleRow_) continue;
        row.rightWidth = lineWidth > size ? -((lineWidth - size) / 2) : 0;
        if (lineWidth > size) row.right = row.rightWidth;
    }
}

void Ring::computeEllipse(Size size, std::int32_t lineWidth)
{
    const ArcShape shape(size, lineWidth);
    const double originX = size.width % 2 / 2.0, originY = size.height % 2 / 2.0;
    double outer = 0;
    for (std::int32_t y = highest_; y >= lowest_; --y) {
        RingRow& row = rows_[static_cast<std::size_t>(y - lowest_)];
        if (y == 0 && middleRow_) {
            row = middleRow(shape, originX);
            continue;
        }
        const RowTouches touches(shape, y + originY, RowTouches::Counting::All);
        double inner = 0;
        if (const auto& touch = touches.first)
            (touches.fold == 2 ? inner : outer) =
                touch->x + (touches.fold == 2 ? -touch->reach : touch->reach);
        if (const auto& touch = touches.second) inner = touch->x - touch->reach;
        if (const auto& touch = touches.third)
            (touches.fold == 1 ? inner : outer) =
                touch->x + (touches.fold == 1 ? -touch->reach : touch->reach);
        row = between(inner, outer, originX);
    }
    const bool closes =
        tip_ && std::int64_t{size.height} * lineWidth <= std::int64_t{size.width} * size.width &&
        lineWidth < size.height;
    if (!closes) return;
    // The last whole row gets a hole of one pixel, which only the lower half closes.
    const std::int32_t last = middleRow_ ? 1 : 0;
    for (std::int32_t y = std::max(lowest_, last); y <= highest_; ++y) {
        RingRow& row = rows_[static_cast<std::size_t>(y - lowest_)];
        const bool below = y > last && (y == lowest_ || !this->row(y - 1).holed);
        if (row.holed || below) continue;
        row.leftWidth = row.rightWidth = -row.left;
        row.right = 1;
        row.holed = true;
        holeTip_ = y;
        return;
    }
}

RingRow Ring::middleRow(const ArcShape& shape, double origin)
{
    const double height2 = shape.height * shape.height, radius = shape.radius;
    const double reach = shape.width * radius;
    const double constant =
        (height2 * height2 - reach * reach) / (shape.width * shape.width - height2);
    double inner = shape.width - radius;
    if (radius >= shape.height && radius <= shape.width)
        inner = 0;
    else if (constant < 0 && -constant < height2)
        inner = std::min(inner, shape.width * std::sqrt(1 + constant / height2) -
                                    std::sqrt(radius * radius + constant));
    RingRow row = between(inner, shape.width + radius, origin);
    row.holed = row.rightWidth > 0;
    return row;
}

RingRow Ring::between(double inner, double outer, double origin)
{
    RingRow row{
        .left = ceiled(origin - outer), .right = ceiled(origin + inner), .holed = inner > 0};
    if (row.holed) {
        row.leftWidth = ceiled(origin - inner) - row.left;
        row.rightWidth = ceiled(origin + outer) - row.right;
    } else {
        row.leftWidth = ceiled(origin + outer) - row.left;
        row.rightWidth = -ceiled(origin - inner);
    }
    return row;
}

} // namespace vitrine
