// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/wide_segment.h"

namespace vitrine {

namespace {

void drawSlanted(StrokeInk& target, const Segment& segment, Projections projections, Vertex corner,
                 double k)
{
    const std::int32_t dx = segment.to.x - segment.from.x, dy = segment.to.y - segment.from.y;
    // Half a width along the line; the corner is half a width across it.
    const Vertex along{-corner.y, corner.x};
    const auto moved = [&along](Vertex v, double steps) {
        return Vertex{v.x + steps * along.x, v.y + steps * along.y};
    };
    const double back = projections.from ? -1 : 0;
    const Vertex right = moved(corner, back);
    const Vertex left = moved({-corner.x, -corner.y}, back);
    const Slope rightSlope{dx, dy, k}, leftSlope{dx, dy, -k};

    // The upper corner of both faces: on the right side if the line leans right.
    const Vertex side = dx > 0 ? corner : Vertex{-corner.x, -corner.y};
    const auto faceSlope = [&](Vertex v, bool projects) {
        return Slope{-dy, dx, projects ? v.x * dx + v.y * dy : 0.0};
    };
    const Vertex upper = projections.from ? moved(side, -1) : side;
    const Vertex lower = projections.to ? moved(side, 1) : side;
    const Edge rightEdge(right, rightSlope, segment.from, EdgeSide::Right);
    const Edge leftEdge(left, leftSlope, segment.from, EdgeSide::Left);
    const Edge top(upper, faceSlope(upper, projections.from), segment.from,
                   dx > 0 ? EdgeSide::Left : EdgeSide::Right);
    const Edge bottom(lower, faceSlope(lower, projections.to), segment.to,
                      dx < 0 ? EdgeSide::Left : EdgeSide::Right);
    const double lowest = projections.to ? -side.y + along.y : -side.y;

    EdgeChain lefts, rights;
    if (dx < 0) {
        lefts.add(leftEdge), lefts.add(bottom);
        rights.add(top), rights.add(rightEdge);
    } else {
        lefts.add(top), lefts.add(leftEdge);
        rights.add(rightEdge), rights.add(bottom);
    }
    fillBetween(target, Ink::Even, lefts, rights, ceiled(lowest) + segment.to.y);
}

} // namespace

Faces drawWideSegment(StrokeInk& target, std::int32_t width, const Segment& given,
                      Projections projections)
{
    const bool upwards =
        given.to.y < given.from.y || (given.to.y == given.from.y && given.to.x < given.from.x);
    if (upwards) {
        const auto [from, to] = drawWideSegment(target, width, {given.to, given.from},
                                                {projections.to, projections.from});
        return {to, from};
    }
    const std::int32_t dx = given.to.x - given.from.x, dy = given.to.y - given.from.y;
    const std::int32_t before = width / 2, after = (width + 1) / 2;
    const std::int32_t more = projections.from ? before : 0, beyond = projections.to ? after : 0;
    const double half = width / 2.0;
    if (dy == 0) {
        target.rect(Ink::Even,
                    {given.from.x - more, given.from.y - before, dx + more + beyond, width});
        const double k = -static_cast<double>(width) * dx / 2.0;
        return {{given.from, {0, -half}, dx, dy, k}, {given.to, {0, half}, -dx, -dy, k}};
    }
    if (dx == 0) {
        target.rect(Ink::Even,
                    {given.from.x - before, given.from.y - more, width, dy + more + beyond});
        const double k = static_cast<double>(width) * dy / 2.0;
        return {{given.from, {half, 0}, dx, dy, k}, {given.to, {-half, 0}, -dx, -dy, k}};
    }
    const double length = std::sqrt(static_cast<double>(dx) * dx + static_cast<double>(dy) * dy);
    const double scale = half / length;
    const Vertex corner{scale * dy, -scale * dx};
    const double k = half * length;
    drawSlanted(target, given, projections, corner, k);
    return {{given.from, corner, dx, dy, k}, {given.to, {-corner.x, -corner.y}, -dx, -dy, k}};
}

} // namespace vitrine
