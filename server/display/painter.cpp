// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/painter.h"

#include "protocol/ops/bounds.h"

#include <cassert>

namespace vitrine {

namespace {

template<class T> std::vector<T> copied(std::span<const T> items)
{
    return {items.begin(), items.end()};
}

} // namespace

ImageId Painter::createImage(Size size, int depth)
{
    const ImageId id = imageIds_.next();
    images_.define(id, Image(size, depth));
    if (sink_) sink_->imageDefined(id, size, depth);
    return id;
}

void Painter::dropImage(ImageId id)
{
    if (images_.drop(id) && sink_) sink_->imageDropped(id);
}

void Painter::damage(ImageId target, const Rect& rect)
{
    if (watched()) sink_->touched(target, rect);
}

GlyphId Painter::defineGlyph(Glyph glyph)
{
    const GlyphId id = glyphIds_.next();
    glyphs_.define(id, std::move(glyph));
    if (sink_) sink_->glyphDefined(id);
    return id;
}

void Painter::dropGlyph(GlyphId id)
{
    if (sink_ && glyphs_.find(id)) sink_->glyphDropped(id);
    glyphs_.drop(id);
}

void Painter::tellPlace(ImageId target, const Clip& clip, Rect place)
{
    if (clip.rects) {
        Rect open;
        for (const Rect& rect : *clip.rects) open = open.united(rect);
        place = place.intersected(open);
    }
    if (!place.empty()) sink_->touched(target, place);
}

template<class Place, class Make>
void Painter::tell(ImageId target, const Clip& clip, Place place, Make make)
{
    switch (sink_ ? sink_->interest(target) : Interest::None) {
    case Interest::None: return;
    case Interest::Places: return tellPlace(target, clip, place());
    case Interest::Ops: return sink_->record(make());
    }
}

void Painter::fillRects(ImageId target, const Paint& paint, std::span<const Rect> rects)
{
    canvas_.fillRects(target, paint, rects);
    tell(
        target, paint.raster.clip, [&] { return boundsOf(rects); },
        [&] {
            return FillRects{target, paint, copied(rects)};
        });
}

void Painter::fillSpans(ImageId target, const Paint& paint, std::span<const Span> spans)
{
    canvas_.fillSpans(target, paint, spans);
    tell(
        target, paint.raster.clip, [&] { return boundsOf(spans); },
        [&] {
            return FillSpans{target, paint, copied(spans)};
        });
}

void Painter::drawPoints(ImageId target, const Paint& paint, std::span<const Point> points)
{
    canvas_.drawPoints(target, paint, points);
    tell(
        target, paint.raster.clip, [&] { return boundsOf(points); },
        [&] {
            return DrawPoints{target, paint, copied(points)};
        });
}

void Painter::drawSegments(ImageId target, const Paint& paint, const Stroke& stroke,
                           std::span<const Segment> segments)
{
    canvas_.drawSegments(target, paint, stroke, segments);
    tell(
        target, paint.raster.clip, [&] { return boundsOf(segments, stroke); },
        [&] {
            return DrawSegments{target, paint, stroke, copied(segments)};
        });
}

void Painter::drawPolyline(ImageId target, const Paint& paint, const Stroke& stroke,
                           std::span<const Point> points)
{
    canvas_.drawPolyline(target, paint, stroke, points);
    tell(
        target, paint.raster.clip, [&] { return boundsOf(points).grown(reachOf(stroke, true)); },
        [&] {
            return DrawPolyline{target, paint, stroke, copied(points)};
        });
}

void Painter::drawRectangles(ImageId target, const Paint& paint, const Stroke& stroke,
                             std::span<const Rect> rects)
{
    canvas_.drawRectangles(target, paint, stroke, rects);
    tell(
        target, paint.raster.clip,
        [&] {
            return boundsOfEach(rects,
                                [&](const Rect& each) { return boundsOfOutline(each, stroke); });
        },
        [&] {
            return DrawRectangles{target, paint, stroke, copied(rects)};
        });
}

void Painter::drawArcs(ImageId target, const Paint& paint, const Stroke& stroke,
                       std::span<const Arc> arcs)
{
    canvas_.drawArcs(target, paint, stroke, arcs);
    tell(
        target, paint.raster.clip, [&] { return boundsOf(arcs, stroke); },
        [&] {
            return DrawArcs{target, paint, stroke, copied(arcs)};
        });
}

void Painter::fillArcs(ImageId target, const Paint& paint, ArcMode mode, std::span<const Arc> arcs)
{
    canvas_.fillArcs(target, paint, mode, arcs);
    tell(
        target, paint.raster.clip, [&] { return boundsOfFilled(arcs); },
        [&] {
            return FillArcs{target, paint, mode, copied(arcs)};
        });
}

void Painter::fillPolygon(ImageId target, const Paint& paint, FillRule rule,
                          std::span<const Point> points)
{
    canvas_.fillPolygon(target, paint, rule, points);
    tell(
        target, paint.raster.clip, [&] { return boundsOf(points); },
        [&] {
            return FillPolygon{target, paint, rule, copied(points)};
        });
}

void Painter::drawText(ImageId target, const Paint& paint, std::span<const GlyphAt> glyphs)
{
    canvas_.drawText(target, paint, glyphs);
    tell(
        target, paint.raster.clip, [&] { return boundsOf(glyphs, glyphs_); },
        [&] {
            return DrawText{target, paint, copied(glyphs)};
        });
}

void Painter::copyArea(ImageId target, const Raster& raster, ImageId source, Point from,
                       const Rect& to)
{
    canvas_.copyArea(target, raster, source, from, to);
    tell(
        target, raster.clip, [&] { return to; },
        [&] {
            return CopyArea{target, raster, source, from, to};
        });
}

void Painter::copyPlane(ImageId target, const Raster& raster, ImageId source, Point from,
                        const Rect& to, std::uint32_t plane, std::uint32_t foreground,
                        std::uint32_t background)
{
    canvas_.copyPlane(target, raster, source, from, to, plane, foreground, background);
    tell(
        target, raster.clip, [&] { return to; },
        [&] { return CopyPlane{target, raster, source, from, to, plane, foreground, background}; });
}

void Painter::putPixels(ImageId target, const Raster& raster, Image pixels, Point at)
{
    canvas_.putPixels(target, raster, pixels, at);
    tell(
        target, raster.clip, [&] { return Rect::at(at, pixels.size()); },
        [&] {
            return PutPixels{target, raster, at, std::move(pixels)};
        });
}

void Painter::compositeRects(ImageId target, const Tint& tint, std::span<const Rect> rects)
{
    canvas_.compositeRects(target, tint, rects);
    tell(
        target, tint.clip, [&] { return boundsOf(rects); },
        [&] {
            return CompositeRects{target, tint, copied(rects)};
        });
}

void Painter::compositeGlyphs(ImageId target, const Tint& tint, bool together,
                              std::span<const GlyphAt> glyphs)
{
    canvas_.compositeGlyphs(target, tint, together, glyphs);
    tell(
        target, tint.clip, [&] { return boundsOf(glyphs, glyphs_); },
        [&] {
            return CompositeGlyphs{target, tint, together, copied(glyphs)};
        });
}

void Painter::compositeImage(ImageId target, const Tint& tint, ImageId source, Point from,
                             bool repeats, ImageId mask, Point maskFrom, const Rect& to)
{
    canvas_.compositeImage(target, tint, source, from, repeats, mask, maskFrom, to);
    tell(
        target, tint.clip, [&] { return to; },
        [&] { return CompositeImage{target, tint, source, from, repeats, mask, maskFrom, to}; });
}

} // namespace vitrine
