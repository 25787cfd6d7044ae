// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/input/grabs.h"

#include "server/display/display.h"
#include "server/display/input/focus.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/pointer.h"
#include "server/display/input/touches.h"
#include "server/display/xinput/xinput.h"

#include <algorithm>

#include "x11/core.h"

namespace vitrine {

namespace {

// The outside of the window, as far as its ancestors show it; on the screen.
Rect visibleOutside(const Window& window)
{
    Rect rect = window.outer();
    for (const Window* parent = window.parent(); parent; parent = parent->parent()) {
        rect = rect.intersected(parent->inside());
        if (!parent->isRoot())
            rect = rect.translated(parent->bounds().origin() +
                                   Point{parent->borderWidth(), parent->borderWidth()});
    }
    return rect;
}

} // namespace

Grabs::Grabs(Display& display, Delivery& delivery, std::function<void(const DeviceEvent&)> process)
    : display_(display), delivery_(delivery), process_(std::move(process))
{
}

const Grab* Grabs::active(Device device) const
{
    const auto& grab = of(device).grab;
    return grab ? &*grab : nullptr;
}

GrabStatus Grabs::grab(Device device, Grab grab)
{
    const State& state = of(device);
    if (state.grab && state.grab->client != grab.client) return GrabStatus::AlreadyGrabbed;
    const Window* const confine = display_.resources().find<Window>(grab.confineTo);
    if (!display_.window(grab.window).viewable() ||
        (confine && (!confine->viewable() || visibleOutside(*confine).empty())))
        return GrabStatus::NotViewable;
    const std::uint32_t now = display_.now();
    if (grab.time == 0)
        grab.time = now;
    else if (isEarlier(now, grab.time) || (state.lastGrab && isEarlier(grab.time, *state.lastGrab)))
        return GrabStatus::InvalidTime;
    const auto& peer = peerOf(device).grab;
    if (state.frozen && state.frozenByPeer && peer && peer->client != grab.client)
        return GrabStatus::Frozen;
    activate(device, std::move(grab));
    return GrabStatus::Success;
}

void Grabs::ungrab(Device device, ClientId client, std::uint32_t time)
{
    const auto& grab = of(device).grab;
    const std::uint32_t now = display_.now();
    const std::uint32_t when = time ? time : now;
    if (!grab || grab->client != client || isEarlier(now, when) || isEarlier(when, grab->time))
        return;
    deactivate(device);
}

void Grabs::changePointerGrab(ClientId client, CursorRef cursor, std::uint32_t eventMask,
                              std::uint32_t time)
{
    auto& grab = of(Device::Pointer).grab;
    const std::uint32_t now = display_.now();
    const std::uint32_t when = time ? time : now;
    if (!grab || grab->client != client || isEarlier(now, when) || isEarlier(when, grab->time))
        return;
    grab->cursor = std::move(cursor);
    if (!grab->xinput) grab->eventMask = eventMask;
    display_.changed();
}

void Grabs::activate(Device device, Grab grab)
{
    State& state = of(device);
    State& peer = peerOf(device);
    InputDevices& input = display_.input();
    Window* const old = display_.resources().find<Window>(state.grab ? state.grab->window : 0);
    Window& window = display_.window(grab.window);
    const bool pointer = device == Device::Pointer;
    if (pointer) {
        Window& from = old ? *old : input.pointer().window();
        input.pointer().hinted = 0;
        if (state.grab) state.grab->confineTo = grab.confineTo; // the old one confines no more
        confine(grab);
        input.pointer().cross(from, window, CrossingMode::Grab);
    } else {
        const FocusTarget from =
            old ? FocusTarget{FocusTarget::Kind::Window, old} : input.focus().target();
        // X.Org's ways: what was nowhere is not taken, and what is here is not taken again.
        if (from.kind != FocusTarget::Kind::None && old != &window)
            input.focus().tell(from, {FocusTarget::Kind::Window, &window}, CrossingMode::Grab);
    }
    const GrabMode own = pointer ? grab.pointerMode : grab.keyboardMode;
    const GrabMode other = pointer ? grab.keyboardMode : grab.pointerMode;
    const ClientId client = grab.client;
    state.lastGrab = grab.time;
    state.grab = std::move(grab);
    display_.changed();

    state.sync = own == GrabMode::Sync ? Sync::FrozenAlone : Sync::Thawed;
    if (own == GrabMode::Async && peer.grab && peer.grab->client == client)
        state.frozenByPeer = false;
    peer.frozenByPeer = other == GrabMode::Sync;
    freezeAndPlay();
}

void Grabs::deactivate(Device device)
{
    State& state = of(device);
    if (!state.grab) return;
    InputDevices& input = display_.input();
    Window* const window = display_.resources().find<Window>(state.grab->window);
    state.grab.reset();
    state.sync = Sync::Thawed;
    peerOf(device).frozenByPeer = false;
    display_.changed();
    if (window && device == Device::Pointer) {
        input.pointer().hinted = 0;
        input.pointer().cross(*window, input.pointer().window(), CrossingMode::Ungrab);
    } else if (window) {
        input.focus().tell({FocusTarget::Kind::Window, window}, input.focus().target(),
                           CrossingMode::Ungrab);
    }
    freezeAndPlay();
}

Rect Grabs::confines() const
{
    const auto& grab = of(Device::Pointer).grab;
    const Window* const window = display_.resources().find<Window>(grab ? grab->confineTo : 0);
    return window ? visibleOutside(*window) : Rect{};
}

// Brings the pointer to where the grab will confine it to.
void Grabs::confine(const Grab& grab)
{
    const Window* const window = display_.resources().find<Window>(grab.confineTo);
    if (window) display_.input().confine(visibleOutside(*window));
}

void Grabs::allowEvents(ClientId client, AllowMode mode, std::uint32_t time)
{
    const bool keyboard = mode == AllowMode::AsyncKeyboard || mode == AllowMode::SyncKeyboard ||
                          mode == AllowMode::ReplayKeyboard || mode >= AllowMode::AsyncBoth;
    const Device device = keyboard ? Device::Keyboard : Device::Pointer;
    State& own = of(device);
    State& peer = peerOf(device);
    const bool grabbed = own.grab && own.grab->client == client;
    const bool peerGrabbed = peer.grab && peer.grab->client == client;
    const bool frozenByPeer = peerGrabbed && own.frozenByPeer;
    const bool frozenAlone = grabbed && own.sync >= Sync::FrozenAlone;
    if (!frozenAlone && !frozenByPeer) return;

    const std::uint32_t now = display_.now();
    const std::uint32_t when = time ? time : now;
    std::uint32_t grabTime = grabbed ? own.grab->time : peer.grab->time;
    if (grabbed && peerGrabbed && isEarlier(grabTime, peer.grab->time)) grabTime = peer.grab->time;
    if (isEarlier(now, when) || isEarlier(when, grabTime)) return;

    const auto setBoth = [&](Sync sync) {
        for (State* state : {&own, &peer}) {
            State& other = state == &own ? peer : own;
            if (state->grab && state->grab->client == client) state->sync = sync;
            if (other.grab && other.grab->client == client) state->frozenByPeer = false;
        }
    };
    switch (mode) {
    case AllowMode::AsyncPointer:
    case AllowMode::AsyncKeyboard:
        if (grabbed) own.sync = Sync::Thawed;
        if (frozenByPeer) own.frozenByPeer = false;
        break;
    case AllowMode::SyncPointer:
    case AllowMode::SyncKeyboard:
        if (!grabbed) return;
        own.sync = Sync::UntilNext;
        if (frozenByPeer) own.frozenByPeer = false;
        break;
    case AllowMode::ReplayPointer:
    case AllowMode::ReplayKeyboard:
        if (!grabbed || own.sync != Sync::FrozenByEvent) return;
        if (frozenByPeer) own.frozenByPeer = false;
        replay(device);
        return;
    case AllowMode::AsyncBoth:
    case AllowMode::SyncBoth: {
        // Without effect unless this client froze both; as X.Org sees it, by a grab of the other.
        const bool peerFrozen = peerGrabbed && peer.sync >= Sync::FrozenAlone;
        if (!peerFrozen) return;
        setBoth(mode == AllowMode::AsyncBoth ? Sync::Thawed : Sync::BothUntilNext);
        break;
    }
    }
    freezeAndPlay();
}

bool Grabs::keep(const DeviceEvent& event)
{
    constexpr std::size_t most = 4096; // of events; a client that never allows more loses the rest
    if (!of(deviceOf(event)).frozen) return false;
    const auto moves = [](const DeviceEvent& e) {
        return e.kind == DeviceEvent::Kind::Motion && !e.isScroll();
    };
    if (moves(event) && !waiting_.empty() && moves(waiting_.back()))
        waiting_.back() = event;
    else if (waiting_.size() < most || event.isRelease())
        waiting_.push_back(event);
    return true;
}

// A device stands still by its own grab or by the other's; what waited for it is processed once
// it goes on, until it stands still again.
void Grabs::freezeAndPlay()
{
    for (State& state : states_)
        state.frozen = state.frozenByPeer || state.sync >= Sync::FrozenAlone;
    if (playing_) return;
    playing_ = true;
    for (;;) {
        const auto next = std::find_if(waiting_.begin(), waiting_.end(), [&](const auto& event) {
            return !of(deviceOf(event)).frozen;
        });
        if (next == waiting_.end()) break;
        const DeviceEvent event = *next;
        waiting_.erase(next);
        process_(event);
    }
    playing_ = false;
}

void Grabs::replay(Device device)
{
    const DeviceEvent event = of(device).event;
    const Xid below = of(device).grab->window;
    const bool wasPlaying = std::exchange(playing_, true); // the event comes before those that wait
    deactivate(device);
    if (!startPassive(event, below)) {
        // What waits of a touch that is told as such was no pointer's deed after all.
        if (event.touch && display_.input().touches().replay(event.touch))
            std::erase_if(waiting_, [&](const auto& next) { return next.touch == event.touch; });
        else
            routeFree(event);
    }
    playing_ = wasPlaying;
    freezeAndPlay();
}

void Grabs::route(const DeviceEvent& event)
{
    const Device device = deviceOf(event);
    State& state = of(device);
    if (event.isPress() && !state.grab && startPassive(event, 0)) return;
    if (!state.grab) {
        routeFree(event);
        return;
    }
    bool ends = false;
    const bool byPress =
        state.grab->origin == Grab::Origin::Passive || state.grab->origin == Grab::Origin::Implicit;
    if (event.isRelease() && byPress)
        ends = event.isKey() ? state.grab->detail == event.detail
                             : !display_.input().pointer().anyDown();
    const bool heard = delivery_.deliver(event, *state.grab);
    if (heard && !ends && event.kind != DeviceEvent::Kind::Motion) freezeBy(event);
    if (ends) deactivate(device);
}

void Grabs::routeFree(const DeviceEvent& event)
{
    const auto receiver = delivery_.deliver(event);
    if (!receiver || event.kind != DeviceEvent::Kind::ButtonPress) return;
    Grab grab;
    grab.client = receiver->client;
    grab.window = receiver->window;
    grab.origin = Grab::Origin::Implicit;
    grab.ownerEvents = receiver->mask & x11::EventMask::OwnerGrabButton;
    grab.eventMask = receiver->mask;
    grab.xinput = receiver->xinput;
    grab.xiMask = receiver->xiMask;
    grab.time = event.time;
    grab.detail = event.detail;
    activate(Device::Pointer, std::move(grab));
}

// A synchronous grab goes on until this event, and not further.
void Grabs::freezeBy(const DeviceEvent& event)
{
    const Device device = deviceOf(event);
    State& own = of(device);
    State& peer = peerOf(device);
    if (own.sync != Sync::UntilNext && own.sync != Sync::BothUntilNext) return;
    if (own.sync == Sync::BothUntilNext) {
        if (peer.sync == Sync::BothUntilNext && peer.grab && own.grab &&
            peer.grab->client == own.grab->client)
            peer.sync = Sync::FrozenAlone;
        else
            peer.frozenByPeer = true;
        peer.frozen = true;
    }
    own.sync = Sync::FrozenByEvent;
    own.frozen = true;
    own.event = event;
}

// From the root down, for a key first to the focus; `below` and its ancestors are left out: their
// turn has been.
bool Grabs::startPassive(const DeviceEvent& event, Xid below)
{
    InputDevices& input = display_.input();
    if (event.kind == DeviceEvent::Kind::ButtonPress && input.pointer().down().count() != 1)
        return false;
    const auto pathTo = [](Window& window) {
        std::vector<Window*> path;
        for (Window* w = &window; w; w = w->parent()) path.push_back(w);
        std::reverse(path.begin(), path.end());
        return path;
    };
    std::vector<Window*> path = pathTo(input.pointer().window());
    if (event.isKey()) {
        const FocusTarget focus = input.focus().target();
        if (focus.kind == FocusTarget::Kind::None) return false;
        if (focus.kind == FocusTarget::Kind::Window &&
            !focus.window->isAncestorOf(input.pointer().window()))
            path = pathTo(*focus.window);
    }
    auto first = path.begin();
    if (below) {
        const auto found = std::find_if(path.begin(), path.end(),
                                        [&](const Window* w) { return w->id() == below; });
        if (found == path.end()) return false;
        first = found + 1;
    }
    return std::any_of(first, path.end(), [&](Window* w) { return startPassive(event, *w); });
}

bool Grabs::startPassive(const DeviceEvent& event, Window& window)
{
    const Device device = deviceOf(event);
    const PassiveGrab* const found = passive_.find(
        window.id(), device, event.detail, static_cast<std::uint16_t>(event.state & modifierBits));
    if (!found) return false;
    const Window* const confineWindow = display_.resources().find<Window>(found->grab.confineTo);
    if (confineWindow && (!confineWindow->viewable() || visibleOutside(*confineWindow).empty()))
        return false;
    Grab grab = found->grab;
    grab.origin = Grab::Origin::Passive;
    grab.time = event.time;
    grab.detail = event.detail;
    activate(device, grab);
    delivery_.start(event, grab);
    State& state = of(device);
    if (state.sync == Sync::FrozenAlone) {
        state.sync = Sync::FrozenByEvent;
        state.event = event;
    }
    return true;
}

// By another's grab, or by one of a crossing whose window it has not left.
bool Grabs::staysIn(Device device, const Window* to) const
{
    const auto& grab = of(device).grab;
    if (!grab) return false;
    const Window* const window = display_.resources().find<Window>(grab->window);
    return grab->origin != Grab::Origin::Crossing ||
           (window && to && (window == to || window->isAncestorOf(*to)));
}

const Grab* Grabs::startCrossing(Window& to, Device start, Device device)
{
    const PassiveGrab* const found =
        passive_.find(to.id(), start, PassiveGrab::anyDetail,
                      static_cast<std::uint16_t>(display_.input().state() & modifierBits));
    if (!found || !to.viewable()) return nullptr;
    Grab grab = found->grab;
    grab.origin = Grab::Origin::Crossing;
    grab.time = display_.now();
    activate(device, grab);
    return active(device);
}

bool Grabs::enter(Window& from, Window& to)
{
    if (!passive_.any(Device::Enter) || staysIn(Device::Pointer, &to)) return false;
    XInput& xinput = display_.input().xinput();
    const auto tell = [&](CrossingMode mode) {
        for (const Crossing& crossing : pointerCrossings(from, to)) xinput.cross(crossing, mode);
    };
    if (of(Device::Pointer).grab) {
        tell(CrossingMode::PassiveUngrab);
        deactivate(Device::Pointer);
    }
    if (!startCrossing(to, Device::Enter, Device::Pointer)) return false;
    tell(CrossingMode::PassiveGrab);
    return true;
}

bool Grabs::focusIn(Window* to)
{
    if (!passive_.any(Device::FocusIn) || staysIn(Device::Keyboard, to)) return false;
    if (of(Device::Keyboard).grab) deactivate(Device::Keyboard);
    return to && startCrossing(*to, Device::FocusIn, Device::Keyboard);
}

// X11 protocol, GrabPointer: a pointer that is outside of the confine-to window is warped into it;
// where the window has left the root, the grab is released.
void Grabs::treeChanged()
{
    const auto& grab = of(Device::Pointer).grab;
    const Window* const window = display_.resources().find<Window>(grab ? grab->confineTo : 0);
    if (!window) return;
    if (visibleOutside(*window).empty())
        deactivate(Device::Pointer);
    else
        confine(*grab);
}

void Grabs::windowUnviewable(Xid window)
{
    for (const Device device : {Device::Pointer, Device::Keyboard})
        if (const auto& grab = of(device).grab;
            grab && (grab->window == window || grab->confineTo == window))
            deactivate(device);
}

void Grabs::windowGone(Xid window)
{
    windowUnviewable(window);
    passive_.windowGone(window);
}

void Grabs::clientGone(ClientId client)
{
    passive_.clientGone(client);
    for (const Device device : {Device::Pointer, Device::Keyboard})
        if (const auto& grab = of(device).grab; grab && grab->client == client) deactivate(device);
}

} // namespace vitrine
