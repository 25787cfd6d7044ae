// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"
#include "server/display/input/device_event.h"
#include "server/display/input/grab.h"

#include <optional>

namespace vitrine {

class Display;
class Window;
class XClient;

// Who hears of a key, a button or a motion: the rules of section 11 of the X11 protocol.
class Delivery {
public:
    struct Receiver {
        ClientId client;
        Xid window;
        std::uint32_t mask;  // all that it selected there
        bool xinput = false; // by XInput 2: then `xiMask`
        std::uint64_t xiMask = 0;
        bool byDevice = false; // by XInput 1: then `mask` is of its events
    };

    explicit Delivery(Display& display) : display_(display) {} // borrowed, outlives us

    // To the window and, where nobody wants it there, to its ancestors up to `stopAt` (null: the
    // root), as far as their do-not-propagate masks let it. With a grab: to its client alone.
    std::optional<Receiver> propagate(const DeviceEvent& event, Window& from,
                                      const Grab* grab = nullptr, const Window* stopAt = nullptr);
    // No grab is active: to the pointer's window, or where the focus is.
    std::optional<Receiver> deliver(const DeviceEvent& event);
    // To the client of the active grab.
    bool deliver(const DeviceEvent& event, const Grab& grab);
    // To the window of a grab that the event began.
    void start(const DeviceEvent& event, const Grab& grab);

private:
    std::optional<Receiver> deliverAt(const DeviceEvent& event, Window& window, Xid child,
                                      const Grab* grab);
    std::optional<Receiver> deliverXi(const DeviceEvent& event, Window& window, Xid child,
                                      const Grab* grab);
    std::optional<Receiver> deliverDevice(const DeviceEvent& event, const Window& window, Xid child,
                                          const Grab* grab);
    bool send(XClient& client, std::uint32_t mask, const DeviceEvent& event, const Window& window,
              Xid child);
    Xid childUnderPointer(const Window& window) const; // None: none of it
    bool sendToGrabWindow(const DeviceEvent& event, const Grab& grab);
    template<class Event>
    void write(XClient& client, const DeviceEvent& event, const Window& window, Xid child,
               std::uint8_t detail);

    Display& display_;
};

} // namespace vitrine
