// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/image.h"
#include "protocol/canvas/paint.h"

#include <algorithm>

namespace vitrine {

// The rectangles of an image that a clip leaves open.
class Clipper {
public:
    Clipper(const Clip& clip, const Rect& bounds) : bounds_(bounds), extents_(bounds)
    {
        if (!clip.rects) return;
        rects_ = clip.rects.get(); // the paint that holds the clip outlives the drawing
        extents_ = {};
        for (const Rect& rect : *rects_) extents_ = extents_.united(rect.intersected(bounds_));
        const auto endsLater = [](const Rect& a, const Rect& b) { return a.bottom() > b.bottom(); };
        banded_ = std::adjacent_find(rects_->begin(), rects_->end(), endsLater) == rects_->end();
    }

    const Rect& extents() const { return extents_; } // around all that may be drawn
    bool isOneRect() const { return !rects_ || rects_->size() == 1; }

    // Calls draw(part) for each part of `rect` that may be drawn.
    template<class Draw> void each(const Rect& rect, Draw&& draw) const
    {
        const Rect inside = rect.intersected(extents_);
        if (inside.empty()) return;
        if (isOneRect()) return draw(inside);
        auto from = rects_->begin();
        if (banded_)
            from = std::partition_point(from, rects_->end(), [&inside](const Rect& open) {
                return open.bottom() <= inside.y;
            });
        for (; from != rects_->end() && from->y < inside.bottom(); ++from) {
            const Rect part = from->intersected(inside);
            if (!part.empty()) draw(part);
        }
    }

private:
    Rect bounds_;
    Rect extents_;
    const std::vector<Rect>* rects_ = nullptr; // null: all of the bounds
    bool banded_ = true;                       // bottoms ascend too
};

} // namespace vitrine
