// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/arc_outline.h"
#include "protocol/canvas/edges.h"
#include "protocol/canvas/paint.h"

namespace vitrine {

// Where a wide arc is cut off, relative to its ellipse's middle, y downwards: `clock` is the end of
// the cut from which one goes to the other, through the arc's far side, clockwise.
struct ArcFace {
    Vertex clock, centre, counterClock;
};

// The faces of an arc: where its angles are least and greatest, if it is not drawn backwards.
struct ArcFaces {
    ArcFace right, left;
};

// Draws the bodies of wide arcs, or what of them the target shows.
class ArcPen {
public:
    ArcPen(StrokeInk& target, std::int32_t lineWidth) : target_(target), lineWidth_(lineWidth) {}

    ArcFaces draw(Ink ink, const Arc& arc); // at most a full turn of it
    void drawWhole(const Rect& bounds);     // an ellipse all round, neither flat nor a point

private:
    const Ring& ring(const Rect& bounds);

    StrokeInk& target_;
    std::int32_t lineWidth_;
    Size ringSize_; // of the ellipse whose ring is kept: its dashes share it, and others like it
    std::optional<Ring> ring_;
};

} // namespace vitrine
