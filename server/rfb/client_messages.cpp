// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/rfb/client_messages.h"

#include <algorithm>
#include <cstdlib>

namespace vitrine {

void RfbMessageFramer::append(std::span<const std::uint8_t> bytes)
{
    const std::size_t skipped = std::min<std::uint64_t>(skipping_, bytes.size());
    skipping_ -= skipped;
    bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(taken_));
    taken_ = 0;
    bytes_.insert(bytes_.end(), bytes.begin() + static_cast<std::ptrdiff_t>(skipped), bytes.end());
}

std::optional<std::size_t> RfbMessageFramer::length() const
{
    const RfbMessage head{.type = {}, .bytes = std::span(bytes_).subspan(taken_)};
    const auto known = [&](std::size_t fixed, auto whole) -> std::optional<std::size_t> {
        if (head.bytes.size() < fixed) return std::nullopt;
        return whole();
    };
    switch (static_cast<RfbMessageType>(head.u8(0))) {
    case RfbMessageType::SetPixelFormat: return 20;
    case RfbMessageType::SetEncodings:
        return known(4, [&] { return 4 + std::size_t{4} * head.u16(2); });
    case RfbMessageType::UpdateRequest: return 10;
    case RfbMessageType::Key: return 8;
    case RfbMessageType::Pointer: return 6;
    case RfbMessageType::CutText: // a negative length: the extended clipboard
        return known(8, [&] {
            const auto length = static_cast<std::int32_t>(head.u32(4));
            return 8 + static_cast<std::size_t>(std::abs(std::int64_t{length}));
        });
    case RfbMessageType::SetDesktopSize:
        return known(8, [&] { return 8 + std::size_t{16} * head.u8(6); });
    }
    broken_ = true;
    return std::nullopt;
}

std::optional<RfbMessage> RfbMessageFramer::next()
{
    while (!broken_ && skipping_ == 0 && taken_ < bytes_.size()) {
        const auto whole = length();
        if (!whole) return std::nullopt;
        const std::size_t there = bytes_.size() - taken_;
        const auto type = static_cast<RfbMessageType>(bytes_[taken_]);
        if (*whole > limit_) {
            if (type != RfbMessageType::CutText) {
                broken_ = true;
                return std::nullopt;
            }
            skipping_ = *whole - std::min(*whole, there);
            taken_ += std::min(*whole, there);
            continue;
        }
        if (there < *whole) return std::nullopt;
        const RfbMessage message{.type = type, .bytes = std::span(bytes_).subspan(taken_, *whole)};
        taken_ += *whole;
        return message;
    }
    return std::nullopt;
}

} // namespace vitrine
