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

const Grab* Grabs::active(DeviceNumber device) const
{
    const auto& grab = of(device).grab;
    return grab ? &*grab : nullptr;
}

GrabStatus Grabs::grab(DeviceNumber device, Grab grab)
{
    const State& state = of(device);
    if (state.grab && (state.grab->client != grab.client || state.grab->xinput != grab.xinput ||
                       state.grab->byDevice != grab.byDevice))
        return GrabStatus::AlreadyGrabbed;
    const Window* const confine = display_.resources().find<Window>(grab.confineTo);
    if (!display_.window(grab.window).viewable() ||
        (confine && (!confine->viewable() || visibleOutside(*confine).empty())))
        return GrabStatus::NotViewable;
    const std::uint32_t now = display_.now();
    if (grab.time == 0)
        grab.time = now;
    else if (isEarlier(now, grab.time) || (state.lastGrab && isEarlier(grab.time, *state.lastGrab)))
        return GrabStatus::InvalidTime;
    if (state.frozen && state.frozenByPeer) // of a master alone
        if (const auto& peer = peerOf(device).grab; peer && peer->client != grab.client)
            return GrabStatus::Frozen;
    activate(device, std::move(grab));
    return GrabStatus::Success;
}

void Grabs::ungrab(DeviceNumber device, ClientId client, std::uint32_t time)
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
    if (!grab->xinput && !grab->byDevice) grab->eventMask = eventMask;
    display_.changed();
}

void Grabs::activate(DeviceNumber device, Grab grab)
{
    State& state = of(device);
    tellActive(device, state.grab ? &*state.grab : nullptr, grab);
    const bool pointer = XInput::masterOf(device) == DeviceNumber::MasterPointer;
    const GrabMode own = pointer ? grab.pointerMode : grab.keyboardMode;
    const GrabMode other = pointer ? grab.keyboardMode : grab.pointerMode;
    const ClientId client = grab.client;
    slaveGrabbed_ = slaveGrabbed_ || !isMaster(device);
    state.lastGrab = grab.time;
    state.grab = std::move(grab);
    display_.changed();

    state.sync = own == GrabMode::Sync ? Sync::FrozenAlone : Sync::Thawed;
    if (isMaster(device)) { // as X.Org has it, the others stand still for a master alone
        State& peer = peerOf(device);
        if (own == GrabMode::Async && peer.grab && peer.grab->client == client)
            state.frozenByPeer = false;
        peer.frozenByPeer = other == GrabMode::Sync;
    }
    freezeAndPlay();
}

void Grabs::tellActive(DeviceNumber device, const Grab* before, const Grab& grab)
{
    InputDevices& input = display_.input();
    Window* const old = display_.resources().find<Window>(before ? before->window : 0);
    Window& window = display_.window(grab.window);
    if (device == DeviceNumber::MasterPointer) {
        Window& from = old ? *old : input.pointer().window();
        input.pointer().hinted = 0;
        if (auto& confined = of(device).grab) // the old one confines no more
            confined->confineTo = grab.confineTo;
        confine(grab);
        input.pointer().cross(from, window, CrossingMode::Grab);
        return;
    }
    if (XInput::masterOf(device) == DeviceNumber::MasterPointer) return; // no window has its place
    const FocusTarget from =
        old ? FocusTarget{FocusTarget::Kind::Window, old} : input.xinput().focusOf(device);
    const FocusTarget to{FocusTarget::Kind::Window, &window};
    // X.Org's ways: what was nowhere is not taken, and what is here is not taken again.
    if (from.kind == FocusTarget::Kind::None || old == &window) return;
    if (isMaster(device))
        input.focus().tell(from, to, CrossingMode::Grab);
    else
        input.xinput().slaveFocus().tell(device, from, to, CrossingMode::Grab);
}

void Grabs::deactivate(DeviceNumber device)
{
    State& state = of(device);
    if (!state.grab) return;
    Window* const window = display_.resources().find<Window>(state.grab->window);
    state.grab.reset();
    state.sync = Sync::Thawed;
    if (isMaster(device)) peerOf(device).frozenByPeer = false;
    display_.changed();
    if (window) tellInactive(device, *window);
    freezeAndPlay();
}

void Grabs::tellInactive(DeviceNumber device, Window& window)
{
    InputDevices& input = display_.input();
    const FocusTarget from{FocusTarget::Kind::Window, &window};
    if (device == DeviceNumber::MasterPointer) {
        input.pointer().hinted = 0;
        input.pointer().cross(window, input.pointer().window(), CrossingMode::Ungrab);
    } else if (device == DeviceNumber::MasterKeyboard) {
        input.focus().tell(from, input.focus().target(), CrossingMode::Ungrab);
    } else if (XInput::masterOf(device) == DeviceNumber::MasterKeyboard) {
        input.xinput().slaveFocus().tell(device, from, input.xinput().focusOf(device),
                                         CrossingMode::Ungrab);
    }
}

bool Grabs::hasSlaveOf(ClientId client, DeviceNumber master) const
{
    if (const auto& grab = of(master).grab; grab && grab->client == client) return false;
    for (std::size_t number = 0; number < states_.size(); ++number) {
        const auto device = static_cast<DeviceNumber>(number);
        const auto& grab = states_[number].grab;
        if (grab && grab->client == client && grab->origin == Grab::Origin::Request &&
            device != master && XInput::masterOf(device) == master)
            return true;
    }
    return false;
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
    allowEvents(keyboard ? DeviceNumber::MasterKeyboard : DeviceNumber::MasterPointer, client, mode,
                time);
}

void Grabs::allowEvents(DeviceNumber device, ClientId client, AllowMode mode, std::uint32_t time)
{
    const auto has = [&](const State& state) { return state.grab && state.grab->client == client; };
    State& own = of(device);
    const bool grabbed = has(own);
    const bool frozenByPeer = own.frozenByPeer && has(peerOf(device));
    const bool frozenAlone = grabbed && own.sync >= Sync::FrozenAlone;
    if (!frozenAlone && !frozenByPeer) return;

    std::optional<std::uint32_t> grabTime; // of the latest
    bool othersFrozen = false;
    for (State& state : states_) {
        if (!has(state)) continue;
        if (!grabTime || isEarlier(*grabTime, state.grab->time)) grabTime = state.grab->time;
        othersFrozen = othersFrozen || (&state != &own && state.sync >= Sync::FrozenAlone);
    }
    const std::uint32_t now = display_.now();
    const std::uint32_t when = time ? time : now;
    if (isEarlier(now, when) || isEarlier(when, *grabTime)) return;

    const auto setAll = [&](Sync sync, const State* but) {
        // By masters alone is the other one frozen.
        const bool byPointer = has(of(Device::Pointer)), byKeyboard = has(of(Device::Keyboard));
        for (State& state : states_) {
            if (&state == but) continue;
            if (has(state)) state.sync = sync;
            if (&state == &of(Device::Pointer) && byKeyboard) state.frozenByPeer = false;
            if (&state == &of(Device::Keyboard) && byPointer) state.frozenByPeer = false;
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
    // Without effect unless this client froze others too; as X.Org sees it, by a grab of theirs.
    case AllowMode::AsyncBoth:
    case AllowMode::SyncBoth:
        if (!othersFrozen) return;
        setAll(mode == AllowMode::AsyncBoth ? Sync::Thawed : Sync::BothUntilNext, nullptr);
        break;
    case AllowMode::AsyncOthers:
        if (!othersFrozen) return;
        setAll(Sync::Thawed, &own);
        break;
    }
    freezeAndPlay();
}

void Grabs::forget(ClientId client, DeviceNumber device)
{
    passive_.forget(client, device);
    if (const auto& grab = of(device).grab; grab && grab->client == client) deactivate(device);
}

bool Grabs::keep(const DeviceEvent& event)
{
    constexpr std::size_t most = 4096; // of events; a client that never allows more loses the rest
    if (!of(event.device).frozen) return false;
    const auto moves = [](const DeviceEvent& e) {
        return e.kind == DeviceEvent::Kind::Motion && !e.isScroll();
    };
    if (moves(event) && !waiting_.empty() && moves(waiting_.back()) &&
        waiting_.back().device == event.device)
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
        const auto next = std::find_if(waiting_.begin(), waiting_.end(),
                                       [&](const auto& event) { return !of(event.device).frozen; });
        if (next == waiting_.end()) break;
        const DeviceEvent event = *next;
        waiting_.erase(next);
        process_(event);
    }
    playing_ = false;
}

void Grabs::replay(DeviceNumber device)
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
    State& state = of(event.device);
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
    if (ends) deactivate(event.device);
}

void Grabs::routeFree(const DeviceEvent& event)
{
    const auto receiver = delivery_.deliver(event);
    if (!receiver || event.kind != DeviceEvent::Kind::ButtonPress) return;
    // A device's own events by XInput 2 are told beside, and take it from nobody.
    if (!isMaster(event.device) && !receiver->byDevice) return;
    Grab grab;
    grab.client = receiver->client;
    grab.window = receiver->window;
    grab.origin = Grab::Origin::Implicit;
    grab.ownerEvents = !receiver->byDevice && receiver->mask & x11::EventMask::OwnerGrabButton;
    grab.eventMask = receiver->mask;
    grab.xinput = receiver->xinput;
    grab.byDevice = receiver->byDevice;
    grab.xiMask = receiver->xiMask;
    grab.time = event.time;
    grab.detail = event.detail;
    activate(event.device, std::move(grab));
}

// A synchronous grab goes on until this event, and not further.
void Grabs::freezeBy(const DeviceEvent& event)
{
    State& own = of(event.device);
    if (own.sync != Sync::UntilNext && own.sync != Sync::BothUntilNext) return;
    if (own.sync == Sync::BothUntilNext && isMaster(event.device)) {
        State& peer = peerOf(event.device);
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
    if (!isMaster(event.device) && !passive_.anyOf(event.device)) return false;
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
        const FocusTarget focus = input.xinput().focusOf(event.device);
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
    const PassiveGrab* const found =
        passive_.find(window.id(), event.isKey() ? Device::Keyboard : Device::Pointer, event.detail,
                      static_cast<std::uint16_t>(event.state & modifierBits), event.device);
    if (!found) return false;
    const Window* const confineWindow = display_.resources().find<Window>(found->grab.confineTo);
    if (confineWindow && (!confineWindow->viewable() || visibleOutside(*confineWindow).empty()))
        return false;
    Grab grab = found->grab;
    grab.origin = Grab::Origin::Passive;
    grab.time = event.time;
    grab.detail = event.detail;
    activate(event.device, grab);
    delivery_.start(event, grab);
    State& state = of(event.device);
    if (state.sync == Sync::FrozenAlone) {
        state.sync = Sync::FrozenByEvent;
        state.event = event;
    }
    return true;
}

// By another's grab, or by one of a crossing whose window it has not left.
bool Grabs::staysIn(DeviceNumber device, const Window* to) const
{
    const auto& grab = of(device).grab;
    if (!grab) return false;
    const Window* const window = display_.resources().find<Window>(grab->window);
    return grab->origin != Grab::Origin::Crossing ||
           (window && to && (window == to || window->isAncestorOf(*to)));
}

const Grab* Grabs::startCrossing(Window& to, Device start, DeviceNumber device)
{
    const PassiveGrab* const found =
        passive_.find(to.id(), start, PassiveGrab::anyDetail,
                      static_cast<std::uint16_t>(display_.input().state() & modifierBits), device);
    if (!found || !to.viewable()) return nullptr;
    Grab grab = found->grab;
    grab.origin = Grab::Origin::Crossing;
    grab.time = display_.now();
    activate(device, grab);
    return active(device);
}

bool Grabs::enter(Window& from, Window& to)
{
    if (!passive_.any(Device::Enter) || staysIn(DeviceNumber::MasterPointer, &to)) return false;
    XInput& xinput = display_.input().xinput();
    const auto tell = [&](CrossingMode mode) {
        for (const Crossing& crossing : pointerCrossings(from, to)) xinput.cross(crossing, mode);
    };
    if (of(DeviceNumber::MasterPointer).grab) {
        tell(CrossingMode::PassiveUngrab);
        deactivate(DeviceNumber::MasterPointer);
    }
    if (!startCrossing(to, Device::Enter, DeviceNumber::MasterPointer)) return false;
    tell(CrossingMode::PassiveGrab);
    return true;
}

bool Grabs::focusIn(Window* to)
{
    if (!passive_.any(Device::FocusIn) || staysIn(DeviceNumber::MasterKeyboard, to)) return false;
    if (of(DeviceNumber::MasterKeyboard).grab) deactivate(DeviceNumber::MasterKeyboard);
    return to && startCrossing(*to, Device::FocusIn, DeviceNumber::MasterKeyboard);
}

// X11 protocol, GrabPointer: a pointer that is outside of the confine-to window is warped into it;
// where the window has left the root, the grab is released.
void Grabs::treeChanged()
{
    const auto& grab = of(DeviceNumber::MasterPointer).grab;
    const Window* const window = display_.resources().find<Window>(grab ? grab->confineTo : 0);
    if (!window) return;
    if (visibleOutside(*window).empty())
        deactivate(DeviceNumber::MasterPointer);
    else
        confine(*grab);
}

void Grabs::windowUnviewable(Xid window)
{
    for (std::size_t device = 0; device < states_.size(); ++device)
        if (const auto& grab = states_[device].grab;
            grab && (grab->window == window || grab->confineTo == window))
            deactivate(static_cast<DeviceNumber>(device));
}

void Grabs::windowGone(Xid window)
{
    windowUnviewable(window);
    passive_.windowGone(window);
}

void Grabs::clientGone(ClientId client)
{
    passive_.clientGone(client);
    for (std::size_t device = 0; device < states_.size(); ++device)
        if (const auto& grab = states_[device].grab; grab && grab->client == client)
            deactivate(static_cast<DeviceNumber>(device));
}

} // namespace vitrine
