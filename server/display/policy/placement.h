// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"

#include <optional>
#include <span>

namespace vitrine {

// Above a decorated window, for the title bar that viewers draw there. They may draw it otherwise:
// this is what is left free and what _NET_FRAME_EXTENTS tells.
inline constexpr int titleRoom = 28;

struct Newcomer {
    Size size; // with its border
    bool decorated = true;
    std::optional<Rect> parent; // of a dialog
};

// Where a new window goes in the work area: a dialog over its parent's middle, others where no
// window's corner is yet, in cascades. All on the screen; whole where there is room.
Point placeNew(const Newcomer& window, const Rect& workArea, std::span<const Rect> others);

// The nearest position at which the window's user can still reach it.
Point reachable(const Rect& window, bool decorated, const Rect& workArea);

} // namespace vitrine
