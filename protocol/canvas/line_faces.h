// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/edges.h"
#include "protocol/canvas/paint.h"

namespace vitrine {

// The end of a wide line, where a cap or a join goes.
struct LineFace {
    Point at;                    // the end itself
    Vertex corner;               // one end of the face, relative to `at`; the other is its negative
    std::int32_t dx = 0, dy = 0; // the line's direction, away from the end
    double k = 0;                // corner.x * dy - corner.y * dx
};

// The line that limits half a disc or a sector: rows from `top` on are cut at edge.x(y), or, for a
// horizontal line, only rows are cut.
struct DiscCut {
    Edge edge;
    EdgeSide side = EdgeSide::Right;
    std::int32_t top = 0;
    bool horizontal = false;
};

struct Stroker {
    StrokeInk& target;
    const Stroke& stroke;

    void join(Ink ink, LineFace left, LineFace right) const;
    // A round cap on a face; `centre` is where its disc lies if that is not the face's pixel.
    void roundCap(Ink ink, const LineFace& face) const;
    void roundCap(Ink ink, const LineFace& face, Vertex centre) const;
    void disc(Ink ink, Point centre) const;
    void disc(Ink ink, Vertex centre) const { cutDisc(ink, centre, {}); }
    void projectingCap(Ink ink, const LineFace& face) const; // at the first end

private:
    void roundJoin(Ink ink, LineFace left, LineFace right) const;
    void cutDisc(Ink ink, Vertex centre, std::span<const DiscCut> cuts) const;
    bool cutsDiscs() const;
};

} // namespace vitrine
