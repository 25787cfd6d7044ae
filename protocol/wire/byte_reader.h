// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace vitrine {

// Takes what ByteWriter wrote. After anything that is not there, or not well formed, everything
// reads as zero and `failed()` stays true: check it once, at the end. Borrows the bytes.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes) : rest_(bytes) {}

    bool failed() const { return failed_; }
    bool atEnd() const { return rest_.empty(); }
    std::size_t remaining() const { return rest_.size(); }
    void fail()
    {
        failed_ = true;
        rest_ = {};
    }

    std::uint8_t byte()
    {
        const auto one = bytes(1);
        return one.empty() ? 0 : std::to_integer<std::uint8_t>(one[0]);
    }
    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const std::uint8_t next = byte();
            if (shift == 63 && next > 1) break; // more than 64 bits
            value |= std::uint64_t{next & 0x7fu} << shift;
            if (next < 0x80) return failed_ ? 0 : value;
        }
        fail();
        return 0;
    }
    std::int64_t signedVarint()
    {
        const std::uint64_t folded = varint();
        return static_cast<std::int64_t>((folded >> 1) ^ (~(folded & 1) + 1));
    }
    std::span<const std::byte> bytes(std::size_t count) // empty where there are not so many
    {
        if (count > rest_.size()) {
            fail();
            return {};
        }
        const auto taken = rest_.first(count);
        rest_ = rest_.subspan(count);
        return taken;
    }
    std::string_view string(std::size_t longest)
    {
        const std::uint64_t length = varint();
        if (length > longest || length > rest_.size()) {
            fail();
            return {};
        }
        const auto taken = bytes(static_cast<std::size_t>(length));
        return {reinterpret_cast<const char*>(taken.data()), taken.size()};
    }

private:
    std::span<const std::byte> rest_;
    bool failed_ = false;
};

} // namespace vitrine
