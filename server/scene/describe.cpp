// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/scene/describe.h"

#include "server/display/cursor.h"
#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/touches.h"
#include "server/display/policy/launches.h"
#include "server/display/policy/policy.h"
#include "server/display/policy/window_hints.h"
#include "server/scene/viewer_text.h"

#include <algorithm>

namespace vitrine {
namespace {

constexpr int iconSize = 64;
// What a program may have beyond these is not told, so that no frame grows without bound.
constexpr std::size_t mostRects = 16'384; // of a shape
constexpr std::size_t mostSurfaces = 4096;

bool isShown(const Surface& surface)
{
    return surface.states & (SurfaceState::Mapped | SurfaceState::Minimized);
}

Surface describeRoot(const Window& root)
{
    Surface surface;
    surface.id = root.surface();
    surface.image = root.image();
    surface.role = SurfaceRole::Root;
    surface.states = SurfaceState::Mapped;
    surface.decorated = false;
    return surface;
}

Surface describeTopLevel(Display& display, const Window& window)
{
    Surface surface;
    display.policy().describe(window, surface);
    if (display.input().touches().takenIn(window)) surface.states |= SurfaceState::Touchable;
    surface.title = viewerText(std::move(surface.title));
    surface.application = viewerText(std::move(surface.application));
    surface.id = window.surface();
    surface.image = window.image();
    surface.position = window.position();
    // A compositing manager shows what it has redirected.
    if (window.viewable() && surface.image && window.redirection() != Redirection::Manual)
        surface.states |= SurfaceState::Mapped;
    else
        surface.states &= ~std::uint32_t{SurfaceState::Mapped};
    if (window.boundingShape) {
        surface.shape = window.borderShape().rects();
        if (surface.shape.empty()) surface.shape = {Rect{}}; // nothing, where no list is all
        if (surface.shape.size() > mostRects) surface.shape.clear();
    }
    return surface;
}

std::shared_ptr<const DefineCursor> describeCursor(const CursorRef& cursor,
                                                   const SceneState* previous)
{
    if (!cursor) return nullptr;
    if (previous && previous->cursor && previous->cursor->id == cursor->id())
        return previous->cursor; // the picture of an id never changes
    return std::make_shared<const DefineCursor>(
        DefineCursor{cursor->id(), cursor->hotspot(), cursor->image()});
}

std::shared_ptr<const Image> describeIcon(Display& display, const Window& window,
                                          const SceneState* previous)
{
    Image icon = display.policy().icon(window, iconSize);
    if (icon.size().empty()) return nullptr;
    if (previous) {
        const auto found = previous->icons.find(window.surface());
        if (found != previous->icons.end() && *found->second == icon) return found->second;
    }
    return std::make_shared<const Image>(std::move(icon));
}

std::vector<Launch> describeLaunches(Display& display)
{
    std::vector<Launch> launches;
    for (const StartingProgram& program : display.policy().launches().underWay()) {
        if (program.silent) continue;
        Launch launch{.number = program.number, .title = program.name};
        for (const std::string* const known :
             {&program.application, &program.windowClass, &program.icon})
            if (launch.application.empty()) launch.application = presentable(*known);
        launch.title = viewerText(std::move(launch.title));
        launch.application = viewerText(std::move(launch.application));
        launches.push_back(std::move(launch));
    }
    return launches;
}

} // namespace

std::shared_ptr<const SceneState> describeScene(Display& display, const SceneState* previous)
{
    auto state = std::make_shared<SceneState>();
    state->screen = display.screen().size;
    state->root = describeRoot(display.root());
    if (!display.extensions().xfixes.cursorHidden())
        state->cursor = describeCursor(display.input().cursor(), previous);
    state->launches = describeLaunches(display);
    for (const Window* window : display.root().children()) {
        if (window->isInputOnly()) continue;
        Surface surface = describeTopLevel(display, *window);
        if (!surface.id || !isShown(surface) || state->surfaces.size() >= mostSurfaces) continue;
        if (surface.states & SurfaceState::Mapped) state->stacking.push_back(surface.id);
        if (auto icon = describeIcon(display, *window, previous))
            state->icons.emplace(surface.id, std::move(icon));
        state->surfaces.push_back(std::move(surface));
    }
    std::ranges::sort(state->surfaces, {}, &Surface::id);
    return state;
}

} // namespace vitrine
