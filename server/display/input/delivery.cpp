// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/input/delivery.h"

#include "server/display/display.h"
#include "server/display/input/focus.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/pointer.h"

#include "x11/core.h"

namespace vitrine {

namespace {

constexpr std::uint8_t hint = 1; // the detail of a MotionNotify

// The events a client must have selected one of to hear of this.
std::uint32_t selectionFor(const DeviceEvent& event)
{
    switch (event.kind) {
    case DeviceEvent::Kind::KeyPress: return x11::EventMask::KeyPress;
    case DeviceEvent::Kind::KeyRelease: return x11::EventMask::KeyRelease;
    case DeviceEvent::Kind::ButtonPress: return x11::EventMask::ButtonPress;
    case DeviceEvent::Kind::ButtonRelease: return x11::EventMask::ButtonRelease;
    case DeviceEvent::Kind::Motion: break;
    }
    // The bits of Button1Motion… are those of the buttons in an event's state.
    const std::uint32_t buttons = event.state & buttonBits;
    return x11::EventMask::PointerMotion | buttons |
           (buttons ? x11::EventMask::ButtonMotion : std::uint32_t{0});
}

Xid childToward(const Window& window, const Window& inferior)
{
    const Window* child = &inferior;
    while (child && child->parent() != &window) child = child->parent();
    return child ? child->id() : 0;
}

} // namespace

std::optional<Delivery::Receiver> Delivery::propagate(const DeviceEvent& event, Window& from,
                                                      const Grab* grab, const Window* stopAt)
{
    const std::uint32_t wanted = selectionFor(event);
    for (Window* window = &from; window; window = window->parent()) {
        if (window->selectedByAll() & wanted) {
            std::optional<Receiver> first;
            for (const EventSelection selection : window->selections()) {
                if (!(selection.mask & wanted) || (grab && selection.client != grab->client))
                    continue;
                XClient* const client = display_.client(selection.client);
                if (!client || !send(*client, selection.mask, event, *window)) continue;
                if (!first) first = Receiver{selection.client, window->id(), selection.mask};
            }
            return first;
        }
        if (window == stopAt || (window->attributes.doNotPropagate & wanted)) break;
    }
    return std::nullopt;
}

std::optional<Delivery::Receiver> Delivery::deliver(const DeviceEvent& event)
{
    Window& under = display_.input().pointer().window();
    if (!event.isKey()) return propagate(event, under);
    const FocusTarget focus = display_.input().focus().target();
    switch (focus.kind) {
    case FocusTarget::Kind::None: return std::nullopt;
    case FocusTarget::Kind::PointerRoot: return propagate(event, under);
    case FocusTarget::Kind::Window: break;
    }
    if (focus.window->isAncestorOf(under))
        if (const auto receiver = propagate(event, under, nullptr, focus.window)) return receiver;
    return propagate(event, *focus.window, nullptr, focus.window);
}

bool Delivery::deliver(const DeviceEvent& event, const Grab& grab)
{
    if (!grab.ownerEvents) return sendToGrabWindow(event, grab);
    Window& under = display_.input().pointer().window();
    const FocusTarget focus = display_.input().focus().target();
    std::optional<Receiver> receiver;
    if (!event.isKey() || focus.kind == FocusTarget::Kind::PointerRoot)
        receiver = propagate(event, under, &grab);
    else if (focus.kind == FocusTarget::Kind::Window)
        receiver = propagate(event, focus.window->isAncestorOf(under) ? under : *focus.window,
                             &grab, focus.window);
    return receiver || sendToGrabWindow(event, grab);
}

bool Delivery::sendToGrabWindow(const DeviceEvent& event, const Grab& grab)
{
    const std::uint32_t selected =
        event.isKey() ? x11::EventMask::KeyPress | x11::EventMask::KeyRelease : grab.eventMask;
    Window* const window = display_.resources().find<Window>(grab.window);
    XClient* const client = display_.client(grab.client);
    if (!window || !client || !(selected & selectionFor(event))) return false;
    return send(*client, selected, event, *window);
}

void Delivery::start(const DeviceEvent& event, const Grab& grab)
{
    sendToGrabWindow(event, grab);
}

// True where the client heard of it, or would have, but for a hint that it has not answered yet.
bool Delivery::send(XClient& client, std::uint32_t mask, const DeviceEvent& event,
                    const Window& window)
{
    switch (event.kind) {
    case DeviceEvent::Kind::KeyPress:
        if (event.repeated && (mask & x11::EventMask::KeyRelease))
            write<x11::KeyReleaseEvent>(client, event, window, event.detail);
        write<x11::KeyPressEvent>(client, event, window, event.detail);
        return true;
    case DeviceEvent::Kind::KeyRelease:
        write<x11::KeyReleaseEvent>(client, event, window, event.detail);
        return true;
    case DeviceEvent::Kind::ButtonPress:
        write<x11::ButtonPressEvent>(client, event, window, event.detail);
        return true;
    case DeviceEvent::Kind::ButtonRelease:
        write<x11::ButtonReleaseEvent>(client, event, window, event.detail);
        return true;
    case DeviceEvent::Kind::Motion: break;
    }
    if (!(mask & x11::EventMask::PointerMotionHint)) {
        write<x11::MotionNotifyEvent>(client, event, window, 0);
        return true;
    }
    Xid& hinted = display_.input().pointer().hinted;
    if (hinted != window.id()) write<x11::MotionNotifyEvent>(client, event, window, hint);
    hinted = window.id();
    return true;
}

template<class Event>
void Delivery::write(XClient& client, const DeviceEvent& event, const Window& window,
                     std::uint8_t detail)
{
    const Point inside = event.position - window.screenOrigin();
    Event out;
    out.detail = detail;
    out.time = event.time;
    out.root = display_.root().id();
    out.event = window.id();
    out.child = childToward(window, display_.input().pointer().window());
    out.rootX = static_cast<std::int16_t>(event.position.x);
    out.rootY = static_cast<std::int16_t>(event.position.y);
    out.eventX = static_cast<std::int16_t>(inside.x);
    out.eventY = static_cast<std::int16_t>(inside.y);
    out.state = event.state;
    out.sameScreen = true;
    client.send(out);
}

} // namespace vitrine
