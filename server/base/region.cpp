// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/base/region.h"

namespace vitrine {

namespace {

// pixman's functions take what they only read as pointers to non-const in some versions.
pixman_region32_t* reading(const pixman_region32_t& region)
{
    return const_cast<pixman_region32_t*>(&region);
}

} // namespace

Region::Region(std::span<const Rect> rects)
{
    std::vector<pixman_box32_t> boxes;
    boxes.reserve(rects.size());
    for (const Rect& rect : rects)
        if (!rect.empty()) boxes.push_back(boxOf(rect));
    pixman_region32_init_rects(&region_, boxes.data(), static_cast<int>(boxes.size()));
}

void Region::copy(const Region& other)
{
    pixman_region32_copy(&region_, reading(other.region_));
}

std::vector<Rect> Region::rects() const
{
    std::vector<Rect> result;
    result.reserve(count());
    each([&](const Rect& rect) { result.push_back(rect); });
    return result;
}

std::int64_t Region::area() const
{
    std::int64_t sum = 0;
    each([&](const Rect& rect) { sum += rect.area(); });
    return sum;
}

bool Region::contains(Point point) const
{
    return pixman_region32_contains_point(reading(region_), point.x, point.y, nullptr);
}

bool Region::containsAny(const Rect& rect) const
{
    pixman_box32_t box = boxOf(rect);
    return pixman_region32_contains_rectangle(reading(region_), &box) == PIXMAN_REGION_IN;
}

bool Region::intersectsAny(const Rect& rect) const
{
    pixman_box32_t box = boxOf(rect);
    return pixman_region32_contains_rectangle(reading(region_), &box) != PIXMAN_REGION_OUT;
}

Region& Region::uniteAny(const Region& other)
{
    pixman_region32_union(&region_, &region_, reading(other.region_));
    return *this;
}

Region& Region::subtractAny(const Region& other)
{
    pixman_region32_subtract(&region_, &region_, reading(other.region_));
    return *this;
}

Region& Region::intersectAny(const Region& other)
{
    pixman_region32_intersect(&region_, &region_, reading(other.region_));
    return *this;
}

Region& Region::translateAny(Point by)
{
    pixman_region32_translate(&region_, by.x, by.y);
    return *this;
}

bool Region::equals(const Region& other) const
{
    return pixman_region32_equal(reading(region_), reading(other.region_));
}

Clip clipOf(const Region& region, const Rect& whole)
{
    if (region.contains(whole)) return {};
    return {std::make_shared<const std::vector<Rect>>(region.rects())};
}

} // namespace vitrine
