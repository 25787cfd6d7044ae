// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/paint.h"

#include <numeric>

namespace vitrine {

// A place in a dash pattern: which length (even: on, odd: off) and how far into it.
class Dasher {
public:
    // `stroke` is borrowed; it must have dashes.
    explicit Dasher(const Stroke& stroke) : lengths_(&stroke.dashes)
    {
        total_ = std::accumulate(lengths_->begin(), lengths_->end(), std::int64_t{0});
        step(stroke.dashOffset);
    }

    static bool dashed(const Stroke& stroke)
    {
        return stroke.style != LineStyle::Solid && !stroke.dashes.empty() &&
               std::accumulate(stroke.dashes.begin(), stroke.dashes.end(), 0) > 0;
    }

    bool on() const { return index_ % 2 == 0; }
    std::size_t index() const { return index_; }
    std::int64_t total() const { return total_; }
    std::int32_t done() const { return done_; } // of the current length
    std::int32_t left() const { return (*lengths_)[index_] - done_; }

    void step(std::int64_t distance)
    {
        if (distance >= total_) distance %= total_;
        while (distance >= left()) {
            distance -= left();
            next();
        }
        done_ += static_cast<std::int32_t>(distance);
    }
    void next()
    {
        done_ = 0;
        if (++index_ == lengths_->size()) index_ = 0;
    }

private:
    const std::vector<std::uint8_t>* lengths_;
    std::int64_t total_ = 0;
    std::size_t index_ = 0;
    std::int32_t done_ = 0;
};

} // namespace vitrine
