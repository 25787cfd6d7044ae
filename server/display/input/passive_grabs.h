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

    // The latest that a press starts; null where there is none.
    const PassiveGrab* find(Xid window, PassiveGrab::Device device, std::uint8_t detail,
                            std::uint16_t modifiers) const;

    bool any(PassiveGrab::Device device) const; // of any window, started so

    // The keys that a press of starts a grab by name, not as any key.
    std::bitset<256> grabbedKeys() const;

    void windowGone(Xid window); // also as a place to confine to
    void clientGone(ClientId client);

private:
    void checkRoom(ClientId client, std::size_t more) const;

    std::unordered_map<Xid, std::vector<PassiveGrab>> byWindow_; // the oldest first
};

} // namespace vitrine
