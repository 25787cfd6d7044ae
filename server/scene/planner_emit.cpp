// SPDX-License-Identifier: GPL-2.0-or-later
// What was decided, as the parts of a frame, and the viewer's images kept in step with it.
#include "server/scene/pixel_rects.h"
#include "server/scene/planner.h"

namespace vitrine {

void Planner::emit(const Glyphs& glyphs, std::vector<UpdatePart>& parts)
{
    Stale stale = staleNow();
    std::vector<Item> kept;
    std::size_t keptCost = 0;
    Weight room = limits_.frameWeight;
    for (Item& item : pending_) {
        const Drawing& drawing = *item.drawing;
        if (item.fate == Fate::Kept) {
            keptCost += costOf(drawing);
            kept.push_back(std::move(item));
        } else if (item.fate == Fate::Sent &&
                   (item.damage || drawing.weight.elements > room.elements ||
                    drawing.weight.pixels > room.pixels)) {
            stale.damage(drawing);
        } else if (item.fate == Fate::Sent && stale.play(drawing)) {
            room.elements -= drawing.weight.elements;
            room.pixels -= drawing.weight.pixels;
            define(drawing.target, parts);
            if (drawing.source) define(drawing.source->image, parts);
            drawing.eachWhole([&](const Read& read) { define(read.image, parts); });
            defineGlyphs(glyphsOf(*drawing.op), glyphs, parts);
            parts.push_back(std::move(item.drawing));
        }
    }
    for (const auto& [id, region] : stale.regions()) held_.at(id).stale = region;
    pending_ = std::move(kept);
    pendingCost_ = keptCost;
}

void Planner::define(ImageId id, std::vector<UpdatePart>& parts)
{
    const auto found = held_.find(id);
    if (found == held_.end() || found->second.known) return;
    Held& held = found->second;
    held.known = true;
    knownPixels_ += held.size.area();
    ++knownImages_;
    parts.push_back(Message(DefineImage{id, held.size, static_cast<std::uint8_t>(held.depth)}));
}

void Planner::defineGlyphs(std::span<const GlyphAt> drawn, const Glyphs& glyphs,
                           std::vector<UpdatePart>& parts)
{
    for (const GlyphAt& at : drawn) {
        if (knownGlyphs_.contains(at.glyph)) continue;
        const Glyph* glyph = glyphs.find(at.glyph);
        if (!glyph) {
            const auto ended = endedGlyphs_.find(at.glyph);
            if (ended != endedGlyphs_.end()) glyph = ended->second.get();
        }
        if (!glyph) continue; // the server drew nothing there either
        knownGlyphs_.insert(at.glyph);
        parts.push_back(Message(DefineGlyph{at.glyph, *glyph}));
    }
}

void Planner::emitPixels(std::span<const ImageId> visible, const Images& images,
                         std::vector<UpdatePart>& parts)
{
    incomplete_ = false;
    std::int64_t room = limits_.framePixels;
    for (const ImageId id : visible) {
        const Image* image = images.find(id);
        const auto found = held_.find(id);
        if (!image || found == held_.end()) continue;
        define(id, parts);
        Region& stale = found->second.stale;
        stale.intersect(image->bounds());
        for (const Rect& whole : pixelRects(stale)) {
            // What does not fit into this frame's room is left in whole rows.
            Rect rect = whole;
            const std::int64_t rows = room / rect.width;
            rect.height = static_cast<std::int32_t>(std::min<std::int64_t>(rect.height, rows));
            if (rect.height < whole.height) incomplete_ = true;
            if (rect.empty()) continue;
            room -= rect.area();
            parts.push_back(Message(PutPixels{id, {}, rect.origin(), image->copy(rect)}));
            stale.subtract(rect);
        }
    }
}

// Images and glyphs that are gone at the server, once no kept op needs them.
void Planner::forgetEnded(std::vector<UpdatePart>& parts)
{
    if (ended_.empty() && endedGlyphs_.empty()) return;
    std::unordered_set<ImageId> images;
    std::unordered_set<GlyphId> glyphs;
    for (const Item& item : pending_) {
        images.insert(item.drawing->target);
        if (item.drawing->source) images.insert(item.drawing->source->image);
        item.drawing->eachWhole([&](const Read& read) { images.insert(read.image); });
        if (!item.drawing->op) continue;
        for (const GlyphAt& at : glyphsOf(*item.drawing->op)) glyphs.insert(at.glyph);
    }
    std::erase_if(ended_, [&](ImageId id) {
        if (images.contains(id)) return false;
        const auto found = held_.find(id);
        if (found->second.known) {
            knownPixels_ -= found->second.size.area();
            --knownImages_;
            parts.push_back(Message(DropImage{id}));
        }
        held_.erase(found);
        return true;
    });
    std::erase_if(endedGlyphs_, [&](const auto& ended) {
        if (glyphs.contains(ended.first)) return false;
        if (knownGlyphs_.erase(ended.first) != 0) parts.push_back(Message(DropGlyph{ended.first}));
        return true;
    });
}

} // namespace vitrine
