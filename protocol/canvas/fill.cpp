// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/brush.h"
#include "protocol/canvas/canvas.h"

namespace vitrine {

void Canvas::fillRects(ImageId target, const Paint& paint, std::span<const Rect> rects)
{
    Brush brush(images_, target, paint);
    for (const Rect& rect : rects) brush.rect(rect);
}

void Canvas::fillSpans(ImageId target, const Paint& paint, std::span<const Span> spans)
{
    Brush brush(images_, target, paint);
    for (const Span& span : spans) brush.span(span.x, span.y, span.width);
}

void Canvas::drawPoints(ImageId target, const Paint& paint, std::span<const Point> points)
{
    Brush brush(images_, target, paint);
    for (const Point& point : points) brush.point(point);
}

void Canvas::drawText(ImageId target, const Paint& paint, std::span<const GlyphAt> glyphs)
{
    Brush brush(images_, target, paint);
    for (const auto& [id, pen] : glyphs)
        if (const Glyph* glyph = glyphs_.find(id)) brush.mask(glyph->mask, pen - glyph->origin);
}

} // namespace vitrine
