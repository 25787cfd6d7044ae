// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine {

// Appends plain values to a message. Integers are varints: seven bits a byte, low bits first, the
// high bit set where another byte follows; signed ones are folded first (0, -1, 1, -2…).
class ByteWriter {
public:
    void byte(std::uint8_t value) { bytes_.push_back(std::byte{value}); }
    void varint(std::uint64_t value)
    {
        for (; value >= 0x80; value >>= 7) byte(static_cast<std::uint8_t>(value | 0x80));
        byte(static_cast<std::uint8_t>(value));
    }
    void signedVarint(std::int64_t value)
    {
        varint((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
    }
    void bytes(std::span<const std::byte> value)
    {
        bytes_.insert(bytes_.end(), value.begin(), value.end());
    }
    void string(std::string_view value) // its length, then its bytes
    {
        varint(value.size());
        bytes(std::as_bytes(std::span(value)));
    }

    std::span<const std::byte> written() const { return bytes_; }
    std::vector<std::byte> take() { return std::exchange(bytes_, {}); }

private:
    std::vector<std::byte> bytes_;
};

} // namespace vitrine
