// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/policy/placement.h"

#include <algorithm>
#include <cstdlib>

namespace vitrine {

namespace {

constexpr int cascadeStep = 32;
constexpr int graspable = 48; // of a window's width, that stays on the screen

Point whole(Point at, Size size, const Rect& area)
{
    return {std::max(area.x, std::min(at.x, area.right() - size.width)),
            std::max(area.y, std::min(at.y, area.bottom() - size.height))};
}

Point centered(Size size, const Rect& over)
{
    return {over.x + (over.width - size.width) / 2, over.y + (over.height - size.height) / 2};
}

} // namespace

Point placeNew(const Newcomer& window, const Rect& workArea, std::span<const Rect> others)
{
    Rect area = workArea;
    if (window.decorated && window.size.height + titleRoom <= area.height)
        area = Rect::between(area.x, area.y + titleRoom, area.right(), area.bottom());
    if (window.parent) return whole(centered(window.size, *window.parent), window.size, area);

    const auto taken = [&](Point at) {
        return std::any_of(others.begin(), others.end(), [&](const Rect& other) {
            return std::abs(other.x - at.x) < cascadeStep / 2 &&
                   std::abs(other.y - at.y) < cascadeStep / 2;
        });
    };
    const bool roomy = window.size.width < area.width && window.size.height < area.height;
    if (others.empty() || !roomy) {
        const Point middle = whole(centered(window.size, area), window.size, area);
        if (!taken(middle)) return middle;
    }
    // Each row of the cascade begins further right, until all is taken.
    for (int start = cascadeStep; start < area.width; start += 3 * cascadeStep)
        for (int step = 0;; ++step) {
            const Point at{area.x + start + step * cascadeStep,
                           area.y + cascadeStep + step * cascadeStep};
            const Rect there = Rect::at(at, window.size);
            if (step > 0 && !area.contains(there)) break;
            if (!taken(at)) return whole(at, window.size, area);
            if (there.bottom() > area.bottom()) break;
        }
    return whole({area.x + cascadeStep, area.y + cascadeStep}, window.size, area);
}

Point reachable(const Rect& window, bool decorated, const Rect& workArea)
{
    const int grasp = std::min(graspable, window.width);
    // A title bar is above the window, and all of its height must be in sight.
    const int lowest = workArea.bottom() - (decorated ? 0 : std::min(graspable, window.height));
    const int highest = decorated ? workArea.y + titleRoom : workArea.y + grasp - window.height;
    return {std::clamp(window.x, workArea.x + grasp - window.width,
                       std::max(workArea.right() - grasp, workArea.x + grasp - window.width)),
            std::clamp(window.y, std::min(highest, lowest), std::max(highest, lowest))};
}

} // namespace vitrine
