// SPDX-License-Identifier: GPL-2.0-or-later
// Which pending ops are sent, kept or dropped: from the last to the first, as what is needed of an
// image before an op follows from what is needed after it.
#include "protocol/ops/cost.h"
#include "server/scene/pixel_rects.h"
#include "server/scene/planner.h"

#include <algorithm>
#include <functional>

namespace vitrine {
namespace {

// A kept op that has to be sent early only because of others' order is told as pixels from here on.
constexpr std::size_t costWorthWaiting = 1024;
// Below this, nobody compares an op's cost with that of pixels.
constexpr std::size_t costWorthComparing = 64;

// Beyond so many rectangles, more is called needed than is: what that costs is bytes.
constexpr std::size_t mostRects = 256;

constexpr std::uint32_t noReason = ~std::uint32_t{0};

bool overlap(const Region& a, const Region& b)
{
    return !a.empty() && !b.empty() && a.bounds().intersects(b.bounds()) &&
           !a.intersected(b).empty();
}

// What the op reads of its source so that it writes `wanted` rightly.
Region sourceOf(const Drawing& drawing, const Region& wanted)
{
    return wanted.intersected(drawing.writes)
        .translate(drawing.shift)
        .intersect(drawing.source->rect);
}

} // namespace

// What is needed of an image at the present point of the walk.
struct Planner::Needed {
    bool visible = false;
    Region now;     // by the end of the frame, and by ops that are sent
    Region later;   // by ops that are kept, and by whatever reads the image in later frames
    Region written; // by ops that are sent and come after
    std::uint32_t reason = noReason;
};

struct Planner::Needs {
    std::unordered_map<ImageId, Needed> images;
    std::function<Needed*(ImageId)> make; // null: an image the viewer cannot have

    Needed* find(ImageId id)
    {
        const auto found = images.find(id);
        return found != images.end() ? &found->second : make(id);
    }
    const Needed* known(ImageId id) const
    {
        const auto found = images.find(id);
        return found != images.end() ? &found->second : nullptr;
    }
};

Stale Planner::staleNow()
{
    return Stale([this](ImageId id) -> const Region* {
        const auto found = held_.find(id);
        return found == held_.end() ? nullptr : &found->second.stale;
    });
}

Stale Planner::spread(std::span<const ImageId> visible)
{
    Stale stale = staleNow();
    for (Item& item : pending_) {
        if (!item.damage && !stale.play(*item.drawing))
            item.damage = true;
        else if (item.damage)
            stale.damage(*item.drawing);
    }
    for (const ImageId id : visible) stale.find(id);
    return stale;
}

void Planner::decide(std::span<const ImageId> visible, const Stale& after)
{
    Needs needs;
    needs.make = [&](ImageId id) -> Needed* {
        const auto held = held_.find(id);
        if (held == held_.end()) return nullptr;
        Needed& needed = needs.images[id];
        if (!held->second.ended) needed.later = Rect::of(held->second.size);
        return &needed;
    };
    for (const ImageId id : visible) {
        const auto held = held_.find(id);
        if (held == held_.end()) continue;
        Needed& needed = needs.images[id];
        needed.visible = true;
        // What is stale in the end is told as pixels, so no op needs to draw it.
        needed.now = Rect::of(held->second.size);
        const auto stale = after.regions().find(id);
        if (stale != after.regions().end()) needed.now.subtract(stale->second);
    }
    for (std::size_t i = pending_.size(); i-- > 0;) {
        pending_[i].reason = static_cast<std::uint32_t>(i);
        decide(pending_[i], needs);
    }
}

void Planner::decide(Item& item, Needs& needs)
{
    const Drawing& drawing = *item.drawing;
    Needed* target = needs.find(drawing.target);
    item.fate = Fate::Dead;
    if (!target) return;
    if (overlap(target->now, drawing.writes) || (target->visible && item.damage)) {
        send(item, *target, needs);
        return;
    }
    if (target->visible || !overlap(target->later, drawing.writes)) return;

    if (!mustPrecede(item, needs)) {
        item.fate = Fate::Kept;
        if (!item.damage && drawing.source) {
            const Region wanted = sourceOf(drawing, target->later);
            if (Needed* source = needs.find(drawing.source->image))
                source->later.unite(wanted).coarsen(mostRects);
        }
        if (drawing.covers || item.damage) {
            // Its own source may be read where it writes: what it reads stays needed.
            Region before = target->later.subtracted(drawing.writes);
            if (!item.damage && drawing.source && drawing.source->image == drawing.target)
                before.unite(sourceOf(drawing, drawing.writes));
            target->later = std::move(before.coarsen(mostRects));
        }
        if (item.damage) return;
        drawing.eachWhole([&](const Read& read) {
            if (Needed* needed = needs.find(read.image))
                needed->later.unite(read.rect).coarsen(mostRects);
        });
        return;
    }
    if (drawing.cost > costWorthWaiting) item.damage = true;
    send(item, *target, needs);
}

// True where an op on what is not shown cannot wait for a later frame: ops that are sent now would
// be overwritten by it, or would overwrite what it reads.
bool Planner::mustPrecede(const Item& item, const Needs& needs) const
{
    const Drawing& drawing = *item.drawing;
    const Needed* target = needs.known(drawing.target);
    if (target && overlap(target->written, drawing.writes)) return true;
    if (item.damage) return false;
    for (const auto& read : {drawing.source, drawing.pattern, drawing.mask}) {
        if (!read) continue;
        const Needed* source = needs.known(read->image);
        // Pixels of what is visible are replaced at the end of the frame.
        if (source && (source->visible || source->written.intersects(read->rect))) return true;
    }
    return false;
}

void Planner::send(Item& item, Needed& target, Needs& needs)
{
    const Drawing& drawing = *item.drawing;
    item.fate = Fate::Sent;
    if (!target.visible && target.reason != noReason) item.reason = target.reason;
    const Region wanted = target.now.united(target.later).intersect(drawing.writes);
    target.written.unite(drawing.writes).coarsen(mostRects);
    if (drawing.covers || item.damage) {
        target.now.subtract(drawing.writes).coarsen(mostRects);
        target.later.subtract(drawing.writes).coarsen(mostRects);
    }
    if (item.damage) return;
    if (drawing.source) {
        if (Needed* source = needs.find(drawing.source->image)) {
            source->now.unite(sourceOf(drawing, wanted)).coarsen(mostRects);
            source->reason = item.reason;
        }
    }
    drawing.eachWhole([&](const Read& read) {
        Needed* needed = needs.find(read.image);
        if (!needed) return;
        needed->now.unite(read.rect).coarsen(mostRects);
        needed->reason = item.reason;
    });
}

namespace {

// Ops on one image that overlap, so that they are worth comparing with its pixels only together.
struct Cluster {
    Rect bounds;
    std::size_t cost = 0;
    std::vector<std::uint32_t> items;
};

void join(std::vector<Cluster>& clusters, Cluster added)
{
    for (std::size_t i = 0; i < clusters.size();) {
        if (!clusters[i].bounds.intersects(added.bounds)) {
            ++i;
            continue;
        }
        added.bounds = added.bounds.united(clusters[i].bounds);
        added.cost += clusters[i].cost;
        added.items.insert(added.items.end(), clusters[i].items.begin(), clusters[i].items.end());
        clusters[i] = std::move(clusters.back());
        clusters.pop_back();
        i = 0; // it has grown
    }
    clusters.push_back(std::move(added));
}

} // namespace

// What it takes to tell of shapes that the viewer does not have. Those of letters serve so often
// that they cost nothing.
std::size_t Planner::costOfShapes(const Op& op, const Glyphs& glyphs) const
{
    constexpr std::int64_t largestLetter = 1024; // pixels
    std::size_t cost = 0;
    for (const GlyphAt& at : glyphsOf(op)) {
        const Glyph* glyph = glyphs.find(at.glyph);
        if (!glyph || glyph->mask.size().area() <= largestLetter) continue;
        if (!knownGlyphs_.contains(at.glyph))
            cost += estimatedBytes(glyph->mask, glyph->mask.bounds());
    }
    return cost;
}

// Turns ops into damage where pixels say the same in fewer bytes. True if there are any.
bool Planner::preferPixels(std::span<const ImageId> visible, const Images& images,
                           const Glyphs& glyphs, const Stale& after)
{
    // Of items on visible images, with all that they made be sent.
    std::vector<std::size_t> costs(pending_.size());
    for (const Item& item : pending_) {
        if (item.fate != Fate::Sent || item.damage) continue;
        const auto target = held_.find(item.drawing->target);
        const bool mayServeAgain =
            pending_[item.reason].drawing->target != target->first && !target->second.ended;
        const std::size_t cost = item.drawing->cost + costOfShapes(*item.drawing->op, glyphs);
        costs[item.reason] += cost * (mayServeAgain ? 3 : 4) / 4;
    }

    bool changed = false;
    for (const ImageId id : visible) {
        const Image* image = images.find(id);
        if (!image) continue;
        std::vector<Cluster> clusters;
        for (std::uint32_t i = 0; i < pending_.size(); ++i) {
            const Item& item = pending_[i];
            if (item.drawing->target != id || item.fate != Fate::Sent || item.damage) continue;
            Rect bounds = item.drawing->writes.bounds();
            // What a scroll moves goes with it: as pixels, it would be missed where it went.
            const auto& source = item.drawing->source;
            if (source && source->image == id) bounds = bounds.united(source->rect);
            join(clusters, {bounds, costs[i], {i}});
        }
        for (const Cluster& cluster : clusters) {
            if (cluster.cost < costWorthComparing) continue;
            std::vector<Rect> writes;
            for (const std::uint32_t i : cluster.items)
                pending_[i].drawing->writes.each([&](const Rect& r) { writes.push_back(r); });
            Region region(writes);
            const auto stale = after.regions().find(id);
            if (stale != after.regions().end()) region.subtract(stale->second);
            std::size_t pixels = 0;
            for (const Rect& rect : pixelRects(region))
                if (pixels < cluster.cost) pixels += estimatedBytes(*image, rect);
            if (pixels >= cluster.cost) continue;
            for (const std::uint32_t i : cluster.items) pending_[i].damage = changed = true;
        }
    }
    return changed;
}

} // namespace vitrine
