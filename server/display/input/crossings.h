// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <vector>

// Which windows hear of a change of pointer window or focus, in which order and with which detail:
// the tables under EnterNotify and FocusIn in section 11 of the X11 protocol.
namespace vitrine {

class Window;

// The protocol's numbers; DetailNone is for focus alone.
enum class CrossingDetail : std::uint8_t {
    Ancestor,
    Virtual,
    Inferior,
    Nonlinear,
    NonlinearVirtual,
    Pointer,
    PointerRoot,
    DetailNone,
};

struct Crossing {
    Window* window = nullptr;
    bool entered = false; // or left; of focus: in, or out
    CrossingDetail detail = CrossingDetail::Ancestor;
    Window* child = nullptr; // of the window, on the way to the pointer; null: none

    bool operator==(const Crossing&) const = default;
};

// The pointer goes from one window to another of one screen.
std::vector<Crossing> pointerCrossings(Window& from, Window& to);

// Where the keyboard's events go.
struct FocusTarget {
    enum class Kind : std::uint8_t { None, PointerRoot, Window };
    Kind kind = Kind::PointerRoot;
    Window* window = nullptr; // of Kind::Window alone

    bool operator==(const FocusTarget&) const = default;
};

// From a window to itself, it leaves and comes back: what a grab there is told as.
std::vector<Crossing> focusCrossings(const FocusTarget& from, const FocusTarget& to,
                                     Window& pointerWindow, Window& root);

} // namespace vitrine
