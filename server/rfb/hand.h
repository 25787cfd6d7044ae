// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/rfb/frame.h"
#include "server/rfb/layout.h"

#include <optional>
#include <set>

namespace vitrine {

class RfbDesk;

// One viewer's pointer and keys on the composed screen: what lands on a frame works the frame, the
// rest goes to the desk. Forgotten, it lets go of all that it holds.
class RfbHand {
public:
    explicit RfbHand(RfbDesk& desk) : desk_(desk) {} // borrowed

    // `buttons` as RFB has them: bit 0 left, 1 middle, 2 right, 3 to 6 the wheel, 7 back.
    void point(std::uint8_t buttons, Point at, const RfbLayout& layout);
    void key(std::uint32_t keysym, bool pressed);
    void letGo();

private:
    struct Drag {
        SurfaceId surface;
        Point from;
        Rect geometry;    // of the image, at its start
        FrameEdges edges; // none: it moves
    };

    bool pressFrame(Point at, const RfbLayout& layout); // true where there is one
    void drag(Point to);
    void act(SurfaceId surface, SurfaceAction action, const Rect& geometry = {});

    RfbDesk& desk_;
    std::uint8_t buttons_ = 0;
    std::uint8_t taken_ = 0; // buttons whose press a frame took
    std::optional<Drag> drag_;
    std::set<std::uint32_t> keys_;
};

} // namespace vitrine
