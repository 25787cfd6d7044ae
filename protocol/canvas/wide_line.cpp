// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/wide_line.h"

#include "protocol/canvas/dashes.h"
#include "protocol/canvas/wide_dashes.h"
#include "protocol/canvas/wide_segment.h"

namespace vitrine {

namespace {

void capRound(const Stroker& stroker, const LineFace& face)
{
    if (stroker.stroke.width == 1 && !stroker.target.keeps())
        stroker.target.span(Ink::Even, face.at.x, face.at.y, 1);
    else
        stroker.roundCap(Ink::Even, face);
}

// A path that never leaves its first point shows its caps alone.
void drawDot(const Stroker& stroker, Point at)
{
    const bool projects = stroker.stroke.cap == CapStyle::Projecting;
    Faces faces =
        drawWideSegment(stroker.target, stroker.stroke.width, {at, at}, {projects, projects});
    if (stroker.stroke.cap != CapStyle::Round) return;
    stroker.roundCap(Ink::Even, faces.from);
    faces.to.dx = -1;
    stroker.roundCap(Ink::Even, faces.to);
}

void drawSolid(const Stroker& stroker, std::span<const Point> points)
{
    const bool closed = points.size() > 1 && points.front() == points.back();
    const bool projects = stroker.stroke.cap == CapStyle::Projecting && !closed;
    const bool round = stroker.stroke.cap == CapStyle::Round && !closed;
    std::optional<LineFace> first, previous;
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (points[i] == points[i - 1]) continue;
        const bool last = i + 1 == points.size();
        const Faces faces =
            drawWideSegment(stroker.target, stroker.stroke.width, {points[i - 1], points[i]},
                            {projects && !first, projects && last});
        if (!first) {
            first = faces.from;
            if (round) capRound(stroker, *first);
        } else {
            stroker.join(Ink::Even, faces.from, *previous);
        }
        previous = faces.to;
    }
    if (!first) return drawDot(stroker, points.back());
    if (closed) stroker.join(Ink::Even, *first, *previous);
    if (round) capRound(stroker, *previous);
}

} // namespace

void drawWideLine(Inks& inks, const Paint& paint, const Stroke& stroke,
                  std::span<const Point> points)
{
    const bool mayKeep = points.size() >= 3 || stroke.cap == CapStyle::Round;
    StrokeInk target(inks, mayKeep ? paint.raster.function : RasterFunction::Copy);
    const Stroker stroker{target, stroke};
    if (Dasher::dashed(stroke) && !inks.oddIsEven())
        drawWideDashes(stroker, points);
    else
        drawSolid(stroker, points);
    target.finish();
}

} // namespace vitrine
