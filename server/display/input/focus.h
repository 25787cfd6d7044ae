// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"
#include "server/display/input/crossings.h"
#include "server/display/input/pointer.h"

#include <cstdint>

namespace vitrine {

class Display;

// Where the keyboard's events go: SetInputFocus.
class Focus {
public:
    static constexpr Xid none = 0; // as X names them
    static constexpr Xid pointerRoot = 1;
    enum class RevertTo : std::uint8_t { None, PointerRoot, Parent };

    explicit Focus(Display& display) : display_(display) {} // borrowed, outlives us

    Xid id() const { return id_; } // none, pointerRoot or a window
    RevertTo revertTo() const { return revertTo_; }
    std::uint32_t time() const { return time_; } // of the last change
    FocusTarget target() const;

    // Throws BadWindow, or BadMatch where the window is not viewable. Does nothing where the time
    // is earlier than the last change's or later than now; 0: now.
    void set(Xid id, RevertTo revertTo, std::uint32_t time);
    void windowUnviewable(const Window& window);

    // Tells windows that the keyboard's events go elsewhere.
    void tell(const FocusTarget& from, const FocusTarget& to, CrossingMode mode);

private:
    void change(Xid id, RevertTo revertTo);

    Display& display_;
    Xid id_ = pointerRoot;
    RevertTo revertTo_ = RevertTo::None;
    std::uint32_t time_ = 0;
    bool changed_ = false; // time_ has a meaning
};

} // namespace vitrine
