// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/viewers/pacer.h"

#include <algorithm>

namespace vitrine {
namespace {

constexpr double leastWindow = 128 << 10;
constexpr double mostWindow = 16 << 20;

constexpr std::chrono::milliseconds patience{60};

} // namespace

bool Pacer::full(Time now) const
{
    if (flights_.empty()) return false;
    return bytes_ >= window_ || now - flights_.front().sentAt > 2 * shortest_ + patience;
}

void Pacer::sent(std::uint32_t frame, std::size_t bytes, Time now)
{
    if (flights_.empty()) waitingSince_ = now;
    flights_.push_back({frame, bytes, now, delivered_});
    bytes_ += bytes;
}

bool Pacer::acknowledged(std::uint32_t frame, Time now)
{
    if (flights_.empty()) return false;
    if (frame > flights_.back().frame) return false;
    if (frame < flights_.front().frame) return true; // told before
    Flight last = flights_.front();
    while (!flights_.empty() && flights_.front().frame <= frame) {
        last = flights_.front();
        flights_.pop_front();
        bytes_ -= last.bytes;
        delivered_ += last.bytes;
    }
    waitingSince_ = now;

    const auto time =
        std::max(std::chrono::duration_cast<std::chrono::microseconds>(now - last.sentAt),
                 std::chrono::microseconds(1));
    smoothed_ = smoothed_.count() == 0 ? time : (smoothed_ * 7 + time) / 8;
    shortest_ = std::min(shortest_, time);
    const double rate =
        static_cast<double>(delivered_ - last.deliveredBefore) / static_cast<double>(time.count());
    rate_ = std::max(rate, rate_ * 0.98);
    const double carried = rate_ * static_cast<double>(shortest_.count());
    window_ = static_cast<std::size_t>(std::clamp(2 * carried, leastWindow, mostWindow));
    return true;
}

} // namespace vitrine
