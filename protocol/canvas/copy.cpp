// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/canvas.h"
#include "protocol/canvas/clipper.h"
#include "protocol/canvas/depths.h"
#include "protocol/canvas/raster.h"

#include <array>
#include <cstring>

namespace vitrine {

namespace {

// Each pixel of `to` becomes the one of the source that lies `shift` further; the depths fit. Where
// they are one image, `from` must not have been changed by an earlier part (see `copyArea`).
template<class Pixel>
void copyPart(Image& target, const Image& source, const BlendRule& rule, const Rect& to,
              Point shift)
{
    const bool plain = rule.plainCopy() && target.depth() == source.depth();
    const auto gained = static_cast<Pixel>(gainedBits(source.depth(), target.depth()));
    const bool upwards = &target == &source && shift.y < 0; // overlapping: last row first
    for (std::int32_t i = 0; i < to.height; ++i) {
        const std::int32_t y = upwards ? to.bottom() - 1 - i : to.y + i;
        Pixel* row = target.row<Pixel>(y) + to.x;
        const Pixel* from = source.row<Pixel>(y + shift.y) + to.x + shift.x;
        if (plain) {
            std::memmove(row, from, static_cast<std::size_t>(to.width) * sizeof(Pixel));
            continue;
        }
        for (std::int32_t x = 0; x < to.width; ++x)
            row[x] = static_cast<Pixel>(rule(from[x] | gained)(row[x]));
    }
}

void copyClipped(Image& target, const Image& source, const BlendRule& rule, const Clipper& clipper,
                 const Rect& to, Point shift)
{
    clipper.each(to, [&](const Rect& part) {
        target.bytesPerPixel() == 1 ? copyPart<std::uint8_t>(target, source, rule, part, shift)
                                    : copyPart<std::uint32_t>(target, source, rule, part, shift);
    });
}

// The part of `to` that has a source pixel when the source's `from` comes to its corner.
Rect covered(const Image& source, Point from, const Rect& to)
{
    return to.intersected(source.bounds().translated(to.origin() - from));
}

// The same with one plane of the source in two colours.
struct PlaneColours {
    std::uint32_t plane;
    std::array<Blend, 2> blends; // of zeros and of ones
};

template<class Pixel, class Source>
void copyPlanePart(Image& target, const Image& source, const PlaneColours& colours, const Rect& to,
                   Point shift)
{
    std::array<Pixel, 2> keep, flip;
    for (std::size_t i = 0; i < 2; ++i) {
        keep[i] = static_cast<Pixel>(colours.blends[i].keep);
        flip[i] = static_cast<Pixel>(colours.blends[i].flip);
    }
    const auto plane = static_cast<Source>(colours.plane);
    for (std::int32_t y = to.y; y < to.bottom(); ++y) {
        Pixel* row = target.row<Pixel>(y) + to.x;
        const Source* from = source.row<Source>(y + shift.y) + to.x + shift.x;
        for (std::int32_t x = 0; x < to.width; ++x) {
            const std::size_t set = (from[x] & plane) != 0 ? 1 : 0;
            row[x] = static_cast<Pixel>((row[x] & keep[set]) ^ flip[set]);
        }
    }
}

void copyPlaneClipped(Image& target, const Image& source, const PlaneColours& colours,
                      const Clipper& clipper, const Rect& to, Point shift)
{
    using Byte = std::uint8_t;
    using Word = std::uint32_t;
    const bool bytes = target.bytesPerPixel() == 1, fromBytes = source.bytesPerPixel() == 1;
    clipper.each(to, [&](const Rect& part) {
        if (bytes && fromBytes) copyPlanePart<Byte, Byte>(target, source, colours, part, shift);
        if (bytes && !fromBytes) copyPlanePart<Byte, Word>(target, source, colours, part, shift);
        if (!bytes && fromBytes) copyPlanePart<Word, Byte>(target, source, colours, part, shift);
        if (!bytes && !fromBytes) copyPlanePart<Word, Word>(target, source, colours, part, shift);
    });
}

} // namespace

void Canvas::copyArea(ImageId target, const Raster& raster, ImageId source, Point from,
                      const Rect& to)
{
    Image* image = images_.find(target);
    const Image* sourceImage = images_.find(source);
    if (!image || !sourceImage || !depthsFit(image->depth(), sourceImage->depth())) return;
    const BlendRule rule(raster.function, raster.planeMask, image->pixelMask());
    if (rule.nothing()) return;
    const Clipper clipper(raster.clip, image->bounds());
    const Rect visible = covered(*sourceImage, from, to).intersected(clipper.extents());
    if (visible.empty()) return;
    const Point shift = from - to.origin();
    const Rect read = visible.translated(shift);

    // One plain move of rows needs no copy of the source; anything else might read what it wrote.
    const bool overlap = image == sourceImage && read.intersects(visible);
    if (overlap && !(rule.plainCopy() && clipper.isOneRect())) {
        const Image before = sourceImage->copy(read);
        copyClipped(*image, before, rule, clipper, visible, -visible.origin());
    } else {
        copyClipped(*image, *sourceImage, rule, clipper, visible, shift);
    }
}

void Canvas::copyPlane(ImageId target, const Raster& raster, ImageId source, Point from,
                       const Rect& to, std::uint32_t plane, std::uint32_t foreground,
                       std::uint32_t background)
{
    Image* image = images_.find(target);
    const Image* sourceImage = images_.find(source);
    if (!image || !sourceImage) return;
    const Clipper clipper(raster.clip, image->bounds());
    const Rect visible = covered(*sourceImage, from, to).intersected(clipper.extents());
    if (visible.empty()) return;
    const BlendRule rule(raster.function, raster.planeMask, image->pixelMask());
    const PlaneColours colours{plane, {rule(background), rule(foreground)}};
    const Point shift = from - to.origin();
    const Rect read = visible.translated(shift);
    if (image == sourceImage && read.intersects(visible))
        copyPlaneClipped(*image, sourceImage->copy(read), colours, clipper, visible,
                         -visible.origin());
    else
        copyPlaneClipped(*image, *sourceImage, colours, clipper, visible, shift);
}

void Canvas::putPixels(ImageId target, const Raster& raster, const Image& pixels, Point at)
{
    Image* image = images_.find(target);
    if (!image || !depthsFit(image->depth(), pixels.depth())) return;
    const BlendRule rule(raster.function, raster.planeMask, image->pixelMask());
    if (rule.nothing()) return;
    const Clipper clipper(raster.clip, image->bounds());
    copyClipped(*image, pixels, rule, clipper, Rect::at(at, pixels.size()), -at);
}

} // namespace vitrine
