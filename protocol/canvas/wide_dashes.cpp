// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/wide_dashes.h"

#include "protocol/canvas/dashes.h"
#include "protocol/canvas/wide_segment.h"

namespace vitrine {

namespace {

// Where in the pattern a path is: index and length already used of that dash.
struct DashState {
    const std::vector<std::uint8_t>& lengths;
    std::size_t index = 0;
    std::int32_t offset = 0;

    bool even() const { return index % 2 == 0; }
    std::int32_t remaining() const { return lengths[index] - offset; }
    void next()
    {
        if (++index == lengths.size()) index = 0;
        offset = 0;
    }
};

Vertex sum(Vertex a, Vertex b)
{
    return {a.x + b.x, a.y + b.y};
}
Vertex difference(Vertex a, Vertex b)
{
    return {a.x - b.x, a.y - b.y};
}

// One straight segment of the path, cut into dashes. Names are those of a line that runs right and
// down: the quadrilateral of a dash has its start at top and left, its end at right and bottom.
class DashedSegment {
public:
    DashedSegment(const Stroker& stroker, const Segment& segment, Projections projections)
        : stroker_(stroker), segment_(segment), projections_(projections),
          dx_(segment.to.x - segment.from.x), dy_(segment.to.y - segment.from.y),
          separate_(stroker.stroke.style == LineStyle::OnOffDash)
    {
        const double half = stroker.stroke.width / 2.0;
        const double x = dx_, y = dy_;
        if (dx_ == 0) {
            length_ = std::abs(y);
            along_ = {0, y < 0 ? -half : half};
        } else if (dy_ == 0) {
            length_ = std::abs(x);
            along_ = {x < 0 ? -half : half, 0};
        } else {
            length_ = std::sqrt(x * x + y * y);
            along_ = {half / length_ * x, half / length_ * y};
        }
        k_ = half * length_;
        slopes_ = {Slope{dx_, dy_, k_}, Slope{-dy_, dx_, 0}, Slope{-dx_, -dy_, k_},
                   Slope{dy_, -dx_, 0}};
    }

    Faces draw(DashState& dash)
    {
        const Vertex across{along_.y, -along_.x};
        corners_ = {across, across, {-across.x, -across.y}, {-across.x, -across.y}};
        if (projections_.from) {
            moveStart(-1);
            slopes_[Left].k = along_.x * dx_ + along_.y * dy_;
        }
        Vertex centre{static_cast<double>(segment_.from.x), static_cast<double>(segment_.from.y)};
        double rest = length_;
        bool first = true;
        std::int32_t remaining = dash.remaining();
        while (rest > remaining) {
            const Vertex step{remaining * static_cast<double>(dx_) / length_,
                              remaining * static_cast<double>(dy_) / length_};
            const Vertex end = sum(centre, step);
            corners_[Right] = sum(corners_[Right], step);
            corners_[Bottom] = sum(corners_[Bottom], step);
            slopes_[Right].k = corners_[Right].x * dx_ + corners_[Right].y * dy_;
            drawInner(dash, first, centre, end);
            rest -= remaining;
            dash.next();
            remaining = dash.remaining();
            centre = end;
            corners_[Top] = corners_[Right];
            corners_[Left] = corners_[Bottom];
            slopes_[Left].k = -slopes_[Right].k;
            first = false;
        }
        drawLast(dash, first, centre);
        leave(dash, remaining, rest);
        return {{segment_.from, across, dx_, dy_, k_},
                {segment_.to, {-across.x, -across.y}, -dx_, -dy_, k_}};
    }

private:
    enum Corner { Top, Right, Bottom, Left };

    bool draws(const DashState& dash) const { return !separate_ || dash.even(); }
    static Ink ink(const DashState& dash) { return dash.even() ? Ink::Even : Ink::Odd; }

    void moveStart(double halves) { move(Top, Left, halves); }
    void moveEnd(double halves) { move(Right, Bottom, halves); }
    void move(Corner one, Corner other, double halves)
    {
        const Vertex by{halves * along_.x, halves * along_.y};
        corners_[one] = sum(corners_[one], by);
        corners_[other] = sum(corners_[other], by);
    }
    double faceK(Corner corner) const
    {
        return corners_[corner].x * slopes_[corner].dy - corners_[corner].y * slopes_[corner].dx;
    }
    bool capped(CapStyle style) const { return separate_ && stroker_.stroke.cap == style; }

    // Whether a dash with its caps may be seen.
    bool visible(Vertex start, Vertex end) const
    {
        const Rect& extents = stroker_.target.extents();
        const double reach = stroker_.stroke.width + 1.0;
        return std::max(start.x, end.x) + reach >= extents.x &&
               std::min(start.x, end.x) - reach <= extents.right() &&
               std::max(start.y, end.y) + reach >= extents.y &&
               std::min(start.y, end.y) - reach <= extents.bottom();
    }

    // A dash that ends within the segment.
    void drawInner(const DashState& dash, bool first, Vertex start, Vertex end)
    {
        if (!draws(dash) || !visible(start, end)) return;
        const auto corners = corners_;
        const auto slopes = slopes_;
        if (capped(CapStyle::Projecting)) {
            if (!first) {
                moveStart(-1);
                slopes_[Left].k = faceK(Left);
            }
            moveEnd(1);
            slopes_[Right].k = faceK(Right);
        }
        fillConvex(stroker_.target, ink(dash), corners_, slopes_, segment_.from);
        corners_[Right] = corners[Right];
        corners_[Bottom] = corners[Bottom];
        slopes_[Right].k = slopes[Right].k;
        if (!capped(CapStyle::Round)) return;
        if (!first) capStart(dash, start, segment_.from);
        LineFace face{
            segment_.from, {-corners_[Right].x, -corners_[Right].y}, -dx_, -dy_, -slopes_[Right].k};
        if (dx_ < 0) {
            face.corner = corners_[Bottom];
            face.k = slopes_[Right].k;
        }
        stroker_.roundCap(ink(dash), face, end);
    }

    // The dash in which the segment ends, computed from there so that errors do not add up.
    void drawLast(const DashState& dash, bool first, Vertex start)
    {
        if (!draws(dash)) return;
        const Vertex whole{static_cast<double>(dx_), static_cast<double>(dy_)};
        const Vertex across{along_.y, -along_.x};
        corners_[Top] = difference(corners_[Top], whole);
        corners_[Left] = difference(corners_[Left], whole);
        corners_[Right] = across;
        corners_[Bottom] = {-across.x, -across.y};
        slopes_[Right].k = 0;
        if (projections_.to) {
            moveEnd(1);
            slopes_[Right].k = faceK(Right);
        }
        if (!first && capped(CapStyle::Projecting)) {
            moveStart(-1);
            slopes_[Left].k = faceK(Left);
        } else {
            slopes_[Left].k += whole.x * whole.x + whole.y * whole.y;
        }
        fillConvex(stroker_.target, ink(dash), corners_, slopes_, segment_.to);
        if (!first && capped(CapStyle::Round)) capStart(dash, start, segment_.to);
    }

    void capStart(const DashState& dash, Vertex centre, Point origin)
    {
        LineFace face{origin, corners_[Top], dx_, dy_, -slopes_[Left].k};
        if (dx_ < 0) {
            face.corner = {-corners_[Left].x, -corners_[Left].y};
            face.k = slopes_[Left].k;
        }
        stroker_.roundCap(ink(dash), face, centre);
    }

    static void leave(DashState& dash, std::int32_t remaining, double used)
    {
        remaining = static_cast<std::int32_t>(remaining - used);
        if (remaining == 0)
            dash.next();
        else
            dash.offset = dash.lengths[dash.index] - remaining;
    }

    const Stroker& stroker_;
    Segment segment_;
    Projections projections_;
    std::int32_t dx_, dy_;
    bool separate_; // odd dashes are not drawn, so even ones have caps
    double length_ = 0, k_ = 0;
    Vertex along_; // half a width in the line's direction
    std::array<Vertex, 4> corners_;
    std::array<Slope, 4> slopes_;
};

// The caps and joins of a dashed path, while it is walked.
class DashedPath {
public:
    DashedPath(const Stroker& stroker, std::span<const Point> points)
        : stroker_(stroker), points_(points), closed_(points.front() == points.back()),
          separate_(stroker.stroke.style == LineStyle::OnOffDash), cap_(stroker.stroke.cap)
    {
        Dasher start(stroker.stroke);
        dash_.index = start.index();
        dash_.offset = start.done();
    }

    void draw()
    {
        for (std::size_t i = 1; i < points_.size(); ++i)
            if (points_[i] != points_[i - 1]) drawSegment(i);
        if (!drawn_)
            drawDot();
        else if (points_.size() > 1)
            drawEnd();
    }

private:
    static Ink ink(bool even) { return even ? Ink::Even : Ink::Odd; }

    void drawSegment(std::size_t i)
    {
        const bool last = i + 1 == points_.size();
        const bool projecting = cap_ == CapStyle::Projecting;
        const Projections projections{projecting && !closed_ && !drawn_,
                                      last && projecting && (!closed_ || !firstEven_)};
        const bool startEven = dash_.even();
        DashedSegment segment(stroker_, {points_[i - 1], points_[i]}, projections);
        const Faces faces = segment.draw(dash_);
        if (!separate_ || startEven) {
            if (drawn_ && !(separate_ && !previousEven_)) {
                stroker_.join(ink(startEven), faces.from, previous_);
            } else if (!drawn_ && closed_) {
                first_ = faces.from;
                firstEven_ = startEven;
            } else if (cap_ == CapStyle::Round) {
                stroker_.roundCap(ink(startEven), faces.from);
            }
        }
        previous_ = faces.to;
        // A dash that is used up exactly belongs to the end as well.
        previousEven_ = dash_.even() == (dash_.offset != 0);
        drawn_ = true;
    }

    void drawEnd()
    {
        if (!separate_ || previousEven_) {
            if (closed_ && (!separate_ || firstEven_))
                stroker_.join(ink(previousEven_), first_, previous_);
            else if (cap_ == CapStyle::Round)
                stroker_.roundCap(ink(previousEven_), previous_);
        } else if (closed_ && firstEven_) { // the path's start has no neighbour to be joined to
            if (cap_ == CapStyle::Projecting) stroker_.projectingCap(Ink::Even, first_);
            if (cap_ == CapStyle::Round) stroker_.roundCap(Ink::Even, first_);
        }
    }

    // A path that never leaves its first point shows its caps alone.
    void drawDot()
    {
        if (separate_ && !dash_.even()) return;
        const Point at = points_.back();
        const std::int32_t width = stroker_.stroke.width;
        if (cap_ == CapStyle::Round)
            stroker_.disc(ink(dash_.even()), at);
        else if (cap_ == CapStyle::Projecting)
            stroker_.target.rect(ink(dash_.even()),
                                 {at.x - width / 2, at.y - width / 2, width, width});
    }

    const Stroker& stroker_;
    std::span<const Point> points_;
    bool closed_, separate_;
    CapStyle cap_;
    DashState dash_{stroker_.stroke.dashes};
    bool drawn_ = false;
    LineFace first_, previous_;
    bool firstEven_ = false, previousEven_ = false;
};

} // namespace

void drawWideDashes(const Stroker& stroker, std::span<const Point> points)
{
    DashedPath(stroker, points).draw();
}

} // namespace vitrine
