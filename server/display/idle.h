// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/clock.h"

namespace vitrine {

// For how long nobody has touched pointer or keyboard.
class Idle {
public:
    explicit Idle(const Clock& clock) : clock_(clock), since_(clock.milliseconds()) {} // borrowed

    void end() { since_ = clock_.milliseconds(); } // somebody does, now
    std::uint32_t since() const { return since_; }
    std::uint32_t milliseconds() const { return clock_.milliseconds() - since_; }

private:
    const Clock& clock_;
    std::uint32_t since_;
};

} // namespace vitrine
