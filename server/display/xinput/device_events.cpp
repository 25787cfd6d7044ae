// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/xinput/device_events.h"

#include "server/display/display.h"
#include "server/display/input/grabs.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keyboard.h"
#include "server/display/input/pointer.h"
#include "server/display/xinput/xinput.h"
#include "server/display/xkb/xkb_clients.h"

#include <algorithm>

#include "x11/core.h"
#include "x11/xinput.h"

namespace vitrine {

namespace wire = x11::xinput;

namespace {

constexpr std::uint8_t moreEvents = 0x80; // of a device's number: another event belongs to this

struct Axes {
    std::uint8_t first = 0, count = 0;
    std::array<std::int32_t, 6> values{};
};

// Those that changed, and those between them.
Axes axesOf(const DeviceEvent& event, Point wheel)
{
    if (event.kind != DeviceEvent::Kind::Motion) return {};
    if (!event.isScroll()) return {0, 2, {event.position.x, event.position.y}};
    if (event.scrolled.x && event.scrolled.y) return {2, 2, {wheel.x, wheel.y}};
    if (event.scrolled.x) return {2, 1, {wheel.x}};
    return {3, 1, {wheel.y}};
}

} // namespace

DeviceMask DeviceEvents::selectionFor(const DeviceEvent& event)
{
    switch (event.kind) {
    case DeviceEvent::Kind::KeyPress: return device_mask::keyPress;
    case DeviceEvent::Kind::KeyRelease: return device_mask::keyRelease;
    case DeviceEvent::Kind::ButtonPress: return device_mask::buttonPress;
    case DeviceEvent::Kind::ButtonRelease: return device_mask::buttonRelease;
    case DeviceEvent::Kind::Motion: break;
    case DeviceEvent::Kind::TouchBegin:
    case DeviceEvent::Kind::TouchUpdate:
    case DeviceEvent::Kind::TouchEnd: return 0;
    }
    // The bits of DeviceButton1Motion… are those of the buttons in an event's state.
    const DeviceMask buttons = event.state & buttonBits;
    return device_mask::pointerMotion | buttons | (buttons ? device_mask::buttonMotion : 0);
}

void DeviceEvents::send(XClient& client, DeviceMask mask, const DeviceEvent& event,
                        const Window& window, Xid child)
{
    switch (event.kind) {
    case DeviceEvent::Kind::KeyPress:
        if (event.repeated && !(display_.input().xkbClients().of(client.id()).flags &
                                XkbClient::detectableAutoRepeat))
            write<wire::DeviceKeyReleaseEvent>(client, event, window, child, event.detail);
        return write<wire::DeviceKeyPressEvent>(client, event, window, child, event.detail);
    case DeviceEvent::Kind::KeyRelease:
        return write<wire::DeviceKeyReleaseEvent>(client, event, window, child, event.detail);
    case DeviceEvent::Kind::ButtonPress:
        return write<wire::DeviceButtonPressEvent>(client, event, window, child, event.detail);
    case DeviceEvent::Kind::ButtonRelease:
        return write<wire::DeviceButtonReleaseEvent>(client, event, window, child, event.detail);
    case DeviceEvent::Kind::Motion: break;
    case DeviceEvent::Kind::TouchBegin:
    case DeviceEvent::Kind::TouchUpdate:
    case DeviceEvent::Kind::TouchEnd: return;
    }
    Xid& hinted = hinted_[indexOf(event.device)];
    const bool hint = mask & device_mask::pointerMotionHint;
    if (!hint || hinted != window.id())
        write<wire::DeviceMotionNotifyEvent>(client, event, window, child,
                                             hint ? x11::Motion::Hint : x11::Motion::Normal);
    hinted = window.id();
}

template<class Event>
void DeviceEvents::write(XClient& client, const DeviceEvent& event, const Window& window, Xid child,
                         std::uint8_t detail)
{
    const Point inside = event.position - window.screenOrigin();
    const bool followed = event.kind == DeviceEvent::Kind::Motion;
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
    out.deviceId = static_cast<std::uint8_t>(indexOf(event.device) | (followed ? moreEvents : 0));
    client.send(out);
    if (followed) writeAxes(client, event);
}

void DeviceEvents::writeAxes(XClient& client, const DeviceEvent& event)
{
    const Axes axes = axesOf(event, display_.input().xinput().wheel());
    wire::DeviceValuatorEvent out;
    out.deviceId = static_cast<std::uint8_t>(event.device);
    out.deviceState = stateOf(event.device);
    out.numValuators = axes.count;
    out.firstValuator = axes.first;
    out.valuators = axes.values;
    client.send(out);
}

// Of the device itself: a pointer has no modifiers.
std::uint16_t DeviceEvents::stateOf(DeviceNumber device) const
{
    InputDevices& input = display_.input();
    const bool keyboard = XInput::masterOf(device) == DeviceNumber::MasterKeyboard;
    return keyboard ? input.keyboard().modifiers() : input.pointer().state();
}

template<class Event>
void DeviceEvents::deliver(Xid window, std::size_t device, DeviceMask mask, const Event& event)
{
    const DeviceSelections::OfWindow* const found = selections.of(window);
    if (!found || !(found->all[device] & mask)) return;
    for (const DeviceSelections::OfClient& each : found->clients)
        if (each.masks[device] & mask)
            if (XClient* const client = display_.client(each.client)) client->send(event);
}

template<class Event>
void DeviceEvents::deliverToAll(std::size_t device, DeviceMask mask, const Event& event)
{
    selections.each([&](Xid, const DeviceSelections::OfWindow& window) {
        for (const DeviceSelections::OfClient& each : window.clients)
            if (each.masks[device] & mask)
                if (XClient* const client = display_.client(each.client)) client->send(event);
    });
}

void DeviceEvents::tellFocus(const Crossing& crossing, CrossingMode mode, DeviceNumber device)
{
    const Window& window = *crossing.window;
    if (!selections.wanted(window.id(), device)) return;
    const auto tell = [&](auto event) {
        event.detail = static_cast<std::uint8_t>(crossing.detail);
        event.time = display_.now();
        event.window = window.id();
        event.mode = static_cast<std::uint8_t>(mode);
        event.deviceId = static_cast<std::uint8_t>(device);
        deliver(window.id(), indexOf(device), device_mask::focusChange, event);
    };
    if (!crossing.entered) return tell(wire::DeviceFocusOutEvent{});
    tell(wire::DeviceFocusInEvent{});
    tellState(window, device);
}

// "DeviceStateNotify … reports the state of the device … when a window gets the focus".
void DeviceEvents::tellState(const Window& window, DeviceNumber device)
{
    if (!(selections.wanted(window.id(), device) & device_mask::stateNotify)) return;
    constexpr std::size_t inFirst = 4; // bytes of the keys; the rest comes in the second event
    const auto bits = [&](std::size_t byte) {
        std::uint8_t value = 0;
        for (std::size_t bit = 0; bit < 8; ++bit)
            if (down(device).test(byte * 8 + bit)) value |= static_cast<std::uint8_t>(1u << bit);
        return value;
    };
    wire::DeviceStateNotifyEvent first;
    first.deviceId = static_cast<std::uint8_t>(indexOf(device) | moreEvents);
    first.time = display_.now();
    first.numKeys = Keymap::maximum - Keymap::minimum;
    first.classesReported = 1u << wire::InputClass::Key;
    wire::DeviceKeyStateNotifyEvent rest;
    rest.deviceId = static_cast<std::uint8_t>(device);
    for (std::size_t i = 0; i < inFirst; ++i) first.keys[i] = bits(i);
    for (std::size_t i = 0; i < rest.keys.size(); ++i) rest.keys[i] = bits(inFirst + i);
    for (const DeviceSelections::OfClient& each : selections.of(window.id())->clients) {
        XClient* const client = display_.client(each.client);
        if (!client || !(each.masks[indexOf(device)] & device_mask::stateNotify)) continue;
        client->send(first);
        client->send(rest);
    }
}

void DeviceEvents::tellMapping(std::uint8_t request, std::uint8_t first, std::uint8_t count)
{
    if (!selections.any()) return;
    wire::DeviceMappingNotifyEvent event;
    event.request = request;
    event.firstKeycode = first;
    event.count = count;
    event.time = display_.now();
    const DeviceNumber master = request == x11::Mapping::Pointer ? DeviceNumber::MasterPointer
                                                                 : DeviceNumber::MasterKeyboard;
    for (std::size_t device = indexOf(master); device < DeviceSelections::deviceCount;
         device += 2) {
        event.deviceId = static_cast<std::uint8_t>(device);
        deliverToAll(device, device_mask::mappingNotify, event);
    }
}

void DeviceEvents::tellProperty(DeviceNumber device, Atom property, bool deleted)
{
    if (!selections.any()) return;
    wire::DevicePropertyNotifyEvent event;
    event.state = deleted ? x11::Property::Delete : x11::Property::NewValue;
    event.time = display_.now();
    event.property = property;
    event.deviceId = static_cast<std::uint8_t>(device);
    deliverToAll(indexOf(device), device_mask::propertyNotify, event);
}

void DeviceEvents::tellPresence(DeviceNumber device, std::uint8_t change, std::uint16_t control)
{
    if (!selections.any()) return;
    wire::DevicePresenceNotifyEvent event;
    event.time = display_.now();
    event.devchange = change;
    event.deviceId = static_cast<std::uint8_t>(device);
    event.control = control;
    deliverToAll(DeviceSelections::noDevice, device_mask::presence, event);
}

void DeviceEvents::note(const DeviceEvent& event)
{
    if (event.isPress() || event.isRelease()) {
        down_[indexOf(event.source)].set(event.detail, event.isPress());
        down_[indexOf(XInput::masterOf(event.source))].set(event.detail, event.isPress());
        hinted_[indexOf(event.source)] = hinted_[indexOf(XInput::masterOf(event.source))] = 0;
    }
}

void DeviceEvents::endHint(DeviceNumber device, ClientId client)
{
    Xid& hinted = hinted_[indexOf(device)];
    if (!hinted) return;
    DeviceMask mask = 0;
    const Grab* const grab = display_.input().grabs().active(device);
    if (grab && grab->client == client && grab->byDevice) mask = grab->eventMask;
    if (const auto* const window = selections.of(hinted); window && (!grab || grab->ownerEvents))
        for (const DeviceSelections::OfClient& each : window->clients)
            if (each.client == client) mask |= each.masks[indexOf(device)];
    if (mask & device_mask::pointerMotionHint) hinted = 0;
}

void DeviceEvents::windowGone(Xid window)
{
    selections.windowGone(window);
    std::ranges::replace(hinted_, window, Xid{0});
}

} // namespace vitrine
