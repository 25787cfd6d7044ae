// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/held_region.h"

#include <algorithm>

namespace vitrine {

namespace {

constexpr std::size_t mostRects = 1 << 20;
constexpr std::size_t few = 512; // so many make less, whatever they are

struct Leased {
    Lease lease;
    Region region;
};

// Each side of a rectangle in the way of others cuts them.
std::size_t mostOf(std::vector<Rect> rects)
{
    std::vector<std::int32_t> edges;
    edges.reserve(rects.size() * 2);
    for (const Rect& rect : rects) edges.insert(edges.end(), {rect.y, rect.bottom()});
    std::ranges::sort(edges);
    edges.erase(std::ranges::unique(edges).begin(), edges.end());
    std::size_t parts = 0;
    for (const Rect& rect : rects)
        parts += static_cast<std::size_t>(std::ranges::lower_bound(edges, rect.bottom()) -
                                          std::ranges::lower_bound(edges, rect.y));
    return parts;
}

} // namespace

HeldRegion held(Region region, const std::shared_ptr<Allowance>& memory)
{
    const std::size_t rects = region.isRect() ? 0 : region.count();
    const auto bytes = static_cast<std::int64_t>(rects * sizeof(pixman_box32_t));
    const auto leased = std::make_shared<Leased>(Leased{{memory, bytes}, std::move(region)});
    return {leased, &leased->region};
}

void checkUnion(std::span<const Rect> rects)
{
    if (rects.size() > few && mostOf({rects.begin(), rects.end()}) > mostRects) throw badAlloc();
}

void checkCombination(const Region& first, const Region& second)
{
    if (first.isRect() || second.isRect() || first.count() + second.count() <= few) return;
    std::vector<Rect> all = first.rects();
    second.each([&](const Rect& rect) { all.push_back(rect); });
    checkUnion(all);
}

} // namespace vitrine
