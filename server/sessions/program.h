// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <system_error>
#include <vector>

namespace vitrine {

// How a program ended, in words for its user: "exited with status 1", "was ended by signal 11".
std::string describeExit(int waitStatus);

// A program that runs in a session, in a process group of its own, so that what it starts ends
// with it. Not owned by a destructor: the session reaps it (`Programs`).
class Program {
public:
    // Starts `arguments[0]`, found by PATH, with `variables` added to our environment. Its standard
    // input is /dev/null; output and errors are ours. The error says why it cannot be started.
    static Program start(const std::vector<std::string>& arguments,
                         const std::map<std::string, std::string>& variables,
                         std::error_code& error);

    pid_t pid() const { return pid_; }
    const std::string& name() const { return name_; } // arguments[0]

    void signal(int number) const; // to the whole group

private:
    pid_t pid_ = -1;
    std::string name_;
};

} // namespace vitrine
