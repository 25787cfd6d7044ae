// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/atoms.h"
#include "server/display/input/crossings.h"
#include "server/display/input/device_event.h"
#include "server/display/xinput/device_selections.h"

#include <array>
#include <bitset>

namespace vitrine {

class Display;
class Window;
class XClient;
enum class CrossingMode : std::uint8_t;

// XInput 1: the events of single devices.
class DeviceEvents {
public:
    explicit DeviceEvents(Display& display) : display_(display) {} // borrowed, outlives us

    DeviceSelections selections;

    // What a client must have selected one of to hear of this.
    static DeviceMask selectionFor(const DeviceEvent& event);
    // With DeviceValuator where its axes changed.
    void send(XClient& client, DeviceMask mask, const DeviceEvent& event, const Window& window,
              Xid child);
    void tellFocus(const Crossing& crossing, CrossingMode mode, DeviceNumber device);
    // Of all keyboards, or all pointers: X's number says which.
    void tellMapping(std::uint8_t request, std::uint8_t first = 0, std::uint8_t count = 0);
    void tellProperty(DeviceNumber device, Atom property, bool deleted);
    void tellPresence(DeviceNumber device, std::uint8_t change, std::uint16_t control = 0);

    // Keys, or buttons as the device has them, that are down on the device alone.
    const std::bitset<256>& down(DeviceNumber device) const { return down_[indexOf(device)]; }
    void note(const DeviceEvent& event); // of a device, once it is told
    // The client asked where the device is: motion is told again, where a hint was.
    void endHint(DeviceNumber device, ClientId client);

    void windowGone(Xid window);
    void clientGone(ClientId client) { selections.clientGone(client); }

private:
    static std::size_t indexOf(DeviceNumber device) { return static_cast<std::size_t>(device); }
    template<class Event>
    void deliver(Xid window, std::size_t device, DeviceMask mask, const Event& event);
    template<class Event>
    void deliverToAll(std::size_t device, DeviceMask mask, const Event& event);
    void tellState(const Window& window, DeviceNumber device);
    template<class Event>
    void write(XClient& client, const DeviceEvent& event, const Window& window, Xid child,
               std::uint8_t detail);
    void writeAxes(XClient& client, const DeviceEvent& event);
    std::uint16_t stateOf(DeviceNumber device) const;

    Display& display_;
    std::array<std::bitset<256>, DeviceSelections::deviceCount> down_;
    std::array<Xid, DeviceSelections::deviceCount> hinted_{}; // windows told of motion as a hint
};

} // namespace vitrine
