// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace vitrine {

// A counter of the SYNC extension, named by clients. What waits for it is named here.
struct SyncCounter {
    std::int64_t value = 0;
    bool ofServer = false;   // SERVERTIME, IDLETIME
    std::vector<Xid> alarms; // that look at it, the latest first: as X.Org's server tells them
    std::vector<ClientId> awaitedBy; // clients
};

// A fence: either triggered or not.
struct SyncFence {
    bool triggered = false;
};

// The numbers are SYNC's.
enum class TestType : std::uint32_t {
    PositiveTransition,
    NegativeTransition,
    PositiveComparison,
    NegativeComparison,
};

// What a client waits for: a counter that passes a value.
struct SyncTrigger {
    Xid counter = 0; // None: never
    std::int64_t waitValue = 0;
    bool relative = false;
    std::int64_t testValue = 0; // waitValue, or that beyond what the counter was
    TestType test = TestType::PositiveComparison;

    bool isPositive() const
    {
        return test == TestType::PositiveTransition || test == TestType::PositiveComparison;
    }
    bool isTransition() const
    {
        return test == TestType::PositiveTransition || test == TestType::NegativeTransition;
    }
    // Once the counter has gone from `before` to `now`.
    bool holds(std::int64_t before, std::int64_t now) const
    {
        const bool reached = isPositive() ? now >= testValue : now <= testValue;
        const bool was = isPositive() ? before >= testValue : before <= testValue;
        return reached && !(isTransition() && was);
    }
};

// None where it does not fit.
inline std::optional<std::int64_t> sum(std::int64_t a, std::int64_t b)
{
    std::int64_t result = 0;
    if (__builtin_add_overflow(a, b, &result)) return std::nullopt;
    return result;
}
inline std::optional<std::int64_t> difference(std::int64_t a, std::int64_t b)
{
    std::int64_t result = 0;
    if (__builtin_sub_overflow(a, b, &result)) return std::nullopt;
    return result;
}

// An alarm: tells its listeners whenever its trigger comes true.
struct SyncAlarm {
    enum class State : std::uint8_t { Active, Inactive, Destroyed };

    SyncTrigger trigger;
    std::int64_t delta = 1;
    State state = State::Inactive;
    std::vector<ClientId> listeners;

    // SYNC 3.1, "Alarms": where the next value lies once the trigger came true, with the counter at
    // `now`: delta added until it is false. None: beyond the range of values.
    std::optional<std::int64_t> nextValue(std::int64_t now) const;
};

} // namespace vitrine
