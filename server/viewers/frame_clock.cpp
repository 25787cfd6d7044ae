// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/viewers/frame_clock.h"

#include "server/scene/scene.h"

#include <boost/asio/io_context.hpp>

namespace vitrine {

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

void FrameClock::idle()
{
    timer_.cancel();
    scene_.cut();
}

void FrameClock::changed()
{
    timer_.expires_after(patience_);
    timer_.async_wait([this](boost::system::error_code error) {
        if (!error) scene_.cut();
    });
}

} // namespace vitrine
