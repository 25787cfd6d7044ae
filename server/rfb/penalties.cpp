// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/rfb/penalties.h"

#include <algorithm>

namespace vitrine {

using namespace std::chrono_literals;

namespace {

constexpr int freeTries = 5;
constexpr std::chrono::seconds firstWait = 5s, longestWait = 300s;
constexpr std::size_t mostRecords = 1024;

} // namespace

bool Penalties::waits(const std::string& address, Time now) const
{
    const auto found = records_.find(address);
    return found != records_.end() && now < found->second.until;
}

void Penalties::failed(const std::string& address, Time now)
{
    if (records_.size() >= mostRecords && !records_.contains(address))
        records_.erase(std::ranges::min_element(
            records_, {}, [](const auto& entry) { return entry.second.until; }));
    Record& record = records_[address];
    if (++record.failures < freeTries) return;
    const int doublings = std::min(record.failures - freeTries, 8);
    record.until = now + std::min(longestWait, firstWait * (1 << doublings));
}

} // namespace vitrine
