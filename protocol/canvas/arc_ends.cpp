// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/arc_ends.h"

#include "protocol/canvas/reals.h"

#include <utility>

namespace vitrine {

namespace {

constexpr double nearly = 0.000001; // what counts as equal
constexpr double mitreLimit =
    169.0; // degrees between the faces: "less than 11 degrees" is too sharp

// Of a slope that may be as good as horizontal.
std::int32_t column(double x)
{
    constexpr double far = 1 << 24;
    return ceiled(std::clamp(x, -far, far));
}

// Walks down one side of a convex polygon.
class Side {
public:
    Side(std::span<const Vertex> points, std::size_t top, bool forwards, Vertex shift)
        : points_(points), shift_(shift), next_(top), forwards_(forwards)
    {
    }

    std::size_t next() const { return next_; }
    double nextY() const { return points_[next_].y + shift_.y; }
    double x() const { return x_; }
    void step() { x_ += slope_; }

    void turn(double y) // at the next corner
    {
        const Vertex from = points_[next_];
        if (forwards_)
            next_ = next_ + 1 == points_.size() ? 0 : next_ + 1;
        else
            next_ = next_ == 0 ? points_.size() - 1 : next_ - 1;
        const Vertex to = points_[next_];
        if (to.y == from.y) return;
        slope_ = (to.x - from.x) / (to.y - from.y);
        x_ = from.x + shift_.x + slope_ * std::max(y - (from.y + shift_.y), 0.0);
    }

private:
    std::span<const Vertex> points_;
    Vertex shift_;
    std::size_t next_;
    bool forwards_;
    double x_ = 0, slope_ = 0;
};

double angleBetween(Vertex centre, Vertex from, Vertex to)
{
    const auto angle = [centre](Vertex v) {
        return arcTangentDegrees(-(v.y - centre.y), v.x - centre.x);
    };
    const double between = angle(to) - angle(from);
    if (between <= -180) return between + 360;
    return between > 180 ? between - 360 : between;
}

Vertex moved(Vertex v, double x, double y)
{
    return {v.x - x, v.y - y};
}

} // namespace

// X.Org walks both sides by adding slopes up, and so do we: sums of doubles depend on their order.
void ArcEnds::fill(Ink ink, const Place& place)
{
    const std::vector<Vertex> points = std::exchange(points_, {});
    if (points.size() < 3) return;
    std::size_t top = 0;
    double least = points[0].y, most = least;
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (points[i].y < points[top].y) top = i;
        least = std::min(least, points[i].y);
        most = std::max(most, points[i].y);
    }
    std::int32_t y = ceiled(least + place.shift.y);
    const std::int32_t last = ceiled(most + place.shift.y - 1);

    // How often a corner was passed: once each, but the first by both sides.
    std::vector<int> passed(points.size());
    passed[top] = -1;
    Side left(points, top, true, place.shift), right(points, top, false, place.shift);
    const auto equal = [&y](double value) { return std::abs(y - value) <= nearly; };
    std::size_t idle = 0;
    while (y <= last && idle <= 2 * points.size()) {
        if ((y > left.nextY() || equal(left.nextY())) && passed[left.next()] != 1) {
            ++passed[left.next()];
            left.turn(y);
        }
        if (y > right.nextY() || (equal(right.nextY()) && passed[right.next()] != 1)) {
            ++passed[right.next()];
            right.turn(y);
        }
        const double height = std::min(left.nextY(), right.nextY()) - y;
        if (height < nearly) {
            if (passed[left.next()] != 0 && passed[right.next()] != 0) return;
            ++idle;
            continue;
        }
        idle = 0;
        for (std::int32_t rows = std::max(static_cast<std::int32_t>(height), 1); rows > 0; --rows) {
            const std::int32_t one = column(left.x()), other = column(right.x());
            const std::int32_t from = left.x() < right.x() ? one : other;
            const std::int32_t to = left.x() < right.x() ? other : one;
            if (to > from) target_.span(ink, place.origin.x + from, place.origin.y + y, to - from);
            ++y;
            left.step();
            right.step();
        }
    }
}

// Points on the circle around a line's end, anticlockwise; by a recurrence, as above.
void ArcEnds::addTurn(Vertex centre, double start, double extent)
{
    const double radius = stroke_.width / 2.0;
    const double from = -start, by = -extent;
    // More corners than this would be nearer to the circle than a hundredth of a pixel.
    constexpr double leastStep = 0.1;
    double step = std::max(arcSineDegrees(1.0 / std::max(radius, 1.0)), leastStep);
    const std::int32_t steps = std::abs(static_cast<std::int32_t>(by / step)) + 1;
    step = by / steps;
    const auto at = [&](double angle) {
        return Vertex{radius * cosineOfDegrees(angle), radius * sineOfDegrees(angle)};
    };
    const Vertex middle{radius + (centre.x - radius), radius + (centre.y - radius)};
    const auto add = [&](Vertex v) { points_.push_back({middle.x + v.x, middle.y + v.y}); };
    const double twice = 2 * cosineOfDegrees(step);
    Vertex before = at(from), now = at(from + step);
    add(before);
    for (std::int32_t i = 1; i < steps; ++i) {
        add(now);
        const Vertex next{twice * now.x - before.x, twice * now.y - before.y};
        before = std::exchange(now, next);
    }
    if (std::abs(extent) >= 360)
        points_.push_back(points_.front());
    else
        add(at(from + by));
}

// Whether something within `widths` line widths of a point may be seen.
bool ArcEnds::visible(Vertex at, const Place& place, int widths) const
{
    const Point pixel{place.origin.x + floored(at.x + place.shift.x),
                      place.origin.y + floored(at.y + place.shift.y)};
    return Rect::at(pixel, {1, 1}).grown(widths * stroke_.width + 1).intersects(target_.extents());
}

void ArcEnds::cap(Ink ink, const ArcEnd& end)
{
    const auto& [corner, centre, other] = end.face;
    const Place place{end.bounds.origin(), {end.bounds.width / 2.0, end.bounds.height / 2.0}};
    if (!visible(centre, place, 1)) return;
    if (stroke_.cap == CapStyle::Projecting) {
        points_ = {other,
                   corner,
                   {corner.x - (centre.y - corner.y), corner.y + (centre.x - corner.x)},
                   {other.x - (other.y - centre.y), other.y + (other.x - centre.x)},
                   other};
        fill(ink, place);
    } else if (stroke_.cap == CapStyle::Round) {
        const double start = -arcTangentDegrees(corner.y - centre.y, corner.x - centre.x);
        double extent = -arcTangentDegrees(other.y - centre.y, other.x - centre.x) - start;
        if (extent < 0) extent += 360;
        addTurn(centre, start, extent);
        fill(ink, place);
    }
}

void ArcEnds::join(Ink ink, const ArcEnd& leftEnd, const ArcEnd& rightEnd)
{
    const Rect &l = leftEnd.bounds, &r = rightEnd.bounds;
    const Place place{{(r.x + l.x) / 2, (r.y + l.y) / 2},
                      {(l.width / 2.0 + r.width / 2.0) / 2, (l.height / 2.0 + r.height / 2.0) / 2}};
    const auto seen = [&place](const ArcEnd& end) {
        const double x = place.shift.x - end.bounds.width / 2.0 + (place.origin.x - end.bounds.x);
        const double y = place.shift.y - end.bounds.height / 2.0 + (place.origin.y - end.bounds.y);
        return ArcFace{moved(end.face.clock, x, y), moved(end.face.centre, x, y),
                       moved(end.face.counterClock, x, y)};
    };
    const ArcFace left = seen(leftEnd), right = seen(rightEnd);
    if (right.clock.x == left.counterClock.x && right.clock.y == left.counterClock.y) return;
    const Vertex centre = right.centre;
    constexpr int mitre = 6; // half of X's limit of 10.4 widths
    if (!visible(centre, place, mitre)) return;
    Vertex corner = right.clock, other = left.counterClock;
    double angle = angleBetween(centre, corner, other);
    if (angle < 0 || angle > 180) {
        corner = left.clock;
        other = right.counterClock;
        angle = angleBetween(centre, corner, other);
    }
    if (stroke_.join == JoinStyle::Round) {
        points_ = {other, centre, corner};
        addTurn(centre, -arcTangentDegrees(corner.y - centre.y, corner.x - centre.x), angle);
        points_.resize(points_.size() - 3);
        return fill(ink, place);
    }
    points_ = {corner, centre, other};
    if (stroke_.join == JoinStyle::Miter && angle < mitreLimit) {
        const double x = corner.x - other.x, y = corner.y - other.y;
        const double halfChord = (x * x + y * y) / 4; // squared, as the next
        const double toCorner = (corner.x - centre.x) * (corner.x - centre.x) +
                                (corner.y - centre.y) * (corner.y - centre.y);
        const double height = std::sqrt(std::max(toCorner - halfChord, 0.0));
        if (height == 0) return points_.clear();
        const double beyond = halfChord / height;
        const Vertex between{(corner.x + other.x) / 2, (corner.y + other.y) / 2};
        points_.push_back({between.x + beyond * (between.x - centre.x) / height,
                           between.y + beyond * (between.y - centre.y) / height});
    }
    points_.push_back(corner);
    fill(ink, place);
}

} // namespace vitrine
