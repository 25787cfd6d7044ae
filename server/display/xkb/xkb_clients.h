// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"
#include "server/display/xkb/controls.h"
#include "server/display/xkb/state.h"

#include <array>
#include <cstdint>

namespace vitrine {

namespace x11::xkb {
struct CompatMapNotifyEvent;
struct MapNotifyEvent;
struct NamesNotifyEvent;
} // namespace x11::xkb
class Display;
class XClient;

// What one client asked of XKB.
struct XkbClient {
    static constexpr std::uint32_t detectableAutoRepeat = 1;

    bool initialized = false; // UseExtension
    std::uint32_t flags = 0;  // PerClientFlags
    std::uint32_t autoControls = 0, autoControlValues = 0;

    // SelectEvents, by kind of event.
    std::uint16_t newKeyboard = 0, map = 0, state = 0, names = 0;
    std::uint32_t controls = 0, indicatorState = 0, indicatorMap = 0;
    std::uint8_t compatibility = 0, bell = 0, message = 0;
    std::uint16_t accessX = 0, extensionDevice = 0;
};

// Tells clients what becomes of the keyboard, as XKB has it; core events of a changed mapping too.
class XkbClients {
public:
    explicit XkbClients(Display& display) : display_(display) {} // borrowed, outlives us

    XkbClient& of(ClientId client) { return clients_[client.value]; }
    const XkbClient& of(ClientId client) const { return clients_[client.value]; }
    void clientGone(ClientId client) { clients_[client.value] = {}; }

    // Why something changed: by a key or button and the core number of its event, or by a request.
    struct Cause {
        std::uint8_t keycode = 0, eventType = 0, majorOpcode = 0, minorOpcode = 0;
    };
    // The state, and the indicators that follow it, as far as they differ from what was told last.
    void tellState(const Cause& cause, std::uint16_t alsoChanged = 0);
    void rememberState(); // as told: nothing of it is news

    void tellKeysyms(std::uint8_t first, std::uint8_t count);
    void tellModifierMap();
    // What clients changed; time, device and request are filled in here.
    void tellMap(x11::xkb::MapNotifyEvent event);
    void tellNames(x11::xkb::NamesNotifyEvent event);
    void tellCompatMap(x11::xkb::CompatMapNotifyEvent event);
    void tellIndicatorMaps(std::uint32_t changed);
    void tellNewKeyboard(std::uint8_t minorOpcode, bool geometry);
    void tellControls(std::uint32_t changed, std::uint32_t enabledBefore, const Cause& cause);

    struct Bell {
        std::uint8_t bellClass = 0, id = 0, percent = 0;
        std::uint16_t pitch = 0, duration = 0;
        std::uint32_t name = 0;
        Xid window = 0;
        bool eventOnly = false;
    };
    void tellBell(const Bell& bell);

    std::uint32_t enabledControls() const;
    xkb::Controls controls;

private:
    template<class Tell> void each(Tell tell); // client of the display, what it asked
    std::uint8_t groups();

    Display& display_;
    std::array<XkbClient, 256> clients_; // by number
    xkb::State told_;
    std::uint32_t toldIndicators_ = 0;
};

} // namespace vitrine
