// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/arc_walk.h"

#include "protocol/canvas/angles.h"

#include <cmath>
#include <utility>

namespace vitrine {

namespace {

constexpr std::int32_t octant = quadrant / 2;

bool before(const ArcStop& a, const ArcStop& b)
{
    return a.x < b.x || a.y < b.y;
}
bool same(const ArcStop& a, const ArcStop& b)
{
    return a.x == b.x && a.y == b.y;
}

bool nearDiagonal(std::int32_t angle)
{
    constexpr std::int32_t near = 64;
    const std::int32_t rest = (angle + octant) % octant;
    return rest < near || rest > octant - near;
}

std::int32_t rowOf(std::int32_t angle, std::int32_t height)
{
    return static_cast<std::int32_t>(std::abs(sine(angle) * (height / 2.0)));
}

// Where on the walk an angle lies: by x in the octants beside the top, by y in the others.
ArcStop stopAt(std::int32_t angle, Size size)
{
    ArcStop stop;
    const bool besideTop = ((angle / octant + 1) & 2) != 0;
    if (size.height == 0 || (besideTop && size.width != 0)) {
        stop.x = static_cast<std::int32_t>(std::abs(cosine(angle) * ((size.width + 1) / 2.0)));
        stop.y = -1;
    } else {
        stop.y = size.height / 2 - rowOf(angle, size.height);
    }
    return stop;
}

} // namespace

ArcWalk::ArcWalk(Size size)
    : x_(size.width == 0 ? 0 : 1), y_(size.width == 0 && size.height != 0 ? 1 : 0),
      halfWidth_((size.width + 1) / 2), halfHeight_(size.height / 2)
{
    if (size.width == size.height) {
        startCircle(size.width);
    } else if (size.width == 0 || size.height == 0) {
        a_ = -size.height;
        d_ = -1;
    } else {
        startEllipse(size.width, size.height);
    }
}

void ArcWalk::startCircle(std::int64_t width)
{
    k1_ = -8;
    k3_ = -16;
    b_ = 12;
    a_ = 4 * width - 12;
    d_ = 17 - 2 * width;
    if (width % 2 != 0) {
        b_ -= 4;
        a_ += 4;
        d_ -= 7;
    }
}

void ArcWalk::startEllipse(std::int64_t width, std::int64_t height)
{
    const std::int64_t alpha = 4 * width * width, beta = 4 * height * height;
    const bool odd = width % 2 != 0;
    k1_ = 2 * beta;
    k3_ = k1_ + 2 * alpha;
    b_ = odd ? 0 : -beta;
    a_ = alpha * height;
    d_ = b_ - a_ / 2 - alpha / 4 - (odd ? beta / 4 : 0);
    a_ -= b_;
    // The first step is always straight, and an octant's beginning.
    b_ -= k1_;
    a_ += k1_;
    d_ += b_;
    k1_ = -k1_;
    k3_ = -k3_;
    b_ = -b_;
    d_ = b_ - a_ - d_;
    a_ -= 2 * b_;
}

ArcPlan::ArcPlan(const Arc& arc, bool joinsItself)
{
    const Size size = arc.bounds.size();
    if (arc.start == 0 && arc.extent >= fullCircle) {
        start = end = 0;
    } else {
        const std::int32_t extent = std::clamp(arc.extent, -fullCircle, fullCircle);
        const std::int32_t other = arc.start + extent;
        start = normalizedAngle(extent < 0 ? other : arc.start);
        end = normalizedAngle(extent < 0 ? arc.start : other);
    }
    if (joinsItself && start == end && arc.extent != 0 && !size.empty()) {
        closed = true;
        return;
    }
    const ArcStop first = stopAt(start, size), last = stopAt(end, size);
    startX = first.x;
    startY = first.y;
    if (size.width == 0 && size.height == 0) return;
    order(arc, first, last, size.height / 2);
}

// A walk goes through all quarters at once; in odd ones it runs with the arc, in even ones against
// it. So the arc's start switches an odd quarter on and an even one off, and its end the reverse.
void ArcPlan::order(const Arc& arc, ArcStop first, ArcStop last, std::int32_t halfHeight)
{
    const Size size = arc.bounds.size();
    const std::int32_t firstQuarter = start / quadrant, lastQuarter = end / quadrant;
    const bool wraps = arc.extent != 0 && end <= start;
    for (std::int32_t i = 0; i < 4; ++i) {
        const bool beginsBeforeEnd = i * quadrant <= end,
                   endsAfterStart = (i + 1) * quadrant > start;
        if (wraps ? beginsBeforeEnd || endsAfterStart : beginsBeforeEnd && endsAfterStart)
            quarters |= 1u << i;
    }
    first.quarters = last.quarters = quarters;
    const Quarters firstBit = 1u << firstQuarter, lastBit = 1u << lastQuarter;
    const bool firstOdd = firstQuarter % 2 != 0, lastOdd = lastQuarter % 2 != 0;
    const bool overlap = wraps && firstQuarter == lastQuarter;
    if (!same(first, last) || !overlap) {
        if (firstOdd) {
            if (!overlap) quarters &= ~firstBit;
            if (before(last, first)) last.quarters &= ~firstBit;
        } else {
            first.quarters &= ~firstBit;
            if ((before(first, last) || (same(first, last) && lastOdd)) && !overlap)
                last.quarters &= ~firstBit;
        }
        if (lastOdd) {
            last.quarters &= ~lastBit;
            if ((before(last, first) || (same(first, last) && !firstOdd)) && !overlap)
                first.quarters &= ~lastBit;
        } else {
            if (!overlap) quarters &= ~lastBit;
            if (before(first, last)) first.quarters &= ~lastBit;
        }
    }
    // Start and end near a diagonal may be one pixel, though one is known by x, the other by y.
    if (start != 0 && (first.y < 0) != (last.y < 0) && nearDiagonal(start) && nearDiagonal(end)) {
        if (first.y < 0) {
            if (halfHeight - rowOf(start, size.height) == last.y) first.quarters = last.quarters;
        } else if (halfHeight - rowOf(end, size.height) == first.y) {
            last.quarters = first.quarters;
        }
    }
    (firstOdd ? from : until) = first;
    (lastOdd ? nextUntil : nextFrom) = last;
    if (lastOdd && before(nextUntil, until)) std::swap(nextUntil, until);
    if (!lastOdd && before(nextFrom, from)) std::swap(nextFrom, from);
    if (from.x == 0 || from.y == 0) {
        quarters = from.quarters;
        from = nextFrom;
    }
    if (size.width == 0 && size.height == 1) { // two pixels, and no walk between them
        quarters |= until.quarters;
        quarters |= quarters << 1;
        until.x = 0;
        until.quarters = 0;
    }
}

} // namespace vitrine
