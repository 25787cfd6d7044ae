// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <filesystem>
#include <optional>

namespace vitrine {

// The listening socket of an X display, and the lock that says whose the display is: both as
// X.Org's server makes them, so that other servers keep away. Removed with this.
class DisplaySocket {
public:
    // Number `wanted`, or the first that is free from 1. Throws XServerError.
    DisplaySocket(std::filesystem::path socketDirectory, std::filesystem::path lockDirectory,
                  std::optional<int> wanted);
    ~DisplaySocket();
    DisplaySocket(const DisplaySocket&) = delete;
    DisplaySocket& operator=(const DisplaySocket&) = delete;

    int number() const { return number_; }
    int release(); // the listening descriptor, non-blocking, to be closed by the caller

private:
    bool lock(int number);   // false where another live server has it
    bool hold(int number);   // the same
    bool listen(int number); // the same
    void unlock();

    std::filesystem::path socketDirectory_;
    std::filesystem::path lockDirectory_;
    std::filesystem::path socket_; // empty until it is ours
    std::filesystem::path lock_;   // the same
    int number_ = -1;
    int descriptor_ = -1;
    int held_ = -1; // the abstract name, where there are such
};

} // namespace vitrine
