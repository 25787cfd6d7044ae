// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace vitrine {

class Clock;
class InputDevices;

// Wakes the input devices when a held key is to repeat.
class RepeatTimer {
public:
    // All are borrowed for our life.
    RepeatTimer(boost::asio::io_context& io, const Clock& clock, InputDevices& devices);
    ~RepeatTimer();

private:
    void arm();

    const Clock& clock_;
    InputDevices& devices_;
    boost::asio::steady_timer timer_;
};

} // namespace vitrine
