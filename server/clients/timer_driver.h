// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>

namespace vitrine {

class Display;

// Lets the display's timers run when they are due.
class TimerDriver {
public:
    // All are borrowed for our life. `ran` is called when some have run.
    TimerDriver(boost::asio::io_context& io, Display& display, std::function<void()> ran);
    ~TimerDriver();

private:
    void arm();

    Display& display_;
    boost::asio::steady_timer timer_;
    std::function<void()> ran_;
    // A wait that has ended already is told even after we are gone: it looks here.
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

} // namespace vitrine
