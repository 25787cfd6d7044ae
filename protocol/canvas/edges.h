// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "protocol/canvas/stroke_ink.h"

#include <array>
#include <cmath>
#include <span>

namespace vitrine {

inline std::int64_t floorDivided(std::int64_t value, std::int64_t by) // by > 0
{
    const bool negative = value < 0;
    const std::int64_t size = negative ? by - 1 - value : value;
    std::int64_t quotient = 0;
    if (static_cast<std::uint64_t>(size | by) >> 32 == 0) // which processors divide faster
        quotient = static_cast<std::uint32_t>(size) / static_cast<std::uint32_t>(by);
    else
        quotient = size / by;
    return negative ? -quotient : quotient;
}
inline std::int32_t ceiled(double value)
{
    return static_cast<std::int32_t>(std::ceil(value));
}
inline std::int32_t floored(double value)
{
    return static_cast<std::int32_t>(std::floor(value));
}

struct Vertex {
    double x = 0, y = 0;
};

// The line through a vertex v in a whole direction; k = v.x * dy - v.y * dx, given apart because
// it is often known more exactly than v.
struct Slope {
    std::int32_t dx = 0, dy = 0;
    double k = 0;
};

enum class EdgeSide : bool { Right, Left };

// A side of a wide line's piece, in rows: pixels from a left edge's x to a right edge's x belong to
// the piece. Its origin is a pixel; vertex and slope are relative to that. Not horizontal.
class Edge {
public:
    Edge() = default;
    Edge(Vertex from, Slope slope, Point origin, EdgeSide side);

    std::int32_t top() const { return top_; } // the first row
    std::int32_t x(std::int32_t y) const
    {
        const std::int64_t at = k_ + std::int64_t{y - origin_.y} * dx_;
        return static_cast<std::int32_t>(floorDivided(at - 1, dy_)) + origin_.x + left_;
    }
    bool leansLeft() const { return dx_ < 0; }

    // Goes down from row to row, which is faster than to ask for each.
    class Walker {
    public:
        Walker(const Edge& edge, std::int32_t y)
            : down_(edge.dy_), whole_(floorDivided(edge.dx_, down_)),
              part_(edge.dx_ - whole_ * down_)
        {
            const std::int64_t at = edge.k_ + std::int64_t{y - edge.origin_.y} * edge.dx_ - 1;
            const std::int64_t column = floorDivided(at, down_);
            rest_ = at - column * down_;
            x_ = column + edge.origin_.x + edge.left_;
        }
        std::int32_t x() const { return static_cast<std::int32_t>(x_); }
        void next()
        {
            x_ += whole_;
            rest_ += part_;
            if (rest_ < down_) return;
            rest_ -= down_;
            ++x_;
        }

    private:
        std::int64_t down_, whole_, part_, rest_, x_;
    };

private:
    Point origin_;
    std::int64_t k_ = 0;
    std::int32_t dx_ = 0, dy_ = 1;
    std::int32_t left_ = 0;
    std::int32_t top_ = 0;
};

// Edges one below the other.
class EdgeChain {
public:
    void add(const Edge& edge) { edges_[count_++] = edge; }
    bool empty() const { return count_ == 0; }
    std::int32_t top() const { return edges_[0].top(); }
    const Edge& at(std::int32_t y) const // y >= top()
    {
        std::size_t i = count_ - 1;
        while (i > 0 && edges_[i].top() > y) --i;
        return edges_[i];
    }
    std::int32_t until(std::int32_t y, std::int32_t end) const // where the edge of row y ends
    {
        for (std::size_t i = 0; i < count_; ++i)
            if (edges_[i].top() > y) end = std::min(end, edges_[i].top());
        return end;
    }

private:
    std::array<Edge, 4> edges_;
    std::size_t count_ = 0;
};

// Draws what lies between the chains, from their top to the row before `bottom`.
void fillBetween(StrokeInk& target, Ink ink, const EdgeChain& left, const EdgeChain& right,
                 std::int32_t bottom);

// A convex polygon of three or four vertices; slopes[i] leads from vertex i to the next.
void fillConvex(StrokeInk& target, Ink ink, std::span<const Vertex> vertices,
                std::span<const Slope> slopes, Point origin);

// The same, with slopes as near as 2^20 steps allow. Vertices that coincide are no harm.
void fillConvex(StrokeInk& target, Ink ink, std::span<const Vertex> vertices, Point origin);

} // namespace vitrine
