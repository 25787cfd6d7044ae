// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/wide_arc.h"

#include "protocol/canvas/angles.h"
#include "protocol/canvas/dashes.h"
#include "protocol/canvas/ellipse.h"
#include "protocol/canvas/line_faces.h"

#include <cstdlib>

namespace vitrine {

namespace {

// A place on an arc: where, and the way across the line (a unit vector, to the left of its run).
struct ArcPoint {
    Vertex at, across;
    double length = 0; // of the arc up to here
};

using ArcPoints = std::vector<ArcPoint>;

double distance(Vertex a, Vertex b)
{
    const double x = b.x - a.x, y = b.y - a.y;
    return std::sqrt(x * x + y * y);
}

Vertex moved(Vertex from, Vertex by, double times)
{
    return {from.x + times * by.x, from.y + times * by.y};
}

Vertex unit(Vertex v)
{
    const double length = distance({}, v);
    return length == 0 ? v : Vertex{v.x / length, v.y / length};
}

// In 1/64 degrees: so small that chords stay within a hundredth of a pixel of curve and offset.
std::int32_t angleStep(Size size, double halfWidth)
{
    const double large = std::max(size.width, size.height) / 2.0;
    const double small = std::max(std::min(size.width, size.height) / 2.0, 1.0);
    const double bend = large / small;
    const double radians = std::sqrt(0.08 / (large + halfWidth * bend * bend + 1));
    return std::clamp(static_cast<std::int32_t>(radians * (11520 / 3.14159265358979323846)), 1,
                      640);
}

ArcPoint pointAt(const Arc& arc, std::int32_t angle, bool backwards)
{
    const double halfWidth = arc.bounds.width / 2.0, halfHeight = arc.bounds.height / 2.0;
    const double x = cosine(angle), y = sine(angle);
    ArcPoint point;
    point.at = {arc.bounds.x + halfWidth + x * halfWidth,
                arc.bounds.y + halfHeight - y * halfHeight};
    point.across = unit({-x * halfHeight, y * halfWidth});
    if (backwards) point.across = {-point.across.x, -point.across.y};
    return point;
}

ArcPoints flattened(const Arc& arc, double halfWidth)
{
    const std::int32_t extent = std::clamp(arc.extent, -fullCircle, fullCircle);
    const std::int32_t step = angleStep(arc.bounds.size(), halfWidth);
    ArcPoints points;
    const std::int32_t length = std::abs(extent);
    for (std::int32_t done = 0;; done = std::min(done + step, length)) {
        const std::int32_t angle = arc.start + (extent < 0 ? -done : done);
        points.push_back(pointAt(arc, angle, extent < 0));
        if (points.size() > 1) {
            const ArcPoint& last = points[points.size() - 2];
            points.back().length = last.length + distance(last.at, points.back().at);
        }
        if (done == length) return points;
    }
}

// The part of an arc from one length to another.
ArcPoints part(const ArcPoints& points, double from, double to)
{
    const auto between = [&points](double length) {
        const auto after = std::find_if(points.begin() + 1, points.end() - 1,
                                        [length](const ArcPoint& p) { return p.length >= length; });
        const ArcPoint &a = *(after - 1), &b = *after;
        const double whole = b.length - a.length;
        const double share = whole == 0 ? 0 : (length - a.length) / whole;
        const auto mixed = [share](Vertex v, Vertex w) {
            return Vertex{v.x + share * (w.x - v.x), v.y + share * (w.y - v.y)};
        };
        return ArcPoint{mixed(a.at, b.at), unit(mixed(a.across, b.across)), length};
    };
    ArcPoints result{between(from)};
    for (const ArcPoint& point : points)
        if (point.length > from && point.length < to) result.push_back(point);
    result.push_back(between(to));
    return result;
}

class ArcStroker {
public:
    ArcStroker(StrokeInk& target, const Stroke& stroke)
        : target_(target), stroke_(stroke), half_(stroke.width / 2.0)
    {
    }

    void body(Ink ink, const ArcPoints& points) const
    {
        for (std::size_t i = 1; i < points.size(); ++i) {
            const ArcPoint &a = points[i - 1], &b = points[i];
            const Vertex aLeft = moved(a.at, a.across, half_),
                         aRight = moved(a.at, a.across, -half_);
            const Vertex bLeft = moved(b.at, b.across, half_),
                         bRight = moved(b.at, b.across, -half_);
            if (runsBack(a, b, aLeft, bLeft) || runsBack(a, b, aRight, bRight)) {
                // Wider than the bend: the ends cross each other, and triangles hold both.
                quad(ink, aLeft, bLeft, bRight, bRight);
                quad(ink, aLeft, bRight, aRight, aRight);
            } else {
                quad(ink, aLeft, bLeft, bRight, aRight);
            }
        }
    }

    enum class End { First, Last };

    void cap(Ink ink, const ArcPoint& point, End end) const
    {
        if (stroke_.cap == CapStyle::Round) Stroker{target_, stroke_}.disc(ink, point.at);
        if (stroke_.cap != CapStyle::Projecting) return;
        const double outwards = end == End::Last ? half_ : -half_;
        const Vertex beyond = moved(point.at, {-point.across.y, point.across.x}, outwards);
        quad(ink, moved(point.at, point.across, half_), moved(beyond, point.across, half_),
             moved(beyond, point.across, -half_), moved(point.at, point.across, -half_));
    }

    void join(Ink ink, const ArcPoint& last, const ArcPoint& next) const
    {
        if (stroke_.join == JoinStyle::Round) return Stroker{target_, stroke_}.disc(ink, last.at);
        const double turn = last.across.x * next.across.y - last.across.y * next.across.x;
        if (std::abs(turn) < 1e-9) return;
        const double outer = turn > 0 ? half_ : -half_; // the side away from the turn
        const Vertex one = moved(last.at, last.across, outer);
        const Vertex other = moved(last.at, next.across, outer);
        const double facing = last.across.x * next.across.x + last.across.y * next.across.y;
        // The mitre's length in widths is 1 / cos(half the turn); its limit is X's 11 degrees.
        constexpr double limit = 2 / 108.856472512142;
        if (stroke_.join == JoinStyle::Miter && 1 + facing >= limit) {
            const Vertex tip =
                moved(last.at, {last.across.x + next.across.x, last.across.y + next.across.y},
                      outer / (1 + facing));
            quad(ink, last.at, one, tip, other);
        } else {
            quad(ink, last.at, one, other, last.at);
        }
    }

private:
    static bool runsBack(const ArcPoint& a, const ArcPoint& b, Vertex sideA, Vertex sideB)
    {
        return (b.at.x - a.at.x) * (sideB.x - sideA.x) + (b.at.y - a.at.y) * (sideB.y - sideA.y) <
               0;
    }

    void quad(Ink ink, Vertex a, Vertex b, Vertex c, Vertex d) const
    {
        const Point origin{floored(a.x), floored(a.y)};
        const Vertex back{-static_cast<double>(origin.x), -static_cast<double>(origin.y)};
        const std::array corners{moved(a, back, 1), moved(b, back, 1), moved(c, back, 1),
                                 moved(d, back, 1)};
        fillConvex(target_, ink, corners, origin);
    }

    StrokeInk& target_;
    const Stroke& stroke_;
    double half_;
};

// Arcs of which each begins where the one before ends.
using ArcChain = std::vector<ArcPoints>;

bool meet(const ArcPoint& a, const ArcPoint& b)
{
    return distance(a.at, b.at) < 1e-6;
}

bool isClosed(const ArcChain& chain)
{
    return meet(chain.front().front(), chain.back().back()) && chain.front().back().length > 0;
}

void drawSolid(const ArcStroker& stroker, const ArcChain& chain)
{
    for (std::size_t i = 0; i < chain.size(); ++i) {
        stroker.body(Ink::Even, chain[i]);
        if (i > 0) stroker.join(Ink::Even, chain[i - 1].back(), chain[i].front());
    }
    if (isClosed(chain)) return stroker.join(Ink::Even, chain.back().back(), chain.front().front());
    stroker.cap(Ink::Even, chain.front().front(), ArcStroker::End::First);
    stroker.cap(Ink::Even, chain.back().back(), ArcStroker::End::Last);
}

// The dashes of one ink. Between odd dashes even ones have no caps; at the path's ends all have.
void drawDashes(const ArcStroker& stroker, const Stroke& stroke, const ArcChain& chain, Ink drawn)
{
    using End = ArcStroker::End;
    Dasher dasher(stroke);
    const bool odd = stroke.style == LineStyle::DoubleDash;
    const bool closed = isClosed(chain);
    double left = dasher.left();
    for (std::size_t i = 0; i < chain.size(); ++i) {
        const ArcPoints& arc = chain[i];
        const double length = arc.back().length;
        double from = 0;
        while (from < length) {
            const double to = std::min(from + left, length);
            const Ink ink = dasher.on() ? Ink::Even : Ink::Odd;
            if (ink == drawn) {
                const ArcPoints dash = part(arc, from, to);
                stroker.body(ink, dash);
                if (from == 0 && i > 0) stroker.join(ink, chain[i - 1].back(), dash.front());
                const bool startsPath = from == 0 && i == 0;
                const bool endsPath = to == length && i + 1 == chain.size();
                const bool starts = odd ? startsPath : from > 0 || i == 0;
                const bool ends = odd ? endsPath : to < length || i + 1 == chain.size();
                if (starts && !(startsPath && closed)) stroker.cap(ink, dash.front(), End::First);
                if (endsPath && closed)
                    stroker.join(ink, dash.back(), chain.front().front());
                else if (ends)
                    stroker.cap(ink, dash.back(), End::Last);
            }
            left -= to - from;
            from = to;
            if (left <= 0) {
                dasher.next();
                left = dasher.left();
            }
        }
    }
}

void drawDashed(const ArcStroker& stroker, const Stroke& stroke, const ArcChain& chain)
{
    if (stroke.style == LineStyle::DoubleDash) drawDashes(stroker, stroke, chain, Ink::Odd);
    drawDashes(stroker, stroke, chain, Ink::Even); // on top
}

// A circle all round is a ring: an outer disc without an inner one.
bool isRing(const Arc& arc, const Stroke& stroke)
{
    return arc.bounds.width == arc.bounds.height && arc.bounds.width > 0 &&
           std::abs(arc.extent) >= fullCircle && !Dasher::dashed(stroke);
}

void drawRing(StrokeInk& target, const Rect& bounds, std::int32_t width)
{
    const Point middle{bounds.x + bounds.right(), bounds.y + bounds.bottom()};
    const Size outer{bounds.width + width, bounds.height + width};
    const Size inner{bounds.width - width, bounds.height - width};
    const std::int32_t top = bounds.y - width / 2 - 1, bottom = bounds.bottom() + width / 2 + 2;
    const std::int32_t end = std::min(bottom, target.extents().bottom());
    for (std::int32_t y = std::max(top, target.extents().y); y < end; ++y) {
        const auto row = ellipseRow(middle, outer, y);
        if (!row) continue;
        const auto inside = ellipseRow(middle, inner, y);
        const auto [first, last] = *row;
        if (!inside) {
            target.span(Ink::Even, first, y, last - first + 1);
            continue;
        }
        target.span(Ink::Even, first, y, inside->first - first);
        target.span(Ink::Even, inside->second + 1, y, last - inside->second);
    }
}

} // namespace

void drawWideArcs(Inks& inks, const Paint& paint, const Stroke& stroke, std::span<const Arc> arcs)
{
    StrokeInk target(inks, paint.raster.function);
    const ArcStroker stroker(target, stroke);
    const bool dashed = Dasher::dashed(stroke) && !inks.oddIsEven();
    ArcChain chain;
    const auto finishChain = [&] {
        if (!chain.empty()) dashed ? drawDashed(stroker, stroke, chain) : drawSolid(stroker, chain);
        chain.clear();
        target.finish(); // arcs that do not join are drawn one over the other
    };
    // No mitre reaches further than half of X's limit of 10.4 widths.
    const std::int32_t reach = 6 * stroke.width + 1;
    for (const Arc& arc : arcs) {
        if (!dashed && !arc.bounds.grown(reach).intersects(target.extents())) {
            finishChain();
            continue;
        }
        if (isRing(arc, stroke)) {
            finishChain();
            drawRing(target, arc.bounds, stroke.width);
            target.finish();
            continue;
        }
        ArcPoints points = flattened(arc, stroke.width / 2.0);
        if (!chain.empty() && !meet(chain.back().back(), points.front())) finishChain();
        chain.push_back(std::move(points));
    }
    finishChain();
}

} // namespace vitrine
