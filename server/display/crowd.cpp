// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/crowd.h"

namespace vitrine {

template<class Use> void Crowd::eachCell(const Rect& part, Use use) const
{
    const Rect inside = part.intersected(bounds_);
    if (inside.empty()) return;
    const auto column = [&](std::int32_t x) { return (x - bounds_.x) * side / bounds_.width; };
    const auto row = [&](std::int32_t y) { return (y - bounds_.y) * side / bounds_.height; };
    for (std::int32_t y = row(inside.y); y <= row(inside.bottom() - 1); ++y)
        for (std::int32_t x = column(inside.x); x <= column(inside.right() - 1); ++x)
            use(static_cast<std::size_t>(y * side + x));
}

void Crowd::add(const Region& taken)
{
    if (taken.empty()) return;
    eachCell(taken.bounds(), [&](std::size_t cell) { cells_[cell].push_back(&taken); });
    taken.each([&](const Rect& rect) { rects_.push_back(rect); });
}

Region Crowd::leaves(const Rect& rect) const
{
    Region left = rect;
    eachCell(rect, [&](std::size_t cell) {
        for (const Region* taken : cells_[cell]) {
            if (left.empty()) return;
            if (taken->bounds().intersects(left.bounds())) left.subtract(*taken);
        }
    });
    return left;
}

} // namespace vitrine
