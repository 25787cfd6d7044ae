// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/wrapping.h"
#include "protocol/wire/context_mixer.h"

#include <vector>

namespace vitrine::stream {

// Programs that animate draw the same things over and over, a little moved. This remembers where
// things were drawn, one after another, and follows the last round of it, by the ops' looks.
class Cycle {
public:
    struct Step {
        Point place;
        Point moved; // since the round before
        Size size;
        std::uint32_t looks = 0; // of the op; one more from its second place on
    };

    Cycle() : steps_(stepCount), rounds_(stepCount) {}

    // An op of these looks is about to have its first place.
    void begin(std::uint32_t looks);
    // What stood here in the last round, or null.
    const Step* expected() const;
    Point shift() const { return shift_; } // of the last place against the last round's

    void add(Point place);
    Size lastSize() const { return lastSize_; } // of the last place, in the last round
    void setSize(Size size) { steps_[(written_ - 1) % stepCount].size = size; } // of the last place

private:
    static constexpr std::size_t stepCount = 1 << 13;

    std::vector<Step> steps_;           // a ring
    std::vector<std::uint32_t> rounds_; // by hashes of looks: where such an op began last
    std::uint32_t written_ = 1;
    std::uint32_t match_ = 0;  // the step that corresponds to the next one; zero: none
    std::uint32_t looks_ = 0;  // of the next step
    std::uint32_t before_ = 0; // of the last op
    Point shift_;
    Size lastSize_;
};

} // namespace vitrine::stream
