// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/base/region.h"

namespace vitrine {

namespace {

pixman_box32_t boxOf(const Rect& rect)
{
    return {rect.x, rect.y, rect.right(), rect.bottom()};
}

// pixman's functions take what they only read as pointers to non-const in some versions.
pixman_region32_t* reading(const pixman_region32_t& region)
{
    return const_cast<pixman_region32_t*>(&region);
}

} // namespace

Region::Region(const Rect& rect)
{
    if (rect.empty())
        pixman_region32_init(&region_);
    else
        pixman_region32_init_rect(&region_, rect.x, rect.y, static_cast<unsigned>(rect.width),
                                  static_cast<unsigned>(rect.height));
}

Region::Region(std::span<const Rect> rects)
{
    std::vector<pixman_box32_t> boxes;
    boxes.reserve(rects.size());
    for (const Rect& rect : rects)
        if (!rect.empty()) boxes.push_back(boxOf(rect));
    pixman_region32_init_rects(&region_, boxes.data(), static_cast<int>(boxes.size()));
}

Region& Region::operator=(const Region& other)
{
    pixman_region32_copy(&region_, reading(other.region_));
    return *this;
}

std::span<const pixman_box32_t> Region::boxes() const
{
    int count = 0;
    const pixman_box32_t* boxes = pixman_region32_rectangles(reading(region_), &count);
    return {boxes, static_cast<std::size_t>(count)};
}

Rect Region::bounds() const
{
    const auto& [x1, y1, x2, y2] = region_.extents;
    return empty() ? Rect{} : Rect::between(x1, y1, x2, y2);
}

std::size_t Region::count() const
{
    return boxes().size();
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

bool Region::contains(const Rect& rect) const
{
    if (rect.empty()) return true;
    pixman_box32_t box = boxOf(rect);
    return pixman_region32_contains_rectangle(reading(region_), &box) == PIXMAN_REGION_IN;
}

bool Region::intersects(const Rect& rect) const
{
    if (rect.empty()) return false;
    pixman_box32_t box = boxOf(rect);
    return pixman_region32_contains_rectangle(reading(region_), &box) != PIXMAN_REGION_OUT;
}

Region& Region::unite(const Region& other)
{
    if (!other.empty()) pixman_region32_union(&region_, &region_, reading(other.region_));
    return *this;
}

Region& Region::subtract(const Region& other)
{
    if (!other.empty()) pixman_region32_subtract(&region_, &region_, reading(other.region_));
    return *this;
}

Region& Region::intersect(const Region& other)
{
    pixman_region32_intersect(&region_, &region_, reading(other.region_));
    return *this;
}

Region& Region::translate(Point by)
{
    pixman_region32_translate(&region_, by.x, by.y);
    return *this;
}

bool Region::operator==(const Region& other) const
{
    return pixman_region32_equal(reading(region_), reading(other.region_));
}

Clip clipOf(const Region& region, const Rect& whole)
{
    if (region.contains(whole)) return {};
    return {std::make_shared<const std::vector<Rect>>(region.rects())};
}

} // namespace vitrine
