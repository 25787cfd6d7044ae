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

// Arcs' pixels in the order of their paths.
class ArcPixels {
public:
    // Of this arc, until the next is asked for.
    std::span<const Point> operator()(const Arc& arc, const ArcPlan& plan)
    {
        const auto most = static_cast<std::size_t>(arc.bounds.width + arc.bounds.height);
        for (std::vector<Point>& quarter : quarters_) {
            quarter.clear();
            quarter.reserve(most / 2 + 4);
        }
        const auto first = static_cast<std::size_t>(plan.start / quadrant);
        std::size_t start = 0;
        walkArc(
            arc.bounds, plan,
            [&](int quarter, Point at) {
                quarters_[static_cast<std::size_t>(quarter)].push_back(at);
            },
            [&] { start = quarters_[first].size(); });

        path_.clear();
        path_.reserve(2 * most + 16);
        const std::span<const Point> own = quarters_[first];
        const bool along = first % 2 != 0; // the walk, with the path
        const std::size_t cut = along ? start : std::min(start + 1, own.size());
        add(along ? own.subspan(cut) : own.first(cut), along);
        for (std::size_t i = 1; i < 4; ++i) add(quarters_[(first + i) % 4], (first + i) % 2 != 0);
        // The rest of the quarter in which the arc began, if it comes round to it.
        add(along ? own.first(cut - std::min<std::size_t>(cut, 1)) : own.subspan(cut), along);
        if (arc.extent < 0) std::reverse(path_.begin(), path_.end());
        return path_;
    }

private:
    void add(std::span<const Point> points, bool along)
    {
        if (along)
            path_.insert(path_.end(), points.begin(), points.end());
        else
            path_.insert(path_.end(), points.rbegin(), points.rend());
    }

    std::array<std::vector<Point>, 4> quarters_;
    std::vector<Point> path_;
};

// Dashes along several arcs.
class DashedArcs {
public:
    DashedArcs(Inks& inks, const Stroke& stroke) : inks_(inks), begin_(stroke), dasher_(stroke) {}

    void draw(const Arc& arc, bool last)
    {
        const ArcPlan plan(arc, false);
        std::span<const Point> path = pixels_(arc, plan);
        const bool isFirst = std::exchange(first_, false);
        if (path.empty()) return;
        const Point begin = path.front(), end = path.back();
        if (end_ && begin == *end_)
            path = path.subspan(1);
        else
            dasher_ = begin_;
        const bool open = plan.start != plan.end;
        if (isFirst && open)
            start_ = begin;
        else if (last && start_ && end == *start_ && path.size() > 1)
            path = path.first(path.size() - 1);
        if (open) end_ = end;
        draw(path, arc.bounds);
    }

private:
    // Where an arc passes a pixel twice, odd dashes lie on even ones.
    void draw(std::span<const Point> path, const Rect& bounds)
    {
        const Dasher begin = dasher_;
        drawDashes(inks_.even(), path, bounds, true);
        if (Brush* odd = inks_.of(false)) {
            dasher_ = begin;
            drawDashes(*odd, path, bounds, false);
        }
    }
    void drawDashes(Brush& brush, std::span<const Point> path, const Rect& bounds, bool even)
    {
        const auto draw = [&](auto dot) {
            while (!path.empty()) {
                const auto left = static_cast<std::size_t>(dasher_.left());
                const auto length = std::min(path.size(), left);
                if (dasher_.on() == even)
                    for (const Point at : path.first(length)) dot(at);
                dasher_.step(static_cast<std::int64_t>(length));
                path = path.subspan(length);
            }
        };
        if (brush.isOpen(bounds.grown(1)))
            brush.withDots(draw);
        else
            draw([&brush](Point at) { brush.point(at); });
    }

    Inks& inks_;
    ArcPixels pixels_;
    Dasher begin_, dasher_;
    bool first_ = true;
    std::optional<Point> start_, end_;
};

// Draws points of the walk in all quarters.
template<class Dot> class AllQuarters {
public:
    AllQuarters(const Mirror& mirror, Dot dot) : mirror_(mirror), dot_(dot) {}

    void operator()(std::int32_t x, std::int32_t y) const
    {
        for (int quarter = 0; quarter < 4; ++quarter) dot_(mirror_.at(quarter, x, y));
    }

private:
    Mirror mirror_;
    Dot dot_;
};

template<class Pixel, class Ink> class AllQuarters<Brush::Dots<Pixel, Ink>> {
public:
    AllQuarters(const Mirror& mirror, const Brush::Dots<Pixel, Ink>& dots)
        : dots_(dots), upper_(dots.place({mirror.right, mirror.top})),
          lower_(dots.place({mirror.right, mirror.bottom})), toLeft_(mirror.left - mirror.right)
    {
    }
    void operator()(std::ptrdiff_t x, std::ptrdiff_t y) const
    {
        const std::ptrdiff_t rows = y * dots_.width, left = toLeft_ - x;
        const std::ptrdiff_t upper = upper_ + rows, lower = lower_ - rows;
        dots_(upper + x);
        dots_(upper + left);
        dots_(lower + x);
        dots_(lower + left);
    }

private:
    Brush::Dots<Pixel, Ink> dots_;
    std::ptrdiff_t upper_, lower_, toLeft_;
};

// A whole circle of even width: one octant, mirrored into all of them. dot(point) draws.
template<class Dot> void drawEvenCircle(const Rect& bounds, Dot dot)
{
    const Mirror mirror(bounds);
    const std::int32_t half = bounds.width / 2;
    for (const std::int32_t end : {0, half}) {
        dot(mirror.at(0, end, end));
        dot(mirror.at(2, end, end));
    }
    const AllQuarters<Dot> draw(mirror, dot);
    ArcWalk walk(bounds.size());
    std::int32_t x = 0, y = 0;
    for (; !walk.octantEnds(); walk.step()) {
        x = walk.x();
        y = walk.y();
        draw(x, y);
        draw(half - y, half - x);
    }
    // The octants may meet in the pixels that were drawn last.
    const bool met = walk.x() == half - y && walk.y() == half - x;
    if (!met || walk.x() <= 1) draw(walk.x(), walk.y());
}

// A whole ellipse, its quarters at once.
template<class Dot> void drawEllipse(const Rect& bounds, Dot dot)
{
    const Mirror mirror(bounds);
    if (bounds.width % 2 == 0) {
        dot(mirror.at(1, 0, 0));
        dot(mirror.at(3, 0, 0));
    }
    const AllQuarters<Dot> draw(mirror, dot);
    ArcWalk walk(bounds.size());
    for (; walk.more(); walk.step()) {
        walk.turn();
        draw(walk.x(), walk.y());
    }
    if (bounds.height % 2 != 0) return draw(walk.x(), walk.y());
    dot(mirror.at(0, walk.x(), walk.y()));
    dot(mirror.at(2, walk.x(), walk.y()));
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
    const Rect bounds = arc.bounds.grown(1);
    if (brush.isOpen(bounds))
        brush.withDots([&](auto dots) { drawSolid(arc, dots); });
    else if (bounds.intersects(brush.extents()))
        drawSolid(arc, [&brush](Point at) { brush.point(at); });
}

} // namespace

void drawThinArcs(Inks& inks, const Stroke& stroke, std::span<const Arc> arcs)
{
    if (!Dasher::dashed(stroke)) {
        for (const Arc& arc : arcs) drawSolid(inks.even(), arc);
        return;
    }
    DashedArcs dashed(inks, stroke);
    for (const Arc& arc : arcs) dashed.draw(arc, &arc == &arcs.back());
}

} // namespace vitrine
