// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/timers.h"
#include "server/display/window.h"

#include <map>
#include <optional>
#include <set>

namespace vitrine {

class Display;

// What a client would have the saver's window look like. MIT-SCREEN-SAVER, SetAttributes.
struct SaverAttributes {
    ClientId client;
    Rect bounds;
    int borderWidth = 0;
    WindowClass windowClass = WindowClass::InputOutput;
    int depth = 0;
    Xid visual = 0;
    WindowAttributes attributes;
    std::uint32_t events = 0; // that the client selects on it
};

// Display power management as clients set it. DPMS 1.1; like the saver, it darkens nothing.
struct PowerSaving {
    enum class Level : std::uint16_t { On, Standby, Suspend, Off };

    std::uint16_t standby = 600, suspend = 600, off = 600; // seconds without input; 0: never
    bool enabled = false;
    std::optional<Level> forced; // until there is input

    Level level(std::uint32_t idleMilliseconds) const;
};

// The screen saver: after a time without input it says so, and shows the window of the client that
// offered one. Nothing is ever blanked: viewers' own screens see to that.
class ScreenSavers {
public:
    explicit ScreenSavers(Display& display); // borrowed for our life

    enum Select : std::uint32_t { Notify = 1, Cycle = 2 };
    enum class Kind : std::uint8_t { Blanked, Internal, External };

    void select(ClientId client, std::uint32_t mask);
    std::uint32_t selectedBy(ClientId client) const;
    void setAttributes(SaverAttributes attributes); // throws BadAccess where another has
    void unsetAttributes(ClientId client);
    void suspend(ClientId client, bool suspended); // so often as it is taken back

    bool active() const { return active_; }
    Kind kind() const;
    Xid window() const { return window_; }
    // Until it would be active, or since it is, in milliseconds.
    std::uint32_t untilOrSince() const;

    void force(bool active);
    void settingsChanged(); // Display::screenSaver
    void userActive();
    void clientGone(ClientId client);

    PowerSaving power;

private:
    void activate(bool forced);
    void deactivate(bool forced);
    void show();
    void arm();
    void due();
    void tell(std::uint8_t state, bool forced);

    Display& display_;
    Timer timer_;
    std::map<ClientId, std::uint32_t> selections_;
    std::map<ClientId, int> suspended_;
    std::optional<SaverAttributes> attributes_;
    bool active_ = false;
    std::uint32_t activeSince_ = 0;
    Xid window_; // its id, while there is one and otherwise
};

} // namespace vitrine
