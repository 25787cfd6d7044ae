// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/arc_body.h"

namespace vitrine {

// One end of an arc: its face, and the rectangle around the whole ellipse.
struct ArcEnd {
    const ArcFace& face;
    const Rect& bounds;
};

// What stands at the ends of wide arcs.
class ArcEnds {
public:
    ArcEnds(StrokeInk& target, const Stroke& stroke) : target_(target), stroke_(stroke) {}

    void cap(Ink ink, const ArcEnd& end);
    // Where the left end of one arc meets the right end of the next.
    void join(Ink ink, const ArcEnd& left, const ArcEnd& right);

private:
    // Where coordinates of faces lie: pixels, and what is added before they are counted.
    struct Place {
        Point origin;
        Vertex shift;
    };
    bool visible(Vertex at, const Place& place, int widths) const;
    void addTurn(Vertex centre, double start, double extent);
    void fill(Ink ink, const Place& place); // the convex polygon of all points; they are gone then

    StrokeInk& target_;
    const Stroke& stroke_;
    std::vector<Vertex> points_;
};

} // namespace vitrine
