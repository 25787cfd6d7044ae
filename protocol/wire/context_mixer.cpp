// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/wire/context_mixer.h"

#include <algorithm>

namespace vitrine {
namespace {

constexpr std::int32_t one = 1 << 16; // a weight of one
constexpr std::int32_t startWeight = one * 3 / 10;
constexpr std::int32_t bias = 256; // the input that is always there
constexpr int learningShift = 14;  // the lower, the faster weights follow

// 1 / (n + 1.5) in 1/65536.
constexpr std::array<std::uint16_t, 256> rates = [] {
    std::array<std::uint16_t, 256> values{};
    for (std::uint32_t n = 0; n < values.size(); ++n)
        values[n] = static_cast<std::uint16_t>(131072u / (2 * n + 3));
    return values;
}();

} // namespace

ContextMixer::ContextMixer(int slotBits, std::size_t weightSets, int memory)
    : slots_(std::make_unique<Slot[]>(std::size_t{1} << slotBits)), slotMask_((1u << slotBits) - 1),
      weights_(weightSets), memory_(static_cast<std::uint8_t>(memory))
{
    for (Weights& weights : weights_) {
        weights.fill(startWeight);
        weights[mostContexts] = 0;
    }
}

// The slot of a context's bit: one of two neighbours, and where neither is its own, the one that
// has seen less.
ContextMixer::Slot& ContextMixer::slot(std::uint32_t hash)
{
    const std::size_t first = hash & slotMask_;
    const auto check = static_cast<std::uint8_t>(hash >> 24);
    Slot& a = slots_[first];
    if (a.check == check && a.count != 0) return a;
    Slot& b = slots_[first ^ 1];
    if (b.check == check && b.count != 0) return b;
    Slot& free = a.count <= b.count ? a : b;
    free = {.probability = 32768, .check = check, .count = 0};
    return free;
}

std::uint32_t ContextMixer::predict(std::uint32_t place, std::size_t weightSet)
{
    assert(weightSet < weights_.size());
    mixing_ = &weights_[weightSet];
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < count_; ++i) {
        used_[i] = &slot(hashed(contexts_[i], place));
        inputs_[i] = used_[i]->count == 0 ? 0 : logistic::stretch(used_[i]->probability);
        sum += std::int64_t{(*mixing_)[i]} * inputs_[i];
    }
    sum += std::int64_t{(*mixing_)[mostContexts]} * bias;
    const auto x =
        static_cast<int>(std::clamp<std::int64_t>(sum >> 16, -logistic::limit, logistic::limit));
    mixed_ = logistic::squash(x);
    return mixed_;
}

void ContextMixer::update(bool bit)
{
    const std::int32_t error = (bit ? 65536 : 0) - static_cast<std::int32_t>(mixed_);
    const auto learn = [&](std::int32_t& weight, std::int32_t input) {
        weight = std::clamp(weight + ((input * error) >> learningShift), -8 * one, 8 * one);
    };
    for (std::size_t i = 0; i < count_; ++i) {
        learn((*mixing_)[i], inputs_[i]);
        Slot& seen = *used_[i];
        const std::uint32_t rate = rates[seen.count];
        const std::uint32_t moved =
            bit ? seen.probability + (((65536u - seen.probability) * rate) >> 16)
                : seen.probability - ((seen.probability * rate) >> 16);
        seen.probability = static_cast<std::uint16_t>(moved);
        if (seen.count < memory_) ++seen.count;
    }
    learn((*mixing_)[mostContexts], bias);
}

} // namespace vitrine
