// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"

#include <optional>
#include <vector>

namespace vitrine {

// An ellipse along which a round pen goes, by the halves of its axes and of the pen's width. The
// pen's discs around all its points are the line; its outline is what they reach.
struct ArcShape {
    ArcShape(Size size, std::int32_t lineWidth)
        : width(size.width / 2.0), height(size.height / 2.0), radius(lineWidth / 2.0)
    {
    }
    double width, height, radius;
};

// A point of the ellipse whose disc touches the outline in a row: where it is, and how far its disc
// reaches to either side in that row.
struct Touch {
    double x = 0, reach = 0;
};

// The touches in a row, counted from the ellipse's middle; `row` is positive. Not for circles.
struct RowTouches {
    enum class Counting { All, InnerOnly };
    RowTouches(const ArcShape& shape, double row, Counting counting);

    // The two roots of each of two quadratics, of which the first has one of use. Which of them are
    // inside and which outside, `fold` tells: 0 where the outline does not cross itself.
    std::optional<Touch> first, second, third;
    int fold = 0;
};

// One row of the whole ring, in pixels from its middle: from `left`, and from `right`. Where there
// is no hole, the left part is all, and the right one what of the inner outline crosses over.
struct RingRow {
    std::int32_t left = 0, leftWidth = 0;
    std::int32_t right = 0, rightWidth = 0;
    bool holed = false;
};

// The upper half of a ring, as rows above the middle; the lower one mirrors it. Only the rows that
// are asked for are computed.
class Ring {
public:
    // Rows from `lowest` to `highest` at least; both are cut to what there is.
    Ring(Size size, std::int32_t lineWidth, std::int32_t lowest, std::int32_t highest);

    bool holds(std::int32_t lowest, std::int32_t highest) const // what these would be cut to
    {
        return lowest_ <= firstOf(lowest) && lastOf(highest) <= highest_;
    }
    std::int32_t top() const { return top_; } // the highest row that there is
    // The row above that has one pixel only, in the upper half.
    bool hasTip() const { return tip_; }
    // Below the last whole row one pixel of the lower half closes the hole: at this row, or none.
    std::optional<std::int32_t> holeTip() const { return holeTip_; }
    bool hasMiddleRow() const { return middleRow_; } // row 0 is both halves'

    std::int32_t lowest() const { return lowest_; }
    std::int32_t highest() const { return highest_; }
    const RingRow& row(std::int32_t y) const // lowest() <= y <= highest()
    {
        return rows_[static_cast<std::size_t>(y - lowest_)];
    }

private:
    static std::int32_t firstOf(std::int32_t lowest) { return std::max(lowest - 1, 0); }
    std::int32_t lastOf(std::int32_t highest) const { return std::min(highest, top_); }
    void computeCircle(std::int32_t size, std::int32_t lineWidth);
    void computeEllipse(Size size, std::int32_t lineWidth);
    static RingRow middleRow(const ArcShape& shape, double origin);
    static RingRow between(double inner, double outer, double origin);

    bool tip_, middleRow_;
    std::optional<std::int32_t> holeTip_;
    std::int32_t top_, lowest_, highest_;
    std::vector<RingRow> rows_;
};

} // namespace vitrine
