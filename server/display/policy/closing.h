// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"

#include <cstdint>
#include <map>

namespace vitrine {

class Display;
class Window;
struct PolicyAtoms;

// A message of WM_PROTOCOLS to the window's client. ICCCM 4.2.8.
void sendProtocol(Display& display, const PolicyAtoms& atoms, const Window& window, Atom protocol);

// By WM_DELETE_WINDOW; a client that does not understand it is killed.
void closeWindow(Display& display, const PolicyAtoms& atoms, const Window& window);

// Closes windows with patience: with the wish goes a _NET_WM_PING; whoever has left one unanswered
// for a while, and is asked once more, is killed.
class Closing {
public:
    Closing(Display& display, const PolicyAtoms& atoms) : display_(display), atoms_(atoms) {}

    void close(const Window& window);
    void answered(Xid window); // the ping
    void windowGone(Xid window) { answered(window); }

    static constexpr std::uint32_t patience = 5000; // milliseconds

private:
    Display& display_; // borrowed, as the atoms
    const PolicyAtoms& atoms_;
    std::map<Xid, std::uint32_t> pinged_; // when, of those that did not answer yet
};

} // namespace vitrine
