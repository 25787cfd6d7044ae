// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/display.h"

#include "x11/core.h"

namespace vitrine {

// The root and the server's own windows, which requests leave as they are.
inline bool isFixed(const Window& window)
{
    return window.isRoot() || !window.owner();
}

// Tells a change of a window to those who selected StructureNotify on it, and to those who selected
// SubstructureNotify on `parent` (its parent, or null), each with its own `event` window.
template<class Event>
void tellStructure(Display& display, const Window& window, const Window* parent, Event event)
{
    event.event = window.id();
    display.deliver(window, x11::EventMask::StructureNotify, event);
    if (!parent) return;
    event.event = parent->id();
    display.deliver(*parent, x11::EventMask::SubstructureNotify, event);
}

// Expose events for a part of a window, in its coordinates, that is visible.
void sendExpose(Display& display, const Window& window, const Region& part);

} // namespace vitrine
