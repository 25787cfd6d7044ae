// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <optional>
#include <regex>
#include <string>
#include <vector>

namespace vitrine {

// A program that a test starts, whose output it reads, and that ends with it.
class ChildProcess {
public:
    explicit ChildProcess(std::vector<std::string> arguments);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    // The first group of `pattern` in what it has printed, as soon as that is there; none where it
    // ends, or half a minute passes, without.
    std::optional<std::string> printed(const std::regex& pattern);

    bool runs();
    const std::string& output() const { return output_; } // as far as it has been read

private:
    bool readMore(int milliseconds);

    pid_t process_ = -1;
    int pipe_ = -1;
    std::string output_;
};

} // namespace vitrine
