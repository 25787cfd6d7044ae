// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/glyph.h"
#include "protocol/canvas/images.h"
#include "protocol/canvas/paint.h"
#include "protocol/canvas/tint.h"

#include <span>

namespace vitrine {

// What each drawing operation does to pixels: integer arithmetic, the same at both ends. Everything
// is clipped to the image, so any coordinates and sizes may be given. A missing pattern, source or
// glyph draws nothing there. X11 protocol, section 8 (graphics), is the reference for each shape;
// zero-width lines equal X.Org's. `images` and `glyphs` are borrowed for the canvas's life.
class Canvas {
public:
    Canvas(Images& images, const Glyphs& glyphs) : images_(images), glyphs_(glyphs) {}

    void fillRects(ImageId target, const Paint& paint, std::span<const Rect> rects);
    void fillSpans(ImageId target, const Paint& paint, std::span<const Span> spans);
    void drawPoints(ImageId target, const Paint& paint, std::span<const Point> points);
    void drawSegments(ImageId target, const Paint& paint, const Stroke& stroke,
                      std::span<const Segment> segments);
    void drawPolyline(ImageId target, const Paint& paint, const Stroke& stroke,
                      std::span<const Point> points);
    void drawRectangles(ImageId target, const Paint& paint, const Stroke& stroke,
                        std::span<const Rect> rects); // outlines, X's PolyRectangle
    void drawArcs(ImageId target, const Paint& paint, const Stroke& stroke,
                  std::span<const Arc> arcs);
    void fillArcs(ImageId target, const Paint& paint, ArcMode mode, std::span<const Arc> arcs);
    void fillPolygon(ImageId target, const Paint& paint, FillRule rule,
                     std::span<const Point> points);
    // Depth-1 glyphs: the paint where the mask is 1.
    void drawText(ImageId target, const Paint& paint, std::span<const GlyphAt> glyphs);

    // From `source` at `from` to `to`; source and target may be one image and may overlap. Depths
    // fit (depths.h). Parts that lie outside the source are left alone.
    void copyArea(ImageId target, const Raster& raster, ImageId source, Point from, const Rect& to);
    // One plane of the source: foreground where the bit is set, background elsewhere.
    void copyPlane(ImageId target, const Raster& raster, ImageId source, Point from, const Rect& to,
                   std::uint32_t plane, std::uint32_t foreground, std::uint32_t background);
    // The depth of `pixels` fits the target's; its top left corner goes to `at`.
    void putPixels(ImageId target, const Raster& raster, const Image& pixels, Point at);

    // X Rendering Extension: targets of depths 8 (alpha alone), 24 (opaque) and 32; on others
    // nothing is drawn.
    void compositeRects(ImageId target, const Tint& tint, std::span<const Rect> rects);
    // Glyphs of any depth but 4, as coverage; together: all make one mask, whose coverage adds up
    // where they overlap, and which is as large as all of them.
    void compositeGlyphs(ImageId target, const Tint& tint, bool together,
                         std::span<const GlyphAt> glyphs);
    // The source's pixels, with the alpha of the tint's colour as their opacity, or, where the
    // source is none, that colour; both under the mask, if there is one. `from` and `maskFrom` come
    // to the corner of `to`. The source repeats, or is transparent outside, as the mask is.
    void compositeImage(ImageId target, const Tint& tint, ImageId source, Point from, bool repeats,
                        ImageId mask, Point maskFrom, const Rect& to);

private:
    Images& images_;
    const Glyphs& glyphs_;
};

} // namespace vitrine
