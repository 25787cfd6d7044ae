// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/wire/logistic.h"

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace vitrine {

inline std::uint32_t hashed(std::uint32_t a, std::uint32_t b)
{
    std::uint32_t h = (a ^ (b * 0x9e3779b1u)) * 0x85ebca6bu;
    h ^= h >> 15;
    return h * 0xc2b2ae35u + b;
}

// Predicts bits from several contexts at once. Each context has its own estimate in a hashed table;
// the estimates are weighed by how well each has done so far, in this weight set, and added up on
// the logistic scale. Integers only, so both ends agree.
class ContextMixer {
public:
    static constexpr std::size_t mostContexts = 8;

    // 2^slotBits estimates; each settles to follow its last `memory` bits.
    ContextMixer(int slotBits, std::size_t weightSets, int memory);

    // The contexts of the bits that follow, as hashes.
    void begin(std::span<const std::uint32_t> contexts)
    {
        assert(contexts.size() <= mostContexts);
        count_ = contexts.size();
        for (std::size_t i = 0; i < count_; ++i) contexts_[i] = contexts[i];
    }

    // One bit; `place` tells it apart from the other bits that these contexts see.
    template<class Coder>
    bool code(Coder& coder, bool bit, std::uint32_t place, std::size_t weightSet)
    {
        const std::uint32_t probability = predict(place, weightSet);
        bit = coder.bit(probability, bit);
        update(bit);
        return bit;
    }

    // A number below 2^bits, from its top bit.
    template<class Coder>
    std::uint32_t codeTree(Coder& coder, std::uint32_t value, int bits, std::size_t weightSet)
    {
        std::uint32_t node = 1;
        for (int shift = bits - 1; shift >= 0; --shift)
            node = (node << 1) | code(coder, (value >> shift) & 1, node, weightSet);
        return node & ((1u << bits) - 1);
    }

    // Any number: how many bits it has, one by one, then these bits.
    template<class Coder>
    std::uint32_t codeNumber(Coder& coder, std::uint32_t value, std::size_t weightSet)
    {
        std::uint32_t width = 0;
        while (width < 32 &&
               code(coder, (value >> width) != 0, 0x10000 + width, weightSet + (width != 0)))
            ++width;
        if (width < 2) return width;
        std::uint32_t result = 1;
        for (std::uint32_t shift = width - 1; shift-- > 0;) {
            const std::uint32_t place = (width << 26) ^ result;
            result = (result << 1) | code(coder, (value >> shift) & 1, place, weightSet + 2);
        }
        return result;
    }
    static constexpr std::size_t numberSets = 3; // weight sets that codeNumber uses, from the first

private:
    struct Slot { // all zero at first, which is quick to make
        std::uint16_t probability;
        std::uint8_t check;
        std::uint8_t count; // bits seen; zero: free
    };
    using Weights = std::array<std::int32_t, mostContexts + 1>;

    std::uint32_t predict(std::uint32_t place, std::size_t weightSet);
    void update(bool bit);
    Slot& slot(std::uint32_t hash);

    std::unique_ptr<Slot[]> slots_;
    std::uint32_t slotMask_;
    std::vector<Weights> weights_;
    std::uint8_t memory_;

    std::size_t count_ = 0;
    std::array<std::uint32_t, mostContexts> contexts_{};

    // Of the bit under way.
    std::array<Slot*, mostContexts> used_{};
    std::array<std::int32_t, mostContexts + 1> inputs_{};
    Weights* mixing_ = nullptr;
    std::uint32_t mixed_ = 0;
};

} // namespace vitrine
