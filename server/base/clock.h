// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace vitrine {

// X's time: milliseconds since some moment, wrapping after 49.7 days, never 0 (CurrentTime).
class Clock {
public:
    virtual ~Clock() = default;
    virtual std::uint32_t milliseconds() const = 0;
};

class SteadyClock : public Clock {
public:
    std::uint32_t milliseconds() const override
    {
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        const auto count = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
        const auto wrapped = static_cast<std::uint32_t>(count);
        return wrapped == 0 ? 1 : wrapped;
    }
};

// For tests: time passes when told.
class ManualClock : public Clock {
public:
    std::uint32_t milliseconds() const override { return now_; }
    void advance(std::uint32_t milliseconds) { now_ += milliseconds; }

private:
    std::uint32_t now_ = 1000;
};

// Whether X time `a` is earlier than `b`, across the wrap.
inline bool isEarlier(std::uint32_t a, std::uint32_t b)
{
    return static_cast<std::int32_t>(a - b) < 0;
}

} // namespace vitrine
