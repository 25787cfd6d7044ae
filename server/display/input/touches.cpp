// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/input/touches.h"

#include "server/display/display.h"
#include "server/display/input/delivery.h"
#include "server/display/input/grabs.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keyboard.h"
#include "server/display/input/pointer.h"
#include "server/display/policy/policy.h"
#include "server/display/xinput/xinput.h"

#include <algorithm>

#include "x11/core.h"
#include "x11/xinput.h"

namespace vitrine {

using Kind = DeviceEvent::Kind;

namespace {

constexpr std::size_t longestPath = 256;
constexpr std::uint8_t emulatedButton = 1;
constexpr int beginType = x11::xinput::TouchBeginEvent::eventType;
constexpr int ownershipType = x11::xinput::TouchOwnershipEvent::eventType;

bool has(XiMask mask, int type)
{
    return mask >> type & 1;
}

} // namespace

Touches::Touches(Display& display, Delivery& delivery, std::function<void(const DeviceEvent&)> feed)
    : display_(display), delivery_(delivery), feed_(std::move(feed))
{
}

Touches::State* Touches::find(std::uint32_t number)
{
    const auto found = std::find_if(touches_.begin(), touches_.end(),
                                    [&](const State& touch) { return touch.number == number; });
    return found == touches_.end() ? nullptr : &*found;
}

Touches::State* Touches::findFinger(std::uint32_t finger)
{
    const auto found = std::find_if(touches_.begin(), touches_.end(), [&](const State& touch) {
        return touch.finger == finger && !touch.lifted;
    });
    return found == touches_.end() ? nullptr : &*found;
}

void Touches::begin(std::uint32_t finger, const Window& topLevel, Point position)
{
    end(finger); // an earlier viewer's
    if (touches_.size() >= most) return;
    display_.userActive();
    InputDevices& input = display_.input();
    input.xinput().addTouch();
    Window& deepest = input.pointer().windowAt(position, topLevel.id());
    const bool emulates = touches_.empty();
    State touch{finger,
                ++last_,
                topLevel.id(),
                deepest.id(),
                emulates,
                {position},
                listenersOf(deepest, emulates)};
    const DeviceEvent begun = event(touch, Kind::TouchBegin, position);
    input.xinput().tellRaw(begun);
    input.xinput().noteSource(begun);
    tellSlaves(touch, begun);
    if (touch.listeners.empty()) return;
    if (touch.listeners.front().kind != Listener::Kind::Pointer &&
        !input.grabs().active(Grabs::Device::Pointer) && !deepest.isRoot())
        display_.policy().buttonPressed(deepest.topLevel());
    for (Listener& listener : touch.listeners)
        if (listener.early) tellBegin(touch, listener);
    const std::uint32_t number = touch.number;
    touches_.push_back(std::move(touch));
    own(number);
}

void Touches::move(std::uint32_t finger, Point position)
{
    State* const touch = findFinger(finger);
    if (!touch || touch->path.back() == position) return;
    if (touch->path.size() == longestPath) touch->path.erase(touch->path.begin() + 1);
    touch->path.push_back(position);
    display_.userActive();
    const DeviceEvent moved = event(*touch, Kind::TouchUpdate, position);
    display_.input().xinput().tellRaw(moved);
    tellSlaves(*touch, moved);
    tellBegun(*touch, moved);
    if (touch->listeners.front().kind == Listener::Kind::Pointer)
        stand(*touch, Kind::Motion, position);
}

void Touches::end(std::uint32_t finger)
{
    State* const touch = findFinger(finger);
    if (!touch) return;
    touch->lifted = true;
    const std::uint32_t number = touch->number;
    const Point position = touch->path.back();
    const DeviceEvent ended = event(*touch, Kind::TouchEnd, position);
    display_.input().xinput().tellRaw(ended);
    tellSlaves(*touch, ended);
    if (touch->settled) return finish(number);
    if (touch->listeners.front().kind == Listener::Kind::Pointer) {
        stand(*touch, Kind::ButtonRelease, position); // or it waits for a grab to go on
        if (!display_.input().grabs().frozen(Grabs::Device::Pointer)) finish(number);
        return;
    }
    DeviceEvent pending = event(*touch, Kind::TouchUpdate, position);
    pending.pendingEnd = true;
    tellBegun(*touch, pending);
}

void Touches::endAll()
{
    for (std::size_t i = touches_.size(); i-- > 0;)
        if (i < touches_.size() && !touches_[i].lifted) end(touches_[i].finger);
}

std::vector<Touches::Listener> Touches::listenersOf(const Window& deepest, bool emulates) const
{
    InputDevices& input = display_.input();
    if (const Grab* const grab = input.grabs().active(Grabs::Device::Pointer))
        return listenersOf(*grab, deepest, emulates);

    std::vector<Listener> listeners;
    std::vector<const Window*> path;
    for (const Window* window = &deepest; window; window = window->parent()) path.push_back(window);
    const auto held = static_cast<std::uint16_t>(input.state() & modifierBits);
    const auto pointerStands = [&] {
        return std::any_of(listeners.begin(), listeners.end(), [](const Listener& listener) {
            return listener.kind == Listener::Kind::Pointer;
        });
    };
    for (auto window = path.rbegin(); window != path.rend(); ++window) {
        const PassiveGrabs& passive = input.grabs().passive();
        const Xid id = (*window)->id();
        if (const PassiveGrab* const found =
                passive.find(id, PassiveGrab::Device::Touch, PassiveGrab::anyDetail, held);
            found && has(found->grab.xiMask, beginType))
            listeners.push_back({Listener::Kind::Grab, found->grab.client, id,
                                 has(found->grab.xiMask, ownershipType)});
        if (emulates && !pointerStands() &&
            passive.find(id, PassiveGrab::Device::Pointer, emulatedButton, held))
            listeners.push_back({Listener::Kind::Pointer, {}, id});
    }

    const XiSelections& selections = input.xinput().selections;
    constexpr DeviceNumber device = DeviceNumber::MasterPointer;
    constexpr std::uint32_t coreButtons =
        x11::EventMask::ButtonPress | x11::EventMask::ButtonRelease | x11::EventMask::Button1Motion;
    for (const Window* const window : path) {
        const std::size_t before = listeners.size();
        selections.eachClient(window->id(), beginType, device, [&](ClientId client, XiMask mask) {
            if (listeners.size() == before)
                listeners.push_back(
                    {Listener::Kind::Selection, client, window->id(), has(mask, ownershipType)});
        });
        if (listeners.size() > before) break;
        if (!emulates || pointerStands()) continue;
        if ((window->selectedByAll() & coreButtons) ||
            selections.wanted(window->id(), x11::xinput::ButtonPressEvent::eventType, device)) {
            listeners.push_back({Listener::Kind::Pointer, {}, window->id()});
            break;
        }
    }
    if (listeners.empty() && emulates) listeners.push_back({Listener::Kind::Pointer, {}, 0});
    return listeners;
}

// Somebody has the pointer: touches are that client's as well, by themselves or as the pointer.
std::vector<Touches::Listener> Touches::listenersOf(const Grab& grab, const Window& deepest,
                                                    bool emulates) const
{
    if (grab.xinput && has(grab.xiMask, beginType)) {
        Listener listener{Listener::Kind::Selection, grab.client, grab.window,
                          has(grab.xiMask, ownershipType)};
        const XiSelections& selections = display_.input().xinput().selections;
        for (const Window* window = &deepest; window && grab.ownerEvents;
             window = window->parent()) {
            const XiMask mask =
                selections.mask(window->id(), grab.client, DeviceNumber::MasterPointer);
            if (!has(mask, beginType)) continue;
            listener.window = window->id();
            listener.early = has(mask, ownershipType);
            break;
        }
        return {listener};
    }
    if (emulates) return {{Listener::Kind::Pointer, {}, grab.window}};
    return {};
}

void Touches::own(std::uint32_t number)
{
    State* touch = find(number);
    if (!touch) return;
    if (touch->listeners.empty()) return finish(number);
    Listener& owner = touch->listeners.front();
    if (owner.kind == Listener::Kind::Pointer) {
        const std::vector<Point> path = touch->path;
        stand(*touch, Kind::Motion, path.front());
        stand(*touch, Kind::ButtonPress, path.front());
        for (std::size_t i = 1; i < path.size(); ++i)
            if ((touch = find(number))) stand(*touch, Kind::Motion, path[i]);
        if ((touch = find(number)) && touch->lifted) {
            stand(*touch, Kind::ButtonRelease, path.back());
            finish(number);
        }
        return;
    }
    const bool knew = owner.begun;
    if (!knew) tellBegin(*touch, owner);
    if (owner.early)
        display_.input().xinput().tellOwnership(
            owner.client, owner.window, event(*touch, Kind::TouchBegin, touch->path.back()));
    if (!knew)
        for (std::size_t i = 1; i < touch->path.size(); ++i)
            tell(*touch, owner, event(*touch, Kind::TouchUpdate, touch->path[i]));
    if (owner.kind == Listener::Kind::Selection || owner.accepts) return settle(number);
    if (!knew && touch->lifted) {
        DeviceEvent pending = event(*touch, Kind::TouchUpdate, touch->path.back());
        pending.pendingEnd = true;
        tell(*touch, owner, pending);
    }
}

void Touches::settle(std::uint32_t number)
{
    State* const touch = find(number);
    if (!touch) return;
    touch->settled = true;
    while (touch->listeners.size() > 1) leave(number, touch->listeners.size() - 1, true);
    if (touch->lifted) finish(number);
}

void Touches::finish(std::uint32_t number)
{
    State* const touch = find(number);
    if (!touch) return;
    tellBegun(*touch, event(*touch, Kind::TouchEnd, touch->path.back()));
    std::erase_if(touches_, [&](const State& other) { return other.number == number; });
}

void Touches::leave(std::uint32_t number, std::size_t index, bool tellIt)
{
    State* const touch = find(number);
    if (!touch) return;
    const Listener listener = touch->listeners[index];
    touch->listeners.erase(touch->listeners.begin() + static_cast<std::ptrdiff_t>(index));
    if (tellIt && listener.begun)
        tell(*touch, listener, event(*touch, Kind::TouchEnd, touch->path.back()));
    if (index == 0) {
        touch->settled = false;
        own(number);
    }
}

void Touches::allow(ClientId client, std::uint32_t number, Xid window, bool accepts)
{
    State* const touch = find(number);
    if (!touch) throw badValue(number);
    const auto found = std::find_if(
        touch->listeners.begin(), touch->listeners.end(), [&](const Listener& listener) {
            return listener.kind == Listener::Kind::Grab && listener.client == client &&
                   listener.window == window;
        });
    if (found == touch->listeners.end()) throw badAccess();
    const auto index = static_cast<std::size_t>(found - touch->listeners.begin());
    found->accepts = accepts;
    if (!accepts) {
        if (!touch->settled) leave(number, index, true);
    } else if (index == 0) {
        settle(number);
    }
}

bool Touches::replay(std::uint32_t number)
{
    State* const touch = find(number);
    if (!touch || touch->listeners.size() < 2 ||
        touch->listeners.front().kind != Listener::Kind::Pointer)
        return false;
    display_.input().pointer().set(emulatedButton, false);
    leave(number, 0, false);
    return true;
}

bool Touches::takenIn(const Window& topLevel) const
{
    bool taken = false;
    display_.input().xinput().selections.each(
        [&](Xid id, const XiSelections::Selection& selection) {
            if (taken || !has(selection.mask, beginType)) return;
            const Window* const window = display_.resources().find<Window>(id);
            taken = window && !window->isRoot() && &window->topLevel() == &topLevel;
        });
    return taken;
}

template<class Leaves> void Touches::leaveIf(Leaves leaves)
{
    std::vector<std::uint32_t> numbers;
    for (const State& touch : touches_) numbers.push_back(touch.number);
    for (const std::uint32_t number : numbers)
        for (State* touch = find(number); touch; touch = find(number)) {
            const auto found =
                std::find_if(touch->listeners.begin(), touch->listeners.end(), leaves);
            if (found == touch->listeners.end()) break;
            leave(number, static_cast<std::size_t>(found - touch->listeners.begin()), false);
        }
}

void Touches::windowGone(Xid window)
{
    leaveIf([&](const Listener& listener) {
        return listener.kind != Listener::Kind::Pointer && listener.window == window;
    });
}

void Touches::clientGone(ClientId client)
{
    leaveIf([&](const Listener& listener) {
        return listener.kind != Listener::Kind::Pointer && listener.client == client;
    });
}

DeviceEvent Touches::event(const State& touch, Kind kind, Point position) const
{
    const InputDevices& input = display_.input();
    DeviceEvent event{.kind = kind};
    event.state = input.state();
    event.keys = input.xkbState();
    event.buttons = display_.input().pointer().logicalDown();
    event.time = display_.now();
    event.position = position;
    event.emulated = touch.emulates;
    event.touch = touch.number;
    event.source = DeviceNumber::ViewerTouch;
    return event;
}

void Touches::tell(const State& touch, const Listener& listener, const DeviceEvent& event)
{
    XClient* const client = display_.client(listener.client);
    const Window* const window = display_.resources().find<Window>(listener.window);
    if (!client || !window) return;
    const Window* child = display_.resources().find<Window>(touch.window);
    while (child && child->parent() != window) child = child->parent();
    display_.input().xinput().send(*client, event, *window, child ? child->id() : 0);
}

void Touches::tellBegun(const State& touch, const DeviceEvent& event)
{
    for (const Listener& listener : touch.listeners)
        if (listener.begun) tell(touch, listener, event);
}

void Touches::tellBegin(const State& touch, Listener& listener)
{
    listener.begun = true;
    tell(touch, listener, event(touch, Kind::TouchBegin, touch.path.front()));
}

// Those who listen to the device itself; the master's is another event.
void Touches::tellSlaves(const State& touch, DeviceEvent event)
{
    event.device = event.source;
    if (Window* const window = display_.resources().find<Window>(touch.window))
        delivery_.propagate(event, *window);
}

void Touches::stand(const State& touch, Kind kind, Point position)
{
    display_.input().pointer().prefer(touch.topLevel);
    DeviceEvent deed{.kind = kind, .position = position, .emulated = true, .touch = touch.number};
    if (kind != Kind::Motion) deed.detail = emulatedButton;
    feed_(deed);
}

} // namespace vitrine
