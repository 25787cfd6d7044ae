// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/thin_arc.h"

#include "protocol/canvas/angles.h"
#include "protocol/canvas/arc_walk.h"
#include "protocol/canvas/dashes.h"

#include <array>
#include <utility>

namespace vitrine {

namespace {

// A point of the walk, mirrored into the quarters.
struct Mirror {
    explicit Mirror(const Rect& bounds)
        : right(bounds.x + bounds.width / 2), left(right + bounds.width % 2), top(bounds.y),
          bottom(bounds.bottom())
    {
    }
    Point at(int quarter, std::int32_t x, std::int32_t y) const
    {
        switch (quarter) {
        case 0: return {right + x, top + y};
        case 1: return {left - x, top + y};
        case 2: return {left - x, bottom - y};
        default: return {right + x, bottom - y};
        }
    }
    std::int32_t right, left, top, bottom;
};

// Calls draw(quarter, point) for each pixel of the arc, and atStart() where its start is passed.
template<class Draw, class AtStart>
void walkArc(const Rect& bounds, ArcPlan plan, Draw&& draw, AtStart&& atStart)
{
    const Mirror mirror(bounds);
    Quarters quarters = plan.quarters;
    ArcWalk walk(bounds.size());
    const auto pixel = [&](int quarter, std::int32_t x, std::int32_t y) {
        if (quarters >> quarter & 1) draw(quarter, mirror.at(quarter, x, y));
    };
    const auto reached = [&walk](const ArcStop& stop) {
        return walk.x() == stop.x || walk.y() == stop.y;
    };
    const auto passEnd = [&] {
        quarters = plan.until.quarters;
        plan.until = plan.nextUntil;
    };
    if (bounds.width % 2 == 0) { // the top and bottom pixels lie in two quarters: drawn once
        if (quarters >> 1 & 1) draw(1, {mirror.left, mirror.top});
        if (quarters >> 3 & 1) draw(3, {mirror.left, mirror.bottom});
    }
    if (plan.until.x == 0 || plan.until.y == 0) passEnd();
    while (walk.more()) {
        walk.turn();
        if (walk.x() == plan.startX || walk.y() == plan.startY) atStart();
        if (reached(plan.from)) {
            quarters = plan.from.quarters;
            plan.from = plan.nextFrom;
        }
        for (int quarter = 0; quarter < 4; ++quarter) pixel(quarter, walk.x(), walk.y());
        if (reached(plan.until)) passEnd();
        walk.step();
    }
    if (walk.x() == plan.startX || walk.y() == plan.startY) atStart();
    if (reached(plan.from)) quarters = plan.from.quarters;
    pixel(0, walk.x(), walk.y());
    pixel(2, walk.x(), walk.y());
    if (bounds.height % 2 != 0) {
        pixel(1, walk.x(), walk.y());
        pixel(3, walk.x(), walk.y());
    }
}

// An arc's pixels in the order of its path.
std::vector<Point> pathOf(const Arc& arc, const ArcPlan& plan)
{
    std::array<std::vector<Point>, 4> quarters;
    const auto first = static_cast<std::size_t>(plan.start / quadrant);
    std::size_t start = 0;
    walkArc(
        arc.bounds, plan,
        [&](int quarter, Point at) { quarters[static_cast<std::size_t>(quarter)].push_back(at); },
        [&] { start = quarters[first].size(); });

    std::vector<Point> path;
    const std::vector<Point>& own = quarters[first];
    const bool forwards = first % 2 != 0;
    const auto offset = static_cast<std::ptrdiff_t>(start);
    if (forwards)
        path.assign(own.begin() + offset, own.end());
    else
        for (std::size_t i = std::min(start + 1, own.size()); i-- > 0;) path.push_back(own[i]);
    for (std::size_t i = 1; i < 4; ++i) {
        const std::vector<Point>& next = quarters[(first + i) % 4];
        if ((first + i) % 2 != 0)
            path.insert(path.end(), next.begin(), next.end());
        else
            path.insert(path.end(), next.rbegin(), next.rend());
    }
    // The rest of the quarter in which the arc began, if it comes round to it.
    if (forwards) {
        path.insert(path.end(), own.begin(), own.begin() + std::max<std::ptrdiff_t>(offset - 1, 0));
    } else {
        for (std::size_t i = own.size(); i > start + 1;) path.push_back(own[--i]);
    }
    if (arc.extent < 0) std::reverse(path.begin(), path.end());
    return path;
}

// Dashes along several arcs.
class DashedArcs {
public:
    DashedArcs(Inks& inks, const Stroke& stroke) : inks_(inks), begin_(stroke), dasher_(stroke) {}

    void draw(const Arc& arc, bool last)
    {
        const ArcPlan plan(arc, false);
        std::vector<Point> path = pathOf(arc, plan);
        const bool isFirst = std::exchange(first_, false);
        if (path.empty()) return;
        std::size_t from = 0;
        if (end_ && path.front() == *end_)
            from = 1;
        else
            dasher_ = begin_;
        const bool open = plan.start != plan.end;
        const Point end = path.back();
        if (isFirst && open)
            start_ = path.front();
        else if (last && start_ && end == *start_ && path.size() > from + 1)
            path.pop_back();
        if (open) end_ = end;
        // Where an arc passes a pixel twice, odd dashes lie on even ones.
        std::vector<Point> odd;
        for (const Point at : std::span(path).subspan(from)) {
            if (dasher_.on())
                inks_.even().point(at);
            else
                odd.push_back(at);
            dasher_.step(1);
        }
        if (Brush* brush = inks_.of(false))
            for (const Point at : odd) brush->point(at);
    }

private:
    Inks& inks_;
    Dasher begin_, dasher_;
    bool first_ = true;
    std::optional<Point> start_, end_;
};

// A whole circle of even width: one octant, mirrored into all of them. dot(point) draws.
template<class Dot> void drawEvenCircle(const Rect& bounds, Dot dot)
{
    const Mirror mirror(bounds);
    const std::int32_t half = bounds.width / 2;
    const auto drawFour = [&](Point at) {
        const std::int32_t top = mirror.top + at.y, bottom = mirror.bottom - at.y;
        const std::int32_t right = mirror.right + at.x, left = mirror.left - at.x;
        dot({right, top});
        dot({left, top});
        dot({left, bottom});
        dot({right, bottom});
    };
    dot(mirror.at(0, 0, 0));
    dot(mirror.at(2, 0, 0));
    dot(mirror.at(0, half, half));
    dot(mirror.at(2, half, half));
    std::optional<Point> across; // the pixel before, in the octant beside
    for (ArcWalk walk(bounds.size());; walk.step()) {
        const Point at{walk.x(), walk.y()};
        if (!walk.octantEnds() || across != at || at.x <= 1) drawFour(at);
        if (walk.octantEnds()) return;
        across = Point{half - at.y, half - at.x};
        drawFour(*across);
    }
}

// A whole ellipse, its quarters at once.
template<class Dot> void drawEllipse(const Rect& bounds, Dot dot)
{
    const Mirror mirror(bounds);
    ArcWalk walk(bounds.size());
    if (bounds.width % 2 == 0) {
        dot({mirror.left, mirror.top});
        dot({mirror.left, mirror.bottom});
    }
    const auto drawTwo = [&](int first) {
        dot(mirror.at(first, walk.x(), walk.y()));
        dot(mirror.at(first + 2, walk.x(), walk.y()));
    };
    while (walk.more()) {
        walk.turn();
        drawTwo(0);
        drawTwo(1);
        walk.step();
    }
    drawTwo(0);
    if (bounds.height % 2 != 0) drawTwo(1);
}

template<class Dot> void drawSolid(const Arc& arc, Dot dot)
{
    const Size size = arc.bounds.size();
    const bool circle = size.width == size.height && size.width % 2 == 0 && !size.empty();
    if (circle && arc.start == 0 && arc.extent >= fullCircle)
        return drawEvenCircle(arc.bounds, dot);
    const ArcPlan plan(arc, true);
    if (plan.closed) return circle ? drawEvenCircle(arc.bounds, dot) : drawEllipse(arc.bounds, dot);
    walkArc(
        arc.bounds, plan, [&](int, Point at) { dot(at); }, [] {});
}

void drawSolid(Brush& brush, const Arc& arc)
{
    if (brush.isOpen(arc.bounds.grown(1)))
        brush.withDots([&](auto dots) { drawSolid(arc, dots); });
    else
        drawSolid(arc, [&brush](Point at) { brush.point(at); });
}

} // namespace

void drawThinArcs(Inks& inks, const Stroke& stroke, std::span<const Arc> arcs)
{
    if (!Dasher::dashed(stroke)) {
        for (const Arc& arc : arcs)
            if (arc.bounds.grown(1).intersects(inks.even().extents())) drawSolid(inks.even(), arc);
        return;
    }
    DashedArcs dashed(inks, stroke);
    for (const Arc& arc : arcs) dashed.draw(arc, &arc == &arcs.back());
}

} // namespace vitrine
