// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <string>

namespace vitrine {

// X.Org's server on a virtual screen, to compare with. It ends with us.
class Xvfb {
public:
    Xvfb(); // throws std::runtime_error where it does not run: without it nothing is proven
    ~Xvfb();
    Xvfb(const Xvfb&) = delete;
    Xvfb& operator=(const Xvfb&) = delete;

    const std::string& name() const { return name_; } // ":7"

private:
    void start(int display);

    pid_t process_ = -1;
    std::string name_;
};

} // namespace vitrine
