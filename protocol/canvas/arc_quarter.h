// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/arc_body.h"

namespace vitrine {

// Quarters of an ellipse as bits: 1 right above the middle, then anticlockwise.
using QuarterMask = unsigned;

// Draws wide arcs that lie within one quarter, in several mirrored ones at once. Everything is
// computed in the quarter right above the middle, y upwards from there, faces too.
class ArcQuarter {
public:
    ArcQuarter(StrokeInk& target, Ink ink, const Rect& bounds, std::int32_t lineWidth,
               const Ring& ring);

    // Angles in degrees * 64, 0 <= from <= to <= 90 * 64. The faces are set where they are wanted.
    void draw(std::int32_t from, std::int32_t to, QuarterMask quarters, ArcFace* right,
              ArcFace* left);

private:
    struct Bound {
        double least = 0, most = 0;
        bool holds(double value) const { return least <= value && value <= most; }
    };
    // The cut at one end, as a line in rows: x = slope * y + offset.
    struct Cut {
        bool valid = false; // not horizontal
        double slope = 0, offset = 0;
        Bound rows;

        double x(double y) const { return slope * y + offset; }
        bool crosses(double y) const { return valid && rows.holds(y); }
    };

    ArcFace faceAt(Vertex point) const;
    void setBounds(std::int32_t from, std::int32_t to, ArcFace* right, ArcFace* left);
    double tailEllipseY() const;
    double innerY(double ellipseY) const;
    double hookX(double y, bool left) const;
    double tailX(double y) const;

    bool shown(std::int32_t y) const;
    void drawRows(std::int32_t from, std::int32_t to, QuarterMask quarters, bool toTop);
    void wholeRow(std::int32_t y, const RingRow& row, QuarterMask quarters);
    void middleRow(RingRow row, QuarterMask quarters);
    void belowRing(std::int32_t y, QuarterMask quarters);
    void arcRow(std::int32_t y, RingRow row, QuarterMask quarters);
    void tailRow(std::int32_t y, std::int32_t leftWidth, std::int32_t rightWidth,
                 QuarterMask quarters);
    // Between these columns, right of the middle and, mirrored as pixels are, left of it.
    void spanRight(std::int32_t y, std::int32_t from, std::int32_t to, QuarterMask quarters);
    void spanLeft(std::int32_t y, std::int32_t from, std::int32_t to, QuarterMask quarters);

    StrokeInk& target_;
    Ink ink_;
    ArcShape shape_;
    const Ring& ring_;
    bool circle_;
    double fractionX_, fractionY_; // of the middle, in pixels
    Point middle_;                 // the pixel left of the middle and above it
    std::int32_t lower_;           // the first row of the lower half

    double height2_, width2_, height4_, width4_, excess_; // squares; height2 - width2
    double tailY_; // the lowest point of the ellipse whose normal crosses the inner outline

    Bound ellipse_, inner_, outer_; // rows of the arc's middle, inner and outer outline
    std::int32_t innerFirst_ = 0, innerLast_ = 0, outerFirst_ = 0, outerLast_ = 0; // in pixels
    Cut right_, left_;
};

} // namespace vitrine
