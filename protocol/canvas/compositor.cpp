// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/compositor.h"

#include "protocol/canvas/combine.h"
#include "protocol/canvas/fetch.h"

#include <array>

namespace vitrine {

namespace {

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

template<Operator operation, class View>
void combineRow(typename View::Pixel* row, const std::uint32_t* source, std::int32_t count)
{
    for (std::int32_t i = 0; i < count; ++i)
        row[i] = View::store(combined<operation>(source[i], View::load(row[i])));
}

template<Operator operation, class View>
void combineColor(typename View::Pixel* row, std::uint32_t color, std::int32_t count)
{
    for (std::int32_t i = 0; i < count; ++i)
        row[i] = View::store(combined<operation>(color, View::load(row[i])));
}

// Text and shapes: most of a mask is nothing or, for a shape, all.
template<Operator operation, class View, class Coverage>
void combineMasked(typename View::Pixel* row, std::uint32_t color, const Coverage* mask,
                   std::uint32_t most, std::int32_t count)
{
    const bool opaque = operation == Operator::Over && channels::alpha(color) == 255;
    for (std::int32_t i = 0; i < count; ++i) {
        const std::uint32_t coverage = mask[i];
        if (coverage == 0 && keepsUnderClear(operation)) continue;
        if (coverage == most) {
            row[i] = opaque ? View::store(color)
                            : View::store(combined<operation>(color, View::load(row[i])));
            continue;
        }
        const std::uint32_t part = coverage == 0 ? 0 : channels::times(color, coverage);
        row[i] = View::store(combined<operation>(part, View::load(row[i])));
    }
}

template<Operator operation, class View>
void combineComponents(typename View::Pixel* row, std::uint32_t color, const std::uint32_t* mask,
                       std::int32_t count)
{
    const std::uint32_t alpha = channels::alpha(color);
    for (std::int32_t i = 0; i < count; ++i) {
        if (mask[i] == 0 && keepsUnderClear(operation)) continue;
        row[i] =
            View::store(combined<operation>(channels::timesEach(color, mask[i]),
                                            channels::times(mask[i], alpha), View::load(row[i])));
    }
}

} // namespace

Compositor::Compositor(Image* target, const Tint& tint)
    : image_(target), tint_(tint), clipper_(tint.clip, target ? target->bounds() : Rect{}),
      draws_(target && target->depth() >= 8 && !clipper_.extents().empty() &&
             tint.operation != Operator::Dst)
{
}

// Calls draw.operator()<operation>(view, row, x, y, count) for each row of each part that shows.
template<class Draw> void Compositor::eachRow(const Rect& rect, Draw draw)
{
    withPixelsOf(*image_, [&]<class View>(View view) {
        withOperator(tint_.operation, [&]<Operator operation>() {
            clipper_.each(rect, [&](const Rect& part) {
                for (std::int32_t y = part.y; y < part.bottom(); ++y) {
                    auto* row = image_->row<typename View::Pixel>(y) + part.x;
                    draw.template operator()<operation>(view, row, part.x, y, part.width);
                }
            });
        });
    });
}

void Compositor::rect(const Rect& rect)
{
    if (!draws_) return;
    eachRow(rect, [&]<Operator operation, class View>(View, auto* row, std::int32_t, std::int32_t,
                                                      std::int32_t count) {
        combineColor<operation, View>(row, tint_.color, count);
    });
}

void Compositor::mask(const Image& mask, Point at)
{
    if (!draws_) return;
    const Rect box = Rect::at(at, mask.size());
    if (mask.depth() == 32) {
        eachRow(box, [&]<Operator operation, class View>(View, auto* row, std::int32_t x,
                                                         std::int32_t y, std::int32_t count) {
            const auto* from = mask.row<std::uint32_t>(y - at.y) + (x - at.x);
            combineComponents<operation, View>(row, tint_.color, from, count);
        });
        return;
    }
    if (mask.bytesPerPixel() != 1) return;
    const std::uint32_t most = mask.depth() == 1 ? 1 : 255;
    eachRow(box, [&]<Operator operation, class View>(View, auto* row, std::int32_t x,
                                                     std::int32_t y, std::int32_t count) {
        const auto* from = mask.row<std::uint8_t>(y - at.y) + (x - at.x);
        combineMasked<operation, View>(row, tint_.color, from, most, count);
    });
}

void Compositor::pixels(const Pixels& pixels, const Rect& to)
{
    if (!draws_) return;
    const Fetch source(pixels.source, pixels.from - to.origin(), pixels.repeats);
    const Fetch mask(pixels.mask, pixels.maskFrom - to.origin(), false);
    const std::uint32_t opacity = channels::alpha(tint_.color);
    eachRow(to, [&]<Operator operation, class View>(View, auto* row, std::int32_t x, std::int32_t y,
                                                    std::int32_t count) {
        std::array<std::uint32_t, 256> colors;
        std::array<std::uint8_t, 256> coverage;
        for (std::int32_t done = 0; done < count;) {
            const std::int32_t part = std::min(count - done, std::int32_t{256});
            const Point at{x + done, y};
            if (pixels.source)
                source.colors(at, colors.data(), part);
            else
                std::fill_n(colors.data(), part, tint_.color);
            if (pixels.mask) {
                mask.coverage(at, coverage.data(), part);
                for (std::int32_t i = 0; i < part; ++i)
                    colors[static_cast<std::size_t>(i)] = channels::times(
                        colors[static_cast<std::size_t>(i)], coverage[static_cast<std::size_t>(i)]);
            }
            if (pixels.source && opacity != 255)
                for (std::int32_t i = 0; i < part; ++i)
                    colors[static_cast<std::size_t>(i)] =
                        channels::times(colors[static_cast<std::size_t>(i)], opacity);
            combineRow<operation, View>(row + done, colors.data(), part);
            done += part;
        }
    });
}

} // namespace vitrine
