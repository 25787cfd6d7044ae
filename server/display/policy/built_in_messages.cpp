// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/policy/built_in_policy.h"
#include "server/display/policy/closing.h"

// What clients ask of BuiltInPolicy by messages: EWMH, and ICCCM 4.1.4 for WM_CHANGE_STATE.
namespace vitrine {

void BuiltInPolicy::clientMessage(Window& window, const ClientMessage& message)
{
    if (message.type == atoms_.requestFrameExtents) {
        tellFrame(window); // also of a window that is not mapped yet
        return;
    }
    if (!find(window.id())) return;
    constexpr std::uint32_t normalState = 1, iconicState = 3;
    const auto& values = message.values;
    if (message.type == atoms_.activeWindow) {
        activate(window);
    } else if (message.type == atoms_.closeWindow) {
        closeWindow(display_, atoms_, window);
    } else if (message.type == atoms_.state) {
        changeStates(window, message);
    } else if (message.type == atoms_.wmChangeState) {
        if (values[0] == iconicState) minimize(window);
        if (values[0] == normalState) activate(window);
    } else if (message.type == atoms_.moveResizeWindow) {
        Rect inside = window.bounds();
        const auto value = [&](std::size_t index, std::int32_t& field) {
            constexpr std::size_t firstFlag = 8; // of those that say which values are meant
            if (values[0] >> (firstFlag + index) & 1)
                field = std::clamp(static_cast<std::int32_t>(values[index + 1]), -32768, 32767);
        };
        value(0, inside.x);
        value(1, inside.y);
        value(2, inside.width);
        value(3, inside.height);
        moveResize(window, inside);
    } else if (message.type == atoms_.restackWindow) {
        constexpr std::uint32_t below = 1;
        if (values[2] == below)
            lower(window);
        else
            raise(window);
    }
}

void BuiltInPolicy::changeStates(Window& window, const ClientMessage& message)
{
    enum Action : std::uint32_t { Remove, Add, Toggle };
    ManagedWindow& managed = managed_.at(window.id());
    const auto changed = [&](Atom state, bool before) {
        if (message.values[1] != state && message.values[2] != state) return before;
        return message.values[0] == Toggle ? !before : message.values[0] == Add;
    };
    managed.modal = changed(atoms_.stateModal, managed.modal);
    managed.above = changed(atoms_.stateAbove, managed.above);
    managed.below = changed(atoms_.stateBelow, managed.below);
    managed.skipTaskbar = changed(atoms_.stateSkipTaskbar, managed.skipTaskbar);
    managed.skipPager = changed(atoms_.stateSkipPager, managed.skipPager);
    managed.demandsAttention = changed(atoms_.stateDemandsAttention, managed.demandsAttention);
    const bool hidden = changed(atoms_.stateHidden, managed.minimized);
    const bool fullScreen = changed(atoms_.stateFullScreen, managed.fullScreen);
    const bool horizontally =
        changed(atoms_.stateMaximizedHorizontally, managed.maximizedHorizontally);
    const bool vertically = changed(atoms_.stateMaximizedVertically, managed.maximizedVertically);
    tellState(window);
    if (horizontally != managed.maximizedHorizontally || vertically != managed.maximizedVertically)
        setMaximized(window, horizontally, vertically);
    setFullScreen(window, fullScreen);
    raise(window);
    if (hidden && !managed.minimized) minimize(window);
    if (!hidden && managed.minimized) activate(window);
}

} // namespace vitrine
