// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/wire.h"
#include "server/display/render/glyph_drawing.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace vitrine {

// X Rendering Extension, section 9, CompositeGlyphs: a list of runs, each moved from where the last
// one ended, among them changes of the glyph set.
class GlyphCommands {
public:
    // All is borrowed. Glyphs' ids take `idBytes` each.
    GlyphCommands(std::span<const std::byte> bytes, std::size_t idBytes, x11::ByteOrder order,
                  const GlyphSet& set)
        : bytes_(bytes), idBytes_(idBytes), swapped_(order != x11::nativeOrder), set_(&set)
    {
    }

    // find(id) is the glyph set of that id. False where the list goes on beyond its end.
    template<class Find> bool read(Find find)
    {
        bool first = true;
        while (at_ + header < bytes_.size()) {
            const auto count = std::to_integer<std::size_t>(bytes_[at_]);
            const Point move{take<std::int16_t>(at_ + 4), take<std::int16_t>(at_ + 6)};
            at_ += header;
            if (count == newSet) {
                if (at_ + 4 > bytes_.size()) return false;
                set_ = &find(take<std::uint32_t>(at_));
                at_ += 4;
                continue;
            }
            const std::size_t end = at_ + (count * idBytes_ + 3) / 4 * 4;
            if (end > bytes_.size()) return false;
            pen_ = bounded(pen_ + move);
            if (first) firstPen_ = pen_;
            first = false;
            for (std::size_t i = 0; i < count; ++i) place(id(at_ + i * idBytes_));
            at_ = end;
        }
        return true;
    }

    std::span<const PlacedGlyph> glyphs() const { return glyphs_; }
    Point firstPen() const { return firstPen_; }

private:
    static constexpr std::size_t header = 8, newSet = 255;

    template<class Type> Type take(std::size_t at) const
    {
        Type value;
        std::memcpy(&value, bytes_.data() + at, sizeof value);
        if (swapped_ && sizeof value > 1) x11::swapBytes(value);
        return value;
    }
    std::uint32_t id(std::size_t at) const
    {
        if (idBytes_ == 1) return std::to_integer<std::uint32_t>(bytes_[at]);
        return idBytes_ == 2 ? take<std::uint16_t>(at) : take<std::uint32_t>(at);
    }
    // An id that the set does not have is skipped.
    void place(std::uint32_t glyphId)
    {
        const auto found = set_->glyphs.find(glyphId);
        if (found == set_->glyphs.end()) return;
        const SmoothGlyph& glyph = *found->second.glyph;
        glyphs_.push_back({&glyph, pen_});
        pen_ = bounded(pen_ + glyph.advance());
    }
    // Nobody sees what is so far away; its coordinates must not overflow.
    static Point bounded(Point pen)
    {
        constexpr std::int32_t most = 1 << 16;
        return {std::clamp(pen.x, -most, most), std::clamp(pen.y, -most, most)};
    }

    std::span<const std::byte> bytes_;
    std::size_t idBytes_;
    bool swapped_;
    const GlyphSet* set_;
    std::size_t at_ = 0;
    Point pen_, firstPen_;
    std::vector<PlacedGlyph> glyphs_;
};

} // namespace vitrine
