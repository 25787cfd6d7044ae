// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/policy/manager_requests.h"

#include "server/display/display.h"
#include "server/display/input/focus.h"
#include "server/display/input/input_devices.h"
#include "server/display/policy/closing.h"
#include "server/display/policy/policy_atoms.h"
#include "server/display/policy/synthetic_event.h"
#include "server/display/policy/window_hints.h"

#include <algorithm>

#include "x11/core.h"

namespace vitrine {

namespace {

constexpr std::uint32_t fromPager = 2; // EWMH, "Source indication in requests"
constexpr std::uint32_t iconicState = 3;

const Window* withState(const Window& window, const PolicyAtoms& atoms, int depth)
{
    if (wmStateOf(window, atoms)) return &window;
    if (depth == 0) return nullptr;
    for (const Window* const child : window.children())
        if (const Window* const found = withState(*child, atoms, depth - 1)) return found;
    return nullptr;
}

} // namespace

const Window& ManagerRequests::clientOf(const Window& topLevel) const
{
    constexpr int deepest = 3; // frames have a few windows of their own
    const Window* const found = withState(topLevel, atoms_, deepest);
    return found ? *found : topLevel;
}

Xid ManagerRequests::active() const
{
    return cardinalOf(display_.root(), atoms_.activeWindow).value_or(0);
}

bool ManagerRequests::supports(Atom message) const
{
    const Property* const property = display_.root().properties.find(atoms_.supported);
    if (!property) return false;
    const auto supported = property->cardinals();
    return std::find(supported.begin(), supported.end(), message) != supported.end();
}

void ManagerRequests::send(const Window& client, Atom type,
                           std::initializer_list<std::uint32_t> values)
{
    x11::ClientMessageEvent event;
    event.format = 32;
    event.window = client.id();
    event.type = type;
    std::copy(values.begin(), values.end(), event.data.data32.begin());
    sendSynthetic(display_, display_.root(),
                  x11::EventMask::SubstructureRedirect | x11::EventMask::SubstructureNotify, event);
}

void ManagerRequests::changeState(const Window& client, bool add, Atom state, Atom alsoState)
{
    send(client, atoms_.state, {add ? 1u : 0u, state, alsoState, fromPager});
}

void ManagerRequests::perform(Window& topLevel, const ActOnSurface& action)
{
    const Window& client = clientOf(topLevel);
    switch (action.action) {
    case SurfaceAction::Activate: activate(topLevel, client); break;
    case SurfaceAction::Close:
        if (supports(atoms_.closeWindow))
            send(client, atoms_.closeWindow, {display_.now(), fromPager});
        else
            closeWindow(display_, atoms_, client);
        break;
    case SurfaceAction::MoveResize: moveResize(topLevel, client, action.geometry); break;
    case SurfaceAction::Minimize:
        send(client, atoms_.wmChangeState, {iconicState}); // ICCCM 4.1.4: all know it
        break;
    case SurfaceAction::Maximize:
        changeState(client, true, atoms_.stateMaximizedVertically,
                    atoms_.stateMaximizedHorizontally);
        break;
    case SurfaceAction::FullScreen: changeState(client, true, atoms_.stateFullScreen); break;
    case SurfaceAction::Restore: {
        if (wmStateOf(client, atoms_) == iconicState) {
            activate(topLevel, client);
            break;
        }
        const auto states = statesOf(client, atoms_);
        if (std::find(states.begin(), states.end(), atoms_.stateFullScreen) != states.end())
            changeState(client, false, atoms_.stateFullScreen);
        else
            changeState(client, false, atoms_.stateMaximizedVertically,
                        atoms_.stateMaximizedHorizontally);
        break;
    }
    }
}

void ManagerRequests::activate(Window& topLevel, const Window& client)
{
    if (supports(atoms_.activeWindow)) {
        send(client, atoms_.activeWindow, {fromPager, display_.now(), active()});
        return;
    }
    WindowChanges changes;
    changes.stackMode = StackMode::Above;
    display_.tree().configure(topLevel, changes);
    if (client.viewable())
        display_.input().focus().set(client.id(), Focus::RevertTo::PointerRoot, 0);
}

void ManagerRequests::moveResize(Window& topLevel, const Window& client, const Rect& geometry)
{
    // The geometry is the frame's; what it has beyond the client's window stays as it is.
    const Rect frame = topLevel.outer();
    const Size inside{std::max(1, client.size().width + geometry.width - frame.width),
                      std::max(1, client.size().height + geometry.height - frame.height)};
    if (supports(atoms_.moveResizeWindow)) {
        constexpr std::uint32_t northWest = 1, allFour = 0xf << 8, source = fromPager << 12;
        const auto word = [](std::int32_t value) { return static_cast<std::uint32_t>(value); };
        send(client, atoms_.moveResizeWindow,
             {northWest | allFour | source, word(geometry.x), word(geometry.y), word(inside.width),
              word(inside.height)});
        return;
    }
    WindowChanges changes;
    changes.x = geometry.x;
    changes.y = geometry.y;
    const int border = 2 * topLevel.borderWidth();
    changes.width = std::max(1, geometry.width - border);
    changes.height = std::max(1, geometry.height - border);
    display_.tree().configure(topLevel, changes);
}

} // namespace vitrine
