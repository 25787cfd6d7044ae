// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vitrine {

// X11 protocol, HOST; the family is X's number.
struct HostAddress {
    std::uint8_t family = 0;
    std::vector<std::byte> address;

    bool operator==(const HostAddress&) const = default;
};

// What ChangeHosts and SetAccessControl ask for, kept to be told by ListHosts. It opens nothing:
// whoever has the session's cookie comes in, and nobody else does.
struct AccessControl {
    static constexpr std::size_t mostHosts = 256;

    bool enabled = true;
    std::vector<HostAddress> hosts;
};

} // namespace vitrine
