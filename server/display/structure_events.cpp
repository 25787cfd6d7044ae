// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/structure_events.h"

namespace vitrine {

void sendExpose(Display& display, const Window& window, const Region& part)
{
    if (!(window.selectedByAll() & x11::EventMask::Exposure)) return;
    auto left = static_cast<std::uint16_t>(std::min<std::size_t>(part.count(), 0xffff));
    part.each([&](const Rect& rect) {
        if (left == 0) return; // X counts with 16 bits
        x11::ExposeEvent event;
        event.window = window.id();
        event.x = static_cast<std::uint16_t>(rect.x);
        event.y = static_cast<std::uint16_t>(rect.y);
        event.width = static_cast<std::uint16_t>(rect.width);
        event.height = static_cast<std::uint16_t>(rect.height);
        event.count = --left;
        display.deliver(window, x11::EventMask::Exposure, event);
    });
}

} // namespace vitrine
