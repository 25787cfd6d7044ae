// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "server/base/ids.h"
#include "server/display/timers.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace vitrine {

class Display;
class Window;
struct PolicyAtoms;

// Resizes windows no faster than their programs redraw them. EWMH's _NET_WM_SYNC_REQUEST: before
// each resize the program is told a number, and sets a counter to it once it has drawn. Meanwhile
// later sizes wait, and only the last of them is given.
class ResizePace {
public:
    using Apply = std::function<void(Window&, const Rect&)>;
    ResizePace(Display& display, const PolicyAtoms& atoms, Apply apply);

    // True if the window is busy with its last size: it will get this one later.
    bool holds(const Window& window, const Rect& wanted);
    void resizing(const Window& window); // now; before it is told
    void windowGone(Xid window) { busy_.erase(window); }

private:
    struct Busy {
        Xid counter = 0;
        std::int64_t value = 0; // that ends it
        std::optional<Rect> wanted;
        std::unique_ptr<Timer> patience;
    };
    void counterSet(Xid counter, std::int64_t value);
    void finished(Xid window);

    Display& display_; // borrowed, as the atoms
    const PolicyAtoms& atoms_;
    Apply apply_;
    std::map<Xid, Busy> busy_;
};

} // namespace vitrine
