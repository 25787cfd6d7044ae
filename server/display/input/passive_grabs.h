// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/input/grab.h"

#include <bitset>
#include <optional>
#include <unordered_map>
#include <vector>

namespace vitrine {

// The passive grabs of all windows.
class PassiveGrabs {
public:
    static constexpr std::size_t mostOfClient = 16'384; // each press looks for one of them

    // Replaces the client's own grab of the same combination. Throws BadAccess where another client
    // has grabbed a combination of these, and BadAlloc where the client would have too many.
    void add(PassiveGrab grab);
    // Gives back a combination, or with Any all of them; no harm where there is none. Throws
    // BadAlloc where what remains would be too many, and gives nothing back then.
    void remove(ClientId client, Xid window, PassiveGrab::Device device, std::uint8_t detail,
                std::uint16_t modifiers,
                std::optional<std::uint16_t> xiDevice = std::nullopt); // none: of the core protocol
    // The same of what is like this one: its client, window, devices and combination.
    void remove(const PassiveGrab& wanted);
    void forget(ClientId client, DeviceNumber device); // those by XInput 1

    // The latest that a press starts; null where there is none.
    const PassiveGrab* find(Xid window, PassiveGrab::Device device, std::uint8_t detail,
                            std::uint16_t modifiers,
                            DeviceNumber by = DeviceNumber::MasterPointer) const;

    bool any(PassiveGrab::Device device) const; // of any window, started so
    bool anyOf(DeviceNumber slave) const { return byDevice_ && startedBy(slave); }

    // The keys that a press of starts a grab by name, not as any key.
    std::bitset<256> grabbedKeys() const;

    void windowGone(Xid window); // also as a place to confine to
    void clientGone(ClientId client);

private:
    bool startedBy(DeviceNumber device) const;
    void checkRoom(ClientId client, std::size_t more) const;

    std::unordered_map<Xid, std::vector<PassiveGrab>> byWindow_; // the oldest first
    bool byDevice_ = false;                                      // there were some by XInput 1
};

} // namespace vitrine
