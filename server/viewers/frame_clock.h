// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>

namespace vitrine {

class Scene;

// Cuts the scene's frames: when the core has nothing left to read, but not later than `patience`
// after the first change, so that a program that draws without pause is seen doing so. After a
// frame the core draws for a while before it looks again, longer after one that was dear: showing
// what programs do takes at most a fifth of the time from doing it.
class FrameClock {
public:
    FrameClock(boost::asio::io_context& core, Scene& scene, // both borrowed for our life
               std::chrono::milliseconds patience = std::chrono::milliseconds(4));
    ~FrameClock();

    bool awaitsIdle(); // there is something to show, and it may be shown by now
    void idle();       // the core has nothing left to read

private:
    void changed();
    void cut();
    void await(std::chrono::steady_clock::time_point time); // to cut

    Scene& scene_;
    std::chrono::milliseconds patience_;
    boost::asio::steady_timer timer_;
    std::chrono::steady_clock::time_point due_; // no frame before
    bool pending_ = false;                      // something has changed since the last
    const std::shared_ptr<const bool> life_ = std::make_shared<const bool>(); // as long as ours
};

} // namespace vitrine
