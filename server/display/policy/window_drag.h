// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "server/base/ids.h"

#include <cstdint>
#include <optional>

namespace vitrine {

struct DeviceEvent;

// A window that follows the pointer because its program asked for it: EWMH's _NET_WM_MOVERESIZE, as
// programs send it that draw their own title bar. Knows where the window is to go; who owns it
// moves it there.
class WindowDrag {
public:
    // EWMH's numbers: from the top left corner clockwise, then the others.
    enum Direction : std::uint32_t {
        TopLeft,
        Top,
        TopRight,
        Right,
        BottomRight,
        Bottom,
        BottomLeft,
        Left,
        Move,
        SizeByKeyboard,
        MoveByKeyboard,
        Cancel,
    };

    // `inside` is the window as it is, `pointer` where on the screen the user holds it.
    void begin(Xid window, std::uint32_t direction, Rect inside, Point pointer);
    void end() { window_ = 0; }
    Xid window() const { return window_; } // None: nothing is dragged

    // Where the window goes for an event of the pointer; none: nowhere. A button that is released,
    // or a key but a modifier, ends it; Escape (`cancels`) takes it back to where it was.
    std::optional<Rect> follow(const DeviceEvent& event, bool cancels);

private:
    Rect at(Point pointer) const;

    Xid window_ = 0;
    std::uint32_t direction_ = Move;
    Rect start_;
    Point held_;
};

} // namespace vitrine
