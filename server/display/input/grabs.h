// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/input/delivery.h"
#include "server/display/input/device_numbers.h"
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
    AsyncOthers, // XInput 1's: all but the device
};

// Active grabs of pointer and keyboard, and by XInput 1 of the devices beneath them; passive ones
// waiting for a press; and devices that stand still until a client allows them more events.
class Grabs {
public:
    using Device = PassiveGrab::Device;

    // Both are borrowed and outlive us. `process` does what an event that waited asks for.
    Grabs(Display& display, Delivery& delivery, std::function<void(const DeviceEvent&)> process);

    PassiveGrabs& passive() { return passive_; }
    const Grab* active(Device device) const { return active(masterOf(device)); } // null: none
    const Grab* active(DeviceNumber device) const;

    // GrabPointer, GrabKeyboard and the rest, as the requests of the names have it.
    GrabStatus grab(DeviceNumber device, Grab grab);
    GrabStatus grab(Device device, Grab grab)
    {
        return this->grab(masterOf(device), std::move(grab));
    }
    void ungrab(DeviceNumber device, ClientId client, std::uint32_t time);
    void ungrab(Device device, ClientId client, std::uint32_t time)
    {
        ungrab(masterOf(device), client, time);
    }
    void changePointerGrab(ClientId client, CursorRef cursor, std::uint32_t eventMask,
                           std::uint32_t time);
    void allowEvents(ClientId client, AllowMode mode, std::uint32_t time);
    void allowEvents(DeviceNumber device, ClientId client, AllowMode mode, std::uint32_t time);
    // As X.Org has it: a client that has grabbed a device hears no core events of its master.
    bool interferes(ClientId client, DeviceNumber master) const
    {
        return slaveGrabbed_ && hasSlaveOf(client, master);
    }
    // XInput 1's CloseDevice: the client has no more grabs of it.
    void forget(ClientId client, DeviceNumber device);

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

    static constexpr DeviceNumber masterOf(Device device)
    {
        return device == Device::Keyboard ? DeviceNumber::MasterKeyboard
                                          : DeviceNumber::MasterPointer;
    }
    State& of(DeviceNumber device) { return states_[static_cast<std::size_t>(device)]; }
    const State& of(DeviceNumber device) const { return states_[static_cast<std::size_t>(device)]; }
    const State& of(Device device) const { return of(masterOf(device)); }
    State& of(Device device) { return of(masterOf(device)); }
    State& peerOf(DeviceNumber master)
    {
        return of(master == DeviceNumber::MasterPointer ? DeviceNumber::MasterKeyboard
                                                        : DeviceNumber::MasterPointer);
    }

    void activate(DeviceNumber device, Grab grab);
    void deactivate(DeviceNumber device);
    void tellActive(DeviceNumber device, const Grab* old, const Grab& grab);
    void tellInactive(DeviceNumber device, Window& window);
    bool hasSlaveOf(ClientId client, DeviceNumber master) const;
    void confine(const Grab& grab);
    bool startPassive(const DeviceEvent& event, Xid below);
    bool startPassive(const DeviceEvent& event, Window& window);
    void routeFree(const DeviceEvent& event);
    const Grab* startCrossing(Window& to, Device start, DeviceNumber device);
    bool staysIn(DeviceNumber device, const Window* to) const;
    void freezeBy(const DeviceEvent& event);
    void replay(DeviceNumber device);
    void freezeAndPlay();

    Display& display_;
    Delivery& delivery_;
    std::function<void(const DeviceEvent&)> process_;
    PassiveGrabs passive_;
    std::array<State, static_cast<std::size_t>(DeviceNumber::ViewerTouch) + 1> states_;
    std::deque<DeviceEvent> waiting_;
    bool playing_ = false;
    bool slaveGrabbed_ = false; // now or before
};

} // namespace vitrine
