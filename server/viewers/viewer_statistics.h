// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/role.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

namespace vitrine {

// What one viewer was sent and how it fares; the live panel and the JSON API show it.
struct ViewerStatistics {
    std::string peer;
    Role role = Role::View;
    std::chrono::milliseconds connected{};
    std::uint64_t frames = 0;
    std::uint64_t bytesSent = 0;
    std::uint64_t bytesReceived = 0;
    std::uint64_t inputs = 0;
    std::uint64_t ops = 0;        // drawing operations sent
    std::uint64_t opBytes = 0;    // of frames: coded ops, glyphs, surfaces
    std::uint64_t pixelBytes = 0; // of frames: pixels in place of ops
    std::uint64_t unacknowledgedBytes = 0;
    std::chrono::microseconds roundTrip{};  // smoothed, from written to acknowledged
    std::chrono::microseconds decodeTime{}; // smoothed, as the viewer tells it
    std::uint32_t mismatches = 0;           // Checks that failed; a bug where not zero
};

} // namespace vitrine
