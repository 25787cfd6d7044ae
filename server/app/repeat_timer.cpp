// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/app/repeat_timer.h"

#include "server/base/clock.h"
#include "server/display/input/input_devices.h"

#include <algorithm>
#include <chrono>

namespace vitrine {

RepeatTimer::RepeatTimer(boost::asio::io_context& io, const Clock& clock, InputDevices& devices)
    : clock_(clock), devices_(devices), timer_(io)
{
    devices_.deadlineChanged = [this] { arm(); };
}

RepeatTimer::~RepeatTimer()
{
    devices_.deadlineChanged = nullptr;
}

void RepeatTimer::arm()
{
    const std::optional<std::uint32_t> deadline = devices_.nextDeadline();
    if (!deadline) {
        timer_.cancel();
        return;
    }
    const auto left = static_cast<std::int32_t>(*deadline - clock_.milliseconds());
    timer_.expires_after(std::chrono::milliseconds(std::max(left, 0)));
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (error) return;
        devices_.tick();
        arm();
    });
}

} // namespace vitrine
