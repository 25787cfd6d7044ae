// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/client/damage.h"

#include <limits>

namespace vitrine {

void Damage::add(const Rect& rect)
{
    if (rect.empty()) return;
    Rect grown = rect;
    // Join what would not waste: the box around both is hardly larger than both together.
    for (std::size_t i = 0; i < rects_.size();) {
        const Rect both = grown.united(rects_[i]);
        if (both.area() > (grown.area() + rects_[i].area()) * 5 / 4) {
            ++i;
            continue;
        }
        if (both == rects_[i]) return;
        grown = both;
        rects_[i] = rects_.back();
        rects_.pop_back();
        i = 0;
    }
    rects_.push_back(grown);
    if (rects_.size() <= most) return;

    // Too many: join the newest with the one where that wastes least.
    const Rect newest = rects_.back();
    rects_.pop_back();
    std::size_t best = 0;
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (std::size_t i = 0; i < rects_.size(); ++i) {
        const std::int64_t waste = newest.united(rects_[i]).area() - rects_[i].area();
        if (waste < least) {
            least = waste;
            best = i;
        }
    }
    rects_[best] = newest.united(rects_[best]);
}

} // namespace vitrine
