// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/render/compositing.h"

#include "protocol/canvas/channels.h"
#include "server/display/display.h"
#include "server/display/render/pixman_drawing.h"
#include "server/display/render/readable.h"

namespace vitrine {

namespace {

constexpr std::uint32_t opaqueBlack = 0xff000000;

bool replaces(Operator operation, bool opaque)
{
    return operation == Operator::Src || operation == Operator::Clear ||
           (operation == Operator::Over && opaque);
}

// A colour on the parts that rectangles (in the image's coordinates) and clip have in common.
void drawColor(Display& display, Picture& target, const Tint& tint, std::span<const Rect> rects)
{
    const ImageId image = target.target(display).image;
    if (!replaces(tint.operation, channels::alpha(tint.color) == 255))
        return display.painter().compositeRects(image, tint, rects);
    Paint paint{.raster = {.clip = tint.clip}};
    const std::uint32_t color = tint.operation == Operator::Clear ? 0 : tint.color;
    const int depth = target.format().depth;
    paint.foreground = depth == 8 ? color >> 24 : depth == 24 ? color & 0xffffff : color;
    display.painter().fillRects(image, paint, rects);
}

// `to` is in the image's coordinates, what is read fits to it. False where it takes pixman.
bool compositeByOp(Display& display, const Compositing& what, Operator operation, const Rect& to,
                   Point from, Point maskFrom)
{
    const auto source = readable(display, what.source, Rect::at(from, to.size()));
    if (!source) return false;
    std::optional<Readable> mask;
    if (what.mask) {
        if (what.mask->componentAlpha) return false;
        mask = readable(display, *what.mask, Rect::at(maskFrom, to.size()));
        if (!mask || mask->repeats) return false;
    }
    const Target& target = what.target.target(display);
    if (source->image == target.image || (mask && mask->image == target.image)) return false;

    const bool masked = mask && !mask->color;
    const std::uint32_t opacity = mask && mask->color ? channels::alpha(*mask->color) : 255;
    Tint tint{operation, opacity << 24, target.clip};
    if (source->color) tint.color = channels::times(*source->color, opacity);
    if (source->color && !masked) {
        drawColor(display, what.target, tint, std::array{to});
        return true;
    }
    Painter& painter = display.painter();
    const Image* image = display.images().find(source->image);
    const bool copies = !mask && source->inside && image &&
                        image->depth() == what.target.format().depth &&
                        replaces(operation, source->opaque) && operation != Operator::Clear;
    if (copies)
        painter.copyArea(target.image, {.clip = target.clip}, source->image, source->from, to);
    else
        painter.compositeImage(target.image, tint, source->image, source->from, source->repeats,
                               masked ? mask->image : ImageId{}, masked ? mask->from : Point{}, to);
    return true;
}

} // namespace

std::optional<Operator> canvasOperator(std::uint8_t operation)
{
    constexpr std::uint8_t disjoint = 16, conjoint = 32; // both begin with Clear, Src, Dst
    const std::uint8_t kind = operation & 0x0f;
    if (operation <= static_cast<std::uint8_t>(Operator::Add))
        return static_cast<Operator>(operation);
    if ((operation - kind == disjoint || operation - kind == conjoint) && kind <= 2)
        return static_cast<Operator>(kind);
    return std::nullopt;
}

void composite(Display& display, const Compositing& what)
{
    const Target& target = what.target.target(display);
    const Image* image = display.images().find(target.image);
    const auto operation = canvasOperator(what.operation);
    if (target.nothing() || !image || operation == Operator::Dst) return;
    const Rect asked = what.to.translated(target.offset);
    const Rect to = asked.intersected(openIn(target, *image));
    if (to.empty()) return;
    const Point skipped = to.origin() - asked.origin();
    const Point from = what.from + skipped, maskFrom = what.maskFrom + skipped;
    if (operation && drawable(display, what.target) &&
        compositeByOp(display, what, *operation, to, from, maskFrom))
        return;
    compositeByPixman(display, static_cast<pixman_op_t>(what.operation), what.source, what.mask,
                      what.target, from, maskFrom, to);
}

void fillRectangles(Display& display, std::uint8_t operation, Picture& picture,
                    pixman_color_t color, std::span<const Rect> rects)
{
    constexpr std::uint8_t clear = 0, src = 1, over = 3;
    const Target& target = picture.target(display);
    if (target.nothing() || rects.empty()) return;
    if (operation == clear) color = {};
    std::vector<Rect> placed(rects.begin(), rects.end());
    for (Rect& rect : placed) rect = rect.translated(target.offset);

    const bool fills =
        operation == clear || operation == src || (operation == over && color.alpha == 0xffff);
    if (fills && !picture.alphaMap) {
        Paint paint{.raster = {.clip = target.clip}, .foreground = picture.format().pixel(color)};
        return display.painter().fillRects(target.image, paint, placed);
    }
    const Picture source(color);
    const auto composed = canvasOperator(operation);
    if (composed == Operator::Dst) return;
    if (composed && drawable(display, picture))
        return drawColor(display, picture,
                         {*composed, colorOf(display, source).value_or(opaqueBlack), target.clip},
                         placed);
    for (const Rect& rect : rects)
        composite(display, {operation, source, nullptr, picture, {}, {}, rect});
}

} // namespace vitrine
