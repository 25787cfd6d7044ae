// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/rfb/layout.h"

#include <unordered_map>

namespace vitrine {

// How the composed screen differs from what it was: first `copied` gets its pixels from `by` away
// (to - from), then `damaged` gets new ones. RFB tells one movement at a time.
struct ScreenChange {
    Region copied;
    Point by;
    Region damaged;

    bool empty() const { return copied.empty() && damaged.empty(); }
};

// Knows what of the composed screen its viewers have not got yet, as state: per window the pixels
// that are stale, and those that equal older ones elsewhere in the same image. However long nobody
// asks, and whatever is drawn meanwhile, it stays as small as the windows' regions.
class ChangeTracker {
public:
    void damaged(SurfaceId surface, const Rect& rect);          // in the image's coordinates
    void copied(SurfaceId surface, Point from, const Rect& to); // likewise, inside one image
    void forget(); // the viewers have nothing: all is damage

    // What leads from the layout and pixels of the last call to those of now.
    ScreenChange take(RfbLayout now);
    const RfbLayout& layout() const { return layout_; } // of the last call

private:
    struct Content {
        Region stale;
        Region moved; // its pixels were `by` away, where nothing else is stale
        Point by;
    };

    Region visible(SurfaceId surface) const; // at the last call; in the image's coordinates

    RfbLayout layout_;
    std::unordered_map<SurfaceId, Content> contents_;
};

} // namespace vitrine
