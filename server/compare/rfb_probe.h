// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

namespace vitrine {

// How a VNC viewer asks to be told of the screen.
struct RfbProfile {
    const char* name;      // for people
    const char* encodings; // as libvncclient lists them
    int quality = -1;      // of JPEG, 0 to 9; negative: lossless
};

// A VNC viewer (libvncclient) on a thread of its own, that reads as fast as it can and counts.
class RfbProbe {
public:
    RfbProbe(const RfbProfile& profile, int port); // on this machine, without a password
    ~RfbProbe();

    const std::string& name() const { return name_; }
    std::uint64_t bytes() const { return bytes_; }
    std::uint64_t frames() const { return frames_; }
    bool failed() const { return failed_; } // never connected, or no longer

private:
    void run(RfbProfile profile, int port);

    std::string name_;
    std::atomic<std::uint64_t> bytes_ = 0;
    std::atomic<std::uint64_t> frames_ = 0;
    std::atomic<bool> failed_ = false;
    std::atomic<bool> stop_ = false;
    std::thread thread_; // the last, as it uses all of these
};

} // namespace vitrine
