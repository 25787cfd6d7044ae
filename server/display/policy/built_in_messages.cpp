// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/input/device_event.h"
#include "server/display/input/grabs.h"
#include "server/display/input/input_devices.h"
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
    if (message.type == atoms_.wmProtocols && message.values[0] == atoms_.wmPing)
        return closing_.answered(message.values[2]);
    if (!find(window.id())) return;
    constexpr std::uint32_t normalState = 1, iconicState = 3;
    const auto& values = message.values;
    if (message.type == atoms_.activeWindow) {
        // EWMH: 1 is a program's own wish, and when its user asked for it.
        const bool asked = values[0] == 1 && values[1] != 0;
        if (asked && !mayTakeFocus(window, values[1]))
            demandAttention(window);
        else
            activate(window);
    } else if (message.type == atoms_.closeWindow) {
        closing_.close(window);
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
    } else if (message.type == atoms_.wmMoveResize) {
        startDrag(window, message);
    } else if (message.type == atoms_.fullScreenMonitors) {
        const std::span monitors(values.data(), 4);
        if (std::ranges::count(monitors, 0u) == 4) // there is but one
            set(window, atoms_.fullScreenMonitors, atom::cardinal, monitors);
    }
}

void BuiltInPolicy::startDrag(Window& window, const ClientMessage& message)
{
    const ManagedWindow& managed = *find(window.id());
    const std::uint32_t direction = message.values[2];
    if (managed.fullScreen || (managed.fitted() && direction != WindowDrag::Cancel)) return;
    const Point held{static_cast<std::int16_t>(message.values[0]),
                     static_cast<std::int16_t>(message.values[1])};
    // Too late: the button that should hold it is up again.
    const bool byKeyboard =
        direction == WindowDrag::SizeByKeyboard || direction == WindowDrag::MoveByKeyboard;
    if (!byKeyboard && (display_.input().state() & buttonBits) == 0) return drag_.end();
    // "the client must release all grabs prior to sending such message": the release is then ours.
    if (display_.input().grabs().active(Grabs::Device::Pointer)) return;
    activate(window);
    drag_.begin(window.id(), direction, window.bounds(),
                byKeyboard ? display_.input().position() : held);
}

bool BuiltInPolicy::drags(const DeviceEvent& event, bool cancels)
{
    if (event.kind == DeviceEvent::Kind::KeyPress) used(active_, event.time);
    if (drag_.window() == 0) return false;
    Window* const window = findWindow(drag_.window());
    if (!window || !find(window->id())) {
        drag_.end();
        return false;
    }
    if (const auto wanted = drag_.follow(event, cancels)) moveResize(*window, *wanted);
    return true;
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
