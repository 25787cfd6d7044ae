// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/extensions/render/work.h"

#include "protocol/canvas/tint.h"
#include "server/display/display.h"
#include "server/display/render/compositing.h"
#include "server/display/render/pixman_drawing.h"

namespace vitrine::rendering {

namespace {

// Nanoseconds. A row of a shape is sampled fifteen times.
constexpr std::int64_t perShape = 200, perRow = 300;
constexpr std::int64_t perCanvasPixel = 2, perPixmanPixel = 12;

bool isProjective(const pixman_transform_t& transform)
{
    const auto& last = transform.matrix[2];
    return last[0] != 0 || last[1] != 0 || last[2] != pixman_fixed_1;
}

std::int64_t perPixelRead(const Picture& picture)
{
    constexpr std::int64_t perStop = 32; // of a gradient are passed in a nanosecond
    if (const Gradient* gradient = picture.gradient())
        return 40 + static_cast<std::int64_t>(gradient->stops.size()) / perStop;
    std::int64_t sum = 0;
    if (picture.filter == Filter::Convolution)
        sum += 4 * static_cast<std::int64_t>(picture.filterParameters.size());
    if (picture.transform)
        sum += (isProjective(*picture.transform) ? 24 : 2) +
               (picture.filter == Filter::Bilinear ? 8 : 0);
    return picture.alphaMap ? 2 * sum + perPixmanPixel : sum;
}

} // namespace

int bandsOf(const Measured& drawing)
{
    const std::int64_t bands = drawing.work.parts / workOfATurn + 1;
    return static_cast<int>(
        std::clamp<std::int64_t>(bands, 1, std::max<std::int64_t>(drawing.seen.height, 1)));
}

PictureWork::PictureWork(Display& display, std::uint8_t operation, const Picture& source,
                         const Picture* mask, Picture& target)
{
    const auto canvas = canvasOperator(operation);
    everywhere_ = !canvas || !keepsUnderClear(*canvas);
    perPixel_ = (canvas ? perCanvasPixel : perPixmanPixel) + perPixelRead(source) +
                (mask ? perPixelRead(*mask) : 0);
    const Target& where = target.target(display);
    offset_ = where.offset;
    const Image* image = display.images().find(where.image);
    if (image && !where.nothing()) open_ = openIn(where, *image);
}

Measured PictureWork::measured(const Rect& seen, std::int64_t rows) const
{
    return {seen, {seen.area() * perPixel_ + rows * perRow, perShape}};
}

// Each has its pixels added to a mask, or is drawn by itself.
Measured PictureWork::ofGlyphs(std::span<const PlacedGlyph> glyphs) const
{
    Rect around;
    std::int64_t pixels = 0;
    for (const PlacedGlyph& glyph : glyphs) {
        const Rect box = boxOf(glyph);
        around = around.united(box);
        pixels += box.area();
    }
    Measured most = measured(everywhere_ ? open_ : seen(around), 0);
    most.work.parts += pixels * perPixel_;
    if (bandsOf(most) == 1) return most; // as nearly all, wherever they are seen

    around = {};
    Work sum;
    for (const PlacedGlyph& glyph : glyphs) {
        const Measured one = measured(seen(boxOf(glyph)), 0);
        around = around.united(one.seen);
        sum += one.work;
    }
    Measured all = measured(everywhere_ ? open_ : around, 0);
    all.work += sum;
    return all;
}

} // namespace vitrine::rendering
