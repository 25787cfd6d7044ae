// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/edges.h"

namespace vitrine {

Edge::Edge(Vertex from, Slope slope, Point origin, EdgeSide side)
    : origin_(origin), left_(side == EdgeSide::Left ? 1 : 0)
{
    if (slope.dy < 0) slope = {-slope.dx, -slope.dy, -slope.k};
    k_ = static_cast<std::int64_t>(std::ceil(slope.k));
    dx_ = slope.dx;
    dy_ = slope.dy;
    top_ = ceiled(from.y) + origin.y;
}

void fillBetween(StrokeInk& target, Ink ink, const EdgeChain& left, const EdgeChain& right,
                 std::int32_t bottom)
{
    if (left.empty() || right.empty()) return;
    const Rect& extents = target.extents();
    const std::int32_t first = std::max({left.top(), right.top(), extents.y});
    const std::int32_t end = std::min(bottom, extents.bottom());
    for (std::int32_t y = first; y < end;) {
        Edge::Walker from(left.at(y), y), to(right.at(y), y);
        const std::int32_t turn = left.until(y, right.until(y, end));
        for (; y < turn; ++y, from.next(), to.next())
            if (to.x() >= from.x()) target.span(ink, from.x(), y, to.x() - from.x() + 1);
    }
}

void fillConvex(StrokeInk& target, Ink ink, std::span<const Vertex> vertices,
                std::span<const Slope> slopes, Point origin)
{
    const std::size_t count = vertices.size();
    std::size_t top = 0, bottom = 0;
    for (std::size_t i = 1; i < count; ++i) {
        if (vertices[i].y < vertices[top].y) top = i;
        if (vertices[i].y >= vertices[bottom].y) bottom = i;
    }
    const auto after = [count](std::size_t i) { return i + 1 == count ? 0 : i + 1; };
    const auto before = [count](std::size_t i) { return i == 0 ? count - 1 : i - 1; };

    EdgeChain forwards, backwards;
    const Slope &in = slopes[before(top)], &out = slopes[top];
    const bool clockwise = std::int64_t{in.dy} * out.dx <= std::int64_t{out.dy} * in.dx;
    const EdgeSide forwardSide = clockwise ? EdgeSide::Right : EdgeSide::Left;
    const EdgeSide backwardSide = clockwise ? EdgeSide::Left : EdgeSide::Right;
    for (std::size_t i = top; i != bottom; i = after(i))
        if (slopes[i].dy != 0) forwards.add(Edge(vertices[i], slopes[i], origin, forwardSide));
    for (std::size_t i = top; i != bottom; i = before(i))
        if (const Slope& slope = slopes[before(i)]; slope.dy != 0)
            backwards.add(Edge(vertices[i], slope, origin, backwardSide));

    const EdgeChain& left = clockwise ? backwards : forwards;
    const EdgeChain& right = clockwise ? forwards : backwards;
    fillBetween(target, ink, left, right, ceiled(vertices[bottom].y) + origin.y);
}

void fillConvex(StrokeInk& target, Ink ink, std::span<const Vertex> given, Point origin)
{
    std::array<Vertex, 4> vertices;
    std::array<Slope, 4> slopes;
    std::size_t count = 0;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const Vertex from = given[i], to = given[(i + 1) % given.size()];
        const double dx = to.x - from.x, dy = to.y - from.y;
        const double scale = std::max(std::abs(dx), std::abs(dy));
        if (scale < 1e-9) continue;
        Slope slope{static_cast<std::int32_t>(dx * (1 << 20) / scale),
                    static_cast<std::int32_t>(dy * (1 << 20) / scale), 0};
        slope.k = from.x * slope.dy - from.y * slope.dx;
        vertices[count] = from;
        slopes[count++] = slope;
    }
    if (count < 3) return;
    fillConvex(target, ink, std::span(vertices).first(count), std::span(slopes).first(count),
               origin);
}

} // namespace vitrine
