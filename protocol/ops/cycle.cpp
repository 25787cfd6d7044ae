// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/cycle.h"

namespace vitrine::stream {

void Cycle::begin(std::uint32_t looks)
{
    looks &= ~1u;
    looks_ = looks;
    const std::size_t pair = hashed(looks, before_) % stepCount;
    const std::size_t alone = hashed(looks, 1) % stepCount;
    const auto fits = [&](std::uint32_t at) {
        return at != 0 && written_ - at <= stepCount && steps_[at % stepCount].looks == looks;
    };
    if (!fits(match_)) match_ = fits(rounds_[pair]) ? rounds_[pair] : rounds_[alone];
    if (!fits(match_)) match_ = 0;
    rounds_[pair] = rounds_[alone] = written_;
    before_ = looks;
}

const Cycle::Step* Cycle::expected() const
{
    if (match_ == 0 || match_ == written_ || written_ - match_ > stepCount) return nullptr;
    const Step& step = steps_[match_ % stepCount];
    return step.looks == looks_ ? &step : nullptr;
}

void Cycle::add(Point place)
{
    Step next{.place = place, .moved = {}, .size = {}, .looks = looks_};
    lastSize_ = {};
    if (const Step* step = expected()) {
        lastSize_ = step->size;
        next.moved = shift_ = minus(place, step->place);
        ++match_;
    }
    steps_[written_++ % stepCount] = next;
    looks_ |= 1;
}

} // namespace vitrine::stream
