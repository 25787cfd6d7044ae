// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"
#include "server/display/input/device_numbers.h"

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace vitrine {

using DeviceMask = std::uint32_t; // a bit for each of XInput 1's kinds of events

// The bits: those of core events for what both have, and X.Org's for the rest.
namespace device_mask {
constexpr DeviceMask keyPress = 1u << 0, keyRelease = 1u << 1, buttonPress = 1u << 2,
                     buttonRelease = 1u << 3, proximity = 1u << 4, stateNotify = 1u << 5,
                     pointerMotion = 1u << 6, pointerMotionHint = 1u << 7, button1Motion = 1u << 8,
                     buttonMotion = 1u << 13, focusChange = 1u << 14, mappingNotify = 1u << 15,
                     changeNotify = 1u << 16, buttonGrab = 1u << 17, presence = 1u << 18,
                     propertyNotify = 1u << 19;
constexpr DeviceMask propagated =
    keyPress | keyRelease | buttonPress | buttonRelease | pointerMotion;
} // namespace device_mask

// Who wants which events of XInput 1, of which window and device; and what does not go from a
// window to its parent.
class DeviceSelections {
public:
    static constexpr std::size_t deviceCount =
        static_cast<std::size_t>(DeviceNumber::ViewerTouch) + 1;
    static constexpr std::size_t noDevice = 0; // of what is no device's: presence
    using Masks = std::array<DeviceMask, deviceCount>;
    struct OfClient {
        ClientId client;
        Masks masks{};
    };
    struct OfWindow {
        std::vector<OfClient> clients; // the latest first
        Masks all{};                   // of any client
        Masks kept{};                  // from the parent
    };

    // Replaces the client's for this device. False where another client has the right to its grabs.
    bool select(Xid window, ClientId client, std::size_t device, DeviceMask mask);
    void keep(Xid window, std::size_t device, DeviceMask mask);
    void forget(ClientId client, DeviceNumber device);

    bool any() const { return !byWindow_.empty(); }
    const OfWindow* of(Xid window) const // null: nobody
    {
        if (byWindow_.empty()) return nullptr;
        const auto found = byWindow_.find(window);
        return found == byWindow_.end() ? nullptr : &found->second;
    }
    DeviceMask wanted(Xid window, DeviceNumber device) const
    {
        const OfWindow* const found = of(window);
        return found ? found->all[static_cast<std::size_t>(device)] : 0;
    }
    DeviceMask kept(Xid window, DeviceNumber device) const
    {
        const OfWindow* const found = of(window);
        return found ? found->kept[static_cast<std::size_t>(device)] : 0;
    }
    // Calls use(window, its clients) for each window.
    template<class Use> void each(Use use) const
    {
        for (const auto& [window, selections] : byWindow_) use(window, selections);
    }

    void windowGone(Xid window) { byWindow_.erase(window); }
    void clientGone(ClientId client);

private:
    void tidy(); // sums, and windows that nobody wants anything of
    void tidy(Xid window);

    std::unordered_map<Xid, OfWindow> byWindow_;
};

} // namespace vitrine
