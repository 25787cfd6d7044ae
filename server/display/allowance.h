// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/x_error.h"

#include <cstdint>
#include <memory>
#include <utility>

namespace vitrine {

// How many bytes of something one client may take. Over it, its requests end with BadAlloc.
struct Allowance {
    std::int64_t maximum;
    std::int64_t used = 0;

    std::int64_t left() const { return maximum - used; }
};

// A part of an allowance, given back at its end. Empty: none.
class Lease {
public:
    Lease() = default;
    Lease(std::shared_ptr<Allowance> from, std::int64_t amount) // or throws BadAlloc
        : from_(std::move(from)), amount_(amount)
    {
        if (amount > from_->left()) throw badAlloc();
        from_->used += amount;
    }
    Lease(Lease&& other) noexcept : Lease() { *this = std::move(other); }
    Lease& operator=(Lease&& other) noexcept
    {
        std::swap(from_, other.from_);
        std::swap(amount_, other.amount_);
        return *this;
    }
    ~Lease()
    {
        if (from_) from_->used -= amount_;
    }

    // As much instead. Where that is too much it stays as it is.
    void renew(const std::shared_ptr<Allowance>& from, std::int64_t amount) // or throws BadAlloc
    {
        const std::int64_t returned = from == from_ ? amount_ : 0;
        if (amount - returned > from->left()) throw badAlloc();
        *this = Lease();
        *this = Lease(from, amount);
    }

private:
    std::shared_ptr<Allowance> from_;
    std::int64_t amount_ = 0;
};

} // namespace vitrine
