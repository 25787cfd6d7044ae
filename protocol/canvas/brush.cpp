// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/brush.h"

#include "protocol/canvas/depths.h"

#include <cstring>

namespace vitrine {

namespace {

std::int32_t wrapped(std::int32_t value, std::int32_t period)
{
    const std::int32_t rest = value % period;
    return rest < 0 ? rest + period : rest;
}

bool patternFits(const Image* pattern, FillStyle style, int targetDepth)
{
    if (!pattern || pattern->size().empty()) return false;
    return style == FillStyle::Tiled ? depthsFit(pattern->depth(), targetDepth)
                                     : pattern->depth() == 1;
}

template<class Pixel> void blendRow(Pixel* row, std::int32_t width, Blend blend)
{
    if (blend.keep == 0) {
        std::fill_n(row, width, static_cast<Pixel>(blend.flip));
        return;
    }
    for (std::int32_t x = 0; x < width; ++x) row[x] = static_cast<Pixel>(blend(row[x]));
}

template<class Pixel>
void copyWrapped(Pixel* row, std::int32_t width, const Pixel* tile, std::int32_t tileWidth,
                 std::int32_t from)
{
    while (width > 0) {
        const std::int32_t part = std::min(width, tileWidth - from);
        std::memmove(row, tile + from, static_cast<std::size_t>(part) * sizeof(Pixel));
        row += part;
        width -= part;
        from = 0;
    }
}

} // namespace

Brush::Brush(Images& images, ImageId target, const Paint& paint)
    : image_(images.find(target)),
      pattern_(paint.style == FillStyle::Solid ? nullptr : images.find(paint.pattern)),
      paint_(paint),
      rule_(paint.raster.function, paint.raster.planeMask, image_ ? image_->pixelMask() : 0),
      foreground_(rule_(paint.foreground)), background_(rule_(paint.background)),
      clipper_(paint.raster.clip, image_ ? image_->bounds() : Rect{}),
      draws_(
          image_ && !clipper_.extents().empty() && !rule_.nothing() &&
          (paint.style == FillStyle::Solid || patternFits(pattern_, paint.style, image_->depth())))
{
    if (!image_) return;
    // With no bits outside the depth to keep, a full replacement shows as keep == 0.
    foreground_.keep &= image_->pixelMask();
    background_.keep &= image_->pixelMask();
}

void Brush::rect(const Rect& rect)
{
    if (!draws_) return;
    clipper_.each(rect, [this](const Rect& part) {
        image_->bytesPerPixel() == 1 ? fill<std::uint8_t>(part) : fill<std::uint32_t>(part);
    });
}

void Brush::mask(const Image& mask, Point at)
{
    if (!draws_ || mask.bytesPerPixel() != 1) return;
    clipper_.each(Rect::at(at, mask.size()), [&](const Rect& part) {
        image_->bytesPerPixel() == 1 ? fillMasked<std::uint8_t>(mask, at, part)
                                     : fillMasked<std::uint32_t>(mask, at, part);
    });
}

template<class Pixel> void Brush::fill(const Rect& part)
{
    for (std::int32_t y = part.y; y < part.bottom(); ++y)
        fillRow(image_->row<Pixel>(y) + part.x, part.x, y, part.width);
}

template<class Pixel>
void Brush::fillRow(Pixel* row, std::int32_t x, std::int32_t y, std::int32_t width)
{
    if (paint_.style == FillStyle::Solid) return blendRow(row, width, foreground_);

    const std::int32_t period = pattern_->width();
    const std::int32_t patternY = wrapped(y - paint_.origin.y, pattern_->height());
    std::int32_t patternX = wrapped(x - paint_.origin.x, period);
    const auto eachPixel = [&](const auto* patternRow, auto&& draw) {
        for (std::int32_t i = 0; i < width; ++i) {
            draw(row[i], patternRow[patternX]);
            if (++patternX == period) patternX = 0;
        }
    };
    if (paint_.style == FillStyle::Tiled) {
        const Pixel* tile = pattern_->row<Pixel>(patternY);
        if (rule_.plainCopy() && pattern_->depth() == image_->depth())
            return copyWrapped(row, width, tile, period, patternX);
        const auto gained = static_cast<Pixel>(gainedBits(pattern_->depth(), image_->depth()));
        eachPixel(tile, [this, gained](Pixel& pixel, Pixel source) {
            pixel = static_cast<Pixel>(rule_(source | gained)(pixel));
        });
        return;
    }
    const bool opaque = paint_.style == FillStyle::OpaqueStippled;
    eachPixel(pattern_->row<std::uint8_t>(patternY), [&](Pixel& pixel, std::uint8_t bit) {
        if (bit != 0)
            pixel = static_cast<Pixel>(foreground_(pixel));
        else if (opaque)
            pixel = static_cast<Pixel>(background_(pixel));
    });
}

template<class Pixel> void Brush::fillMasked(const Image& mask, Point at, const Rect& part)
{
    for (std::int32_t y = part.y; y < part.bottom(); ++y) {
        const std::uint8_t* bits = mask.row<std::uint8_t>(y - at.y) - at.x;
        Pixel* row = image_->row<Pixel>(y);
        std::int32_t x = part.x;
        while (true) {
            while (x < part.right() && bits[x] == 0) ++x;
            if (x == part.right()) break;
            const std::int32_t start = x;
            while (x < part.right() && bits[x] != 0) ++x;
            fillRow(row + start, start, y, x - start);
        }
    }
}

} // namespace vitrine
