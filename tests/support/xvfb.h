// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <string>

namespace vitrine {

// X.Org's server on a virtual screen, to compare with. It ends with us.
class Xvfb {
public:
    Xvfb();
    ~Xvfb();
    Xvfb(const Xvfb&) = delete;
    Xvfb& operator=(const Xvfb&) = delete;

    bool runs() const { return !name_.empty(); }      // false where it is not installed
    const std::string& name() const { return name_; } // ":7"

private:
    void start(int display);

    pid_t process_ = -1;
    std::string name_;
};

} // namespace vitrine
