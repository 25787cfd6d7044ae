// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

// Why a link is ended; the numbers are RFC 6455's (7.4.1).
enum class CloseReason : std::uint16_t {
    Normal = 1000,
    GoingAway = 1001, // the session ends
    ProtocolError = 1002,
    PolicyViolation = 1008, // took too long, or did what its role does not allow
    TooBig = 1009,
};

// What a transport tells its session, always from the core thread and never from inside a call of
// the session's. Nothing comes after `closed`.
struct TransportEvents {
    std::function<void(std::span<const std::byte>)> received; // one whole message
    std::function<void()> written;                            // the write is done
    std::function<void()> closed;                             // by either side, or broken
};

// A link to one viewer that carries whole messages: a WebSocket, or memory in tests and
// measurements.
class Transport {
public:
    virtual ~Transport() = default;

    virtual void open(TransportEvents events) = 0;          // once, before anything else
    virtual void write(std::vector<std::byte> message) = 0; // one at a time: wait for `written`
    virtual void close(CloseReason reason, std::string_view text) = 0; // `closed` follows
    virtual std::string peer() const = 0;                              // for people to read
};

} // namespace vitrine
