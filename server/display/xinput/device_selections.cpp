// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/xinput/device_selections.h"

#include <algorithm>

namespace vitrine {

namespace {

void sum(DeviceSelections::OfWindow& window)
{
    window.all.fill(0);
    for (const DeviceSelections::OfClient& each : window.clients)
        for (std::size_t device = 0; device < each.masks.size(); ++device)
            window.all[device] |= each.masks[device];
}

bool isEmpty(const DeviceSelections::Masks& masks)
{
    return std::ranges::all_of(masks, [](DeviceMask mask) { return mask == 0; });
}

bool isEmpty(const DeviceSelections::OfWindow& window)
{
    return window.clients.empty() && isEmpty(window.kept);
}

} // namespace

bool DeviceSelections::select(Xid window, ClientId client, std::size_t device, DeviceMask mask)
{
    const OfWindow* const before = of(window);
    if (!before && mask == 0) return true;
    if (before && (mask & device_mask::buttonGrab))
        for (const OfClient& other : before->clients)
            if (other.client != client && (other.masks[device] & device_mask::buttonGrab))
                return false;
    OfWindow& selections = byWindow_[window];
    const auto found = std::ranges::find(selections.clients, client, &OfClient::client);
    if (found == selections.clients.end())
        selections.clients.insert(selections.clients.begin(), {client})->masks[device] = mask;
    else
        found->masks[device] = mask;
    tidy(window);
    return true;
}

void DeviceSelections::keep(Xid window, std::size_t device, DeviceMask mask)
{
    if (!of(window) && mask == 0) return;
    byWindow_[window].kept[device] = mask;
    tidy(window);
}

void DeviceSelections::forget(ClientId client, DeviceNumber device)
{
    for (auto& [window, selections] : byWindow_)
        for (OfClient& each : selections.clients)
            if (each.client == client) each.masks[static_cast<std::size_t>(device)] = 0;
    tidy();
}

void DeviceSelections::clientGone(ClientId client)
{
    for (auto& [window, selections] : byWindow_)
        std::erase_if(selections.clients, [&](const OfClient& c) { return c.client == client; });
    tidy();
}

void DeviceSelections::tidy(Xid window)
{
    OfWindow& selections = byWindow_[window];
    std::erase_if(selections.clients, [](const OfClient& c) { return isEmpty(c.masks); });
    sum(selections);
    if (isEmpty(selections)) byWindow_.erase(window);
}

void DeviceSelections::tidy()
{
    for (auto& [window, selections] : byWindow_) {
        std::erase_if(selections.clients, [](const OfClient& c) { return isEmpty(c.masks); });
        sum(selections);
    }
    std::erase_if(byWindow_, [](const auto& entry) { return isEmpty(entry.second); });
}

} // namespace vitrine
