// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "protocol/canvas/paint.h"

#include <pixman.h>

#include <algorithm>
#include <span>
#include <vector>

namespace vitrine {

// A set of pixels as disjoint rectangles, in bands sorted by y, then x. Coordinates may be anything
// that geometry.h allows; a rectangle without area adds nothing.
class Region {
public:
    Region() = default;
    Region(const Rect& rect) // implicit: a rectangle is a region
    {
        if (!rect.empty()) region_ = {boxOf(rect), nullptr};
    }
    explicit Region(std::span<const Rect> rects); // their union, in any order
    Region(const Region& other) { *this = other; }
    Region(Region&& other) noexcept { swap(other); }
    Region& operator=(const Region& other)
    {
        if (owns() || other.owns())
            copy(other);
        else
            region_ = other.region_;
        return *this;
    }
    Region& operator=(Region&& other) noexcept
    {
        swap(other);
        return *this;
    }
    ~Region()
    {
        if (owns()) pixman_region32_fini(&region_);
    }

    void swap(Region& other) noexcept { std::swap(region_, other.region_); }

    bool empty() const { return region_.extents.x1 >= region_.extents.x2; }
    Rect bounds() const // the smallest rectangle around it
    {
        const auto& [x1, y1, x2, y2] = region_.extents;
        return empty() ? Rect{} : Rect::between(x1, y1, x2, y2);
    }
    std::size_t count() const { return boxes().size(); } // of rectangles
    std::vector<Rect> rects() const;
    std::int64_t area() const;
    bool isRect() const { return region_.data == nullptr; }

    bool contains(Point point) const;
    bool contains(const Rect& rect) const // all of it; true for an empty one
    {
        if (rect.empty()) return true;
        return isRect() ? holds(region_, {boxOf(rect), nullptr}) : containsAny(rect);
    }
    bool intersects(const Rect& rect) const
    {
        if (rect.empty() || apart(region_, {boxOf(rect), nullptr})) return false;
        return isRect() || intersectsAny(rect);
    }

    // Each changes this region and returns it.
    Region& unite(const Region& other)
    {
        if (other.empty() || (isRect() && holds(region_, other.region_))) return *this;
        if (empty() || (other.isRect() && holds(other.region_, region_))) return *this = other;
        return uniteAny(other);
    }
    Region& subtract(const Region& other)
    {
        if (empty() || other.empty() || apart(region_, other.region_)) return *this;
        if (other.isRect() && holds(other.region_, region_)) return clear();
        return subtractAny(other);
    }
    Region& intersect(const Region& other)
    {
        if (empty() || (other.isRect() && holds(other.region_, region_))) return *this;
        if (other.empty() || apart(region_, other.region_)) return clear();
        if (!isRect() || !other.isRect()) return intersectAny(other);
        pixman_box32_t& mine = region_.extents;
        const pixman_box32_t& its = other.region_.extents;
        mine = {std::max(mine.x1, its.x1), std::max(mine.y1, its.y1), std::min(mine.x2, its.x2),
                std::min(mine.y2, its.y2)};
        return *this;
    }
    Region& translate(Point by)
    {
        if (empty() || by == Point{}) return *this;
        if (!isRect()) return translateAny(by);
        pixman_box32_t& box = region_.extents;
        box = {box.x1 + by.x, box.y1 + by.y, box.x2 + by.x, box.y2 + by.y};
        return *this;
    }
    // One of more than so many rectangles becomes the box around it.
    Region& coarsen(std::size_t mostRects)
    {
        if (!isRect() && count() > mostRects) *this = bounds();
        return *this;
    }
    Region& clear()
    {
        if (owns()) pixman_region32_fini(&region_);
        region_ = {{0, 0, 0, 0}, &noRects};
        return *this;
    }

    Region united(const Region& other) const { return Region(*this).unite(other); }
    Region subtracted(const Region& other) const { return Region(*this).subtract(other); }
    Region intersected(const Region& other) const { return Region(*this).intersect(other); }
    Region translated(Point by) const { return Region(*this).translate(by); }

    // Calls `use` with each Rect, without making a list.
    template<class Use> void each(Use use) const
    {
        for (const pixman_box32_t& box : boxes())
            use(Rect::between(box.x1, box.y1, box.x2, box.y2));
    }

    bool operator==(const Region& other) const
    {
        if (isRect() != other.isRect() || empty() != other.empty()) return false;
        return empty() || (isRect() ? same(region_.extents, other.region_.extents) : equals(other));
    }

private:
    // pixman's own representation: no list for one rectangle, an empty list for none. Most regions
    // are one of these, and what is done to them takes no call and no memory.
    static inline constinit pixman_region32_data_t noRects{0, 0};

    static pixman_box32_t boxOf(const Rect& rect)
    {
        return {rect.x, rect.y, rect.right(), rect.bottom()};
    }
    static bool same(const pixman_box32_t& one, const pixman_box32_t& other)
    {
        return one.x1 == other.x1 && one.y1 == other.y1 && one.x2 == other.x2 && one.y2 == other.y2;
    }
    static bool holds(const pixman_region32_t& outer, const pixman_region32_t& inner)
    {
        const pixman_box32_t &out = outer.extents, &in = inner.extents;
        return out.x1 <= in.x1 && out.y1 <= in.y1 && out.x2 >= in.x2 && out.y2 >= in.y2;
    }
    static bool apart(const pixman_region32_t& one, const pixman_region32_t& other)
    {
        const pixman_box32_t &a = one.extents, &b = other.extents;
        return a.x2 <= b.x1 || b.x2 <= a.x1 || a.y2 <= b.y1 || b.y2 <= a.y1;
    }
    bool owns() const { return region_.data && region_.data->size != 0; }
    std::span<const pixman_box32_t> boxes() const
    {
        if (isRect()) return {&region_.extents, 1};
        return {reinterpret_cast<const pixman_box32_t*>(region_.data + 1),
                static_cast<std::size_t>(region_.data->numRects)};
    }

    void copy(const Region& other);
    bool containsAny(const Rect& rect) const;
    bool intersectsAny(const Rect& rect) const;
    Region& uniteAny(const Region& other);
    Region& subtractAny(const Region& other);
    Region& intersectAny(const Region& other);
    Region& translateAny(Point by);
    bool equals(const Region& other) const;

    pixman_region32_t region_{{0, 0, 0, 0}, &noRects};
};

// What an op carries: null where the region holds all of `whole`.
Clip clipOf(const Region& region, const Rect& whole);

} // namespace vitrine
