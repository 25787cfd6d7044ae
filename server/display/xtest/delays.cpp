// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/xtest/delays.h"

#include "server/display/display.h"

#include <algorithm>

namespace vitrine {

void Delays::after(std::uint32_t milliseconds, ClientId client, std::function<void()> act)
{
    constexpr std::uint32_t longest = 0x7fffffff; // that times can be compared over
    const auto due = [this, client, act = std::move(act)] {
        act();
        XClient& waited = *display_.client(client);
        waited.waiting = false;
        if (ClientOutput* const output = waited.output()) output->resume();
        timers_.erase(client);
    };
    display_.client(client)->waiting = true;
    timers_.try_emplace(client, display_.timers(), due)
        .first->second.after(std::min(milliseconds, longest));
}

} // namespace vitrine
