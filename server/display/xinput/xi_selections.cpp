// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/xinput/xi_selections.h"

#include <algorithm>

namespace vitrine {

void XiSelections::select(Xid window, const Selection& selection)
{
    std::vector<Selection>& all = byWindow_[window];
    const auto found = std::find_if(all.begin(), all.end(), [&](const Selection& other) {
        return other.client == selection.client && other.device == selection.device;
    });
    if (found != all.end() && selection.mask)
        found->mask = selection.mask;
    else if (found != all.end())
        all.erase(found);
    else if (selection.mask)
        all.push_back(selection);
    if (all.empty()) byWindow_.erase(window);
}

std::span<const XiSelections::Selection> XiSelections::of(Xid window) const
{
    if (byWindow_.empty()) return {};
    const auto found = byWindow_.find(window);
    return found == byWindow_.end() ? std::span<const Selection>{} : std::span(found->second);
}

XiMask XiSelections::mask(Xid window, ClientId client, DeviceNumber device) const
{
    XiMask mask = 0;
    for (const Selection& selection : of(window))
        if (selection.client == client && xi::covers(selection.device, device))
            mask |= selection.mask;
    return mask;
}

bool XiSelections::wanted(Xid window, int type, DeviceNumber device) const
{
    const auto selections = of(window);
    return std::any_of(selections.begin(), selections.end(), [&](const Selection& selection) {
        return (selection.mask >> type & 1) && xi::covers(selection.device, device);
    });
}

bool XiSelections::anyOf(int type) const
{
    for (const auto& [window, selections] : byWindow_)
        for (const Selection& selection : selections)
            if (selection.mask >> type & 1) return true;
    return false;
}

void XiSelections::clientGone(ClientId client)
{
    for (auto& [window, selections] : byWindow_)
        std::erase_if(selections, [&](const Selection& s) { return s.client == client; });
    std::erase_if(byWindow_, [](const auto& entry) { return entry.second.empty(); });
}

} // namespace vitrine
