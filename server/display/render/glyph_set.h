// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/glyph.h"
#include "server/display/allowance.h"
#include "server/display/render/pict_format.h"

#include <cstdint>
#include <memory>
#include <unordered_map>

namespace vitrine {

class Painter;

// A glyph of a client's font: a shape that viewers are sent once, and its advance. Shared by all
// sets that have the same.
class SmoothGlyph {
public:
    // The painter is borrowed and outlives us.
    SmoothGlyph(Painter& painter, Lease lease, Glyph shape, Point advance);
    ~SmoothGlyph();
    SmoothGlyph(const SmoothGlyph&) = delete;
    SmoothGlyph& operator=(const SmoothGlyph&) = delete;

    GlyphId id() const { return id_; }
    const Glyph& shape() const { return *shape_; }
    Point advance() const { return advance_; }

private:
    Painter& painter_;
    Lease lease_;
    GlyphId id_;
    const Glyph* shape_; // the painter's, until we drop it
    Point advance_;
};

// All glyphs of all sets, by what they are, so that the same font costs its glyphs once.
class GlyphPool {
public:
    explicit GlyphPool(Painter& painter) : painter_(painter) {} // borrowed, outlives us

    // Throws BadAlloc where the allowance does not reach.
    std::shared_ptr<const SmoothGlyph> glyph(Glyph shape, Point advance,
                                             const std::shared_ptr<Allowance>& pixels);

private:
    void forgetUnused();

    Painter& painter_;
    std::unordered_multimap<std::size_t, std::weak_ptr<const SmoothGlyph>> glyphs_; // by hash
    std::size_t forgetAt_ = 1024; // when there are so many, those that nobody uses go
};

// X Rendering Extension, section 8: glyphs by the client's own ids. Shared by the ids that
// ReferenceGlyphSet gives it.
struct GlyphSet {
    const PictFormat* format;
    struct Entry {
        std::shared_ptr<const SmoothGlyph> glyph;
        Lease lease; // of memory
    };
    static constexpr std::int64_t bytesOfEntry = 64;
    std::unordered_map<std::uint32_t, Entry> glyphs;
};

// A glyph's mask as the canvas takes it: coverage of depth 1 or 8, or for each channel apart.
// `bytes` are its rows in the set's format, padded to 32 bits.
Image glyphMask(const PictFormat& format, Size size, const std::byte* bytes);
std::size_t glyphStride(const PictFormat& format, std::int32_t width);

} // namespace vitrine
