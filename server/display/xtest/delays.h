// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"
#include "server/display/timers.h"

#include <functional>
#include <map>

namespace vitrine {

class Display;

// "X Test Extension Protocol", FakeInput: what is to happen after a delay. The client's requests
// wait until then, so each has one at most.
class Delays {
public:
    explicit Delays(Display& display) : display_(display) {} // borrowed, outlives us

    void after(std::uint32_t milliseconds, ClientId client, std::function<void()> act);
    void clientGone(ClientId client) { timers_.erase(client); } // it never happens

private:
    Display& display_;
    std::map<ClientId, Timer> timers_;
};

} // namespace vitrine
