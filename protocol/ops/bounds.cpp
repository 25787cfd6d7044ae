// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/bounds.h"

#include <algorithm>
#include <array>

namespace vitrine {

// Half its width, at a mitred corner six times that: a mitre ends at eleven degrees, and
// 1 / sin(5.5°) < 11.
std::int32_t reachOf(const Stroke& stroke, bool corners)
{
    const std::int32_t width = stroke.width;
    const bool mitred = corners && stroke.join == JoinStyle::Miter;
    return 2 + (mitred ? width * 6 : width);
}

Rect boundsOf(std::span<const Point> points)
{
    if (points.empty()) return {};
    Point least = points[0], most = points[0];
    for (const Point point : points) {
        least = {std::min(least.x, point.x), std::min(least.y, point.y)};
        most = {std::max(most.x, point.x), std::max(most.y, point.y)};
    }
    return Rect::between(least.x, least.y, most.x + 1, most.y + 1);
}

Rect boundsOf(std::span<const Rect> rects)
{
    return boundsOfEach(rects, [](const Rect& rect) { return rect; });
}

Rect boundsOf(std::span<const Span> spans)
{
    return boundsOfEach(spans, [](const Span& span) {
        return Rect{span.x, span.y, span.width, 1};
    });
}

Rect boundsOf(std::span<const GlyphAt> glyphs, const Glyphs& shapes)
{
    return boundsOfEach(glyphs, [&](const GlyphAt& at) {
        const Glyph* glyph = shapes.find(at.glyph);
        return glyph ? Rect::at(at.pen - glyph->origin, glyph->mask.size()) : Rect{};
    });
}

Rect boundsOf(std::span<const Segment> segments, const Stroke& stroke)
{
    if (segments.empty()) return {};
    Point least = segments[0].from, most = least;
    for (const Segment& segment : segments)
        for (const Point point : {segment.from, segment.to}) {
            least = {std::min(least.x, point.x), std::min(least.y, point.y)};
            most = {std::max(most.x, point.x), std::max(most.y, point.y)};
        }
    return Rect::between(least.x, least.y, most.x + 1, most.y + 1).grown(reachOf(stroke, false));
}

Rect boundsOf(const Segment& segment, const Stroke& stroke)
{
    return boundsOf(std::array{segment.from, segment.to}).grown(reachOf(stroke, false));
}

Rect boundsOfOutline(const Rect& rect, const Stroke& stroke)
{
    return Rect{rect.x, rect.y, rect.width + 1, rect.height + 1}.grown(reachOf(stroke, true));
}

Rect boundsOf(const Arc& arc, const Stroke& stroke)
{
    return arc.bounds.grown(1 + reachOf(stroke, true));
}

Rect boundsOfFilled(const Arc& arc)
{
    return arc.bounds.grown(1);
}

} // namespace vitrine
