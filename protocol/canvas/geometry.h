// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>

namespace vitrine {

// Coordinates and sizes are in pixels; y grows downwards. Values that come from outside are bounded
// to 17 signed bits by their decoders (X11 coordinates, translated once), so sums never overflow.

struct Point {
    std::int32_t x = 0;
    std::int32_t y = 0;

    friend Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
    friend Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
    friend Point operator-(Point a) { return {-a.x, -a.y}; }
    bool operator==(const Point&) const = default;
};

struct Size {
    std::int32_t width = 0;
    std::int32_t height = 0;

    bool empty() const { return width <= 0 || height <= 0; }
    std::int64_t area() const { return empty() ? 0 : std::int64_t{width} * height; }
    bool operator==(const Size&) const = default;
};

// Half-open: holds x <= px < x + width. A rectangle without area holds nothing.
struct Rect {
    std::int32_t x = 0;
    std::int32_t y = 0;
    std::int32_t width = 0;
    std::int32_t height = 0;

    static Rect of(Size size) { return {0, 0, size.width, size.height}; }
    static Rect at(Point origin, Size size)
    {
        return {origin.x, origin.y, size.width, size.height};
    }
    static Rect between(std::int32_t left, std::int32_t top, std::int32_t right,
                        std::int32_t bottom)
    {
        return {left, top, right - left, bottom - top};
    }

    std::int32_t right() const { return x + width; }
    std::int32_t bottom() const { return y + height; }
    Point origin() const { return {x, y}; }
    Size size() const { return {width, height}; }
    bool empty() const { return width <= 0 || height <= 0; }
    std::int64_t area() const { return size().area(); }

    bool contains(Point p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
    bool contains(const Rect& other) const
    {
        return other.empty() || (other.x >= x && other.y >= y && other.right() <= right() &&
                                 other.bottom() <= bottom());
    }
    bool intersects(const Rect& other) const { return !intersected(other).empty(); }

    Rect translated(Point by) const { return {x + by.x, y + by.y, width, height}; }
    Rect grown(std::int32_t by) const { return {x - by, y - by, width + 2 * by, height + 2 * by}; }
    Rect intersected(const Rect& other) const
    {
        const Rect both =
            between(std::max(x, other.x), std::max(y, other.y), std::min(right(), other.right()),
                    std::min(bottom(), other.bottom()));
        return both.empty() ? Rect{} : both;
    }
    // The smallest rectangle around both.
    Rect united(const Rect& other) const
    {
        if (empty()) return other;
        if (other.empty()) return *this;
        return between(std::min(x, other.x), std::min(y, other.y), std::max(right(), other.right()),
                       std::max(bottom(), other.bottom()));
    }
    bool operator==(const Rect&) const = default;
};

} // namespace vitrine
