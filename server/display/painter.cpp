// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/painter.h"

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
    if (watched()) sink_->record(Damage{target, rect});
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

void Painter::fillRects(ImageId target, const Paint& paint, std::span<const Rect> rects)
{
    canvas_.fillRects(target, paint, rects);
    if (watched()) sink_->record(FillRects{target, paint, copied(rects)});
}

void Painter::fillSpans(ImageId target, const Paint& paint, std::span<const Span> spans)
{
    canvas_.fillSpans(target, paint, spans);
    if (watched()) sink_->record(FillSpans{target, paint, copied(spans)});
}

void Painter::drawPoints(ImageId target, const Paint& paint, std::span<const Point> points)
{
    canvas_.drawPoints(target, paint, points);
    if (watched()) sink_->record(DrawPoints{target, paint, copied(points)});
}

void Painter::drawSegments(ImageId target, const Paint& paint, const Stroke& stroke,
                           std::span<const Segment> segments)
{
    canvas_.drawSegments(target, paint, stroke, segments);
    if (watched()) sink_->record(DrawSegments{target, paint, stroke, copied(segments)});
}

void Painter::drawPolyline(ImageId target, const Paint& paint, const Stroke& stroke,
                           std::span<const Point> points)
{
    canvas_.drawPolyline(target, paint, stroke, points);
    if (watched()) sink_->record(DrawPolyline{target, paint, stroke, copied(points)});
}

void Painter::drawRectangles(ImageId target, const Paint& paint, const Stroke& stroke,
                             std::span<const Rect> rects)
{
    canvas_.drawRectangles(target, paint, stroke, rects);
    if (watched()) sink_->record(DrawRectangles{target, paint, stroke, copied(rects)});
}

void Painter::drawArcs(ImageId target, const Paint& paint, const Stroke& stroke,
                       std::span<const Arc> arcs)
{
    canvas_.drawArcs(target, paint, stroke, arcs);
    if (watched()) sink_->record(DrawArcs{target, paint, stroke, copied(arcs)});
}

void Painter::fillArcs(ImageId target, const Paint& paint, ArcMode mode, std::span<const Arc> arcs)
{
    canvas_.fillArcs(target, paint, mode, arcs);
    if (watched()) sink_->record(FillArcs{target, paint, mode, copied(arcs)});
}

void Painter::fillPolygon(ImageId target, const Paint& paint, FillRule rule,
                          std::span<const Point> points)
{
    canvas_.fillPolygon(target, paint, rule, points);
    if (watched()) sink_->record(FillPolygon{target, paint, rule, copied(points)});
}

void Painter::drawText(ImageId target, const Paint& paint, std::span<const GlyphAt> glyphs)
{
    canvas_.drawText(target, paint, glyphs);
    if (watched()) sink_->record(DrawText{target, paint, copied(glyphs)});
}

void Painter::copyArea(ImageId target, const Raster& raster, ImageId source, Point from,
                       const Rect& to)
{
    canvas_.copyArea(target, raster, source, from, to);
    if (watched()) sink_->record(CopyArea{target, raster, source, from, to});
}

void Painter::copyPlane(ImageId target, const Raster& raster, ImageId source, Point from,
                        const Rect& to, std::uint32_t plane, std::uint32_t foreground,
                        std::uint32_t background)
{
    canvas_.copyPlane(target, raster, source, from, to, plane, foreground, background);
    if (watched())
        sink_->record(CopyPlane{target, raster, source, from, to, plane, foreground, background});
}

void Painter::putPixels(ImageId target, const Raster& raster, Image pixels, Point at)
{
    canvas_.putPixels(target, raster, pixels, at);
    if (watched()) sink_->record(PutPixels{target, raster, at, std::move(pixels)});
}

void Painter::compositeRects(ImageId target, const Tint& tint, std::span<const Rect> rects)
{
    canvas_.compositeRects(target, tint, rects);
    if (watched()) sink_->record(CompositeRects{target, tint, copied(rects)});
}

void Painter::compositeGlyphs(ImageId target, const Tint& tint, bool together,
                              std::span<const GlyphAt> glyphs)
{
    canvas_.compositeGlyphs(target, tint, together, glyphs);
    if (watched()) sink_->record(CompositeGlyphs{target, tint, together, copied(glyphs)});
}

void Painter::compositeImage(ImageId target, const Tint& tint, ImageId source, Point from,
                             bool repeats, ImageId mask, Point maskFrom, const Rect& to)
{
    canvas_.compositeImage(target, tint, source, from, repeats, mask, maskFrom, to);
    if (watched())
        sink_->record(CompositeImage{target, tint, source, from, repeats, mask, maskFrom, to});
}

} // namespace vitrine
