// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "server/base/ids.h"
#include "server/display/input/crossings.h"

#include <bitset>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

namespace vitrine {

class Display;

// X's numbers for the mode of Enter, Leave and focus events.
enum class CrossingMode : std::uint8_t {
    Normal,
    Grab,
    Ungrab,
    WhileGrabbed,
    PassiveGrab,   // XInput's alone: by entering
    PassiveUngrab, // and by leaving
};

// What ChangePointerControl sets; nothing is accelerated: viewers tell places, not movements.
struct PointerControl {
    std::uint16_t accelerationNumerator = 2;
    std::uint16_t accelerationDenominator = 1;
    std::uint16_t threshold = 4;
};

// The pointer: where it is, in which window, which buttons are down.
class Pointer {
public:
    explicit Pointer(Display& display); // borrowed, outlives us

    Point position() const { return position_; } // on the screen
    Window& window() const;                      // the deepest one under it
    // The deepest one there; inside this top-level window, if given, whatever lies above it.
    Window& windowAt(Point screen, Xid topLevel) const;

    // Inside this top-level window, whatever lies above it there; until the tree changes.
    void prefer(Xid topLevel) { preferred_ = topLevel; }
    // Tells windows of entering and leaving, but of no motion.
    void place(Point screen);
    void treeChanged();
    void windowGone(Window& window);

    // Tells windows, and what a grab lets through.
    void cross(Window& from, Window& to, CrossingMode mode);

    // Buttons by the device's numbers, 1 to 255. True where this is news.
    bool set(std::uint8_t button, bool pressed);
    bool anyDown() const { return down_.any(); }
    const std::bitset<256>& down() const { return down_; }
    std::bitset<32> logicalDown() const;            // as they are mapped
    std::uint16_t state() const { return state_; }  // buttonBits
    std::uint8_t logical(std::uint8_t button) const // 0: does nothing
    {
        return button >= 1 && button <= mapping_.size() ? mapping_[button - 1u] : 0;
    }
    std::span<const std::uint8_t> mapping() const { return mapping_; }
    void setMapping(std::span<const std::uint8_t> mapping); // of the same size

    // Where motion was told as a hint; no more is until the client asks. None: nowhere.
    Xid hinted = 0;
    void endHint(ClientId client); // it asked

    // GetMotionEvents.
    struct Motion {
        std::uint32_t time;
        Point position;
    };
    static constexpr std::size_t historySize = 256;
    const std::deque<Motion>& history() const { return history_; }
    void remember(const Motion& motion);

    PointerControl control;

private:
    void send(const Crossing& crossing, CrossingMode mode);

    Display& display_;
    Point position_;
    Xid window_ = 0;
    Xid preferred_ = 0;
    std::bitset<256> down_;
    std::uint16_t state_ = 0;
    std::vector<std::uint8_t> mapping_;
    std::deque<Motion> history_;
};

} // namespace vitrine
