// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/canvas.h"
#include "server/base/ids.h"
#include "server/base/op_sink.h"

namespace vitrine {

// The tee through which everything in the server is drawn: the methods of Canvas, executed at once,
// and recorded for viewers while any watch.
class Painter {
public:
    Painter(Images& images, Glyphs& glyphs) // both borrowed, outlive us
        : images_(images), glyphs_(glyphs), canvas_(images, glyphs)
    {
    }

    void setSink(OpSink* sink) { sink_ = sink; } // borrowed until the next call; null: nobody

    // Images, all zero at first. Their owner drops them.
    ImageId createImage(Size size, int depth);
    void dropImage(ImageId id);
    const Images& images() const { return images_; }

    // For what no op says: change the pixels in `rect`, then tell. Null where there is no such
    // image.
    Image* image(ImageId id) { return images_.find(id); }
    void damage(ImageId target, const Rect& rect);

    GlyphId defineGlyph(Glyph glyph);
    void dropGlyph(GlyphId id);
    const Glyphs& glyphs() const { return glyphs_; }

    void fillRects(ImageId target, const Paint& paint, std::span<const Rect> rects);
    void fillSpans(ImageId target, const Paint& paint, std::span<const Span> spans);
    void drawPoints(ImageId target, const Paint& paint, std::span<const Point> points);
    void drawSegments(ImageId target, const Paint& paint, const Stroke& stroke,
                      std::span<const Segment> segments);
    void drawPolyline(ImageId target, const Paint& paint, const Stroke& stroke,
                      std::span<const Point> points);
    void drawRectangles(ImageId target, const Paint& paint, const Stroke& stroke,
                        std::span<const Rect> rects);
    void drawArcs(ImageId target, const Paint& paint, const Stroke& stroke,
                  std::span<const Arc> arcs);
    void fillArcs(ImageId target, const Paint& paint, ArcMode mode, std::span<const Arc> arcs);
    void fillPolygon(ImageId target, const Paint& paint, FillRule rule,
                     std::span<const Point> points);
    void drawText(ImageId target, const Paint& paint, std::span<const GlyphAt> glyphs);
    void copyArea(ImageId target, const Raster& raster, ImageId source, Point from, const Rect& to);
    void copyPlane(ImageId target, const Raster& raster, ImageId source, Point from, const Rect& to,
                   std::uint32_t plane, std::uint32_t foreground, std::uint32_t background);
    void putPixels(ImageId target, const Raster& raster, Image pixels, Point at);
    void compositeRects(ImageId target, const Tint& tint, std::span<const Rect> rects);
    void compositeGlyphs(ImageId target, const Tint& tint, bool together,
                         std::span<const GlyphAt> glyphs);
    void compositeImage(ImageId target, const Tint& tint, ImageId source, Point from, bool repeats,
                        ImageId mask, Point maskFrom, const Rect& to);

    // False while nobody is told of what is drawn.
    bool watched() const { return sink_ && sink_->wanted(); }

private:
    // Records place() or make(), whichever the sink is interested in.
    template<class Place, class Make>
    void tell(ImageId target, const Clip& clip, Place place, Make make);
    void tellPlace(ImageId target, const Clip& clip, Rect place);

    Images& images_;
    Glyphs& glyphs_;
    Canvas canvas_;
    OpSink* sink_ = nullptr;
    IdSource<ImageId> imageIds_;
    IdSource<GlyphId> glyphIds_;
};

} // namespace vitrine
