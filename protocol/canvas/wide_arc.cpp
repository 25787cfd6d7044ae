// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/wide_arc.h"

#include "protocol/canvas/arc_ends.h"
#include "protocol/canvas/arc_path.h"
#include "protocol/canvas/dashes.h"

#include <cstdlib>

namespace vitrine {

namespace {

bool isWhole(const Arc& arc)
{
    return !arc.bounds.empty() && std::abs(arc.extent) >= fullCircle;
}

// The pixel in which an arc's curve is at an angle.
Point pointAt(const Arc& arc, std::int32_t angle)
{
    const double x = arc.bounds.width / 2.0, y = arc.bounds.height / 2.0;
    return {arc.bounds.x + floored(x * (1 + cosine(angle))),
            arc.bounds.y + floored(y * (1 - sine(angle)))};
}

class PathDrawer {
public:
    PathDrawer(StrokeInk& target, const Stroke& stroke, ArcPath path)
        : target_(target), pen_(target, stroke.width), ends_(target, stroke),
          path_(std::move(path)), reach_(6 * stroke.width + 1)
    {
    }

    void draw(std::size_t layerNumber)
    {
        ink_ = layerNumber == 0 ? Ink::Even : Ink::Odd;
        ArcLayer& layer = path_.layers()[layerNumber];
        std::size_t cap = 0, joint = 0;
        for (ArcPiece& piece : layer.pieces) {
            if (visible(piece)) piece.faces = pen_.draw(ink_, piece.arc);
            if (!piece.endsStroke) continue;
            if (piece.meetsItself && cap < piece.caps) ++cap; // needs none
            for (; cap < piece.caps; ++cap) drawCap(layer, layer.caps[cap]);
            for (; joint < piece.joins; ++joint) drawJoint(layer.joints[joint]);
            target_.finish();
        }
    }

private:
    // No mitre reaches further than half of X's limit of 10.4 widths.
    bool visible(const ArcPiece& piece) const
    {
        const Arc& arc = piece.arc;
        const Rect whole = arc.bounds.grown(reach_);
        if (!whole.intersects(target_.extents())) return false;
        if (std::abs(arc.extent) > quadrant / 4 || target_.extents().contains(whole)) return true;
        // A short dash is nowhere further from its ends than they are from each other.
        const Point from = pointAt(arc, arc.start), to = pointAt(arc, arc.start + arc.extent);
        const std::int32_t apart = std::max(std::abs(from.x - to.x), std::abs(from.y - to.y)) + 1;
        const Rect around = Rect::at(from, {1, 1}).united(Rect::at(to, {1, 1}));
        return around.grown(reach_ + apart).intersects(target_.extents());
    }

    void drawCap(const ArcLayer& layer, const ArcCap& cap)
    {
        if (cap.piece >= layer.pieces.size()) return;
        const ArcPiece& piece = layer.pieces[cap.piece];
        const ArcFaces& faces = piece.faces;
        if (visible(piece))
            ends_.cap(ink_,
                      {cap.side == ArcSide::Right ? faces.right : faces.left, piece.arc.bounds});
    }

    void drawJoint(const ArcJoint& joint)
    {
        const auto& left = path_.layers()[joint.leftLayer].pieces;
        const auto& right = path_.layers()[joint.rightLayer].pieces;
        if (joint.left >= left.size() || joint.right >= right.size()) return;
        const ArcPiece &one = left[joint.left], &other = right[joint.right];
        if (visible(one) && visible(other))
            ends_.join(ink_, {one.faces.left, one.arc.bounds},
                       {other.faces.right, other.arc.bounds});
    }

    StrokeInk& target_;
    ArcPen pen_;
    ArcEnds ends_;
    ArcPath path_;
    std::int32_t reach_;
    Ink ink_ = Ink::Even;
};

} // namespace

void drawWideArcs(Inks& inks, const Paint& paint, const Stroke& stroke, std::span<const Arc> arcs)
{
    StrokeInk target(inks, paint.raster.function);
    if (stroke.style == LineStyle::Solid) {
        ArcPen pen(target, stroke.width);
        for (; !arcs.empty() && isWhole(arcs.front()); arcs = arcs.subspan(1)) {
            if (arcs.front().bounds.grown(stroke.width).intersects(target.extents()))
                pen.drawWhole(arcs.front().bounds);
            target.finish();
        }
    }
    if (arcs.empty()) return;
    PathDrawer drawer(target, stroke, ArcPath(stroke, arcs));
    if (inks.drawsOdd()) drawer.draw(1);
    drawer.draw(0);
}

} // namespace vitrine
