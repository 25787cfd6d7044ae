// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/input/delivery.h"

#include "server/display/display.h"
#include "server/display/input/focus.h"
#include "server/display/input/grabs.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/pointer.h"
#include "server/display/xinput/xinput.h"
#include "server/display/xkb/xkb_clients.h"

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
    case DeviceEvent::Kind::TouchBegin:
    case DeviceEvent::Kind::TouchUpdate:
    case DeviceEvent::Kind::TouchEnd: return 0;
    }
    // The bits of Button1Motion… are those of the buttons in an event's state.
    const std::uint32_t buttons = event.state & buttonBits;
    return x11::EventMask::PointerMotion | buttons |
           (buttons ? x11::EventMask::ButtonMotion : std::uint32_t{0});
}

// Core clients hear of masters alone, and not of a wheel's axis.
std::uint32_t coreSelectionFor(const DeviceEvent& event)
{
    return isMaster(event.device) && !event.isScroll() ? selectionFor(event) : 0;
}

} // namespace

// To those who selected it on this window; nobody where none of them is the grab's client.
std::optional<Delivery::Receiver> Delivery::deliverAt(const DeviceEvent& event, Window& window,
                                                      Xid child, const Grab* grab)
{
    if (const auto receiver = deliverXi(event, window, child, grab)) return receiver;
    if (const auto receiver = deliverDevice(event, window, child, grab)) return receiver;
    const std::uint32_t wanted = coreSelectionFor(event);
    std::optional<Receiver> first;
    for (const EventSelection selection : window.selections()) {
        if (!(selection.mask & wanted) || (grab && selection.client != grab->client)) continue;
        XClient* const client = display_.client(selection.client);
        if (!client || display_.input().grabs().interferes(selection.client, event.device) ||
            !send(*client, selection.mask, event, window, child))
            continue;
        if (!first) first = Receiver{selection.client, window.id(), selection.mask};
    }
    return first;
}

// The same as events of XInput 2, which come before those of the core protocol.
std::optional<Delivery::Receiver> Delivery::deliverXi(const DeviceEvent& event, Window& window,
                                                      Xid child, const Grab* grab)
{
    XInput& xinput = display_.input().xinput();
    const int type = XInput::typeOf(event);
    if (!xinput.selections.wanted(window.id(), type, event.device)) return std::nullopt;
    std::optional<Receiver> first;
    xinput.selections.eachClient(window.id(), type, event.device,
                                 [&](ClientId id, std::uint64_t mask) {
                                     XClient* const client = display_.client(id);
                                     if (!client || (grab && id != grab->client)) return;
                                     xinput.send(*client, event, window, child);
                                     if (!first) first = Receiver{id, window.id(), 0, true, mask};
                                 });
    return first;
}

// The same as events of XInput 1, which come between the two. As X.Org has it, an implicit grab is
// the last one's, or whose that selected DeviceButtonPressGrab; of all that any of them selected.
std::optional<Delivery::Receiver>
Delivery::deliverDevice(const DeviceEvent& event, const Window& window, Xid child, const Grab* grab)
{
    DeviceEvents& devices = display_.input().xinput().devices();
    const DeviceSelections::OfWindow* const found = devices.selections.of(window.id());
    if (!found) return std::nullopt;
    const auto device = static_cast<std::size_t>(event.device);
    const DeviceMask wanted = DeviceEvents::selectionFor(event);
    if (!(found->all[device] & wanted)) return std::nullopt;
    std::optional<Receiver> receiver;
    bool grabs = false;
    for (const DeviceSelections::OfClient& each : found->clients) {
        const DeviceMask mask = each.masks[device];
        XClient* const client = display_.client(each.client);
        if (!client || !(mask & wanted) || (grab && each.client != grab->client)) continue;
        devices.send(*client, mask, event, window, child);
        if (!grabs)
            receiver = Receiver{each.client, window.id(), found->all[device], false, 0, true};
        grabs = grabs || (mask & device_mask::buttonGrab);
    }
    return receiver;
}

std::optional<Delivery::Receiver> Delivery::propagate(const DeviceEvent& event, Window& from,
                                                      const Grab* grab, const Window* stopAt)
{
    const std::uint32_t wanted = coreSelectionFor(event);
    const int type = XInput::typeOf(event);
    const XiSelections& xi = display_.input().xinput().selections;
    const DeviceSelections& devices = display_.input().xinput().devices().selections;
    const DeviceMask ofDevice = devices.any() ? DeviceEvents::selectionFor(event) : 0;
    Xid child = 0;
    for (Window* window = &from; window; window = window->parent()) {
        if ((window->selectedByAll() & wanted) || xi.wanted(window->id(), type, event.device) ||
            (ofDevice && (devices.wanted(window->id(), event.device) & ofDevice)))
            return deliverAt(event, *window, child, grab);
        if (ofDevice && (devices.kept(window->id(), event.device) & ofDevice)) break;
        if (window == stopAt || (window->attributes.doNotPropagate & wanted)) break;
        child = window->id();
    }
    return std::nullopt;
}

std::optional<Delivery::Receiver> Delivery::deliver(const DeviceEvent& event)
{
    Window& under = display_.input().pointer().window();
    if (!event.isKey()) return propagate(event, under);
    const FocusTarget focus = display_.input().xinput().focusOf(event.device);
    switch (focus.kind) {
    case FocusTarget::Kind::None: return std::nullopt;
    case FocusTarget::Kind::PointerRoot: return propagate(event, under);
    case FocusTarget::Kind::Window: break;
    }
    if (focus.window->isAncestorOf(under))
        if (const auto receiver = propagate(event, under, nullptr, focus.window)) return receiver;
    return deliverAt(event, *focus.window, 0, nullptr);
}

bool Delivery::deliver(const DeviceEvent& event, const Grab& grab)
{
    if (!grab.ownerEvents) return sendToGrabWindow(event, grab);
    Window& under = display_.input().pointer().window();
    const FocusTarget focus = display_.input().xinput().focusOf(event.device);
    std::optional<Receiver> receiver;
    if (!event.isKey() || focus.kind == FocusTarget::Kind::PointerRoot)
        receiver = propagate(event, under, &grab);
    else if (focus.kind == FocusTarget::Kind::Window)
        receiver = propagate(event, focus.window->isAncestorOf(under) ? under : *focus.window,
                             &grab, focus.window);
    return receiver || sendToGrabWindow(event, grab);
}

Xid Delivery::childUnderPointer(const Window& window) const
{
    const Window* child = &display_.input().pointer().window();
    while (child && child->parent() != &window) child = child->parent();
    return child ? child->id() : 0;
}

bool Delivery::sendToGrabWindow(const DeviceEvent& event, const Grab& grab)
{
    const std::uint32_t selected =
        event.isKey() ? x11::EventMask::KeyPress | x11::EventMask::KeyRelease : grab.eventMask;
    Window* const window = display_.resources().find<Window>(grab.window);
    XClient* const client = display_.client(grab.client);
    if (!window || !client) return false;
    if (grab.xinput) {
        if (!(grab.xiMask >> XInput::typeOf(event) & 1)) return false;
        display_.input().xinput().send(*client, event, *window, childUnderPointer(*window));
        return true;
    }
    if (grab.byDevice) {
        if (!(grab.eventMask & DeviceEvents::selectionFor(event))) return false;
        display_.input().xinput().devices().send(*client, grab.eventMask, event, *window,
                                                 childUnderPointer(*window));
        return true;
    }
    if (!(selected & coreSelectionFor(event)) ||
        display_.input().grabs().interferes(grab.client, event.device))
        return false;
    return send(*client, selected, event, *window, childUnderPointer(*window));
}

// The press that began the grab is told in any case, as X.Org does.
void Delivery::start(const DeviceEvent& event, const Grab& grab)
{
    const Window* const window = display_.resources().find<Window>(grab.window);
    XClient* const client = display_.client(grab.client);
    if (!window || !client) return;
    const Xid child = childUnderPointer(*window);
    if (grab.xinput)
        display_.input().xinput().send(*client, event, *window, child);
    else if (grab.byDevice)
        display_.input().xinput().devices().send(*client, 0, event, *window, child);
    else
        send(*client, selectionFor(event), event, *window, child);
}

// True where the client heard of it, or would have, but for a hint that it has not answered yet.
bool Delivery::send(XClient& client, std::uint32_t mask, const DeviceEvent& event,
                    const Window& window, Xid child)
{
    switch (event.kind) {
    case DeviceEvent::Kind::KeyPress:
        if (event.repeated && (mask & x11::EventMask::KeyRelease) &&
            !(display_.input().xkbClients().of(client.id()).flags &
              XkbClient::detectableAutoRepeat))
            write<x11::KeyReleaseEvent>(client, event, window, child, event.detail);
        write<x11::KeyPressEvent>(client, event, window, child, event.detail);
        return true;
    case DeviceEvent::Kind::KeyRelease:
        write<x11::KeyReleaseEvent>(client, event, window, child, event.detail);
        return true;
    case DeviceEvent::Kind::ButtonPress:
        write<x11::ButtonPressEvent>(client, event, window, child, event.detail);
        return true;
    case DeviceEvent::Kind::ButtonRelease:
        write<x11::ButtonReleaseEvent>(client, event, window, child, event.detail);
        return true;
    case DeviceEvent::Kind::Motion: break;
    case DeviceEvent::Kind::TouchBegin:
    case DeviceEvent::Kind::TouchUpdate:
    case DeviceEvent::Kind::TouchEnd: return false;
    }
    if (!(mask & x11::EventMask::PointerMotionHint)) {
        write<x11::MotionNotifyEvent>(client, event, window, child, 0);
        return true;
    }
    Xid& hinted = display_.input().pointer().hinted;
    if (hinted != window.id()) write<x11::MotionNotifyEvent>(client, event, window, child, hint);
    hinted = window.id();
    return true;
}

template<class Event>
void Delivery::write(XClient& client, const DeviceEvent& event, const Window& window, Xid child,
                     std::uint8_t detail)
{
    const Point inside = event.position - window.screenOrigin();
    Event out;
    out.detail = detail;
    out.time = event.time;
    out.root = display_.root().id();
    out.event = window.id();
    out.child = child;
    out.rootX = static_cast<std::int16_t>(event.position.x);
    out.rootY = static_cast<std::int16_t>(event.position.y);
    out.eventX = static_cast<std::int16_t>(inside.x);
    out.eventY = static_cast<std::int16_t>(inside.y);
    out.state = display_.input().stateFor(client.id(), event.state);
    out.sameScreen = true;
    client.send(out);
}

} // namespace vitrine
