// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/rfb/change_tracker.h"
#include "server/rfb/desk.h"
#include "server/rfb/frame.h"

#include <vector>

namespace vitrine {

// What changes on the composed screen, with its pixels: immutable, for the RFB thread. First the
// copies, which read what was there before, then the patches.
struct ScreenUpdate {
    struct Patch {
        Point at;
        Image pixels; // depth 24
    };

    Size screen;
    std::vector<Rect> copied; // the rectangles that are written, disjoint
    Point by;                 // to - from
    std::vector<Patch> patches;
};

// Copies the pixels of a change from the live images and draws the frames that it touches.
ScreenUpdate makeUpdate(const ScreenChange& change, const RfbLayout& layout,
                        const std::vector<RfbWindow>& windows, const Letters& letters);

} // namespace vitrine
