// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/arc_body.h"

#include "protocol/canvas/angles.h"
#include "protocol/canvas/arc_quarter.h"
#include "protocol/canvas/reals.h"

#include <utility>

namespace vitrine {

namespace {

// An arc of less than a quarter, mirrored into the first one, or several that coincide there.
struct Sweep {
    std::int32_t from, to;
    QuarterMask quarters;
};

std::int32_t mirrored(std::int32_t angle, std::int32_t quarter)
{
    return quarter % 2 == 0 ? angle - quarter * quadrant : (quarter + 1) * quadrant - angle;
}

// The last quarter of an arc that goes on to `end`.
std::int32_t lastQuarter(std::int32_t start, std::int32_t end)
{
    return (start == end ? start : end - 1) / quadrant;
}

std::vector<Sweep> quartersOf(std::int32_t start, std::int32_t end)
{
    std::vector<Sweep> bands;
    const std::int32_t last = lastQuarter(start, end);
    for (std::int32_t quarter = start / quadrant; quarter <= last; ++quarter) {
        const std::int32_t one = mirrored(std::max(start, quarter * quadrant), quarter);
        const std::int32_t other = mirrored(std::min(end, (quarter + 1) * quadrant), quarter);
        bands.push_back({std::min(one, other), std::max(one, other), 1u << quarter % 4});
    }
    return bands;
}

// The bands cut into pieces, each with all the quarters in which it is drawn.
std::vector<Sweep> sweepsOf(std::vector<Sweep> bands)
{
    constexpr std::int32_t finished = quadrant + 1;
    std::vector<Sweep> sweeps;
    while (true) {
        Sweep sweep{quadrant, 0, 0};
        for (const Sweep& band : bands)
            if (band.from <= sweep.from) sweep = band;
        if (sweep.quarters == 0) return sweeps;
        for (const Sweep& band : bands) {
            if (sweep.quarters & band.quarters) continue;
            if (band.from == sweep.from) {
                sweep.to = std::min(sweep.to, band.to);
                sweep.quarters |= band.quarters;
            } else {
                sweep.to = std::min(sweep.to, std::max(band.from, sweep.from));
            }
        }
        sweeps.push_back(sweep);
        for (Sweep& band : bands) {
            if (band.from != sweep.from) continue;
            band.from = sweep.to;
            if (band.from == band.to) band.from = band.to = finished;
        }
    }
}

// One end of the arc: the quarter and the mirrored angle at which it lies, and its face.
struct End {
    std::int32_t quarter, angle;
    ArcFace face;
    bool flipped = false; // mirrored, so that its sides change places

    bool in(const Sweep& sweep) const { return (sweep.quarters >> quarter & 1) != 0; }
    // From the first quarter, y upwards, to where it is, y downwards.
    ArcFace placed() const
    {
        const double x = quarter == 1 || quarter == 2 ? -1 : 1, y = quarter >= 2 ? 1 : -1;
        const auto place = [x, y](Vertex v) { return Vertex{x * v.x, y * v.y}; };
        ArcFace result{place(face.clock), place(face.centre), place(face.counterClock)};
        if (flipped) std::swap(result.clock, result.counterClock);
        return result;
    }
};

// From `start` anticlockwise to `end`, start < full circle.
ArcFaces drawAnticlockwise(ArcQuarter& quarter, std::int32_t start, std::int32_t end)
{
    if (end < start) end += fullCircle;
    const std::int32_t first = start / quadrant, last = lastQuarter(start, end);
    End right{first, mirrored(start, first), {}}, left{last % 4, mirrored(end, last), {}};

    bool both = false; // ends of one sweep that change places
    for (const Sweep& sweep : sweepsOf(quartersOf(start, end))) {
        ArcFace *atFrom = nullptr, *atTo = nullptr;
        if (right.in(sweep)) {
            if (sweep.from == right.angle) {
                atFrom = &right.face;
            } else if (sweep.to == right.angle) {
                atTo = &right.face;
                right.flipped = true;
            }
        }
        if (left.in(sweep)) {
            if (sweep.to == left.angle) {
                both = both || atTo;
                atTo = &left.face;
            } else if (sweep.from == left.angle) {
                both = both || atFrom;
                atFrom = &left.face;
                left.flipped = true;
            }
        }
        quarter.draw(sweep.from, sweep.to, sweep.quarters, atFrom, atTo);
    }
    if (both) right.face = left.face;
    return {right.placed(), left.placed()};
}

// An ellipse without width or height: a straight line, over the stretch that the arc passes.
ArcFaces drawFlat(StrokeInk& target, Ink ink, const Arc& arc, std::int32_t lineWidth)
{
    const double halfWidth = arc.bounds.width / 2.0, halfHeight = arc.bounds.height / 2.0;
    const std::int32_t extent = std::clamp(arc.extent, -fullCircle, fullCircle);
    const std::int32_t start = -arc.start, end = -(arc.start + extent); // clockwise
    const auto at = [&](std::int32_t angle) {
        return Vertex{halfWidth * cosineOfDegrees(angle / 64.0),
                      halfHeight * sineOfDegrees(angle / 64.0)};
    };
    const Vertex from = at(start), to = at(end);
    Vertex least{std::min(from.x, to.x), std::min(from.y, to.y)};
    Vertex most{std::max(from.x, to.x), std::max(from.y, to.y)};
    const std::int32_t low = std::min(start, end), high = std::max(start, end);
    const auto corner = static_cast<std::int32_t>(-floorDivided(-low, quadrant)) * quadrant;
    for (std::int32_t angle = corner; angle <= high; angle += quadrant) {
        const Vertex turn = at(angle);
        least = {std::min(least.x, turn.x), std::min(least.y, turn.y)};
        most = {std::max(most.x, turn.x), std::max(most.y, turn.y)};
    }

    const double half = lineWidth / 2.0;
    const double side = (to.x - from.x) + (to.y - from.y) < 0 ? -half : half;
    const Vertex across = halfHeight != 0 ? Vertex{-side, 0} : Vertex{0, side};
    const auto plus = [&across](Vertex v) { return Vertex{v.x + across.x, v.y + across.y}; };
    const auto minus = [&across](Vertex v) { return Vertex{v.x - across.x, v.y - across.y}; };

    if (least.y != most.y)
        least.x = -half, most.x = half;
    else
        least.y = -half, most.y = half;
    if (least.x != most.x && least.y != most.y)
        target.rect(ink, Rect::between(ceiled(least.x + halfWidth), ceiled(least.y + halfHeight),
                                       ceiled(most.x + halfWidth), ceiled(most.y + halfHeight))
                             .translated(arc.bounds.origin()));
    // Seen from outside, the line's start lies to the right of it.
    return {{minus(from), from, plus(from)}, {plus(to), to, minus(to)}};
}

} // namespace

ArcFaces ArcPen::draw(Ink ink, const Arc& arc)
{
    if (arc.bounds.empty()) return drawFlat(target_, ink, arc, lineWidth_);
    const std::int32_t extent = std::clamp(arc.extent, -fullCircle, fullCircle);
    const std::int32_t other = arc.start + extent;
    std::int32_t start = normalizedAngle(extent < 0 ? other : arc.start);
    std::int32_t end = extent < 0 ? arc.start : other;
    // A turn's end is a turn, not nothing.
    if (end < 0)
        end = normalizedAngle(end) == 0 ? fullCircle : normalizedAngle(end);
    else if (end > fullCircle)
        end = (end - 1) % fullCircle + 1;
    if (start == end && extent != 0) {
        start = 0;
        end = fullCircle;
    }
    ArcQuarter quarter(target_, ink, arc.bounds, lineWidth_, ring(arc.bounds));
    ArcFaces faces = drawAnticlockwise(quarter, start, end);
    if (extent < 0) std::swap(faces.left, faces.right);
    return faces;
}

const Ring& ArcPen::ring(const Rect& bounds)
{
    const Rect& extents = target_.extents();
    const std::int32_t middle = bounds.y + bounds.height / 2, lower = middle + bounds.height % 2;
    const std::int32_t lowest = std::min(middle - extents.bottom(), extents.y - lower);
    const std::int32_t highest = std::max(middle - extents.y, extents.bottom() - lower);
    if (ring_ && ringSize_ == bounds.size() && ring_->holds(lowest, highest)) return *ring_;
    ringSize_ = bounds.size();
    return ring_.emplace(bounds.size(), lineWidth_, lowest, highest);
}

void ArcPen::drawWhole(const Rect& bounds)
{
    const Ring& rows = ring(bounds);
    const std::int32_t x = bounds.x + bounds.width / 2, upper = bounds.y + bounds.height / 2;
    const std::int32_t lower = upper + bounds.height % 2;
    if (rows.hasTip()) target_.span(Ink::Even, x, upper - rows.top() - 1, 1);
    for (std::int32_t y = rows.lowest(); y <= rows.highest(); ++y) {
        const RingRow& row = rows.row(y);
        const auto draw = [&](std::int32_t at) {
            target_.span(Ink::Even, x + row.left, at, row.leftWidth);
            if (row.holed) target_.span(Ink::Even, x + row.right, at, row.rightWidth);
        };
        if (rows.holeTip() == y) target_.span(Ink::Even, x, lower + y, 1);
        draw(upper - y);
        if (upper - y != lower + y) draw(lower + y);
    }
}

} // namespace vitrine
