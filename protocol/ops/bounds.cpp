// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/bounds.h"

#include <algorithm>
#include <array>

namespace vitrine {

namespace {

// A box that grows by corners: those of what has no area count too.
class Box {
public:
    explicit Box(Point corner) : least_(corner), most_(corner) {}

    void add(Point corner)
    {
        least_ = {std::min(least_.x, corner.x), std::min(least_.y, corner.y)};
        most_ = {std::max(most_.x, corner.x), std::max(most_.y, corner.y)};
    }
    Rect around() const { return Rect::between(least_.x, least_.y, most_.x, most_.y); }
    Rect holding() const { return Rect::between(least_.x, least_.y, most_.x + 1, most_.y + 1); }

private:
    Point least_, most_;
};

Rect boundsOfShapes(std::span<const Arc> arcs)
{
    if (arcs.empty()) return {};
    Box box(arcs[0].bounds.origin());
    for (const Arc& arc : arcs) {
        box.add(arc.bounds.origin());
        box.add({arc.bounds.right(), arc.bounds.bottom()});
    }
    return box.around();
}

} // namespace

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
    Box box(points[0]);
    for (const Point point : points) box.add(point);
    return box.holding();
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
    Box box(segments[0].from);
    for (const Segment& segment : segments) {
        box.add(segment.from);
        box.add(segment.to);
    }
    return box.holding().grown(reachOf(stroke, false));
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

Rect boundsOf(std::span<const Arc> arcs, const Stroke& stroke)
{
    return boundsOfShapes(arcs).grown(1 + reachOf(stroke, true));
}

Rect boundsOfFilled(const Arc& arc)
{
    return arc.bounds.grown(1);
}

Rect boundsOfFilled(std::span<const Arc> arcs)
{
    return boundsOfShapes(arcs).grown(1);
}

} // namespace vitrine
