// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/glyph.h"
#include "protocol/canvas/images.h"
#include "protocol/canvas/paint.h"

#include <span>

namespace vitrine {

// Boxes around all that a shape may paint, wherever its target ends: found quickly, not tightly.

// How far from its path a stroke may paint; `corners`: the path has some.
std::int32_t reachOf(const Stroke& stroke, bool corners);

Rect boundsOf(std::span<const Point> points);
Rect boundsOf(std::span<const Rect> rects);
Rect boundsOf(std::span<const Span> spans);
Rect boundsOf(std::span<const GlyphAt> glyphs, const Glyphs& shapes);

Rect boundsOf(const Segment& segment, const Stroke& stroke);
Rect boundsOf(std::span<const Segment> segments, const Stroke& stroke);
Rect boundsOfOutline(const Rect& rect, const Stroke& stroke);
Rect boundsOf(const Arc& arc, const Stroke& stroke);
Rect boundsOf(std::span<const Arc> arcs, const Stroke& stroke);
Rect boundsOfFilled(const Arc& arc);
Rect boundsOfFilled(std::span<const Arc> arcs);

// The box around those of each element.
template<class Element, class Bounds>
Rect boundsOfEach(std::span<const Element> elements, Bounds bounds)
{
    Rect box;
    for (const Element& element : elements) box = box.united(bounds(element));
    return box;
}

} // namespace vitrine
