// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/ids.h"
#include "server/display/pixel_budget.h"

namespace vitrine {

class Painter;

// An image and its part of a client's budget; both end with the last who shares it: a window, its
// pixmap, the pixmaps that name a window's pixels.
class Pixels {
public:
    // All zero. The painter is borrowed and outlives us. Throws BadAlloc where the budget does not
    // reach.
    Pixels(Painter& painter, std::shared_ptr<PixelBudget> budget, Size size, int depth);
    ~Pixels();
    Pixels(const Pixels&) = delete;
    Pixels& operator=(const Pixels&) = delete;

    ImageId image() const { return image_; }
    Size size() const { return size_; }

private:
    Painter& painter_;
    PixelLease lease_;
    Size size_;
    ImageId image_;
};

} // namespace vitrine
