// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/disc.h"
#include "protocol/canvas/geometry.h"

namespace vitrine {

// The pixels of row y that the ellipse inside `bounds` covers, by the rule of discRow.
std::optional<DiscRow> ellipseRow(const Rect& bounds, std::int32_t y);

// The same for an ellipse around any middle, given in half pixels.
std::optional<DiscRow> ellipseRow(Point twiceMiddle, Size size, std::int32_t y);

// The pixels as far as `reach` from the middle, in half pixels; `onRim`: just as far as that.
inline DiscRow rowBetween(Point twiceMiddle, std::int64_t reach, bool onRim)
{
    return {static_cast<std::int32_t>((twiceMiddle.x - reach) / 2),
            static_cast<std::int32_t>((twiceMiddle.x + reach) / 2) - (onRim && reach > 0 ? 1 : 0)};
}

// The same, row after row from one of the upper half down to the middle: the next is found from the
// one before, which costs less than to ask for each.
class EllipseRows {
public:
    EllipseRows(Point twiceMiddle, Size size, std::int32_t first); // no row of the lower half

    std::optional<DiscRow> next();

private:
    Point middle_;
    Size size_;
    std::int32_t row_;
    bool stepwise_; // else each is asked for
    // A row reaches as far as side <= limit, both quadratic, so that additions lead to the next.
    std::int64_t reach_ = 0, side_ = 0, limit_ = 0;
    std::int64_t nextSide_ = 0; // of a reach one pixel longer
    std::int64_t sideStep_ = 0, sideStepStep_ = 0, limitStep_ = 0, limitStepStep_ = 0;
};

inline std::optional<DiscRow> EllipseRows::next()
{
    if (!stepwise_) return ellipseRow(middle_, size_, row_++);
    ++row_;
    for (; nextSide_ <= limit_; reach_ += 2) {
        side_ = nextSide_;
        nextSide_ += sideStep_;
        sideStep_ += sideStepStep_;
    }
    const bool onRim = side_ == limit_;
    limit_ += limitStep_;
    limitStep_ -= limitStepStep_;
    if (reach_ < 0) return std::nullopt;
    return rowBetween(middle_, reach_, onRim);
}

// An ellipse one pixel wide or high may cover no pixel's centre at all.
inline bool coversNothing(const Rect& bounds)
{
    return bounds.empty() || (bounds.width == 1 && bounds.height % 2 == 1);
}

} // namespace vitrine
