// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"
#include "server/display/input/crossings.h"
#include "server/display/input/device_numbers.h"

#include <array>
#include <cstdint>

namespace vitrine {

class Display;
enum class CrossingMode : std::uint8_t;

// XInput 1: where the events of one keyboard alone go, beside those of its master.
class SlaveFocus {
public:
    // X's numbers for places that are no windows, and for what becomes of the focus.
    static constexpr Xid none = 0, pointerRoot = 1, followKeyboard = 3;
    enum class RevertTo : std::uint8_t { None, PointerRoot, Parent, FollowKeyboard };
    struct State {
        Xid id = pointerRoot;
        RevertTo revertTo = RevertTo::None;
        std::uint32_t time = 0;
    };

    explicit SlaveFocus(Display& display) : display_(display) {} // borrowed, outlives us

    const State& of(DeviceNumber keyboard) const { return states_[indexOf(keyboard)]; }
    FocusTarget target(DeviceNumber keyboard) const;
    // As Focus::set.
    void set(DeviceNumber keyboard, Xid id, RevertTo revertTo, std::uint32_t time);
    void windowUnviewable(const Window& window);
    // Tells windows that a keyboard's events go elsewhere.
    void tell(DeviceNumber keyboard, const FocusTarget& from, const FocusTarget& to,
              CrossingMode mode);

private:
    static constexpr std::array<DeviceNumber, 2> keyboards{DeviceNumber::XTestKeyboard,
                                                           DeviceNumber::ViewerKeyboard};
    static std::size_t indexOf(DeviceNumber keyboard)
    {
        return keyboard == DeviceNumber::ViewerKeyboard;
    }
    void change(DeviceNumber keyboard, Xid id);

    Display& display_;
    std::array<State, 2> states_;
};

} // namespace vitrine
