// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/canvas.h"
#include "protocol/canvas/channels.h"
#include "protocol/canvas/compositor.h"
#include "protocol/canvas/few_bytes.h"

#include <algorithm>
#include <utility>
#include <vector>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace vitrine {

namespace {

Rect boxOf(const Glyph& glyph, Point pen)
{
    return Rect::at(pen - glyph.origin, glyph.mask.size());
}

// Where a pixel begins.
const std::byte* bytesAt(const Image& image, Point at)
{
    return image.bytes().data() + static_cast<std::size_t>(at.y) * image.stride() +
           static_cast<std::size_t>(at.x * image.bytesPerPixel());
}
std::byte* bytesAt(Image& image, Point at)
{
    return const_cast<std::byte*>(bytesAt(std::as_const(image), at));
}

constexpr std::int32_t room = 8; // bytes

// Each byte a coverage. What follows the first up to the next eight is rewritten as it is.
void addCoverage(std::uint8_t* to, const std::uint8_t* from, std::int32_t count)
{
#ifdef __SSE2__
    std::int32_t i = 0;
    for (; i + 2 * room <= count; i += 2 * room) {
        auto* const at = reinterpret_cast<__m128i*>(to + i);
        const __m128i more = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + i));
        _mm_storeu_si128(at, _mm_adds_epu8(_mm_loadu_si128(at), more));
    }
    for (; i < count; i += room) {
        auto* const at = reinterpret_cast<__m128i*>(to + i);
        const std::uint64_t few = loadFew(from + i, count - i);
        const __m128i more = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(&few));
        _mm_storel_epi64(at, _mm_adds_epu8(_mm_loadl_epi64(at), more));
    }
#else
    for (std::int32_t i = 0; i < count; ++i)
        to[i] = static_cast<std::uint8_t>(std::min(to[i] + from[i], 255));
#endif
}

// All glyphs, inside a rectangle, as one mask. Where none has a coverage for each channel, one for
// all of them.
class MaskOfGlyphs {
public:
    MaskOfGlyphs(const Rect& area, bool components)
        : origin_(area.origin()), size_(area.size()),
          mask_({area.width + room / (components ? 4 : 1), area.height}, components ? 32 : 8)
    {
    }

    void add(const Glyph& glyph, Point pen)
    {
        const Point at = pen - glyph.origin - origin_;
        const Rect part = Rect::at(at, glyph.mask.size()).intersected(Rect::of(size_));
        if (glyph.mask.depth() == mask_.depth()) return addRows(glyph.mask, at, part);
        for (std::int32_t y = part.y; y < part.bottom(); ++y) {
            for (std::int32_t x = part.x; x < part.right(); ++x) {
                const std::uint32_t coverage = coverageOf(glyph.mask, Point{x, y} - at);
                if (coverage == 0) continue;
                const std::uint32_t sum = channels::plus(mask_.pixel({x, y}), coverage);
                mask_.setPixel({x, y}, sum);
            }
        }
    }
    const Image& mask() const { return mask_; }

private:
    void addRows(const Image& glyph, Point at, const Rect& part)
    {
        for (std::int32_t y = part.y; y < part.bottom(); ++y)
            addCoverage(
                reinterpret_cast<std::uint8_t*>(bytesAt(mask_, {part.x, y})),
                reinterpret_cast<const std::uint8_t*>(bytesAt(glyph, Point{part.x, y} - at)),
                part.width * mask_.bytesPerPixel());
    }
    std::uint32_t coverageOf(const Image& glyph, Point at) const
    {
        const std::uint32_t value = glyph.pixel(at);
        if (glyph.depth() == 32) return mask_.depth() == 32 ? value : channels::alpha(value);
        const std::uint32_t coverage = glyph.depth() == 1 ? value * 255 : value;
        return mask_.depth() == 32 ? channels::all(coverage) : coverage;
    }

    Point origin_;
    Size size_;
    Image mask_; // wider than that: with room for whole words at the end of each row
};

} // namespace

void Canvas::compositeRects(ImageId target, const Tint& tint, std::span<const Rect> rects)
{
    Compositor compositor(images_.find(target), tint);
    for (const Rect& rect : rects) compositor.rect(rect);
}

void Canvas::compositeGlyphs(ImageId target, const Tint& tint, bool together,
                             std::span<const GlyphAt> glyphs)
{
    Compositor compositor(images_.find(target), tint);
    if (!compositor.draws()) return;
    std::vector<std::pair<const Glyph*, Point>> found;
    found.reserve(glyphs.size());
    for (const auto& [id, pen] : glyphs)
        if (const Glyph* glyph = glyphs_.find(id)) found.emplace_back(glyph, pen);
    const auto each = [&](auto use) {
        for (const auto& [glyph, pen] : found) use(*glyph, pen);
    };
    const auto drawEach = [&] {
        each([&](const Glyph& glyph, Point pen) {
            compositor.mask(glyph.mask, pen - glyph.origin);
        });
    };
    if (!together) return drawEach();
    Rect around;
    bool overlap = false, components = false;
    each([&](const Glyph& glyph, Point pen) {
        const Rect box = boxOf(glyph, pen);
        overlap = overlap || box.intersects(around);
        components = components || glyph.mask.depth() == 32;
        around = around.united(box);
    });
    // Apart from each other they are the same drawn one by one.
    if (!overlap && keepsUnderClear(tint.operation)) return drawEach();
    const Rect area = around.intersected(compositor.extents());
    if (area.empty()) return;
    MaskOfGlyphs mask(area, components);
    each([&](const Glyph& glyph, Point pen) { mask.add(glyph, pen); });
    compositor.mask(mask.mask(), area.origin(), area.size());
}

void Canvas::compositeImage(ImageId target, const Tint& tint, ImageId source, Point from,
                            bool repeats, ImageId mask, Point maskFrom, const Rect& to)
{
    Image* image = images_.find(target);
    const Image* sourceImage = images_.find(source);
    const Image* maskImage = images_.find(mask);
    if (!image || (source && !sourceImage) || (mask && !maskImage)) return;
    Compositor compositor(image, tint);
    if (!compositor.draws()) return;

    // What is read must not have been written before.
    Image sourceBefore, maskBefore;
    if (sourceImage == image) {
        sourceBefore = *sourceImage;
        sourceImage = &sourceBefore;
    }
    if (maskImage == image) {
        maskBefore = *maskImage;
        maskImage = &maskBefore;
    }
    compositor.pixels({sourceImage, from, repeats, maskImage, maskFrom}, to);
}

} // namespace vitrine
