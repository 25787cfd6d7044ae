// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/input/delivery.h"
#include "server/display/input/passive_grabs.h"

#include <array>
#include <deque>
#include <functional>
#include <optional>

namespace vitrine {

// X's numbers.
enum class GrabStatus : std::uint8_t { Success, AlreadyGrabbed, InvalidTime, NotViewable, Frozen };
enum class AllowMode : std::uint8_t {
    AsyncPointer,
    SyncPointer,
    ReplayPointer,
    AsyncKeyboard,
    SyncKeyboard,
    ReplayKeyboard,
    AsyncBoth,
    SyncBoth,
};

// Active grabs of pointer and keyboard, passive ones waiting for a press, and devices that stand
// still until a client allows them more events.
class Grabs {
public:
    using Device = PassiveGrab::Device;

    // Both are borrowed and outlive us. `process` does what an event that waited asks for.
    Grabs(Display& display, Delivery& delivery, std::function<void(const DeviceEvent&)> process);

    PassiveGrabs& passive() { return passive_; }
    const Grab* active(Device device) const; // null: none

    // GrabPointer, GrabKeyboard and the rest, as the requests of the names have it.
    GrabStatus grab(Device device, Grab grab);
    void ungrab(Device device, ClientId client, std::uint32_t time);
    void changePointerGrab(ClientId client, CursorRef cursor, std::uint32_t eventMask,
                           std::uint32_t time);
    void allowEvents(ClientId client, AllowMode mode, std::uint32_t time);

    // Keeps the event until the device goes on. False where it goes on now.
    bool keep(const DeviceEvent& event);
    bool frozen(Device device) const { return of(device).frozen; }
    // Sends the event to whom it concerns, and lets grabs begin and end by it.
    void route(const DeviceEvent& event);

    // The pointer is about to come, or the focus, from one window into another; where that begins
    // a grab, true: nobody else hears of it.
    bool enter(Window& from, Window& to);
    bool focusIn(Window* to); // null: none

    // Where a grab confines the pointer to, on the screen; empty: nowhere.
    Rect confines() const;

    void treeChanged();
    void windowUnviewable(Xid window);
    void windowGone(Xid window);
    void clientGone(ClientId client);

private:
    // In the order of "how frozen"; those from FrozenAlone on hold the device's events back.
    enum class Sync : std::uint8_t { Thawed, UntilNext, BothUntilNext, FrozenAlone, FrozenByEvent };
    struct State {
        std::optional<Grab> grab;
        Sync sync = Sync::Thawed;
        bool frozenByPeer = false; // by the grab of the other device
        bool frozen = false;
        std::optional<std::uint32_t>
            lastGrab;      // "last-pointer-grab time", "last-keyboard-grab time"
        DeviceEvent event; // by which it froze
    };

    State& of(Device device) { return states_[device == Device::Keyboard]; }
    const State& of(Device device) const { return states_[device == Device::Keyboard]; }
    State& peerOf(Device device) { return states_[device != Device::Keyboard]; }
    static Device deviceOf(const DeviceEvent& event)
    {
        return event.isKey() ? Device::Keyboard : Device::Pointer;
    }

    void activate(Device device, Grab grab);
    void deactivate(Device device);
    void confine(const Grab& grab);
    bool startPassive(const DeviceEvent& event, Xid below);
    bool startPassive(const DeviceEvent& event, Window& window);
    void routeFree(const DeviceEvent& event);
    const Grab* startCrossing(Window& to, Device start, Device device);
    bool staysIn(Device device, const Window* to) const;
    void freezeBy(const DeviceEvent& event);
    void replay(Device device);
    void freezeAndPlay();

    Display& display_;
    Delivery& delivery_;
    std::function<void(const DeviceEvent&)> process_;
    PassiveGrabs passive_;
    std::array<State, 2> states_; // pointer, keyboard
    std::deque<DeviceEvent> waiting_;
    bool playing_ = false;
};

} // namespace vitrine
