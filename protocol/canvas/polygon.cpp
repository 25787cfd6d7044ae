// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/brush.h"
#include "protocol/canvas/canvas.h"
#include "protocol/canvas/monotone_polygon.h"
#include "protocol/canvas/polygon_sides.h"

namespace vitrine {

namespace {

// By their tops.
std::vector<Side> sides(std::span<const Point> points)
{
    std::vector<Side> result;
    result.reserve(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point from = points[i], to = points[i + 1 == points.size() ? 0 : i + 1];
        if (from.y < to.y) result.push_back({from, to, 1});
        if (from.y > to.y) result.push_back({to, from, -1});
    }
    std::sort(result.begin(), result.end(),
              [](const Side& a, const Side& b) { return a.top.y < b.top.y; });
    return result;
}

constexpr std::size_t many = 32;   // new sides at once, not worth to be put in one by one
constexpr std::size_t crowd = 256; // sides that may change places too often

// They are nearly in order already, as they were in the row above.
void sort(std::vector<SideCrossing>& crossings)
{
    for (std::size_t i = 1; i < crossings.size(); ++i) {
        if (crossings[i].x >= crossings[i - 1].x) continue;
        const SideCrossing moved = crossings[i];
        std::size_t to = i;
        for (; to > 0 && crossings[to - 1].x > moved.x; --to) crossings[to] = crossings[to - 1];
        crossings[to] = moved;
    }
}

void fillRow(Brush& brush, std::int32_t y, FillRule rule,
             const std::vector<SideCrossing>& crossings)
{
    int winding = 0;
    std::int64_t start = 0;
    for (const SideCrossing& crossing : crossings) {
        const bool wasInside = winding != 0;
        winding = rule == FillRule::EvenOdd ? winding ^ 1 : winding + crossing.direction;
        const bool inside = winding != 0;
        if (!wasInside && inside) start = crossing.x;
        if (wasInside && !inside && crossing.x > start)
            brush.span(static_cast<std::int32_t>(start), y,
                       static_cast<std::int32_t>(crossing.x - start));
    }
}

} // namespace

// A pixel belongs to the polygon if its centre lies inside; on the outline, if the inside is
// immediately right of it or, on a horizontal side, below it.
void Canvas::fillPolygon(ImageId target, const Paint& paint, FillRule rule,
                         std::span<const Point> points)
{
    Brush brush(images_, target, paint);
    if (!brush.draws() || points.size() < 3 || fillMonotonePolygon(brush, points)) return;
    const std::vector<Side> all = sides(points);
    if (all.empty()) return;

    std::vector<SideCrossing> active;
    active.reserve(all.size());
    auto next = all.begin();
    const std::int32_t bottom = brush.extents().bottom();
    std::int32_t leaves = bottom; // the first row in which a side ends
    for (std::int32_t y = std::max(all.front().top.y, brush.extents().y); y < bottom; ++y) {
        if (y >= leaves)
            std::erase_if(active, [y](const SideCrossing& each) { return each.bottom <= y; });
        const std::size_t before = active.size();
        for (; next != all.end() && next->top.y <= y; ++next)
            if (next->bottom.y > y) active.emplace_back(*next, y);
        if (active.empty() && next == all.end()) return;
        if (y >= leaves || active.size() != before) {
            leaves = bottom;
            for (const SideCrossing& each : active) leaves = std::min(leaves, each.bottom);
        }
        if (active.size() > before + many || active.size() > crowd)
            std::sort(active.begin(), active.end(),
                      [](const SideCrossing& a, const SideCrossing& b) { return a.x < b.x; });
        else
            sort(active);
        fillRow(brush, y, rule, active);
        for (SideCrossing& each : active) each.next();
    }
}

} // namespace vitrine
