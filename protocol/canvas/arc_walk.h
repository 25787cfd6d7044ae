// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/paint.h"

namespace vitrine {

// One quarter of a thin ellipse, from its top to its side, pixel by pixel. x and y count from the
// top middle; the other quarters mirror it. The decision values are those of X.Org's algorithm:
// d tells which of two pixels is nearer; a becomes negative where the next octant begins.
class ArcWalk {
public:
    explicit ArcWalk(Size size);

    std::int32_t x() const { return x_; }
    std::int32_t y() const { return y_; }
    bool more() const { return y_ < halfHeight_ || x_ < halfWidth_; }
    bool octantEnds() const { return a_ < 0; }

    void turn(); // before each pixel: into the next octant where it begins
    void step(); // to the next pixel

private:
    void startEllipse(std::int64_t width, std::int64_t height);
    void startCircle(std::int64_t width);

    std::int32_t x_, y_;
    std::int32_t halfWidth_, halfHeight_; // rounded up, rounded down
    std::int32_t stepX_ = 1, stepY_ = 0;  // the straight step of this octant
    std::int64_t k1_ = 0, k3_ = 0, a_ = 0, b_ = 0, d_ = 0;
};

inline void ArcWalk::turn()
{
    if (a_ >= 0) return;
    if (y_ == halfHeight_) { // flat from here on
        d_ = -1;
        a_ = b_ = k1_ = 0;
        return;
    }
    const std::int64_t change = 2 * k1_ - k3_;
    k1_ = change - k1_;
    k3_ = -k3_;
    b_ = b_ + a_ - (k1_ >> 1);
    d_ = b_ + ((-a_) >> 1) - d_ + (k3_ >> 3);
    a_ = change < 0 ? -((-change) >> 1) - a_ : (change >> 1) - a_;
    stepX_ = 0;
    stepY_ = 1;
}

// Which of the two ways a step goes is like the toss of a coin: nothing branches on it.
inline void ArcWalk::step()
{
    b_ -= k1_;
    const bool straight = d_ < 0;
    const std::int64_t along = a_ + k1_, aside = a_ + k3_;
    x_ += straight ? stepX_ : 1;
    y_ += straight ? stepY_ : 1;
    d_ = straight ? d_ + b_ : d_ - aside;
    a_ = straight ? along : aside;
}

// The quarters of an arc: 0 right of the top, then anticlockwise. Bits of a mask.
using Quarters = unsigned;

// What a walk passes where an arc starts or ends: at this x or y, other quarters are drawn.
struct ArcStop {
    std::int32_t x = 1 << 24, y = 1 << 24; // never reached
    Quarters quarters = 0;
};

// Which pixels of the walk belong to an arc.
struct ArcPlan {
    // `joinsItself`: a full turn is one closed curve, without start and end.
    ArcPlan(const Arc& arc, bool joinsItself);

    bool closed = false;                 // all of the curve; the rest is not set then
    std::int32_t start, end;             // angles
    Quarters quarters = 0;               // drawn at first
    ArcStop from, nextFrom;              // from this pixel on, others
    ArcStop until, nextUntil;            // after this pixel, others
    std::int32_t startX = 0, startY = 0; // where the arc's start lies on the walk

private:
    void order(const Arc& arc, ArcStop first, ArcStop last, std::int32_t halfHeight);
};

} // namespace vitrine
