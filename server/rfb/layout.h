// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/messages.h"
#include "server/base/region.h"
#include "server/rfb/desk.h"

#include <vector>

namespace vitrine {

// A window as it lies on the composed screen, and what of it can be seen.
struct PlacedWindow {
    Surface state;
    Size image;
    Rect frame;       // with its title bar and edges, or its tab
    Region content;   // visible pixels of the image
    Region edging;    // visible pixels of the frame
    bool tab = false; // minimised: only its tab is there

    Point position() const { return state.position; }
};

// The composed screen at one moment, without pixels. Disjoint: what can be seen of one window
// belongs to it alone.
class RfbLayout {
public:
    RfbLayout() = default;
    RfbLayout(Size screen, const std::vector<RfbWindow>& bottomToTop);

    Size screen() const { return screen_; }
    const std::vector<PlacedWindow>& windows() const { return windows_; } // bottom to top
    const Region& bare() const { return bare_; }                          // under no window
    const PlacedWindow* find(SurfaceId id) const;                         // null: not there
    const PlacedWindow* windowAt(Point at) const; // with its frame; null: none

private:
    Size screen_;
    std::vector<PlacedWindow> windows_;
    Region bare_;
};

} // namespace vitrine
