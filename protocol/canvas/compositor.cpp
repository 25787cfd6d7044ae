// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/compositor.h"

#include "protocol/canvas/combine.h"
#include "protocol/canvas/depths.h"
#include "protocol/canvas/fetch.h"
#include "protocol/canvas/over_masked.h"

#include <algorithm>
#include <array>

namespace vitrine {

namespace {

constexpr std::int32_t most = 256; // pixels at a time
using Row = std::array<std::uint32_t, most>;

// Calls use(view) with how the image's pixels are looked at.
template<class Use> void withPixelsOf(const Image& image, Use use)
{
    switch (image.depth()) {
    case 8: return use(AlphaPixels{});
    case 24: return use(RgbPixels{});
    case 32: return use(ArgbPixels{});
    default: return;
    }
}

// What is there becomes what the operator makes of it and the source.
void combineRow(Operator operation, std::uint32_t* under, const std::uint32_t* source,
                std::int32_t count)
{
    withOperator(operation, [&]<Operator known>() {
        for (std::int32_t i = 0; i < count; ++i) under[i] = combined<known>(source[i], under[i]);
    });
}

// The same with an alpha for each channel.
void combineRow(Operator operation, std::uint32_t* under, const std::uint32_t* source,
                const std::uint32_t* cover, std::int32_t count)
{
    withOperator(operation, [&]<Operator known>() {
        for (std::int32_t i = 0; i < count; ++i)
            under[i] = combined<known>(source[i], cover[i], under[i]);
    });
}

void multiply(std::uint32_t* colors, const std::uint8_t* coverage, std::int32_t count)
{
    for (std::int32_t i = 0; i < count; ++i) colors[i] = channels::times(colors[i], coverage[i]);
}

} // namespace

Compositor::Compositor(Image* target, const Tint& tint)
    : image_(target), tint_(tint), clipper_(tint.clip, target ? target->bounds() : Rect{}),
      draws_(target && isCompositedOn(target->depth()) && !clipper_.extents().empty() &&
             tint.operation != Operator::Dst)
{
}

// Calls draw(view, row, x, y, count) for each row of each part that shows.
template<class Draw> void Compositor::eachRow(const Rect& rect, Draw draw)
{
    withPixelsOf(*image_, [&]<class View>(View view) {
        clipper_.each(rect, [&](const Rect& part) {
            for (std::int32_t y = part.y; y < part.bottom(); ++y)
                draw(view, image_->row<typename View::Pixel>(y) + part.x, part.x, y, part.width);
        });
    });
}

// Calls combine(pixels, place, count) for what is there, a few pixels at a time; it changes them.
template<class Combine> void Compositor::eachFew(const Rect& rect, Combine combine)
{
    eachRow(rect, [&]<class View>(View, typename View::Pixel* row, std::int32_t x, std::int32_t y,
                                  std::int32_t count) {
        Row under;
        for (std::int32_t done = 0; done < count; done += most) {
            const std::int32_t few = std::min(count - done, most);
            typename View::Pixel* at = row + done;
            std::transform(at, at + few, under.begin(), View::load);
            combine(under.data(), Point{x + done, y}, few);
            std::transform(under.begin(), under.begin() + few, at, View::store);
        }
    });
}

void Compositor::rect(const Rect& rect)
{
    if (!draws_) return;
    Row color;
    color.fill(tint_.color);
    eachFew(rect, [&](std::uint32_t* under, Point, std::int32_t count) {
        combineRow(tint_.operation, under, color.data(), count);
    });
}

void Compositor::mask(const Image& mask, Point at, Size size)
{
    if (!draws_ || mask.depth() == 24) return;
    const Rect box = Rect::at(at, size);
    if (mask.depth() == 32) return components(mask, at, box);
    if (tint_.operation == Operator::Over) return overMask(mask, at, box);
    const std::uint32_t whole = mask.depth() == 1 ? 1 : 255;
    eachFew(box, [&](std::uint32_t* under, Point place, std::int32_t count) {
        const auto* coverage = mask.row<std::uint8_t>(place.y - at.y) + (place.x - at.x);
        Row colors;
        for (std::int32_t i = 0; i < count; ++i)
            colors[static_cast<std::size_t>(i)] =
                channels::times(tint_.color, coverage[i] * (255 / whole));
        combineRow(tint_.operation, under, colors.data(), count);
    });
}

void Compositor::overMask(const Image& mask, Point at, const Rect& to)
{
    const std::uint32_t whole = mask.depth() == 1 ? 1 : 255;
    eachRow(to, [&]<class View>(View, typename View::Pixel* row, std::int32_t x, std::int32_t y,
                                std::int32_t count) {
        const auto* coverage = mask.row<std::uint8_t>(y - at.y) + (x - at.x);
        overMasked<View>(row, tint_.color, coverage, whole, count);
    });
}

void Compositor::components(const Image& mask, Point at, const Rect& to)
{
    if (tint_.operation == Operator::Over)
        return eachRow(to, [&]<class View>(View, typename View::Pixel* row, std::int32_t x,
                                           std::int32_t y, std::int32_t count) {
            overMasked<View>(row, tint_.color, mask.row<std::uint32_t>(y - at.y) + (x - at.x),
                             count);
        });
    const std::uint32_t alpha = channels::alpha(tint_.color);
    eachFew(to, [&](std::uint32_t* under, Point place, std::int32_t count) {
        const auto* coverage = mask.row<std::uint32_t>(place.y - at.y) + (place.x - at.x);
        Row colors, cover;
        for (std::int32_t i = 0; i < count; ++i) {
            colors[static_cast<std::size_t>(i)] = channels::timesEach(tint_.color, coverage[i]);
            cover[static_cast<std::size_t>(i)] = channels::times(coverage[i], alpha);
        }
        combineRow(tint_.operation, under, colors.data(), cover.data(), count);
    });
}

void Compositor::pixels(const Pixels& pixels, const Rect& to)
{
    if (!draws_) return;
    if (!pixels.source && pixels.mask && pixels.mask->depth() == 8 &&
        tint_.operation == Operator::Over) {
        const Point at = to.origin() - pixels.maskFrom;
        return overMask(*pixels.mask, at, to.intersected(Rect::at(at, pixels.mask->size())));
    }
    const Fetch source(pixels.source, pixels.from - to.origin(), pixels.repeats);
    const Fetch mask(pixels.mask, pixels.maskFrom - to.origin(), false);
    std::array<std::uint8_t, most> opacity;
    opacity.fill(static_cast<std::uint8_t>(channels::alpha(tint_.color)));
    eachFew(to, [&](std::uint32_t* under, Point at, std::int32_t count) {
        Row colors;
        if (pixels.source)
            source.colors(at, colors.data(), count);
        else
            std::fill_n(colors.begin(), count, tint_.color);
        if (pixels.mask) {
            std::array<std::uint8_t, most> coverage;
            mask.coverage(at, coverage.data(), count);
            multiply(colors.data(), coverage.data(), count);
        }
        if (pixels.source && opacity[0] != 255) multiply(colors.data(), opacity.data(), count);
        combineRow(tint_.operation, under, colors.data(), count);
    });
}

} // namespace vitrine
