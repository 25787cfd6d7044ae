// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/edges.h"
#include "protocol/canvas/ellipse.h"

#include <array>

namespace vitrine {

// What a pie slice or a chord leaves of an ellipse's rows: cut by one edge where the arc starts and
// one where it ends, each in the upper or the lower half.
class ArcSlice {
public:
    // The arc covers pixels and is less than a full turn.
    ArcSlice(const Arc& arc, ArcMode mode);

    // The parts of a row, at most two; empty ones have last < first.
    std::array<DiscRow, 2> cut(std::int32_t y, DiscRow row) const;

private:
    // A straight line in rows, or a vertical one, or none (beyond all pixels).
    struct Cut {
        bool upper = false; // cuts rows of the upper half
        std::int64_t k = 0;
        std::int32_t dx = 0, dy = 0; // dy 0: x is `fixed` in every row
        std::int32_t fixed = 0;
        std::int32_t left = 0;
    };

    void setPie(std::int32_t start, std::int32_t end);
    void setPieRows(std::int32_t start, std::int32_t end);
    void setChord(std::int32_t start, std::int32_t end);
    void setChordRows(bool leftwards, double y);
    Cut pieCut(std::int32_t angle, bool upper, bool left) const;
    std::int32_t cutX(const Cut& cut, std::int32_t above) const; // in the row `above` the middle

    Rect bounds_;
    Point middle_; // the pixel at the ellipse's middle, or left of it and above
    bool oddWidth_, oddHeight_;
    Cut start_, end_;
    // Rows that have pixels, counted from the middle: upwards, and downwards from the row below.
    std::int32_t upperFirst_ = 0, upperLast_, lowerFirst_, lowerLast_;
    bool upperTwice_ = false, lowerTwice_ = false; // the slice is over half: two parts
};

} // namespace vitrine
