// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "protocol/canvas/image.h"
#include "protocol/ops/messages.h"
#include "server/base/ids.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

// What a client says of its window by properties: ICCCM 4.1.2 and EWMH. Properties are outside
// bytes: what is short or senseless counts as not said.
namespace vitrine {

struct PolicyAtoms;
class Window;

struct SizeHints { // WM_NORMAL_HINTS; all of the inside of the border
    bool userPosition = false;
    bool programPosition = false;
    Size minimum; // zero: none
    Size maximum; // zero: none
    Size base;
    Size increment; // zero: none

    // The nearest that the hints allow.
    Size constrained(Size wanted) const;
    bool fixed() const { return !maximum.empty() && minimum == maximum; }
};

struct WmHints { // WM_HINTS
    bool input = true;
    bool iconic = false; // at first
    bool urgent = false;
};

struct MotifHints { // _MOTIF_WM_HINTS, as far as anybody still sets them
    bool decorated = true;
    bool resizable = true, movable = true, minimizable = true, maximizable = true, closable = true;
};

struct Strut { // room that a panel takes from the sides of the screen
    int left = 0, right = 0, top = 0, bottom = 0;
};

// Cut to whole characters, without control characters: for viewers.
std::string presentable(std::string text);
std::string titleOf(const Window& window, const PolicyAtoms& atoms);
std::string applicationOf(const Window& window);
std::pair<std::string, std::string> classOf(const Window& window); // WM_CLASS: instance, class
Xid groupOf(const Window& window);                                 // its leader; None: no group
std::string startupIdOf(const Window& window, const PolicyAtoms& atoms); // its own; or empty
SizeHints sizeHintsOf(const Window& window);
WmHints wmHintsOf(const Window& window);
MotifHints motifHintsOf(const Window& window, const PolicyAtoms& atoms);
Strut strutOf(const Window& window, const PolicyAtoms& atoms);
Xid transientForOf(const Window& window); // None: for nobody
SurfaceRole roleOf(const Window& window, const PolicyAtoms& atoms);
bool hasProtocol(const Window& window, const PolicyAtoms& atoms, Atom protocol);
std::vector<Atom> statesOf(const Window& window, const PolicyAtoms& atoms); // _NET_WM_STATE
std::optional<std::uint32_t> wmStateOf(const Window& window, const PolicyAtoms& atoms);
std::optional<std::uint32_t> cardinalOf(const Window& window, Atom property);

// Of _NET_WM_ICON: the smallest that is large enough, or else the largest; empty: none usable.
Image iconOf(const Window& window, const PolicyAtoms& atoms, int wantedSize);

} // namespace vitrine
