// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/input.h"
#include "server/base/ids.h"

#include <initializer_list>

namespace vitrine {

class Display;
class Window;
struct PolicyAtoms;

// Where a window manager runs, what viewers ask becomes the messages that pagers send it. What it
// does not announce in _NET_SUPPORTED is done without it.
class ManagerRequests {
public:
    ManagerRequests(Display& display, const PolicyAtoms& atoms) // both borrowed, outlive us
        : display_(display), atoms_(atoms)
    {
    }

    void perform(Window& topLevel, const ActOnSurface& action);

    // The client's window inside a window manager's frame: the one that bears WM_STATE. The
    // top-level window itself where there is none.
    const Window& clientOf(const Window& topLevel) const;
    Xid active() const; // of the clients' windows; None: none

private:
    bool supports(Atom message) const;
    void send(const Window& client, Atom type, std::initializer_list<std::uint32_t> values);
    void changeState(const Window& client, bool add, Atom state, Atom alsoState = 0);
    void activate(Window& topLevel, const Window& client);
    void moveResize(Window& topLevel, const Window& client, const Rect& geometry);

    Display& display_;
    const PolicyAtoms& atoms_;
};

} // namespace vitrine
