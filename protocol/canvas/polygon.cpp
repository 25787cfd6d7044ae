// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/brush.h"
#include "protocol/canvas/canvas.h"

namespace vitrine {

namespace {

// A side of the polygon, from its upper end to its lower; not horizontal.
struct Side {
    Point top, bottom;
    int direction; // +1 where the path runs down, -1 where it runs up

    // The first pixel centre on the right of the side, or on it, in row y.
    std::int32_t x(std::int32_t y) const
    {
        const std::int64_t height = bottom.y - top.y;
        const std::int64_t run = std::int64_t{bottom.x - top.x} * (y - top.y);
        const std::int64_t down = run >= 0 ? (run + height - 1) / height : -(-run / height);
        return static_cast<std::int32_t>(top.x + down);
    }
};

struct Crossing {
    std::int32_t x;
    int direction;
};

std::vector<Side> sides(std::span<const Point> points)
{
    std::vector<Side> result;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point from = points[i], to = points[(i + 1) % points.size()];
        if (from.y < to.y) result.push_back({from, to, 1});
        if (from.y > to.y) result.push_back({to, from, -1});
    }
    std::sort(result.begin(), result.end(),
              [](const Side& a, const Side& b) { return a.top.y < b.top.y; });
    return result;
}

void fillRow(Brush& brush, std::int32_t y, FillRule rule, const std::vector<Crossing>& crossings)
{
    int winding = 0;
    std::int32_t start = 0;
    for (const auto& [x, direction] : crossings) {
        const bool wasInside = winding != 0;
        winding = rule == FillRule::EvenOdd ? winding ^ 1 : winding + direction;
        const bool inside = winding != 0;
        if (!wasInside && inside) start = x;
        if (wasInside && !inside && x > start) brush.span(start, y, x - start);
    }
}

} // namespace

// A pixel belongs to the polygon if its centre lies inside; on the outline, if the inside is
// immediately right of it or, on a horizontal side, below it.
void Canvas::fillPolygon(ImageId target, const Paint& paint, FillRule rule,
                         std::span<const Point> points)
{
    Brush brush(images_, target, paint);
    if (!brush.draws() || points.size() < 3) return;
    const std::vector<Side> all = sides(points);
    if (all.empty()) return;

    std::vector<Side> active;
    std::vector<Crossing> crossings;
    auto next = all.begin();
    const std::int32_t first = std::max(all.front().top.y, brush.extents().y);
    for (std::int32_t y = first; y < brush.extents().bottom(); ++y) {
        for (; next != all.end() && next->top.y <= y; ++next) active.push_back(*next);
        std::erase_if(active, [y](const Side& side) { return side.bottom.y <= y; });
        if (active.empty() && next == all.end()) return;

        crossings.clear();
        for (const Side& side : active) crossings.push_back({side.x(y), side.direction});
        std::stable_sort(crossings.begin(), crossings.end(),
                         [](const Crossing& a, const Crossing& b) { return a.x < b.x; });
        fillRow(brush, y, rule, crossings);
    }
}

} // namespace vitrine
