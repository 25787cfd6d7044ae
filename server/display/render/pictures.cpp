// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/render/pictures.h"

#include "server/display/display.h"
#include "server/display/render/picture.h"

#include <vector>

namespace vitrine {

Pictures::Pictures(Display& display)
    : display_(display), glyphs_(display.painter()), coverage_(display.painter())
{
}

void Pictures::add(XClient& client, Xid id, std::shared_ptr<Picture> picture, const Window* window)
{
    // A picture without a name can only be another's alpha map, whose own does not count: without
    // it, no two pictures can keep each other.
    Picture* const named = picture.get();
    const auto forget = [this, id, window, picture](Picture*) {
        picture->alphaMap.reset();
        if (!window) return;
        const auto [first, last] = ofWindows_.equal_range(window);
        for (auto at = first; at != last; ++at)
            if (at->second == id) return void(ofWindows_.erase(at));
    };
    display_.add<Picture>(client, id, std::shared_ptr<Picture>(named, forget));
    if (window) ofWindows_.emplace(window, id);
}

void Pictures::windowGone(const Window& window)
{
    std::vector<Xid> ids;
    const auto [first, last] = ofWindows_.equal_range(&window);
    for (auto at = first; at != last; ++at) ids.push_back(at->second);
    for (const Xid id : ids) display_.free(id);
}

} // namespace vitrine
