// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <boost/asio/steady_timer.hpp>

#include <chrono>

namespace vitrine {

class Scene;

// Cuts the scene's frames: when the core has nothing left to read, but not later than `patience`
// after the first change, so that a program that draws without pause is seen doing so.
class FrameClock {
public:
    FrameClock(boost::asio::io_context& core, Scene& scene, // both borrowed for our life
               std::chrono::milliseconds patience = std::chrono::milliseconds(4));
    ~FrameClock();

    void idle(); // the core has nothing left to read

private:
    void changed();

    Scene& scene_;
    std::chrono::milliseconds patience_;
    boost::asio::steady_timer timer_;
};

} // namespace vitrine
