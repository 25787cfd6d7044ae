// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/role.h"

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine {

// Who may come in: one-time links, and the cookies they were exchanged for. Both are 128 random
// bits as hex digits; the oldest of too many is forgotten.
class Entrance {
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit Entrance(std::chrono::seconds linkTime) : linkTime_(linkTime) {}

    std::string newLink(Role role, Time now);                           // its token
    std::optional<std::string> enter(std::string_view token, Time now); // a cookie, once
    std::optional<Role> roleOf(std::string_view cookie) const;

private:
    struct Link {
        std::string token;
        Role role;
        Time until;
    };
    struct Guest {
        std::string cookie;
        Role role;
    };

    std::chrono::seconds linkTime_;
    std::deque<Link> links_;
    std::deque<Guest> guests_;
};

} // namespace vitrine
