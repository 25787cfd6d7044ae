// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <string>

namespace vitrine {

// Slows down whoever guesses passwords: after some wrong ones, an address has to wait, twice as
// long each time.
class Penalties {
public:
    using Time = std::chrono::steady_clock::time_point;

    bool waits(const std::string& address, Time now) const;
    void failed(const std::string& address, Time now);
    void succeeded(const std::string& address) { records_.erase(address); }

private:
    struct Record {
        int failures = 0;
        Time until; // it waits
    };

    std::map<std::string, Record> records_;
};

} // namespace vitrine
