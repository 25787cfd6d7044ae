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
    if (const auto paint = paintOf(display, target, tint))
        display.painter().fillRects(image, *paint, rects);
    else
        display.painter().compositeRects(image, tint, rects);
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
    const bool masked = mask && !mask->color;
    const std::uint32_t opacity = mask && mask->color ? channels::alpha(*mask->color) : 255;
    Tint tint{operation, opacity << 24, target.clip};
    if (source->color) tint.color = channels::times(*source->color, opacity);
    if (source->color && !masked) {
        drawColor(display, what.target, tint, std::array{to});
        return true;
    }
    Painter& painter = display.painter();
    const bool onItself = source->image == target.image || (masked && mask->image == target.image);
    const Image* image = display.images().find(source->image);
    const bool copies = !mask && source->inside && image &&
                        image->depth() == what.target.format().depth &&
                        replaces(operation, source->opaque) && operation != Operator::Clear;
    if (onItself && !copies) return false;
    if (copies)
        painter.copyArea(target.image, {.planeMask = target.planes, .clip = target.clip},
                         source->image, source->from, to);
    else
        painter.compositeImage(target.image, tint, source->image, source->from, source->repeats,
                               masked ? mask->image : ImageId{}, masked ? mask->from : Point{}, to);
    return true;
}

// X.Org's reductions, where source or target has no alpha: more than a shortcut, as a convolution
// may make less than the whole of an opaque source.
std::uint8_t reduced(std::uint8_t operation, bool opaqueSource, bool opaqueTarget)
{
    constexpr std::uint8_t disjoint = 16, conjoint = 32; // both begin with Clear, Src, Dst
    const std::uint8_t kind = operation & 0x0f;
    const bool plain = (operation - kind == disjoint || operation - kind == conjoint) && kind <= 2;
    const auto canvas = canvasOperator(plain ? kind : operation);
    if (!canvas) return operation;
    Operator result = *canvas;
    if (opaqueSource) {
        switch (result) {
        case Operator::Over: result = Operator::Src; break;
        case Operator::InReverse: result = Operator::Dst; break;
        case Operator::OutReverse: result = Operator::Clear; break;
        case Operator::Atop: result = Operator::In; break;
        case Operator::AtopReverse: result = Operator::OverReverse; break;
        case Operator::Xor: result = Operator::Out; break;
        default: break;
        }
    }
    if (opaqueTarget) {
        switch (result) {
        case Operator::OverReverse: result = Operator::Dst; break;
        case Operator::In: result = Operator::Src; break;
        case Operator::Out: result = Operator::Clear; break;
        case Operator::Atop: result = Operator::Over; break;
        case Operator::Xor: result = Operator::OutReverse; break;
        default: break;
        }
    }
    return static_cast<std::uint8_t>(result);
}

bool opaque(const Picture& picture)
{
    return picture.format().hasColor() && !picture.format().hasAlpha() && !picture.alphaMap;
}

// Whether all that is read of a picture is opaque.
bool readsOpaque(const Picture& picture, const Rect& rect)
{
    if (!picture.drawable() || !opaque(picture)) return false;
    return picture.repeat != Repeat::None ||
           (!picture.transform && Rect::of(picture.drawable()->size()).contains(rect));
}

} // namespace

std::optional<Paint> paintOf(Display& display, Picture& target, const Tint& tint)
{
    if (!replaces(tint.operation, channels::alpha(tint.color) == 255)) return std::nullopt;
    Paint paint{.raster = {.planeMask = target.target(display).planes, .clip = tint.clip}};
    const std::uint32_t color = tint.operation == Operator::Clear ? 0 : tint.color;
    const int depth = target.format().depth;
    paint.foreground = depth == 8 ? color >> 24 : depth == 24 ? color & 0xffffff : color;
    return paint;
}

std::optional<Operator> canvasOperator(std::uint8_t operation)
{
    if (operation > static_cast<std::uint8_t>(Operator::Add)) return std::nullopt;
    return static_cast<Operator>(operation);
}

void composite(Display& display, const Compositing& what)
{
    const Target& target = what.target.target(display);
    const Image* image = display.images().find(target.image);
    const std::uint8_t reducedOperation = reduced(
        what.operation, !what.mask && readsOpaque(what.source, Rect::at(what.from, what.to.size())),
        opaque(what.target));
    const auto operation = canvasOperator(reducedOperation);
    if (target.nothing() || !image || operation == Operator::Dst) return;
    const Rect asked = what.to.translated(target.offset);
    const Rect to = asked.intersected(openIn(target, *image));
    if (to.empty()) return;
    const Point skipped = to.origin() - asked.origin();
    const Point from = what.from + skipped, maskFrom = what.maskFrom + skipped;
    if (operation && drawable(display, what.target) &&
        compositeByOp(display, what, *operation, to, from, maskFrom))
        return;
    compositeByPixman(display, static_cast<pixman_op_t>(reducedOperation), what.source, what.mask,
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
        Paint paint{.raster = {.planeMask = target.planes, .clip = target.clip},
                    .foreground = picture.format().pixel(color)};
        return display.painter().fillRects(target.image, paint, placed);
    }
    const Picture source(color);
    const auto composed = canvasOperator(reduced(operation, false, opaque(picture)));
    if (composed == Operator::Dst) return;
    if (composed && drawable(display, picture))
        return drawColor(display, picture,
                         {*composed, colorOf(display, source).value_or(opaqueBlack), target.clip},
                         placed);
    for (const Rect& rect : rects)
        composite(display, {operation, source, nullptr, picture, {}, {}, rect});
}

} // namespace vitrine
