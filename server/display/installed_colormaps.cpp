// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/installed_colormaps.h"

#include "server/display/colormap.h"
#include "server/display/display.h"

#include <algorithm>
#include <vector>

#include "x11/core.h"

namespace vitrine {

namespace {

constexpr std::uint32_t colormapChange = x11::EventMask::ColorMapChange;

void notify(Display& display, Xid map, bool installed)
{
    display.resources().each<Window>([&](Xid id, const Window& window) {
        if (window.attributes.colormap != map) return;
        display.deliver(window, colormapChange,
                        x11::ColormapNotifyEvent{.window = id,
                                                 .colormap = map,
                                                 .new_ = false,
                                                 .state = static_cast<std::uint8_t>(installed)});
    });
}

} // namespace

void installColormap(Display& display, Xid id)
{
    if (display.resources().get<Colormap>(id).installed) return;
    Xid before = 0;
    display.resources().each<Colormap>([&before](Xid each, Colormap& map) {
        if (map.installed) before = each;
        map.installed = false;
    });
    display.resources().get<Colormap>(id).installed = true;
    if (before != 0) notify(display, before, false);
    notify(display, id, true);
}

void freeColormaps(Display& display, const std::vector<Xid>& ids)
{
    if (ids.empty()) return;
    for (const Xid id : ids)
        if (display.resources().get<Colormap>(id).installed)
            installColormap(display, Screen::defaultColormap);
    std::vector<Window*> without;
    display.resources().each<Window>([&](Xid, Window& window) {
        if (std::ranges::binary_search(ids, window.attributes.colormap)) without.push_back(&window);
    });
    for (Window* window : without) {
        window->attributes.colormap = 0;
        display.deliver(
            *window, colormapChange,
            x11::ColormapNotifyEvent{.window = window->id(), .colormap = 0, .new_ = true});
    }
    for (const Xid id : ids) display.free(id);
}

} // namespace vitrine
