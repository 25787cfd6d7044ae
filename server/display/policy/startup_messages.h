// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace vitrine {

// What launchers and programs tell everybody about a program's start: the Startup Notification
// Protocol's messages, as "new: ID=\"a b\" NAME=gedit".
struct StartupMessage {
    std::string type;                          // "new", "change" or "remove"
    std::map<std::string, std::string> values; // by their keys; there is always an ID

    static std::optional<StartupMessage> parse(std::string_view text);
    std::string text() const;
};

// Puts messages together of the pieces in which they come by way of the root. Whoever sends them is
// any client: what is too long, comes too late or from too many at once is forgotten.
class StartupMessages {
public:
    static constexpr std::size_t pieceBytes = 20;
    static constexpr std::size_t longest = 4096;
    static constexpr std::size_t mostSenders = 32;
    static constexpr std::uint32_t patience = 5000; // milliseconds for a message

    // A piece, the first one or another; the message's text where this was its last.
    std::optional<std::string> add(Xid sender, bool first, std::span<const std::byte> piece,
                                   std::uint32_t now);

private:
    struct Begun {
        std::string text;
        std::uint32_t time = 0;
    };
    std::map<Xid, Begun> begun_; // by the window that tells them from others
};

} // namespace vitrine
