// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace vitrine {

// What a viewer sends after ClientInit (RFC 6143, 7.5, and the community's extensions).
enum class RfbMessageType : std::uint8_t {
    SetPixelFormat = 0,
    SetEncodings = 2,
    UpdateRequest = 3,
    Key = 4,
    Pointer = 5,
    CutText = 6,
    SetDesktopSize = 251,
};

// One whole message; the bytes are borrowed until the next call of the framer.
struct RfbMessage {
    RfbMessageType type{};
    std::span<const std::uint8_t> bytes;

    std::uint8_t u8(std::size_t at) const { return bytes[at]; }
    std::uint16_t u16(std::size_t at) const
    {
        return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
    }
    std::uint32_t u32(std::size_t at) const
    {
        return static_cast<std::uint32_t>(u16(at)) << 16 | u16(at + 2);
    }
};

// Cuts a viewer's bytes into messages. No parser behind it ever waits for the rest of one.
class RfbMessageFramer {
public:
    explicit RfbMessageFramer(std::size_t limit) : limit_(limit) {}

    void append(std::span<const std::uint8_t> bytes);
    // Nothing yet, or, once `broken`, nothing ever: an unknown type or one too long, after which
    // no message boundary is known. A cut text over the limit is skipped instead.
    std::optional<RfbMessage> next();
    bool broken() const { return broken_; }

private:
    std::optional<std::size_t> length() const; // of the next one; none: too little there to tell

    std::vector<std::uint8_t> bytes_;
    std::size_t taken_ = 0; // of bytes_, by messages handed out
    std::uint64_t skipping_ = 0;
    std::size_t limit_;
    mutable bool broken_ = false;
};

} // namespace vitrine
