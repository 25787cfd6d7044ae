// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/regions.h"

#include "server/display/held_region.h"

#include <limits>

namespace vitrine {

namespace {

constexpr std::int32_t lowest = std::numeric_limits<std::int16_t>::min();
constexpr std::int32_t highest = std::numeric_limits<std::int16_t>::max();
constexpr Rect nameable{lowest, lowest, highest - lowest, highest - lowest};

bool ordered(std::span<const x11::Rectangle> rectangles, std::uint8_t ordering)
{
    for (std::size_t i = 1; i < rectangles.size(); ++i) {
        const x11::Rectangle &last = rectangles[i - 1], &next = rectangles[i];
        const bool sameRow = next.y == last.y;
        const bool banded = ordering == x11::ClipOrdering::YXBanded;
        if (next.y < last.y) return false;
        if (sameRow && ordering != x11::ClipOrdering::YSorted && next.x < last.x) return false;
        if (banded && sameRow && (next.height != last.height || next.x < last.x + last.width))
            return false;
        if (banded && !sameRow && next.y < last.y + last.height) return false;
    }
    return true;
}

} // namespace

void checkOrder(std::span<const x11::Rectangle> rectangles, std::uint8_t ordering)
{
    if (ordering > x11::ClipOrdering::YXBanded) throw badValue(ordering);
    if (ordering != x11::ClipOrdering::Unsorted && !ordered(rectangles, ordering)) throw badMatch();
}

Region regionOf(std::span<const x11::Rectangle> rectangles)
{
    if (rectangles.size() == 1) {
        const x11::Rectangle& only = rectangles.front();
        return nameable.intersected({only.x, only.y, only.width, only.height});
    }
    std::vector<Rect> rects;
    rects.reserve(rectangles.size());
    for (const x11::Rectangle& rect : rectangles)
        rects.push_back(nameable.intersected({rect.x, rect.y, rect.width, rect.height}));
    checkUnion(rects);
    return Region(rects);
}

Region regionOf(const Image& bitmap)
{
    std::vector<Rect> runs;
    for (std::int32_t y = 0; y < bitmap.height(); ++y) {
        const std::uint8_t* row = bitmap.row<std::uint8_t>(y);
        for (std::int32_t x = 0; x < bitmap.width(); ++x) {
            if (row[x] == 0) continue;
            const std::int32_t start = x;
            while (x < bitmap.width() && row[x] != 0) ++x;
            runs.push_back({start, y, x - start, 1});
        }
    }
    checkUnion(runs);
    return Region(runs);
}

Region moved(Region region, Point by)
{
    if (by != Point{}) region.translate(by);
    if (!nameable.contains(region.bounds())) region.intersect(nameable);
    return region;
}

x11::Rectangle rectangleOf(const Rect& rect)
{
    return {.x = static_cast<std::int16_t>(rect.x),
            .y = static_cast<std::int16_t>(rect.y),
            .width = static_cast<std::uint16_t>(rect.width),
            .height = static_cast<std::uint16_t>(rect.height)};
}

std::vector<x11::Rectangle> rectanglesOf(const Region& region)
{
    std::vector<x11::Rectangle> rectangles;
    rectangles.reserve(region.count());
    region.each([&](const Rect& rect) { rectangles.push_back(rectangleOf(rect)); });
    return rectangles;
}

} // namespace vitrine
