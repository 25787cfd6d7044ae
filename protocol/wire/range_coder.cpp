// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/wire/range_coder.h"

#include <utility>

namespace vitrine {

// Adds one to the number that the bytes are. It never runs off their front: all that was coded
// lies below one.
void RangeEncoder::carry()
{
    for (std::size_t at = bytes_.size(); at-- > 0;) {
        const auto grown = static_cast<std::uint8_t>(std::to_integer<unsigned>(bytes_[at]) + 1);
        bytes_[at] = std::byte{grown};
        if (grown != 0) return;
    }
}

std::vector<std::byte> RangeEncoder::finish()
{
    // Any number from low to low + range - 1 will do: take one with the fewest bytes before zeros.
    for (int count = 0; count <= 4; ++count) {
        const std::uint64_t tail = (std::uint64_t{1} << (32 - 8 * count)) - 1;
        const std::uint64_t value = (low_ + tail) & ~tail;
        if (value >= low_ + range_) continue;
        low_ = value;
        if (low_ >> 32) {
            carry();
            low_ &= 0xffffffffu;
        }
        for (int i = 0; i < count; ++i) emit();
        break;
    }
    low_ = 0;
    range_ = ~std::uint32_t{0};
    return std::exchange(bytes_, {});
}

} // namespace vitrine
