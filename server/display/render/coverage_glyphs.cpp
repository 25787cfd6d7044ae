// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/render/coverage_glyphs.h"

#include "server/display/painter.h"

#include <string_view>

namespace vitrine {

namespace {

std::size_t hashOf(const Image& mask)
{
    const auto bytes = mask.bytes();
    const std::size_t hash =
        std::hash<std::string_view>{}({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    return hash ^ static_cast<std::size_t>(mask.width()) * 0x9e3779b97f4a7c15;
}

} // namespace

GlyphId CoverageGlyphs::glyph(Image mask)
{
    const std::size_t hash = hashOf(mask);
    const auto place = places_.find(hash);
    if (place != places_.end()) {
        const Glyph* same = painter_.glyphs().find(place->second->id);
        if (same && same->mask == mask) {
            known_.splice(known_.begin(), known_, place->second);
            return known_.front().id;
        }
        pixels_ -= same ? same->mask.size().area() : 0;
        painter_.dropGlyph(place->second->id);
        known_.erase(place->second);
        places_.erase(place);
    }
    pixels_ += mask.size().area();
    while (pixels_ > mostPixels && !known_.empty()) {
        const Known oldest = known_.back();
        if (const Glyph* glyph = painter_.glyphs().find(oldest.id))
            pixels_ -= glyph->mask.size().area();
        painter_.dropGlyph(oldest.id);
        places_.erase(oldest.hash);
        known_.pop_back();
    }
    known_.push_front({hash, painter_.defineGlyph({std::move(mask), {}})});
    places_[hash] = known_.begin();
    return known_.front().id;
}

} // namespace vitrine
