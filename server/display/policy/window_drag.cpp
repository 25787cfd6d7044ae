// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/policy/window_drag.h"

#include "server/display/input/device_event.h"

#include <algorithm>

namespace vitrine {

void WindowDrag::begin(Xid window, std::uint32_t direction, Rect inside, Point pointer)
{
    // By keyboard: there is nobody at one who could; the pointer leads, as from the corner.
    if (direction == SizeByKeyboard) direction = BottomRight;
    if (direction == MoveByKeyboard) direction = Move;
    if (direction > Move) return end();
    window_ = window;
    direction_ = direction;
    start_ = inside;
    held_ = pointer;
}

Rect WindowDrag::at(Point pointer) const
{
    const Point by = pointer - held_;
    Rect result = start_;
    if (direction_ == Move) return result.translated(by);
    const auto is = [this](std::initializer_list<Direction> directions) {
        return std::ranges::find(directions, direction_) != directions.end();
    };
    if (is({TopLeft, Left, BottomLeft})) {
        result.width = std::max(1, start_.width - by.x);
        result.x = start_.right() - result.width;
    }
    if (is({TopRight, Right, BottomRight})) result.width = std::max(1, start_.width + by.x);
    if (is({TopLeft, Top, TopRight})) {
        result.height = std::max(1, start_.height - by.y);
        result.y = start_.bottom() - result.height;
    }
    if (is({BottomLeft, Bottom, BottomRight})) result.height = std::max(1, start_.height + by.y);
    return result;
}

std::optional<Rect> WindowDrag::follow(const DeviceEvent& event, bool cancels)
{
    using Kind = DeviceEvent::Kind;
    if (window_ == 0) return std::nullopt;
    if (event.isKey()) {
        if (!cancels) return std::nullopt;
        end();
        return start_;
    }
    const Rect wanted = at(event.position);
    if (event.kind == Kind::ButtonRelease) end();
    if (event.kind == Kind::ButtonPress) return std::nullopt;
    return wanted;
}

} // namespace vitrine
