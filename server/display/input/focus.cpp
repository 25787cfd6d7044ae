// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/input/focus.h"

#include "server/display/display.h"
#include "server/display/input/grabs.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keyboard.h"
#include "server/display/xinput/xinput.h"

#include <algorithm>

#include "x11/core.h"

namespace vitrine {

FocusTarget Focus::target() const
{
    if (id_ == none) return {FocusTarget::Kind::None, nullptr};
    if (id_ == pointerRoot) return {FocusTarget::Kind::PointerRoot, nullptr};
    if (Window* const window = display_.resources().find<Window>(id_))
        return {FocusTarget::Kind::Window, window};
    return {FocusTarget::Kind::None, nullptr};
}

void Focus::set(Xid id, RevertTo revertTo, std::uint32_t time)
{
    if (id != none && id != pointerRoot && !display_.window(id).viewable()) throw badMatch();
    const std::uint32_t now = display_.now();
    const std::uint32_t when = time ? time : now;
    if (isEarlier(now, when) || (changed_ && isEarlier(when, time_))) return;
    time_ = when;
    changed_ = true;
    change(id, revertTo);
}

void Focus::windowUnviewable(const Window& window)
{
    if (window.id() != id_) return;
    if (revertTo_ != RevertTo::Parent) {
        change(revertTo_ == RevertTo::None ? none : pointerRoot, revertTo_);
        return;
    }
    const Window* ancestor = window.parent();
    while (ancestor && !ancestor->viewable()) ancestor = ancestor->parent();
    change(ancestor ? ancestor->id() : none, RevertTo::None);
}

void Focus::change(Xid id, RevertTo revertTo)
{
    InputDevices& input = display_.input();
    const FocusTarget before = target();
    const bool grabbed = input.grabs().active(Grabs::Device::Keyboard) != nullptr;
    Window* const to = display_.resources().find<Window>(id);
    const bool taken = before.window != to && input.grabs().focusIn(to);
    id_ = id;
    revertTo_ = revertTo;
    if (!taken)
        tell(before, target(), grabbed ? CrossingMode::WhileGrabbed : CrossingMode::Normal);
    display_.changed();
}

void Focus::tell(const FocusTarget& from, const FocusTarget& to, CrossingMode mode)
{
    if (from == to && mode != CrossingMode::Grab && mode != CrossingMode::Ungrab) return;
    Window& pointerWindow = display_.input().pointer().window();
    const std::vector<Crossing> crossings =
        focusCrossings(from, to, pointerWindow, display_.root());
    for (const Crossing& crossing : crossings) {
        const Window& window = *crossing.window;
        const auto fill = [&](auto event) {
            event.detail = static_cast<std::uint8_t>(crossing.detail);
            event.event = window.id();
            event.mode = static_cast<std::uint8_t>(mode);
            return event;
        };
        if (!crossing.entered) {
            display_.deliver(window, x11::EventMask::FocusChange, fill(x11::FocusOutEvent{}));
            continue;
        }
        display_.deliver(window, x11::EventMask::FocusChange, fill(x11::FocusInEvent{}));
        x11::KeymapNotifyEvent keys;
        const auto bits = display_.input().keyboard().downBits();
        std::copy(bits.begin() + 1, bits.end(), keys.keys.begin());
        display_.deliver(window, x11::EventMask::KeymapState, keys);
    }
    if (from == to) return; // of which XInput says nothing
    for (const Crossing& crossing : crossings) display_.input().xinput().focus(crossing, mode);
}

} // namespace vitrine
