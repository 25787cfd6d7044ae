// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/scene/planner.h"

#include <algorithm>
#include <map>

namespace vitrine {

void Planner::note(const OpLog& log)
{
    for (const LogEntry& entry : log.entries()) {
        if (const auto* drawing = std::get_if<DrawingRef>(&entry)) {
            pending_.push_back({.drawing = *drawing, .damage = !(*drawing)->op});
            pendingCost_ += costOf(**drawing);
        } else if (const auto* began = std::get_if<ImageBegan>(&entry)) {
            held_.try_emplace(began->id, Held{.size = began->size, .depth = began->depth});
        } else if (const auto* ended = std::get_if<ImageEnded>(&entry)) {
            const auto found = held_.find(ended->id);
            if (found == held_.end()) continue; // never met
            found->second.ended = true;
            ended_.push_back(ended->id);
        } else {
            const auto& glyph = std::get<GlyphEnded>(entry);
            endedGlyphs_.emplace(glyph.id, glyph.shape);
        }
    }
    if (pendingCost_ > limits_.missedCost || pending_.size() > limits_.missedCount)
        collapseCostliest(limits_.missedCost / 2, limits_.missedCount / 2);
}

void Planner::plan(std::span<const ImageId> visible, const Images& images, const Glyphs& glyphs,
                   std::vector<UpdatePart>& parts)
{
    for (const ImageId id : visible) meet(id, images);
    for (Item& item : pending_) {
        const Held* target = meet(item.drawing->target, images);
        if (item.drawing->source) meet(item.drawing->source->image, images);
        item.drawing->eachWhole([&](const Read& read) { meet(read.image, images); });
        const bool shown = std::ranges::count(visible, item.drawing->target) != 0;
        if (!target || (!shown && !affordable(*target))) item.damage = true;
    }

    Stale after = spread(visible);
    decide(visible, after);
    if (preferPixels(visible, images, glyphs, after)) {
        after = spread(visible);
        decide(visible, after);
    }
    emit(glyphs, parts);
    // Ops were left out where pixels come anyway, so all those pixels must come.
    for (const ImageId id : visible)
        if (const Region* stale = after.find(id)) held_.at(id).stale.unite(*stale);
    emitPixels(visible, images, parts);
    collapseCostliest(limits_.keptCost, limits_.keptCount);
    forgetEnded(parts);
}

void Planner::distrust()
{
    for (auto& [id, held] : held_) held.stale = Rect::of(held.size);
}

bool Planner::isCurrent(ImageId visible) const
{
    const auto found = held_.find(visible);
    return found != held_.end() && found->second.known && found->second.stale.empty();
}

Planner::Held* Planner::meet(ImageId id, const Images& images)
{
    const auto found = held_.find(id);
    if (found != held_.end()) return &found->second;
    // Made before this viewer came: nothing is known of its pixels.
    const Image* image = images.find(id);
    if (!image) return nullptr;
    Held held{.size = image->size(), .depth = image->depth(), .stale = image->bounds()};
    return &held_.emplace(id, std::move(held)).first->second;
}

bool Planner::affordable(const Held& held) const
{
    return held.known || (knownImages_ < limits_.knownImages &&
                          knownPixels_ + held.size.area() <= limits_.knownPixels);
}

// All that pending ops draw on an image becomes stale. Ops that read it meanwhile will find it so.
void Planner::collapse(ImageId target)
{
    std::vector<Rect> writes;
    std::erase_if(pending_, [&](const Item& item) {
        if (item.drawing->target != target) return false;
        item.drawing->writes.each([&](const Rect& rect) { writes.push_back(rect); });
        pendingCost_ -= costOf(*item.drawing);
        return true;
    });
    const auto found = held_.find(target);
    if (found != held_.end()) found->second.stale.unite(Region(writes));
}

void Planner::collapseCostliest(std::size_t cost, std::size_t count)
{
    if (pendingCost_ <= cost && pending_.size() <= count) return;
    std::map<ImageId, std::size_t> costs;
    for (const Item& item : pending_) costs[item.drawing->target] += costOf(*item.drawing);
    std::vector<std::pair<std::size_t, ImageId>> order;
    for (const auto& [id, sum] : costs) order.emplace_back(sum, id);
    std::ranges::sort(order, std::greater{});
    for (const auto& [sum, id] : order) {
        if (pendingCost_ <= cost && pending_.size() <= count) break;
        collapse(id);
    }
}

} // namespace vitrine
