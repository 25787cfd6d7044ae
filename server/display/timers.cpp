// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/timers.h"

#include <algorithm>

namespace vitrine {

std::optional<std::uint32_t> Timers::next() const
{
    const auto first = std::ranges::min_element(
        set_, [](const Timer* a, const Timer* b) { return isEarlier(a->time_, b->time_); });
    if (first == set_.end()) return std::nullopt;
    return (*first)->time_;
}

void Timers::run()
{
    const std::uint32_t now = clock_.milliseconds();
    const auto isDue = [&](const Timer* timer) { return !isEarlier(now, timer->time_); };
    std::vector<Timer*> due;
    std::ranges::copy_if(set_, std::back_inserter(due), isDue);
    for (Timer* timer : due) {
        // Another may have stopped it, set it anew, or ended it.
        const auto still = std::ranges::find(set_, timer);
        if (still == set_.end() || !isDue(timer)) continue;
        set_.erase(still);
        timer->isSet_ = false;
        const auto action = timer->due_; // it may end the timer
        action();
    }
    changed();
}

Timer::Timer(Timers& timers, std::function<void()> due) : timers_(timers), due_(std::move(due)) {}

Timer::~Timer()
{
    stop();
}

void Timer::set(std::uint32_t time)
{
    if (isSet_ && time_ == time) return;
    time_ = time;
    if (!isSet_) timers_.set_.push_back(this);
    isSet_ = true;
    timers_.changed();
}

void Timer::after(std::uint32_t milliseconds)
{
    set(timers_.clock_.milliseconds() + milliseconds);
}

void Timer::stop()
{
    if (!isSet_) return;
    isSet_ = false;
    std::erase(timers_.set_, this);
    timers_.changed();
}

} // namespace vitrine
