// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/line_faces.h"

#include "protocol/canvas/disc.h"

#include <cstdlib>

namespace vitrine {

namespace {

// A mitre longer than this many line widths, squared, becomes a bevel: joins under 11 degrees.
constexpr double mitreLimitSquared = 108.856472512142;

DiscCut cutAlong(Vertex from, std::int32_t dx, std::int32_t dy, double k, const LineFace& face,
                 bool left)
{
    DiscCut cut;
    cut.side = left ? EdgeSide::Left : EdgeSide::Right;
    if (dx == 0 && dy == 0) dy = 1;
    if (dy == 0) {
        cut.horizontal = true;
        cut.top = ceiled(face.corner.y) + face.at.y;
    } else {
        cut.edge = Edge(from, {dx, dy, k}, face.at, cut.side);
        cut.top = cut.edge.top();
    }
    return cut;
}

// Along a line's face, keeping the half away from the line.
DiscCut capCut(const LineFace& face, double k)
{
    const std::int32_t dx = -face.dy, dy = face.dx;
    if (dy < 0 || (dy == 0 && dx > 0))
        return cutAlong({-face.corner.x, -face.corner.y}, -dx, -dy, k, face, true);
    return cutAlong(face.corner, dx, dy, k, face, false);
}

DiscCut joinCut(const LineFace& face)
{
    const Vertex from = face.corner.y > 0 ? Vertex{} : face.corner;
    const std::int32_t dx = -face.dy, dy = face.dx;
    if (dy < 0 || (dy == 0 && dx > 0)) return cutAlong(from, -dx, -dy, 0, face, true);
    return cutAlong(from, dx, dy, 0, face, false);
}

double turn(const LineFace& left, const LineFace& right)
{
    return -left.dx * static_cast<double>(right.dy) + right.dx * static_cast<double>(left.dy);
}

LineFace mirrored(const LineFace& face)
{
    return {face.at, {-face.corner.x, -face.corner.y}, -face.dx, -face.dy, face.k};
}

// The tip of the mitre: where the outer sides of both lines meet.
Vertex mitreTip(const LineFace& left, const LineFace& right, double denominator)
{
    const double leftK = left.corner.x * left.dy - left.corner.y * left.dx;
    const double rightK = right.corner.x * right.dy - right.corner.y * right.dx;
    const double y = (left.dy * rightK - right.dy * leftK) / denominator;
    const LineFace& steep = left.dy != 0 ? left : right;
    return {steep.corner.x + (y - steep.corner.y) * static_cast<double>(steep.dx) /
                                 static_cast<double>(steep.dy),
            y};
}

// Whether the segment that this face begins draws the face's own pixel, for lines of width 1.
bool drawsOwnPixel(const LineFace& face)
{
    return face.dx > 0 || (face.dx == 0 && face.dy > 0);
}

} // namespace

bool Stroker::cutsDiscs() const
{
    const bool roundCaps = stroke.cap == CapStyle::Round,
               roundJoins = stroke.join == JoinStyle::Round;
    return (stroke.style != LineStyle::Solid || stroke.width > 2) &&
           ((roundCaps && !roundJoins) || (roundJoins && stroke.cap == CapStyle::Butt));
}

void Stroker::join(Ink ink, LineFace left, LineFace right) const
{
    const double denominator = turn(left, right);
    if (stroke.width == 1 && !target.keeps()) {
        if (drawsOwnPixel(left) || drawsOwnPixel(right)) return;
        if (stroke.join != JoinStyle::Round && denominator == 0) return;
        if (stroke.join != JoinStyle::Miter) {
            target.span(ink, left.at.x, left.at.y, 1);
            return;
        }
    } else if (stroke.join == JoinStyle::Round) {
        roundJoin(ink, left, right);
        return;
    } else if (denominator == 0) {
        return;
    }

    const bool swapped = denominator <= 0;
    if (swapped)
        right = mirrored(right);
    else
        left = mirrored(left);
    const auto along = [swapped](const LineFace& face) {
        return swapped ? Slope{-face.dx, -face.dy, -face.k} : Slope{face.dx, face.dy, face.k};
    };
    const Slope outOfRight{-right.dy, right.dx, 0}, intoLeft{left.dy, -left.dx, 0};

    if (stroke.join == JoinStyle::Miter) {
        const Vertex tip = mitreTip(left, right, denominator);
        const double width = stroke.width;
        if ((tip.x * tip.x + tip.y * tip.y) * 4 <= mitreLimitSquared * width * width) {
            const std::array vertices{right.corner, Vertex{}, left.corner, tip};
            const std::array slopes{outOfRight, intoLeft, along(left), along(right)};
            fillConvex(target, ink, vertices, slopes, left.at);
            return;
        }
    }
    const double dx = right.corner.x - left.corner.x, dy = right.corner.y - left.corner.y;
    const double scale = std::max(std::abs(dx), std::abs(dy));
    if (scale == 0) return;
    Slope bevel{static_cast<std::int32_t>(dx * 65536 / scale),
                static_cast<std::int32_t>(dy * 65536 / scale), 0};
    bevel.k = ((left.corner.x + right.corner.x) * bevel.dy -
               (left.corner.y + right.corner.y) * bevel.dx) /
              2.0;
    const std::array vertices{right.corner, Vertex{}, left.corner};
    const std::array slopes{outOfRight, intoLeft, bevel};
    fillConvex(target, ink, vertices, slopes, left.at);
}

void Stroker::roundJoin(Ink ink, LineFace left, LineFace right) const
{
    if (!cutsDiscs()) return disc(ink, left.at);
    Vertex& outer = turn(left, right) >= 0 ? left.corner : right.corner;
    outer = {-outer.x, -outer.y};
    const std::array cuts{joinCut(left), joinCut(right)};
    cutDisc(ink, {static_cast<double>(left.at.x), static_cast<double>(left.at.y)}, cuts);
}

void Stroker::roundCap(Ink ink, const LineFace& face) const
{
    if (!cutsDiscs()) return disc(ink, face.at);
    const std::array cuts{capCut(face, 0)};
    cutDisc(ink, {static_cast<double>(face.at.x), static_cast<double>(face.at.y)}, cuts);
}

void Stroker::roundCap(Ink ink, const LineFace& face, Vertex centre) const
{
    if (!cutsDiscs()) return cutDisc(ink, centre, {});
    const std::array cuts{capCut(face, face.k)};
    cutDisc(ink, centre, cuts);
}

void Stroker::disc(Ink ink, Point centre) const
{
    const std::int32_t width = stroke.width, half = width / 2;
    const Rect& extents = target.extents();
    const std::int32_t last = std::min(half, extents.bottom() - 1 - centre.y);
    for (std::int32_t y = std::max(-half, extents.y - centre.y); y <= last; ++y)
        if (const auto row = discRow(width, y))
            target.span(ink, centre.x + row->first, centre.y + y, row->second - row->first + 1);
}

void Stroker::cutDisc(Ink ink, Vertex centre, std::span<const DiscCut> cuts) const
{
    const double radius = stroke.width / 2.0;
    std::int32_t first = ceiled(centre.y - radius);
    std::int32_t last = ceiled(centre.y + radius) - 1;
    std::optional<std::int32_t> upper;
    for (const DiscCut& cut : cuts) {
        const bool left = cut.side == EdgeSide::Left;
        if (cut.horizontal && !left) last = std::min(last, cut.top);
        if (cut.horizontal ? left : cut.edge.leansLeft() == left)
            upper = std::min(upper.value_or(cut.top), cut.top);
    }
    first = std::max({first, upper.value_or(first), target.extents().y});
    last = std::min(last, target.extents().bottom() - 1);
    for (std::int32_t y = first; y <= last; ++y) {
        auto [from, to] = discRow(radius, centre.x, y - centre.y);
        for (const DiscCut& cut : cuts) {
            if (cut.horizontal || y < cut.top) continue;
            if (cut.side == EdgeSide::Left)
                from = std::max(from, cut.edge.x(y));
            else
                to = std::min(to, cut.edge.x(y));
        }
        if (to >= from) target.span(ink, from, y, to - from + 1);
    }
}

void Stroker::projectingCap(Ink ink, const LineFace& face) const
{
    const std::int32_t width = stroke.width, before = width / 2, after = (width + 1) / 2;
    if (face.dy == 0) {
        const bool atLeft = face.dx > 0;
        target.rect(ink, {face.at.x - (atLeft ? before : 0), face.at.y - before,
                          atLeft ? before : after, width});
    } else if (face.dx == 0) {
        const bool above = face.dy > 0;
        target.rect(ink, {face.at.x - before, face.at.y - (above ? before : 0), width,
                          above ? before : after});
    } else {
        // The square behind the face: its corners, clockwise or not, as `fillConvex` likes.
        const Vertex near = face.corner, far{-near.x, -near.y};
        const Vertex back{near.y, -near.x};
        const std::array vertices{near, far, Vertex{far.x + back.x, far.y + back.y},
                                  Vertex{near.x + back.x, near.y + back.y}};
        const double reach = back.x * face.dx + back.y * face.dy;
        const std::array slopes{Slope{-face.dy, face.dx, 0}, Slope{-face.dx, -face.dy, face.k},
                                Slope{face.dy, -face.dx, -reach}, Slope{face.dx, face.dy, face.k}};
        fillConvex(target, ink, vertices, slopes, face.at);
    }
}

} // namespace vitrine
