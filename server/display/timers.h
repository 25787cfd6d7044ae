// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/clock.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace vitrine {

class Timer;

// What is to happen at a time of the display's clock. Whoever owns the thread calls `run` when the
// time of `next` has come.
class Timers {
public:
    explicit Timers(const Clock& clock) : clock_(clock) {} // borrowed for our life

    std::optional<std::uint32_t> next() const; // none: nothing is to happen
    void run();                                // what is due; each timer once

    std::function<void()> onChange; // `next` is another; empty: nobody listens

private:
    friend class Timer;
    void changed() const
    {
        if (onChange) onChange();
    }

    const Clock& clock_;
    std::vector<Timer*> set_; // borrowed: each leaves before it goes
};

// One of them: set to a time, it calls `due` once when that has come.
class Timer {
public:
    Timer(Timers& timers, std::function<void()> due); // `timers` outlives us
    ~Timer();
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;

    void set(std::uint32_t time); // less than 2^31 milliseconds from now; instead of the last
    void after(std::uint32_t milliseconds);
    void stop();
    bool isSet() const { return isSet_; }
    std::uint32_t time() const { return time_; }

private:
    friend class Timers;

    Timers& timers_;
    std::function<void()> due_;
    std::uint32_t time_ = 0;
    bool isSet_ = false;
};

} // namespace vitrine
