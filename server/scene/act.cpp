// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/scene/act.h"

#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/policy/policy.h"
#include "server/display/x_error.h"

#include <algorithm>

namespace vitrine {
namespace {

constexpr Size smallestScreen{320, 200};
constexpr Size largestScreen{8192, 4096};
constexpr std::int32_t mostClicks = 50; // of the wheel, in one message

struct Actor {
    Display& display;

    void operator()(const PointerMove& move) const
    {
        const Window* window = move.surface ? display.window(move.surface) : nullptr;
        if (move.surface && !window) return; // gone, and the viewer did not know yet
        if (window && !window->isRoot())
            display.input().moveIn(*window, move.position);
        else
            display.input().movePointer(move.position);
    }
    void operator()(const PointerButton& button) const
    {
        const bool isWheel = button.button >= 4 && button.button <= 7;
        if (button.button == 0 || button.button > 15 || isWheel) return;
        display.input().button(button.button, button.pressed);
    }
    void operator()(const Wheel& wheel) const
    {
        const std::int32_t most = 120 * mostClicks;
        display.input().wheel(std::clamp(wheel.horizontal, -most, most),
                              std::clamp(wheel.vertical, -most, most));
    }
    void operator()(const Touch& touch) const
    {
        const Window* const window =
            touch.surface ? display.window(touch.surface) : &display.root();
        if (window) display.input().touch(touch, *window);
    }
    void operator()(const Key& key) const { display.input().key(key); }
    void operator()(const ReleaseAll&) const { display.input().releaseAll(); }
    void operator()(const ActOnSurface& action) const { display.policy().perform(action); }

    void operator()(const Viewport& viewport) const
    {
        if (viewport.size.empty()) return;
        const Size size{
            std::clamp(viewport.size.width, smallestScreen.width, largestScreen.width),
            std::clamp(viewport.size.height, smallestScreen.height, largestScreen.height)};
        if (size != display.screen().size) display.resize(size);
    }

    void operator()(const Hello&) const {}
    void operator()(const Acknowledge&) const {}
    void operator()(const SetClipboard&) const {}
    void operator()(const SetPrimary&) const {}
    void operator()(const FollowPrimary&) const {}
};

} // namespace

void act(Display& display, const Input& input)
{
    try {
        std::visit(Actor{display}, input);
    } catch (const XError&) {
        // There is no X client to tell: the window's is gone, or there is no memory for its wish.
    }
}

} // namespace vitrine
