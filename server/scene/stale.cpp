// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/scene/stale.h"

namespace vitrine {

namespace {

constexpr std::size_t mostRects = 256; // more is called stale than is

} // namespace

Region* Stale::find(ImageId id)
{
    const auto found = regions_.find(id);
    if (found != regions_.end()) return &found->second;
    const Region* origin = origin_(id);
    return origin ? &regions_.emplace(id, *origin).first->second : nullptr;
}

void Stale::add(ImageId id, const Region& region)
{
    if (Region* stale = find(id)) stale->unite(region).coarsen(mostRects);
}

// What an op would write wrongly because it reads what is stale.
Region Stale::spreadFrom(const Drawing& drawing)
{
    bool wrong = false;
    drawing.eachWhole([&](const Read& read) {
        const Region* stale = find(read.image);
        wrong = wrong || !stale || stale->intersects(read.rect);
    });
    if (wrong) return drawing.writes;
    if (!drawing.source) return {};
    const Region* stale = find(drawing.source->image);
    if (!stale) return drawing.writes;
    if (stale->empty()) return {};
    return Region(*stale)
        .intersect(drawing.source->rect)
        .translate(-drawing.shift)
        .intersect(drawing.writes);
}

bool Stale::play(const Drawing& drawing)
{
    const Region wrong = spreadFrom(drawing);
    Region* stale = find(drawing.target);
    if (!stale) return false;
    if (stale->empty() && wrong.empty()) return true;

    // Where the op leaves old pixels standing, stale ones stay stale.
    const Region after = drawing.covers ? wrong : wrong.united(*stale).intersect(drawing.writes);
    const bool useful = !drawing.writes.subtracted(after).empty();
    stale->subtract(drawing.writes).unite(after).coarsen(mostRects);
    return useful;
}

} // namespace vitrine
