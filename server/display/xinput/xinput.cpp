// SPDX-License-Identifier: GPL-2.0-or-later
// "X Input Device Extension 2": events.
#include "server/display/xinput/xinput.h"

#include "server/display/display.h"
#include "server/display/input/focus.h"
#include "server/display/input/grabs.h"
#include "server/display/input/input_devices.h"

#include "x11/xinput.h"

namespace vitrine {

namespace wire = x11::xinput;

namespace {

constexpr std::uint32_t flagged = 1u << 16; // KeyRepeat of keys, PointerEmulated of buttons

std::int32_t fixed(std::int32_t value)
{
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(value) << 16);
}

wire::Fp3232 wide(std::int32_t value)
{
    return {value, 0};
}

wire::ModifierInfo modifiersOf(const xkb::State& state)
{
    return {state.baseModifiers, state.latchedModifiers, state.lockedModifiers, state.modifiers};
}

wire::GroupInfo groupOf(const xkb::State& state)
{
    return {static_cast<std::uint8_t>(state.baseGroup),
            static_cast<std::uint8_t>(state.latchedGroup), state.lockedGroup, state.group};
}

// Buttons that are down, as they are mapped.
void setButtons(std::vector<std::uint32_t>& mask, const Pointer& pointer)
{
    for (std::size_t button = 1; button < pointer.down().size(); ++button)
        if (pointer.down().test(button)) {
            const std::uint8_t number = pointer.logical(static_cast<std::uint8_t>(button));
            if (number / 32u < mask.size()) mask[number / 32u] |= 1u << number % 32u;
        }
}

// A motion's axes: the position, or how far the wheels have turned.
void setAxes(std::vector<std::uint32_t>& mask, std::vector<wire::Fp3232>& values,
             const DeviceEvent& event, Point position, Point wheel)
{
    const auto set = [&](unsigned axis, std::int32_t value) {
        mask[0] |= 1u << axis;
        values.push_back(wide(value));
    };
    if (event.kind != DeviceEvent::Kind::Motion && !event.isTouch()) return;
    if (!event.isScroll()) {
        set(0, position.x);
        set(1, position.y);
    }
    if (event.scrolled.x) set(2, wheel.x);
    if (event.scrolled.y) set(3, wheel.y);
}

std::uint32_t flagsOf(const DeviceEvent& event)
{
    if (!event.isTouch()) return event.repeated || event.emulated ? flagged : 0;
    std::uint32_t flags = 0;
    if (event.pendingEnd) flags |= wire::TouchEventFlags::TouchPendingEnd;
    if (event.emulated) flags |= wire::TouchEventFlags::TouchEmulatingPointer;
    return flags;
}

constexpr std::size_t buttonWords = 8, axisWords = 2; // as X.Org has room for

} // namespace

XInput::XInput(Display& display) : display_(display), devices_(display), slaveFocus_(display) {}

XInput::~XInput() = default;

int XInput::typeOf(const DeviceEvent& event)
{
    switch (event.kind) {
    case DeviceEvent::Kind::KeyPress: return wire::KeyPressEvent::eventType;
    case DeviceEvent::Kind::KeyRelease: return wire::KeyReleaseEvent::eventType;
    case DeviceEvent::Kind::ButtonPress: return wire::ButtonPressEvent::eventType;
    case DeviceEvent::Kind::ButtonRelease: return wire::ButtonReleaseEvent::eventType;
    case DeviceEvent::Kind::TouchBegin: return wire::TouchBeginEvent::eventType;
    case DeviceEvent::Kind::TouchUpdate: return wire::TouchUpdateEvent::eventType;
    case DeviceEvent::Kind::TouchEnd: return wire::TouchEndEvent::eventType;
    case DeviceEvent::Kind::Motion: break;
    }
    return wire::MotionEvent::eventType;
}

void XInput::send(XClient& client, const DeviceEvent& event, const Window& window, Xid child)
{
    const auto write = [&](auto out) {
        const Point inside = event.position - window.screenOrigin();
        out.deviceid = static_cast<std::uint16_t>(event.device);
        out.sourceid = static_cast<std::uint16_t>(event.source);
        out.time = event.time;
        out.detail = event.isTouch() ? event.touch : event.detail;
        out.root = display_.root().id();
        out.event = window.id();
        out.child = child;
        out.rootX = fixed(event.position.x);
        out.rootY = fixed(event.position.y);
        out.eventX = fixed(inside.x);
        out.eventY = fixed(inside.y);
        out.flags = flagsOf(event);
        out.mods = modifiersOf(event.keys);
        out.group = groupOf(event.keys);
        out.buttonMask.assign(buttonWords, 0);
        for (std::size_t button = 0; button < event.buttons.size(); ++button)
            if (event.buttons.test(button)) out.buttonMask[button / 32] |= 1u << button % 32;
        out.valuatorMask.assign(axisWords, 0);
        setAxes(out.valuatorMask, out.axisvalues, event, event.position, wheel_);
        client.send(out);
    };
    switch (event.kind) {
    case DeviceEvent::Kind::KeyPress: return write(wire::KeyPressEvent{});
    case DeviceEvent::Kind::KeyRelease: return write(wire::KeyReleaseEvent{});
    case DeviceEvent::Kind::ButtonPress: return write(wire::ButtonPressEvent{});
    case DeviceEvent::Kind::ButtonRelease: return write(wire::ButtonReleaseEvent{});
    case DeviceEvent::Kind::Motion: return write(wire::MotionEvent{});
    case DeviceEvent::Kind::TouchBegin: return write(wire::TouchBeginEvent{});
    case DeviceEvent::Kind::TouchUpdate: return write(wire::TouchUpdateEvent{});
    case DeviceEvent::Kind::TouchEnd: return write(wire::TouchEndEvent{});
    }
}

void XInput::tellOwnership(ClientId id, Xid window, const DeviceEvent& touch)
{
    XClient* const client = display_.client(id);
    if (!client) return;
    wire::TouchOwnershipEvent event;
    event.deviceid = static_cast<std::uint16_t>(touch.device);
    event.sourceid = static_cast<std::uint16_t>(touch.source);
    event.time = touch.time;
    event.touchid = touch.touch;
    event.root = display_.root().id();
    event.event = window;
    client->send(event);
}

template<class Event>
void XInput::fillCrossing(Event& event, const Crossing& crossing, CrossingMode mode,
                          DeviceNumber device) const
{
    const InputDevices& input = display_.input();
    const Window& window = *crossing.window;
    const Point position = input.position();
    const Point inside = position - window.screenOrigin();
    const FocusTarget focus = display_.input().focus().target();
    const xkb::State keys = input.xkbState();
    event.deviceid = static_cast<std::uint16_t>(device);
    event.sourceid = static_cast<std::uint16_t>(device);
    event.time = display_.now();
    event.mode = static_cast<std::uint8_t>(mode);
    event.detail = static_cast<std::uint8_t>(crossing.detail);
    event.root = display_.root().id();
    event.event = window.id();
    event.child = crossing.child ? crossing.child->id() : 0;
    event.rootX = fixed(position.x);
    event.rootY = fixed(position.y);
    event.eventX = fixed(inside.x);
    event.eventY = fixed(inside.y);
    event.sameScreen = true;
    event.focus = focus.kind == FocusTarget::Kind::PointerRoot ||
                  (focus.window && focus.window->isAncestorOf(window));
    event.mods = modifiersOf(keys);
    event.group = groupOf(keys);
    event.buttons.assign(1, 0);
    setButtons(event.buttons, display_.input().pointer());
}

void XInput::cross(const Crossing& crossing, CrossingMode mode)
{
    constexpr DeviceNumber device = DeviceNumber::MasterPointer;
    const auto tell = [&](auto event) {
        const Window& window = *crossing.window;
        const Grab* grab = display_.input().grabs().active(Grabs::Device::Pointer);
        if (grab && grab->xinput) { // nobody else hears of it
            XClient* const client = display_.client(grab->client);
            if (!client || !(grab->xiMask >> event.eventType & 1)) return;
            fillCrossing(event, crossing, mode, device);
            client->send(event);
            return;
        }
        if (!selections.wanted(window.id(), event.eventType, device)) return;
        fillCrossing(event, crossing, mode, device);
        selections.eachClient(window.id(), event.eventType, device, [&](ClientId id, XiMask) {
            if (XClient* const client = display_.client(id)) client->send(event);
        });
    };
    if (crossing.entered && mode != CrossingMode::PassiveUngrab) tell(wire::EnterEvent{});
    if (!crossing.entered && mode != CrossingMode::PassiveGrab) tell(wire::LeaveEvent{});
}

void XInput::focus(const Crossing& crossing, CrossingMode mode, DeviceNumber device)
{
    const auto tell = [&](auto event) {
        const Window& window = *crossing.window;
        if (!selections.wanted(window.id(), event.eventType, device)) return;
        fillCrossing(event, crossing, mode, device);
        selections.eachClient(window.id(), event.eventType, device, [&](ClientId id, XiMask) {
            if (XClient* const client = display_.client(id)) client->send(event);
        });
    };
    if (crossing.entered)
        tell(wire::FocusInEvent{});
    else
        tell(wire::FocusOutEvent{});
    devices_.tellFocus(crossing, mode, device);
}

FocusTarget XInput::focusOf(DeviceNumber device) const
{
    const bool own =
        device == DeviceNumber::XTestKeyboard || device == DeviceNumber::ViewerKeyboard;
    return own ? slaveFocus_.target(device) : display_.input().focus().target();
}

void XInput::tellRaw(const DeviceEvent& event)
{
    const Xid root = display_.root().id();
    wheel_ = wheel_ + event.scrolled;
    const Point moved = event.source == DeviceNumber::ViewerPointer
                            ? event.position - lastRaw_ // its viewer tells places, not movements
                            : event.position;
    if (event.kind == DeviceEvent::Kind::Motion && !event.isScroll()) lastRaw_ = event.position;
    if (selections.of(root).empty()) return;
    if (event.kind == DeviceEvent::Kind::Motion && !event.isScroll() && moved == Point{}) return;
    const auto tell = [&](auto out) {
        for (const DeviceNumber device : {event.source, masterOf(event.source)}) {
            out.deviceid = static_cast<std::uint16_t>(device);
            out.sourceid = static_cast<std::uint16_t>(event.source);
            out.time = event.time;
            out.detail = event.isTouch() ? event.touch : event.detail;
            out.flags = flagsOf(event);
            out.valuatorMask.assign(axisWords, 0);
            out.axisvalues.clear();
            setAxes(out.valuatorMask, out.axisvalues, event, moved, event.scrolled);
            out.axisvaluesRaw = out.axisvalues;
            selections.eachClient(root, out.eventType, device, [&](ClientId id, XiMask) {
                if (XClient* const client = display_.client(id)) client->send(out);
            });
        }
    };
    switch (event.kind) {
    case DeviceEvent::Kind::KeyPress: return tell(wire::RawKeyPressEvent{});
    case DeviceEvent::Kind::KeyRelease: return tell(wire::RawKeyReleaseEvent{});
    case DeviceEvent::Kind::ButtonPress: return tell(wire::RawButtonPressEvent{});
    case DeviceEvent::Kind::ButtonRelease: return tell(wire::RawButtonReleaseEvent{});
    case DeviceEvent::Kind::Motion: return tell(wire::RawMotionEvent{});
    case DeviceEvent::Kind::TouchBegin: return tell(wire::RawTouchBeginEvent{});
    case DeviceEvent::Kind::TouchUpdate: return tell(wire::RawTouchUpdateEvent{});
    case DeviceEvent::Kind::TouchEnd: return tell(wire::RawTouchEndEvent{});
    }
}

void XInput::addTouch()
{
    if (std::exchange(touch_, true)) return;
    constexpr int type = wire::HierarchyEvent::eventType;
    wire::HierarchyEvent event;
    event.time = display_.now();
    event.flags = wire::HierarchyMask::SlaveAdded | wire::HierarchyMask::SlaveAttached |
                  wire::HierarchyMask::DeviceEnabled;
    constexpr auto first = static_cast<std::uint16_t>(DeviceNumber::MasterPointer);
    constexpr auto last = static_cast<std::uint16_t>(DeviceNumber::ViewerTouch);
    for (std::uint16_t number = first; number <= last; ++number) {
        const auto device = static_cast<DeviceNumber>(number);
        event.infos.push_back({number,
                               attachmentOf(device),
                               typeOf(device),
                               true,
                               {},
                               number == last ? event.flags : 0});
    }
    selections.each([&](Xid, const XiSelections::Selection& selection) {
        XClient* const client = display_.client(selection.client);
        if (client && (selection.mask >> type & 1)) client->send(event);
    });
    devices_.tellPresence(DeviceNumber::ViewerTouch, wire::DeviceChange::Added);
    devices_.tellPresence(DeviceNumber::ViewerTouch, wire::DeviceChange::Enabled);
}

void XInput::noteSource(const DeviceEvent& event)
{
    DeviceNumber& last = lastSlaves_[event.isKey()];
    if (last == event.source) return;
    last = event.source;
    constexpr int type = wire::DeviceChangedEvent::eventType;
    if (!selections.anyOf(type)) return;
    constexpr std::uint8_t slaveSwitch = 1;
    const DeviceNumber master = masterOf(event.source);
    wire::DeviceChangedEvent out;
    out.deviceid = static_cast<std::uint16_t>(master);
    out.sourceid = static_cast<std::uint16_t>(event.source);
    out.time = event.time;
    out.reason = slaveSwitch;
    out.classes = classesOf(master);
    selections.each([&](Xid, const XiSelections::Selection& selection) {
        XClient* const client = display_.client(selection.client);
        if (client && (selection.mask >> type & 1) && xi::covers(selection.device, master))
            client->send(out);
    });
}

void XInput::tellProperty(DeviceNumber device, Atom property, PropertyChange change)
{
    devices_.tellProperty(device, property, change == PropertyChange::Deleted);
    constexpr int type = wire::PropertyEvent::eventType;
    wire::PropertyEvent event;
    event.deviceid = static_cast<std::uint16_t>(device);
    event.time = display_.now();
    event.property = property;
    event.what = static_cast<std::uint8_t>(change);
    selections.each([&](Xid, const XiSelections::Selection& selection) {
        XClient* const client = display_.client(selection.client);
        if (client && (selection.mask >> type & 1) && xi::covers(selection.device, device))
            client->send(event);
    });
}

void XInput::windowGone(Xid window)
{
    selections.windowGone(window);
    devices_.windowGone(window);
}

void XInput::clientGone(ClientId client)
{
    selections.clientGone(client);
    devices_.clientGone(client);
    versions_[client.value] = 0;
}

} // namespace vitrine
