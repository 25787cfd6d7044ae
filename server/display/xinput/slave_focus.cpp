// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/xinput/slave_focus.h"

#include "server/display/display.h"
#include "server/display/input/focus.h"
#include "server/display/input/grabs.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/pointer.h"
#include "server/display/xinput/xinput.h"

namespace vitrine {

FocusTarget SlaveFocus::target(DeviceNumber keyboard) const
{
    const Xid id = of(keyboard).id;
    if (id == followKeyboard) return display_.input().focus().target();
    if (id == pointerRoot) return {FocusTarget::Kind::PointerRoot, nullptr};
    if (Window* const window = display_.resources().find<Window>(id))
        return {FocusTarget::Kind::Window, window};
    return {FocusTarget::Kind::None, nullptr};
}

void SlaveFocus::set(DeviceNumber keyboard, Xid id, RevertTo revertTo, std::uint32_t time)
{
    const bool place = id == none || id == pointerRoot || id == followKeyboard;
    if (!place && !display_.window(id).viewable()) throw badMatch();
    State& state = states_[indexOf(keyboard)];
    const std::uint32_t now = display_.now();
    const std::uint32_t when = time ? time : now;
    if (isEarlier(now, when) || (state.time && isEarlier(when, state.time))) return;
    state.time = when;
    state.revertTo = revertTo;
    change(keyboard, id);
}

void SlaveFocus::change(DeviceNumber keyboard, Xid id)
{
    const FocusTarget before = target(keyboard);
    const bool grabbed = display_.input().grabs().active(keyboard) != nullptr;
    states_[indexOf(keyboard)].id = id;
    tell(keyboard, before, target(keyboard),
         grabbed ? CrossingMode::WhileGrabbed : CrossingMode::Normal);
}

void SlaveFocus::windowUnviewable(const Window& window)
{
    for (const DeviceNumber keyboard : keyboards) {
        State& state = states_[indexOf(keyboard)];
        if (state.id != window.id()) continue;
        switch (state.revertTo) {
        case RevertTo::None: change(keyboard, none); break;
        case RevertTo::PointerRoot: change(keyboard, pointerRoot); break;
        case RevertTo::FollowKeyboard: change(keyboard, followKeyboard); break;
        case RevertTo::Parent: {
            const Window* ancestor = window.parent();
            while (ancestor && !ancestor->viewable()) ancestor = ancestor->parent();
            state.revertTo = RevertTo::None;
            change(keyboard, ancestor ? ancestor->id() : none);
        }
        }
    }
}

void SlaveFocus::tell(DeviceNumber keyboard, const FocusTarget& from, const FocusTarget& to,
                      CrossingMode mode)
{
    InputDevices& input = display_.input();
    if (from == to) return;
    for (const Crossing& crossing :
         focusCrossings(from, to, input.pointer().window(), display_.root()))
        input.xinput().focus(crossing, mode, keyboard);
}

} // namespace vitrine
