// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/policy/built_in_policy.h"
#include "server/display/policy/placement.h"
#include "server/display/policy/synthetic_event.h"
#include "server/display/policy/window_hints.h"

#include <algorithm>

#include "x11/core.h"

// Where managed windows are and how large: BuiltInPolicy's geometry and states.
namespace vitrine {

void BuiltInPolicy::setGeometry(Window& window, const Rect& inside)
{
    if (inside == window.bounds()) return;
    WindowChanges changes;
    changes.x = inside.x;
    changes.y = inside.y;
    changes.width = std::max(inside.width, 1);
    changes.height = std::max(inside.height, 1);
    display_.tree().configure(window, changes);
}

void BuiltInPolicy::tellGeometry(const Window& window)
{
    x11::ConfigureNotifyEvent event;
    event.event = window.id();
    event.window = window.id();
    event.x = static_cast<std::int16_t>(window.position().x);
    event.y = static_cast<std::int16_t>(window.position().y);
    event.width = static_cast<std::uint16_t>(window.size().width);
    event.height = static_cast<std::uint16_t>(window.size().height);
    event.borderWidth = static_cast<std::uint16_t>(window.borderWidth());
    event.overrideRedirect = false;
    sendSynthetic(display_, window, x11::EventMask::StructureNotify, event);
}

void BuiltInPolicy::configureRequested(Window& window, const Rect& geometry)
{
    const auto found = managed_.find(window.id());
    if (found == managed_.end()) {
        setGeometry(window, geometry);
        return;
    }
    ManagedWindow& managed = found->second;
    const Rect before = window.bounds();
    if (managed.fitted()) {
        managed.restore = geometry; // for later
    } else {
        const bool decorated = motifHintsOf(window, atoms_).decorated;
        const int border = 2 * window.borderWidth();
        const Rect outer{geometry.x, geometry.y, geometry.width + border, geometry.height + border};
        const bool normal =
            managed.role == SurfaceRole::Normal || managed.role == SurfaceRole::Dialog;
        const Point at = normal ? reachable(outer, decorated, workArea_) : geometry.origin();
        setGeometry(window, Rect::at(at, geometry.size()));
        managed.restore = window.bounds();
    }
    if (window.bounds() == before) tellGeometry(window);
}

void BuiltInPolicy::moveResize(Window& window, Rect inside)
{
    const auto found = managed_.find(window.id());
    if (found == managed_.end() || pace_.holds(window, inside)) return;
    ManagedWindow& managed = found->second;
    if (inside.size() != window.size())
        inside = Rect::at(inside.origin(), sizeHintsOf(window).constrained(inside.size()));
    if (inside.size() != window.size()) pace_.resizing(window);
    if (managed.fitted() && inside != window.bounds()) {
        managed.maximizedHorizontally = managed.maximizedVertically = managed.fullScreen = false;
        tellState(window);
    }
    setGeometry(window, inside);
    managed.restore = window.bounds();
}

// Maximised or full screen: as large as the room is.
void BuiltInPolicy::fit(Window& window)
{
    const ManagedWindow& managed = managed_.at(window.id());
    Rect room = managed.fullScreen ? Rect::of(display_.screen().size) : workArea_;
    if (!managed.fullScreen && motifHintsOf(window, atoms_).decorated)
        room = Rect::between(room.x, room.y + titleRoom, room.right(), room.bottom());
    const int border = 2 * window.borderWidth();
    Rect inside = managed.restore;
    if (managed.maximizedHorizontally || managed.fullScreen) {
        inside.x = room.x;
        inside.width = room.width - border;
    }
    if (managed.maximizedVertically || managed.fullScreen) {
        inside.y = room.y;
        inside.height = room.height - border;
    }
    SizeHints hints = sizeHintsOf(window);
    hints.increment = {}; // a gap at the edge is worse than a line of half height
    if (!managed.fullScreen && managed.fitted())
        inside = Rect::at(inside.origin(), hints.constrained(inside.size()));
    setGeometry(window, inside);
    display_.changed();
}

void BuiltInPolicy::setMaximized(Window& window, bool horizontally, bool vertically)
{
    const auto found = managed_.find(window.id());
    if (found == managed_.end()) return;
    found->second.maximizedHorizontally = horizontally;
    found->second.maximizedVertically = vertically;
    tellState(window);
    fit(window);
}

void BuiltInPolicy::setFullScreen(Window& window, bool fullScreen)
{
    const auto found = managed_.find(window.id());
    if (found == managed_.end() || found->second.fullScreen == fullScreen) return;
    found->second.fullScreen = fullScreen;
    tellState(window);
    fit(window);
    tellFrame(window);
    raise(window);
}

void BuiltInPolicy::minimize(Window& window)
{
    const auto found = managed_.find(window.id());
    if (found == managed_.end() || found->second.minimized) return;
    found->second.minimized = true;
    for (Window* const transient : transientsOf(window)) minimize(*transient);
    unmapping_ = window.id();
    display_.tree().unmap(window);
    unmapping_ = 0;
    tellState(window);
    display_.changed();
    if (active_ == window.id()) focusNext();
}

void BuiltInPolicy::restore(Window& window)
{
    const ManagedWindow* const managed = find(window.id());
    if (!managed) return;
    if (managed->minimized)
        activate(window);
    else if (managed->fullScreen)
        setFullScreen(window, false);
    else
        setMaximized(window, false, false);
}

// The screen, or the room that panels leave, may be another.
void BuiltInPolicy::screenResized()
{
    const Rect screen = Rect::of(display_.screen().size);
    Strut all;
    for (const auto& [id, managed] : managed_) {
        const Window* const window = findWindow(id);
        if (!window || !window->mapped()) continue;
        const Strut strut = strutOf(*window, atoms_);
        all.left = std::max(all.left, strut.left);
        all.right = std::max(all.right, strut.right);
        all.top = std::max(all.top, strut.top);
        all.bottom = std::max(all.bottom, strut.bottom);
    }
    const Rect area =
        Rect::between(all.left, all.top, screen.right() - all.right, screen.bottom() - all.bottom);
    const Rect before = workArea_;
    workArea_ = area.empty() ? screen : area;
    tellScreen();
    if (workArea_ == before) return;
    for (const auto& [id, managed] : managed_) {
        Window* const window = findWindow(id);
        if (!window) continue;
        if (managed.fitted())
            fit(*window);
        else if (managed.role == SurfaceRole::Normal || managed.role == SurfaceRole::Dialog)
            setGeometry(*window,
                        Rect::at(reachable(window->outer(), motifHintsOf(*window, atoms_).decorated,
                                           workArea_),
                                 window->size()));
    }
}

} // namespace vitrine
