// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/input/crossings.h"
#include "server/display/input/device_event.h"
#include "server/display/input/pointer.h"
#include "server/display/properties.h"
#include "server/display/xinput/device_events.h"
#include "server/display/xinput/slave_focus.h"
#include "server/display/xinput/xi_selections.h"

#include <array>
#include <cstdint>
#include <vector>

namespace vitrine {

class Display;
class Window;
class XClient;
namespace x11::xinput {
struct DeviceClass;
}

// The display's devices as XInput has them: what they are made of, and their events.
class XInput {
public:
    explicit XInput(Display& display); // borrowed, outlives us
    ~XInput();

    XiSelections selections;
    DeviceEvents& devices() { return devices_; } // of version 1
    SlaveFocus& slaveFocus() { return slaveFocus_; }
    // Where a key of the device goes; a slave has a focus of its own.
    FocusTarget focusOf(DeviceNumber device) const;

    // The number of XInput 2's event that tells this.
    static int typeOf(const DeviceEvent& event);
    void send(XClient& client, const DeviceEvent& event, const Window& window, Xid child);
    // A touch has become the client's.
    void tellOwnership(ClientId client, Xid window, const DeviceEvent& touch);
    // Pointer and focus windows changed, of the masters.
    void cross(const Crossing& crossing, CrossingMode mode);
    void focus(const Crossing& crossing, CrossingMode mode,
               DeviceNumber device = DeviceNumber::MasterKeyboard);
    // What the device itself said, whatever is grabbed or frozen: to the root's listeners.
    void tellRaw(const DeviceEvent& event);
    // A master takes over what its slave is made of.
    void noteSource(const DeviceEvent& event);

    // There is something that is touched: from now on, if not before.
    void addTouch();
    bool has(DeviceNumber device) const
    {
        return device < DeviceNumber::ViewerTouch ||
               (device == DeviceNumber::ViewerTouch && touch_);
    }

    const char* nameOf(DeviceNumber device) const;
    std::vector<x11::xinput::DeviceClass> classesOf(DeviceNumber device) const;
    std::vector<std::int32_t> axesOf(DeviceNumber device) const; // where they are; a keyboard: none
    static DeviceNumber masterOf(DeviceNumber device);
    static std::uint16_t attachmentOf(DeviceNumber device); // its master; a master's: the other one
    static std::uint8_t typeOf(DeviceNumber device);        // X's number: a master's or a slave's

    // Properties of devices.
    Properties& propertiesOf(DeviceNumber device);
    enum class PropertyChange : std::uint8_t { Deleted, Created, Modified }; // X's numbers
    void tellProperty(DeviceNumber device, Atom property, PropertyChange change);

    // The version that a client was told, 0: none yet.
    std::uint16_t& versionOf(ClientId client) { return versions_[client.value]; }

    void windowGone(Xid window);
    void clientGone(ClientId client);
    // The wheel as an axis, in 1/120 of a click since the beginning.
    Point wheel() const { return wheel_; }

private:
    template<class Event>
    void fillCrossing(Event& event, const Crossing& crossing, CrossingMode mode,
                      DeviceNumber device) const;
    std::size_t indexOf(DeviceNumber device) const;
    DeviceNumber madeOf(DeviceNumber device) const;

    Display& display_;
    DeviceEvents devices_;
    SlaveFocus slaveFocus_;
    std::array<std::uint16_t, 256> versions_{}; // by client: major << 8 | minor
    std::array<Properties, 7> properties_;      // by device
    std::array<DeviceNumber, 2> lastSlaves_{DeviceNumber::ViewerPointer,
                                            DeviceNumber::ViewerKeyboard};
    Point wheel_;
    Point lastRaw_;
    bool touch_ = false;
};

} // namespace vitrine
