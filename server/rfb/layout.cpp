// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/rfb/layout.h"

#include "server/rfb/frame.h"

#include <algorithm>
#include <ranges>

namespace vitrine {

namespace {

Region shapeOf(const PlacedWindow& window)
{
    if (window.tab) return {};
    const Rect whole = Rect::at(window.position(), window.image);
    if (window.state.shape.empty()) return whole;
    return Region(window.state.shape).translate(window.position()).intersect(whole);
}

} // namespace

RfbLayout::RfbLayout(Size screen, const std::vector<RfbWindow>& bottomToTop) : screen_(screen)
{
    int tabs = 0;
    for (const RfbWindow& window : bottomToTop) {
        const bool minimized = (window.state.states & Minimized) != 0;
        if (!window.pixels && !minimized) continue;
        PlacedWindow placed;
        placed.state = window.state;
        placed.tab = minimized;
        if (window.pixels) placed.image = window.pixels->size();
        placed.frame =
            minimized ? tabPlace(tabs++, screen) : frameAround(placed.state, placed.image);
        windows_.push_back(std::move(placed));
    }
    // Tabs lie above everything: they are the only way back.
    std::stable_partition(windows_.begin(), windows_.end(),
                          [](const PlacedWindow& window) { return !window.tab; });
    Region free = Rect::of(screen);
    for (PlacedWindow& window : windows_ | std::views::reverse) {
        const bool framed = window.tab || isFramed(window.state);
        window.content = shapeOf(window).intersect(free);
        if (framed) {
            window.edging = free.intersected(window.frame);
            if (!window.tab) window.edging.subtract(Rect::at(window.position(), window.image));
        }
        free.subtract(window.content).subtract(window.edging);
    }
    bare_ = std::move(free);
}

const PlacedWindow* RfbLayout::find(SurfaceId id) const
{
    const auto found =
        std::ranges::find(windows_, id, [](const PlacedWindow& window) { return window.state.id; });
    return found == windows_.end() ? nullptr : &*found;
}

const PlacedWindow* RfbLayout::windowAt(Point at) const
{
    for (const PlacedWindow& window : windows_)
        if (window.content.contains(at) || window.edging.contains(at)) return &window;
    return nullptr;
}

} // namespace vitrine
