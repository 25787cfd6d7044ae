// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"
#include "server/display/policy/policy.h"

#include <vector>

namespace vitrine {

class Display;
class Window;

// The system tray where no desktop has one: programs' icons, embedded by XEMBED side by side in a
// dock of ours at the lower right corner of the screen. System Tray Protocol 0.3.
class SystemTray {
public:
    explicit SystemTray(Display& display); // borrowed for our life

    void begin();
    void end(); // gives the icons back and leaves the selection to another

    void message(const Window& to, const ClientMessage& message); // to a window of the server's
    void propertyChanged(Window& window, Atom name);
    void windowGone(const Window& window);
    void arrange(); // also when the screen's size is another

    static constexpr int iconSide = 24;

private:
    void dock(Window& icon);
    void embed(Window& icon);
    void showAsTold(Window& icon); // _XEMBED_INFO says whether
    Window& container();
    Window* find(Xid id) const;

    Display& display_;
    Xid owner_ = 0;     // of the selection; None: not yet
    Xid container_ = 0; // None: there are no icons
    std::vector<Xid> icons_;
};

} // namespace vitrine
