// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/arc_slice.h"

#include "protocol/canvas/angles.h"

#include <cmath>

namespace vitrine {

namespace {

constexpr std::int32_t half = 2 * quadrant;
constexpr std::int32_t beyond = 1 << 24; // further than any pixel

Point arcDirection(std::int32_t angle, std::int32_t width, std::int32_t height)
{
    switch (angle) {
    case 0: return {-1, 0};
    case quadrant: return {0, 1};
    case half: return {1, 0};
    case 3 * quadrant: return {0, -1};
    default: break;
    }
    const double x = cosine(angle) * width, y = sine(angle) * height;
    const double scale = std::max(std::abs(x), std::abs(y));
    const auto scaled = [scale](double value) {
        const auto size = floored(std::abs(value) * 32768 / scale + 0.5);
        return value < 0 ? -size : size;
    };
    return {scaled(x), scaled(y)};
}

} // namespace

ArcSlice::ArcSlice(const Arc& arc, ArcMode mode)
    : bounds_(arc.bounds), middle_{bounds_.x + bounds_.width / 2, bounds_.y + bounds_.height / 2},
      oddWidth_(bounds_.width % 2 != 0), oddHeight_(bounds_.height % 2 != 0),
      upperLast_(bounds_.height / 2), lowerFirst_(oddHeight_ ? 0 : 1), lowerLast_(upperLast_ - 1)
{
    const std::int32_t other = arc.start + arc.extent;
    const std::int32_t start = normalizedAngle(arc.extent < 0 ? other : arc.start);
    const std::int32_t end = normalizedAngle(arc.extent < 0 ? arc.start : other);
    if (mode == ArcMode::PieSlice)
        setPie(start, end);
    else
        setChord(start, end);
}

void ArcSlice::setPie(std::int32_t start, std::int32_t end)
{
    const bool startUpper = start < half, endUpper = end <= half;
    start_ = pieCut(start, startUpper, !startUpper);
    end_ = pieCut(end, endUpper, endUpper);
    setPieRows(start, end);
}

void ArcSlice::setPieRows(std::int32_t start, std::int32_t end)
{
    const std::int32_t none = bounds_.height, below = lowerFirst_;
    if (end == 0 || start == half) {
        upperFirst_ = (end != 0 ? end_.upper : start_.upper) ? below : none;
        lowerFirst_ = 0;
    } else if (start == 0 || end == half) {
        upperFirst_ = below;
        lowerFirst_ = (start != 0 ? start_.upper : end_.upper) ? none : 0;
    } else if (start_.upper == end_.upper) {
        if (end < start) {
            upperTwice_ = start_.upper;
            lowerTwice_ = !start_.upper;
        } else if (start_.upper) {
            upperFirst_ = 1;
            lowerFirst_ = none;
        } else {
            lowerFirst_ = 0;
            upperFirst_ = none;
        }
    }
}

ArcSlice::Cut ArcSlice::pieCut(std::int32_t angle, bool upper, bool left) const
{
    Cut cut;
    cut.upper = upper;
    auto [dx, dy] = arcDirection(angle, bounds_.width, bounds_.height);
    if (dy == 0) {
        cut.fixed = left ? -beyond : beyond;
    } else if (dx == 0) {
        cut.fixed = middle_.x;
        if (left && oddWidth_) ++cut.fixed;
        if (!left && !oddWidth_) --cut.fixed;
    } else {
        if (dy < 0) dx = -dx, dy = -dy;
        cut.k = (oddHeight_ ? dx : 0) + (oddWidth_ ? dy : 0);
        cut.dx = 2 * dx;
        cut.dy = 2 * dy;
        cut.left = left ? 1 : 0;
    }
    return cut;
}

void ArcSlice::setChord(std::int32_t start, std::int32_t end)
{
    const double halfWidth = bounds_.width / 2.0, halfHeight = bounds_.height / 2.0;
    double x1 = cosine(start) * halfWidth, y1 = sine(start) * halfHeight;
    double x2 = cosine(end) * halfWidth, y2 = sine(end) * halfHeight;
    const double dx = x2 - x1, dy = y2 - y1;
    if (oddHeight_) y1 -= 0.5, y2 -= 0.5;
    if (oddWidth_) x1 += 0.5, x2 += 0.5;

    Cut cut;
    if (start % quadrant == 0 && end % quadrant == 0) {
        cut.dx = static_cast<std::int32_t>(std::abs(dx) * 2);
        cut.dy = static_cast<std::int32_t>(std::abs(dy) * 2);
    } else {
        const double scale = std::max(std::abs(dx), std::abs(dy));
        cut.dx = floored(std::abs(dx) * 32768 / scale + 0.5);
        cut.dy = floored(std::abs(dy) * 32768 / scale + 0.5);
    }
    if (cut.dy == 0) {
        setChordRows(dx < 0, y1);
        start_.fixed = end_.fixed = beyond;
        start_.upper = true;
        return;
    }
    const bool downwards = dy < 0;
    if (cut.dx == 0) {
        cut.dy = 0;
        cut.fixed = ceiled(downwards ? x1 - 1 : x1) + middle_.x;
    } else {
        if ((dx < 0) != downwards) cut.dx = -cut.dx;
        cut.k = static_cast<std::int64_t>(std::ceil(((x1 + x2) * cut.dy - (y1 + y2) * cut.dx) / 2));
    }
    start_ = end_ = cut;
    start_.upper = downwards;
    end_.upper = !downwards;
    start_.left = start_.upper ? 0 : 1;
    end_.left = end_.upper ? 1 : 0;
}

// A horizontal chord cuts rows, not pixels of rows.
void ArcSlice::setChordRows(bool leftwards, double y)
{
    const std::int32_t odd = oddHeight_ ? 1 : 0;
    const std::int32_t row = floored(leftwards ? y + 1 : y);
    if (leftwards && row >= 0) {
        upperFirst_ = row;
        lowerFirst_ = bounds_.height;
    } else if (leftwards) {
        lowerLast_ = -row - odd;
    } else if (row >= 0) {
        upperLast_ = row;
    } else {
        upperFirst_ = bounds_.height;
        lowerFirst_ = -row - odd;
    }
}

std::int32_t ArcSlice::cutX(const Cut& cut, std::int32_t above) const
{
    if (cut.dy == 0) return cut.fixed;
    const std::int64_t at = cut.k + std::int64_t{above} * cut.dx;
    return static_cast<std::int32_t>(floorDivided(at - 1, cut.dy)) + cut.left + middle_.x;
}

std::array<DiscRow, 2> ArcSlice::cut(std::int32_t y, DiscRow row) const
{
    constexpr DiscRow none{0, -1};
    const std::int32_t above = middle_.y - y;
    const std::int32_t below = -above - (oddHeight_ ? 1 : 0);
    // The middle row of an even height can be counted either way.
    const bool upper = above >= 0 && above >= upperFirst_ && above <= upperLast_;
    const bool lower = below >= 0 && below >= lowerFirst_ && below <= lowerLast_;
    if (!upper && !lower) return {none, none};

    auto [first, last] = row;
    const Cut& right = upper ? start_ : end_;
    const Cut& left = upper ? end_ : start_;
    if (right.upper == upper) last = std::min(last, cutX(right, above));
    if (left.upper == upper) first = std::max(first, cutX(left, above));
    if (upper ? upperTwice_ : lowerTwice_) return {DiscRow{row.first, last}, {first, row.second}};
    return {DiscRow{first, last}, none};
}

} // namespace vitrine
