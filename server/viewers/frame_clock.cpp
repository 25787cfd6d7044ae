// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/viewers/frame_clock.h"

#include "server/scene/scene.h"

#include <boost/asio/io_context.hpp>

#include <algorithm>

namespace vitrine {

using std::chrono::steady_clock;

namespace {

constexpr steady_clock::duration shortestRest = std::chrono::milliseconds(8);
constexpr steady_clock::duration longestRest = std::chrono::milliseconds(20);

} // namespace

FrameClock::FrameClock(boost::asio::io_context& core, Scene& scene,
                       std::chrono::milliseconds patience)
    : scene_(scene), patience_(patience), timer_(core)
{
    scene_.onChange([this] { changed(); });
}

FrameClock::~FrameClock()
{
    scene_.onChange({});
}

bool FrameClock::awaitsIdle()
{
    if (!pending_) scene_.noteChanges();
    return pending_ && steady_clock::now() >= due_; // else the timer is set
}

void FrameClock::idle()
{
    if (steady_clock::now() < due_) return;
    timer_.cancel();
    cut();
}

void FrameClock::cut()
{
    const auto began = steady_clock::now();
    if (!scene_.awaited()) { // by whom it will be, it is cut at once
        due_ = began + patience_;
        return await(due_);
    }
    pending_ = false;
    if (!scene_.cut()) return;
    const auto ended = steady_clock::now();
    due_ = ended + std::clamp(4 * (ended - began), shortestRest, longestRest);
}

void FrameClock::changed()
{
    pending_ = true;
    await(std::max(steady_clock::now() + patience_, due_));
}

void FrameClock::await(steady_clock::time_point time)
{
    timer_.expires_at(time);
    // A wait that has just ended cannot be cancelled any more: it may outlive us.
    timer_.async_wait([this, life = std::weak_ptr(life_)](boost::system::error_code error) {
        if (!error && life.lock()) cut();
    });
}

} // namespace vitrine
