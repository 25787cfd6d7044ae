// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "protocol/canvas/paint.h"

#include <pixman.h>

#include <span>
#include <vector>

namespace vitrine {

// A set of pixels as disjoint rectangles, in bands sorted by y, then x. Coordinates may be anything
// that geometry.h allows; a rectangle without area adds nothing.
class Region {
public:
    Region() { pixman_region32_init(&region_); }
    Region(const Rect& rect);                     // implicit: a rectangle is a region
    explicit Region(std::span<const Rect> rects); // their union, in any order
    Region(const Region& other) : Region() { *this = other; }
    Region(Region&& other) noexcept : Region() { swap(other); }
    Region& operator=(const Region& other);
    Region& operator=(Region&& other) noexcept
    {
        swap(other);
        return *this;
    }
    ~Region() { pixman_region32_fini(&region_); }

    void swap(Region& other) noexcept { std::swap(region_, other.region_); }

    bool empty() const { return region_.extents.x1 >= region_.extents.x2; }
    Rect bounds() const;       // the smallest rectangle around it
    std::size_t count() const; // of rectangles
    std::vector<Rect> rects() const;
    std::int64_t area() const;
    bool isRect() const { return count() == 1; }

    bool contains(Point point) const;
    bool contains(const Rect& rect) const; // all of it; true for an empty one
    bool intersects(const Rect& rect) const;

    // Each changes this region and returns it.
    Region& unite(const Region& other);
    Region& subtract(const Region& other);
    Region& intersect(const Region& other);
    Region& translate(Point by);

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

    bool operator==(const Region& other) const;

private:
    std::span<const pixman_box32_t> boxes() const;

    pixman_region32_t region_;
};

// What an op carries: null where the region holds all of `whole`.
Clip clipOf(const Region& region, const Rect& whole);

} // namespace vitrine
