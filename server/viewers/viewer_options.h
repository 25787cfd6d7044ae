// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <string>

namespace vitrine {

struct ViewerOptions {
    std::string sessionName = "Vitrine";
    bool desktop = false;         // show one screen with its root
    bool checkEverything = false; // a Check of each visible surface in each frame: for tests
    std::chrono::milliseconds helloTime{10'000};   // until the first message
    std::chrono::milliseconds silenceTime{30'000}; // while frames wait to be acknowledged
};

} // namespace vitrine
