// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "server/display/x_error.h"

#include <cstdint>
#include <memory>
#include <utility>

namespace vitrine {

// How many bytes of pixels one client's images may take.
struct PixelBudget {
    static constexpr std::int64_t maximum = std::int64_t{512} << 20;
    static constexpr std::int64_t maximumOfOne = std::int64_t{256} << 20;

    std::int64_t used = 0;

    bool allows(std::int64_t bytes) const
    {
        return bytes <= maximumOfOne && bytes <= maximum - used;
    }
};

// The part of a budget that one image takes, given back with it. Empty: none.
class PixelLease {
public:
    PixelLease() = default;
    PixelLease(std::shared_ptr<PixelBudget> budget, Size size, int depth) // or throws BadAlloc
        : budget_(std::move(budget)), bytes_(bytesOf(size, depth))
    {
        if (!budget_->allows(bytes_)) throw badAlloc();
        budget_->used += bytes_;
    }
    PixelLease(PixelLease&& other) noexcept : PixelLease() { *this = std::move(other); }
    PixelLease& operator=(PixelLease&& other) noexcept
    {
        std::swap(budget_, other.budget_);
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    ~PixelLease()
    {
        if (budget_) budget_->used -= bytes_;
    }

    static std::int64_t bytesOf(Size size, int depth) { return size.area() * (depth <= 8 ? 1 : 4); }

private:
    std::shared_ptr<PixelBudget> budget_;
    std::int64_t bytes_ = 0;
};

} // namespace vitrine
