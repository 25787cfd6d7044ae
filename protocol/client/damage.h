// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"

#include <span>
#include <vector>

namespace vitrine {

// Where a surface has changed: a few rectangles that together hold all that was added, and as
// little else as is cheap to find out.
class Damage {
public:
    void add(const Rect& rect);
    std::span<const Rect> rects() const { return rects_; }

private:
    static constexpr std::size_t most = 16;
    std::vector<Rect> rects_;
};

} // namespace vitrine
