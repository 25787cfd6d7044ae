// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "protocol/canvas/ids.h"
#include "server/display/allowance.h"

namespace vitrine {

class Painter;

// An image and its part of a client's allowance of bytes for pixels; both end with the last who
// shares it: a window, its pixmap, the pixmaps that name a window's pixels.
class Pixels {
public:
    static constexpr std::int64_t maximumOfOne = std::int64_t{256} << 20;
    static std::int64_t bytesOf(Size size, int depth) { return size.area() * (depth <= 8 ? 1 : 4); }
    static bool fit(const Allowance& allowance, std::int64_t bytes)
    {
        return bytes <= maximumOfOne && bytes <= allowance.left();
    }

    // All zero. The painter is borrowed and outlives us. Throws BadAlloc where the allowance does
    // not reach.
    Pixels(Painter& painter, std::shared_ptr<Allowance> allowance, Size size, int depth);
    ~Pixels();
    Pixels(const Pixels&) = delete;
    Pixels& operator=(const Pixels&) = delete;

    ImageId image() const { return image_; }
    Size size() const { return size_; }

private:
    Painter& painter_;
    Lease lease_;
    Size size_;
    ImageId image_;
};

} // namespace vitrine
