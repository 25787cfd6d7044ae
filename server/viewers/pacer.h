// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>

namespace vitrine {

// How much may be under way to a viewer: about twice what its link carries in a round trip, so that
// the link never runs dry and what is sent is never old. The same in time: a viewer that takes long
// to show its frames has few of them waiting.
class Pacer {
public:
    using Time = std::chrono::steady_clock::time_point;

    void sent(std::uint32_t frame, std::size_t bytes, Time now);
    // The viewer has this frame, and those before it. False where it cannot have it.
    bool acknowledged(std::uint32_t frame, Time now);

    bool full(Time now) const;
    bool empty() const { return flights_.empty(); }
    std::size_t bytes() const { return bytes_; } // sent and not acknowledged
    std::size_t window() const { return window_; }
    std::chrono::microseconds roundTrip() const { return smoothed_; }
    // Since when the viewer owes an answer; only where not empty.
    Time waitingSince() const { return waitingSince_; }

private:
    struct Flight {
        std::uint32_t frame;
        std::size_t bytes;
        Time sentAt;
        std::uint64_t deliveredBefore;
    };

    std::deque<Flight> flights_;
    std::size_t bytes_ = 0;
    std::size_t window_ = std::size_t{256} << 10;
    std::uint64_t delivered_ = 0;
    std::chrono::microseconds smoothed_{};
    std::chrono::microseconds shortest_{std::chrono::hours(1)};
    double rate_ = 0; // bytes a microsecond, the best seen, slowly forgotten
    Time waitingSince_;
};

} // namespace vitrine
