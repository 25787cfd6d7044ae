// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"

#include <array>

namespace vitrine {

// How long an ellipse's curve is from three o'clock to any angle (degrees * 64), by a polygon with
// a corner at each degree, as X.Org measures dashes.
class ArcLengths {
public:
    explicit ArcLengths(Size size);

    Size size() const { return size_; }

    // From `start` on towards `end`, backwards or not, until `length` is used up. What is left of
    // the length stays in it: 0 unless the end came first.
    std::int32_t advance(std::int32_t start, std::int32_t end, std::int32_t& length,
                         bool backwards) const;

private:
    double lengthTo(std::int32_t angle) const;
    std::int32_t angleAt(double length) const;

    Size size_;
    std::array<double, 91> lengths_{}; // of the first quarter
};

} // namespace vitrine
