// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

namespace vitrine {

// What went over the X sockets of a session, of all clients together.
struct Traffic {
    std::uint64_t requests = 0;
    std::uint64_t bytesReceived = 0;
    std::uint64_t bytesSent = 0;
};

} // namespace vitrine
