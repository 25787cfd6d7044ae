// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/arc_quarter.h"

#include "protocol/canvas/angles.h"
#include "protocol/canvas/reals.h"

#include <utility>

namespace vitrine {

ArcQuarter::ArcQuarter(StrokeInk& target, Ink ink, const Rect& bounds, std::int32_t lineWidth,
                       const Ring& ring)
    : target_(target), ink_(ink), shape_(bounds.size(), lineWidth), ring_(ring),
      circle_(bounds.width == bounds.height), fractionX_(bounds.width % 2 / 2.0),
      fractionY_(bounds.height % 2 / 2.0), middle_{bounds.x + bounds.width / 2,
                                                   bounds.y + bounds.height / 2},
      lower_(middle_.y + bounds.height % 2), height2_(shape_.height * shape_.height),
      width2_(shape_.width * shape_.width), height4_(height2_ * height2_),
      width4_(width2_ * width2_), excess_(height2_ - width2_), tailY_(tailEllipseY())
{
}

double ArcQuarter::tailEllipseY() const
{
    if (circle_) return 0;
    const double bend = shape_.radius * shape_.width;
    if (shape_.width > shape_.height ? bend < height2_ : bend > height2_) return 0;
    constexpr double cubeRootOf2 = 1.2599210498948732, cubeRootOf4 = 1.5874010519681994;
    const double twice = 2.0 * shape_.height * bend;
    const double share = (cubeRootOf4 * height2_ - cubeRoot(twice * twice)) / excess_;
    return share > 0 ? shape_.height / cubeRootOf2 * std::sqrt(share) : 0;
}

// The cut along the normal at a point of the ellipse, as if it were the arc's right end.
ArcFace ArcQuarter::faceAt(Vertex point) const
{
    const double normal = std::sqrt(point.x * point.x * height4_ + point.y * point.y * width4_);
    const double x = point.x * (height2_ * shape_.radius) / normal;
    const double y = point.y * (width2_ * shape_.radius) / normal;
    return {{point.x - x, point.y - y}, point, {point.x + x, point.y + y}};
}

double ArcQuarter::innerY(double y) const
{
    const double x = shape_.width / shape_.height * std::sqrt(std::max(height2_ - y * y, 0.0));
    return y - y * (width2_ * shape_.radius) / std::sqrt(x * x * height4_ + y * y * width4_);
}

void ArcQuarter::setBounds(std::int32_t from, std::int32_t to, ArcFace* right, ArcFace* left)
{
    const auto pointAt = [this](std::int32_t angle) {
        const double y = sineOfDegrees(angle / 64.0) * shape_.height;
        const bool diagonal = circle_ && angle == quadrant / 2;
        return Vertex{diagonal ? y : cosineOfDegrees(angle / 64.0) * shape_.width, y};
    };
    const auto cutOf = [](const ArcFace& face) {
        const Vertex &inner = face.clock, &outer = face.counterClock;
        Cut cut{.valid = inner.y != outer.y, .rows = {inner.y, outer.y}};
        if (!cut.valid) return cut;
        cut.slope = (inner.x - outer.x) / (inner.y - outer.y);
        cut.offset = inner.x - inner.y * cut.slope;
        return cut;
    };
    const ArcFace first = faceAt(pointAt(from)), last = faceAt(pointAt(to));
    if (right) *right = first;
    if (left) *left = {last.counterClock, last.centre, last.clock};
    right_ = cutOf(first);
    left_ = cutOf(last);
    ellipse_ = {first.centre.y, last.centre.y};
    outer_ = {first.counterClock.y, last.counterClock.y};
    const double tail = innerY(std::max(std::min(tailY_, ellipse_.most), ellipse_.least));
    inner_ = {std::min({first.clock.y, last.clock.y, tail}),
              std::max({first.clock.y, last.clock.y, tail})};
    innerFirst_ = ceiled(inner_.least - fractionY_);
    innerLast_ = floored(inner_.most - fractionY_);
    outerFirst_ = ceiled(outer_.least - fractionY_);
    outerLast_ = floored(outer_.most - fractionY_);
}

// Where the row is crossed by that one of all normals that crosses it furthest to the side, or by
// the cut at the arc's end if that normal is none of the arc's.
double ArcQuarter::hookX(double y, bool left) const
{
    if (!circle_) {
        const double ellipseY = cubeRoot(height4_ * y / excess_);
        if (ellipse_.holds(ellipseY)) {
            const double bend = ellipseY * ellipseY * ellipseY * excess_ -
                                height2_ * y * (3 * ellipseY * ellipseY - 2 * height2_);
            if (left ? bend > 0 : bend < 0) {
                if (ellipseY == 0) return -shape_.radius;
                return (height2_ * y - ellipseY * excess_) *
                       std::sqrt(std::max(height2_ - ellipseY * ellipseY, 0.0)) /
                       (shape_.height * shape_.width * ellipseY);
            }
        }
    }
    const Cut &own = left ? left_ : right_, &other = left ? right_ : left_;
    if (own.crosses(y)) return own.x(y);
    return other.valid ? other.x(y) : shape_.width - shape_.radius;
}

// Where the inner outline, gone across the middle, comes back.
double ArcQuarter::tailX(double y) const
{
    double found[2] = {0, 0};
    std::size_t count = 0;
    const double straight = shape_.width - shape_.radius;
    if (y == 0) {
        const double bend = shape_.width * shape_.radius;
        const double constant = (height4_ - bend * bend) / -excess_;
        if (!(constant < 0 && -constant < height2_)) return straight;
        found[0] = shape_.width * std::sqrt(1 + constant / height2_) -
                   std::sqrt(std::max(shape_.radius * shape_.radius + constant, 0.0));
        found[1] = straight;
        count = 2;
    } else {
        const RowTouches touches(shape_, y, RowTouches::Counting::InnerOnly);
        const auto add = [&](const std::optional<Touch>& touch) {
            if (touch && count < 2) found[count++] = touch->x - touch->reach;
        };
        if (touches.fold == 2) add(touches.first);
        add(touches.second);
        if (touches.fold == 1) add(touches.third);
    }
    if (count < 2) return found[0];
    const bool pastLeft = left_.crosses(y) && !outer_.holds(y);
    const bool pastRight = right_.crosses(y) && !inner_.holds(y);
    if (pastLeft && found[0] >= 0 && found[1] >= 0) return found[1];
    if (pastRight && found[0] <= 0 && found[1] <= 0) return found[1];
    return found[0];
}

void ArcQuarter::spanRight(std::int32_t y, std::int32_t from, std::int32_t to, QuarterMask quarters)
{
    if (to <= from) return;
    if (quarters & 1) target_.span(ink_, middle_.x + from, middle_.y - y, to - from);
    if (quarters & 8) target_.span(ink_, middle_.x + from, lower_ + y, to - from);
}

void ArcQuarter::spanLeft(std::int32_t y, std::int32_t from, std::int32_t to, QuarterMask quarters)
{
    if (to <= from) return;
    if (quarters & 2) target_.span(ink_, middle_.x + from, middle_.y - y, to - from);
    if (quarters & 4) target_.span(ink_, middle_.x + from, lower_ + y, to - from);
}

// A row of the ring, cut where the arc ends.
void ArcQuarter::arcRow(std::int32_t y, RingRow row, QuarterMask quarters)
{
    const double exact = y + fractionY_;
    std::int32_t leftInner = row.left + row.leftWidth, rightInner = row.right;
    std::int32_t leftOuter = row.left, rightOuter = row.right + row.rightWidth;
    if (y < innerFirst_ || y > innerLast_) {
        double x = hookX(exact, true);
        if (right_.crosses(exact)) x = std::min(x, right_.x(exact));
        leftInner = ceiled(fractionX_ - x);
        rightInner = ceiled(fractionX_ + x);
    }
    if (y < outerFirst_ || y > outerLast_) {
        double x = hookX(exact, false);
        if (left_.crosses(exact)) x = std::max(x, left_.x(exact));
        leftOuter = ceiled(fractionX_ - x);
        rightOuter = ceiled(fractionX_ + x);
    }
    spanRight(y, rightInner, rightOuter, quarters);
    spanLeft(y, leftOuter, leftInner, quarters);
}

// What of the inner outline lies across the middle.
void ArcQuarter::tailRow(std::int32_t y, std::int32_t leftWidth, std::int32_t rightWidth,
                         QuarterMask quarters)
{
    if (y >= outerFirst_ && y <= outerLast_)
        return arcRow(y, {0, leftWidth, -rightWidth, rightWidth, true}, quarters);
    if (circle_) return;
    const double exact = y + fractionY_, x = tailX(exact);
    const double edge = -rightWidth - fractionX_;
    if (exact == 0 && x == edge) return;
    if (right_.crosses(exact)) {
        const double cut = right_.x(exact);
        const double end = cut >= edge && cut <= x ? cut : x;
        spanLeft(y, ceiled(fractionX_ - x), leftWidth, quarters);
        spanRight(y, -rightWidth, ceiled(fractionX_ + end), quarters);
    }
    arcRow(y, {ceiled(fractionX_ - x), 0, ceiled(fractionX_ + x), 0, true}, quarters);
}

void ArcQuarter::wholeRow(std::int32_t y, const RingRow& row, QuarterMask quarters)
{
    arcRow(y, {row.left, -row.left, 0, row.left + row.leftWidth, false}, quarters);
    if (row.rightWidth + row.right != 0) tailRow(y, -row.rightWidth, -row.right, quarters);
}

// Row 0, which both halves share: the upper one leaves it to the lower where the arc ends here.
void ArcQuarter::middleRow(RingRow row, QuarterMask quarters)
{
    RingRow part = row;
    if (!row.holed) part = {row.left, -row.left, 0, row.left + row.leftWidth, false};
    if (0 >= innerFirst_ && 0 <= innerLast_ && left_.crosses(0) && left_.offset > 0) {
        const double x = std::min(left_.offset, shape_.width - shape_.radius);
        const std::int32_t end = part.right + part.rightWidth;
        part.leftWidth = ceiled(fractionX_ - x) - part.left;
        part.right = ceiled(fractionX_ + x);
        part.rightWidth = end - part.right;
    }
    arcRow(0, part, quarters);
    if (!row.holed && row.rightWidth + row.right != 0)
        tailRow(0, -row.rightWidth, -row.right, quarters);
}

// Rows below the middle, into which wide pens reach near the arc's ends.
void ArcQuarter::belowRing(std::int32_t y, QuarterMask quarters)
{
    const double exact = y + fractionY_;
    double x = 0;
    if (circle_) {
        const double inside = shape_.width - shape_.radius;
        x = -std::sqrt(std::max(inside * inside - exact * exact, 0.0));
    } else {
        x = tailX(exact);
        if (left_.crosses(exact)) x = std::min(x, left_.x(exact));
        if (right_.crosses(exact)) x = std::min(x, right_.x(exact));
    }
    arcRow(y, {ceiled(fractionX_ - x), 0, ceiled(fractionX_ + x), 0, true}, quarters);
}

void ArcQuarter::draw(std::int32_t from, std::int32_t to, QuarterMask quarters, ArcFace* right,
                      ArcFace* left)
{
    setBounds(from, to, right, left);
    const std::int32_t least = ceiled(std::min(inner_.least, outer_.least) - fractionY_);
    const std::int32_t most = floored(std::max(inner_.most, outer_.most) - fractionY_);
    drawRows(least, most, quarters, to == quadrant);
}

// Whether a row or the one that mirrors it may be seen.
bool ArcQuarter::shown(std::int32_t y) const
{
    const Rect& extents = target_.extents();
    const std::int32_t upper = middle_.y - y, lower = lower_ + y;
    return (upper >= extents.y && upper < extents.bottom()) ||
           (lower >= extents.y && lower < extents.bottom());
}

void ArcQuarter::drawRows(std::int32_t least, std::int32_t most, QuarterMask quarters, bool toTop)
{
    if (toTop && ring_.hasTip() && (quarters & 1))
        target_.span(ink_, middle_.x, middle_.y - ring_.top() - 1, 1);
    for (std::int32_t y = std::min(most, ring_.highest()); y >= std::max(least, ring_.lowest());
         --y) {
        if (!shown(y)) continue;
        const RingRow& row = ring_.row(y);
        if (ring_.holeTip() == y) arcRow(y, {0, 0, 0, 1, true}, quarters & 0xc);
        if (y == 0 && ring_.hasMiddleRow())
            middleRow(row, y == least ? quarters & 0xc : quarters);
        else if (row.holed)
            arcRow(y, row, quarters);
        else
            wholeRow(y, row, quarters);
    }
    // No further than the target goes.
    const Rect& extents = target_.extents();
    const std::int32_t highest =
        std::min(-1, std::max(middle_.y - extents.y, extents.bottom() - lower_));
    const std::int32_t lowest =
        std::max(least, std::min(middle_.y - extents.bottom(), extents.y - lower_));
    for (std::int32_t y = highest; y >= lowest; --y)
        if (shown(y)) belowRing(y, quarters);
}

} // namespace vitrine
