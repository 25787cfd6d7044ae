// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"
#include "server/display/input/device_numbers.h"

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace vitrine {

using XiMask = std::uint64_t; // a bit for each of XInput 2's event types

namespace xi {
constexpr std::uint16_t allDevices = 0, allMasters = 1;

constexpr bool covers(std::uint16_t selected, DeviceNumber device)
{
    return selected == allDevices || selected == static_cast<std::uint16_t>(device) ||
           (selected == allMasters && isMaster(device));
}
} // namespace xi

// Who wants which events of XInput 2, of which window and device.
class XiSelections {
public:
    struct Selection {
        ClientId client;
        std::uint16_t device; // or all, or all masters
        XiMask mask;
    };

    void select(Xid window, const Selection& selection); // an empty mask: nothing
    std::span<const Selection> of(Xid window) const;
    XiMask mask(Xid window, ClientId client, DeviceNumber device) const;
    bool wanted(Xid window, int type, DeviceNumber device) const;
    bool anyOf(int type) const; // of any window and device

    // Calls use(window, selection) for each.
    template<class Use> void each(Use use) const
    {
        for (const auto& [window, selections] : byWindow_)
            for (const Selection& selection : selections) use(window, selection);
    }
    // Calls use(client, mask) for each client that wants the type of event of this window.
    template<class Use> void eachClient(Xid window, int type, DeviceNumber device, Use use) const
    {
        const auto selections = of(window);
        for (std::size_t i = 0; i < selections.size(); ++i) {
            const ClientId client = selections[i].client;
            bool before = false; // it came in an earlier selection
            for (std::size_t j = 0; j < i; ++j) before = before || selections[j].client == client;
            const XiMask mask = before ? 0 : this->mask(window, client, device);
            if (mask >> type & 1) use(client, mask);
        }
    }

    void windowGone(Xid window) { byWindow_.erase(window); }
    void clientGone(ClientId client);

private:
    std::unordered_map<Xid, std::vector<Selection>> byWindow_;
};

} // namespace vitrine
