// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/canvas.h"
#include "protocol/canvas/thin_line.h"
#include "protocol/canvas/wide_line.h"

#include <array>

namespace vitrine {

namespace {

LastPoint lastPoint(const Stroke& stroke)
{
    return stroke.cap == CapStyle::NotLast ? LastPoint::LeftOut : LastPoint::Drawn;
}

// Whether a path ends on its first pixel, which is then not drawn again. As in X.Org, only where
// the last line needs no clipping and nothing but one colour.
bool returnsUnclipped(const Brush& brush, const Paint& paint, std::span<const Point> points)
{
    return paint.style == FillStyle::Solid && points.front() == points.back() &&
           brush.clippedToOneRect() && brush.extents().contains(points.back()) &&
           brush.extents().contains(points[points.size() - 2]);
}

void drawThinPath(Inks& inks, const Paint& paint, const Stroke& stroke,
                  std::span<const Point> points)
{
    if (points.size() < 2) return;
    std::optional<Dasher> dasher;
    if (Dasher::dashed(stroke)) dasher.emplace(stroke);
    const bool closed = !dasher && returnsUnclipped(inks.even(), paint, points);
    for (std::size_t i = 1; i < points.size(); ++i) {
        const Segment line{points[i - 1], points[i]};
        const bool ends = i + 1 == points.size() && !closed;
        const LastPoint last = ends ? lastPoint(stroke) : LastPoint::LeftOut;
        if (dasher)
            drawThinDashes(inks, line, last, *dasher);
        else
            drawThinLine(inks.even(), line, last);
    }
}

void drawPath(Inks& inks, const Paint& paint, const Stroke& stroke, std::span<const Point> points)
{
    if (points.empty()) return;
    if (stroke.width == 0)
        drawThinPath(inks, paint, stroke, points);
    else
        drawWideLine(inks, paint, stroke, points);
}

// A wide outline with mitred corners, as the rectangles it consists of.
void fillOutline(Brush& brush, const Rect& rect, std::int32_t width)
{
    const std::int32_t before = width / 2, after = width - before;
    if (rect.height < width || rect.width < before) { // no hole
        const std::int32_t left = rect.height == 0 ? rect.x : rect.x - before;
        const std::int32_t across = rect.height == 0 ? rect.width : rect.width + width;
        const std::int32_t top = rect.width == 0 ? rect.y : rect.y - before;
        const std::int32_t down = rect.width == 0 ? rect.height : rect.height + width;
        brush.rect({left, top, across, down});
        return;
    }
    const std::int32_t left = rect.x - before, inner = rect.y + after;
    brush.rect({left, rect.y - before, rect.width + width, width});
    brush.rect({left, inner, width, rect.height - width});
    brush.rect({rect.right() - before, inner, width, rect.height - width});
    brush.rect({left, rect.bottom() - before, rect.width + width, width});
}

// The thin lines of an outline that nothing hides, each without its last pixel.
void fillThinOutline(Brush& brush, const Rect& rect)
{
    brush.span(rect.x, rect.y, rect.width);
    brush.span(rect.x + 1, rect.bottom(), rect.width);
    brush.withDots([&rect](auto dots) {
        std::ptrdiff_t right = dots.place({rect.right(), rect.y});
        for (std::int32_t i = 0; i < rect.height; ++i, right += dots.width) {
            dots(right);
            dots(right + dots.width - rect.width); // on the left, one row below
        }
    });
}

} // namespace

void Canvas::drawSegments(ImageId target, const Paint& paint, const Stroke& stroke,
                          std::span<const Segment> segments)
{
    Inks inks(images_, target, paint, stroke);
    if (!inks.even().draws()) return;
    if (stroke.width != 0) {
        for (const Segment& segment : segments)
            drawWideLine(inks, paint, stroke, std::array{segment.from, segment.to});
    } else if (Dasher::dashed(stroke)) {
        const Dasher start(stroke);
        for (const Segment& segment : segments) {
            Dasher dasher = start;
            drawThinDashes(inks, segment, lastPoint(stroke), dasher);
        }
    } else {
        for (const Segment& segment : segments)
            drawThinLine(inks.even(), segment, lastPoint(stroke));
    }
}

void Canvas::drawPolyline(ImageId target, const Paint& paint, const Stroke& stroke,
                          std::span<const Point> points)
{
    Inks inks(images_, target, paint, stroke);
    if (inks.even().draws()) drawPath(inks, paint, stroke, points);
}

void Canvas::drawRectangles(ImageId target, const Paint& paint, const Stroke& stroke,
                            std::span<const Rect> rects)
{
    Inks inks(images_, target, paint, stroke);
    if (!inks.even().draws()) return;
    const bool mitred =
        stroke.width != 0 && stroke.style == LineStyle::Solid && stroke.join == JoinStyle::Miter;
    for (const Rect& rect : rects) {
        const Point topLeft = rect.origin(), topRight{rect.right(), rect.y};
        const Point bottomRight{rect.right(), rect.bottom()}, bottomLeft{rect.x, rect.bottom()};
        const Rect whole{rect.x, rect.y, rect.width + 1, rect.height + 1};
        if (stroke.width == 0 && !rect.empty() && !Dasher::dashed(stroke) &&
            inks.even().isOpen(whole)) {
            fillThinOutline(inks.even(), rect);
        } else if (mitred && (rect.width != 0 || rect.height != 0)) {
            fillOutline(inks.even(), rect, stroke.width);
        } else if (mitred) {
            const std::array ends{topLeft, topLeft};
            drawPath(inks, paint, stroke, ends);
        } else {
            const std::array corners{topLeft, topRight, bottomRight, bottomLeft, topLeft};
            drawPath(inks, paint, stroke, corners);
        }
    }
}

} // namespace vitrine
