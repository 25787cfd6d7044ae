// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/clients/timer_driver.h"

#include "server/display/display.h"
#include "server/display/timers.h"

#include <algorithm>
#include <chrono>

namespace vitrine {

TimerDriver::TimerDriver(boost::asio::io_context& io, Display& display, std::function<void()> ran)
    : display_(display), timer_(io), ran_(std::move(ran))
{
    display_.timers().onChange = [this] { arm(); };
    arm();
}

TimerDriver::~TimerDriver()
{
    display_.timers().onChange = nullptr;
}

void TimerDriver::arm()
{
    const std::optional<std::uint32_t> next = display_.timers().next();
    if (!next) {
        timer_.cancel();
        return;
    }
    const auto left = static_cast<std::int32_t>(*next - display_.now());
    timer_.expires_after(std::chrono::milliseconds(std::max(left, 0)));
    timer_.async_wait(
        [this, alive = std::weak_ptr(alive_)](const boost::system::error_code& error) {
            if (error || alive.expired()) return;
            display_.timers().run();
            ran_();
        });
}

} // namespace vitrine
