// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace vitrine {

// How likely a bit is a one, learned from the bits seen: quickly at first, then by 1/32 of the
// error. Stays from 1/65536 to 65535/65536.
class BitModel {
public:
    std::uint32_t probability() const { return probability_; }

    void update(bool bit)
    {
        const std::uint32_t rate = rates[count_];
        if (bit)
            probability_ =
                static_cast<std::uint16_t>(probability_ + (((65536u - probability_) * rate) >> 16));
        else
            probability_ = static_cast<std::uint16_t>(probability_ - ((probability_ * rate) >> 16));
        if (probability_ == 0) probability_ = 1;
        if (count_ < rates.size() - 1) ++count_;
    }

    template<class Coder> bool code(Coder& coder, bool bit)
    {
        bit = coder.bit(probability_, bit);
        update(bit);
        return bit;
    }

private:
    // 1 / (n + 1.5) in 1/65536.
    static constexpr std::array<std::uint16_t, 24> rates = [] {
        std::array<std::uint16_t, 24> values{};
        for (std::uint32_t n = 0; n < values.size(); ++n)
            values[n] = static_cast<std::uint16_t>(131072u / (2 * n + 3));
        values.back() = 2048;
        return values;
    }();

    std::uint16_t probability_ = 32768;
    std::uint16_t count_ = 0;
};

// A number of up to Bits bits, coded from the top as a walk down a binary tree of models.
template<int Bits> class TreeModel {
public:
    template<class Coder> std::uint32_t code(Coder& coder, std::uint32_t value)
    {
        std::uint32_t node = 1;
        for (int shift = Bits - 1; shift >= 0; --shift)
            node = (node << 1) | models_[node].code(coder, (value >> shift) & 1);
        return node & ((1u << Bits) - 1);
    }

private:
    std::array<BitModel, std::size_t{1} << Bits> models_;
};

// A number of any size: how many bits it has, one by one, then those bits, the upper three of them
// modelled.
class NumberModel {
public:
    template<class Coder> std::uint32_t code(Coder& coder, std::uint32_t value)
    {
        int width = 0;
        while (width < 32 && widths_[static_cast<std::size_t>(width)].code(
                                 coder, width < 32 && (value >> width) != 0))
            ++width;
        if (width < 2) return static_cast<std::uint32_t>(width);
        std::uint32_t result = 1;
        for (int shift = width - 2; shift >= 0; --shift) {
            const bool bit = (value >> shift) & 1;
            const bool coded =
                result < 8 ? bits_[static_cast<std::size_t>(width) * 8 + result].code(coder, bit)
                           : coder.bit(32768, bit);
            result = (result << 1) | coded;
        }
        return result;
    }

private:
    std::array<BitModel, 32> widths_;
    std::array<BitModel, 33 * 8> bits_;
};

// Signed numbers as unsigned ones, the small first: 0, -1, 1, -2…
inline std::uint32_t folded(std::int32_t value)
{
    return (static_cast<std::uint32_t>(value) << 1) ^ static_cast<std::uint32_t>(value >> 31);
}
inline std::int32_t unfolded(std::uint32_t value)
{
    return static_cast<std::int32_t>((value >> 1) ^ (~(value & 1) + 1));
}

} // namespace vitrine
