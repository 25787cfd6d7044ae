// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/region.h"

#include <array>
#include <vector>

namespace vitrine {

// What many siblings take of their parent, found by where it is.
class Crowd {
public:
    static constexpr std::ptrdiff_t few = 64; // are found as quickly one by one

    explicit Crowd(const Rect& bounds) : bounds_(bounds) {}

    // Inside the bounds; outlives us.
    void add(const Region& taken);
    // What all added so far leave of a rectangle.
    Region leaves(const Rect& rect) const;
    // All added so far.
    Region all() const { return Region(rects_); }

private:
    static constexpr std::int32_t side = 32;

    // Calls use(a cell's index) for each that a part of the bounds touches.
    template<class Use> void eachCell(const Rect& part, Use use) const;

    Rect bounds_;
    std::array<std::vector<const Region*>, std::size_t{side} * side> cells_;
    std::vector<Rect> rects_;
};

} // namespace vitrine
