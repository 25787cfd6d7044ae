// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

namespace vitrine {

// An adaptive binary arithmetic coder: a bit costs as many bits as its probability says. A
// probability is that of a one, in 1/65536, from 1 to 65535. Both ends keep the same models, so
// they always agree on it. A frame begins with a fresh coder; models outlive it.
//
// What is coded by fields is written once, for either direction, as a template over the coder: the
// encoder returns the bit it is given, the decoder ignores that and returns the bit it finds.
class RangeEncoder {
public:
    static constexpr bool decoding = false;

    bool bit(std::uint32_t probability, bool value)
    {
        const std::uint32_t bound = (range_ >> 16) * probability;
        if (value) {
            range_ = bound;
        } else {
            low_ += bound;
            range_ -= bound;
        }
        while (range_ < leastRange) {
            emit();
            range_ <<= 8;
        }
        return value;
    }
    bool failed() const { return false; }

    std::size_t size() const { return bytes_.size(); } // so far, without what finish() adds

    // The bytes so far, ended by as few more as tell them apart; the coder is fresh again. The
    // decoder reads the zeros that are missing at the end, at most four.
    std::vector<std::byte> finish();

private:
    static constexpr std::uint32_t leastRange = 1u << 24;
    void emit()
    {
        if (low_ >> 32) carry();
        bytes_.push_back(static_cast<std::byte>(low_ >> 24));
        low_ = (low_ << 8) & 0xffffffffu;
    }
    void carry();

    std::uint64_t low_ = 0; // below 2^32, but for a carry into the bytes before
    std::uint32_t range_ = ~std::uint32_t{0};
    std::vector<std::byte> bytes_;
};

// The other end. Bytes that no encoder wrote decode to anything; `failed()` grows true where more
// was asked for than there is. Borrows the bytes.
class RangeDecoder {
public:
    static constexpr bool decoding = true;

    explicit RangeDecoder(std::span<const std::byte> bytes) : bytes_(bytes)
    {
        for (int i = 0; i < 4; ++i) code_ = (code_ << 8) | next();
    }

    bool bit(std::uint32_t probability, bool = false)
    {
        const std::uint32_t bound = (range_ >> 16) * probability;
        const bool value = code_ < bound;
        if (value) {
            range_ = bound;
        } else {
            code_ -= bound;
            range_ -= bound;
        }
        while (range_ < leastRange) {
            code_ = (code_ << 8) | next();
            range_ <<= 8;
        }
        return value;
    }

    bool failed() const { return failed_ || position_ > bytes_.size() + mostMissing; }
    void fail() { failed_ = true; } // what was decoded makes no sense
    bool atEnd() const { return position_ >= bytes_.size() && !failed(); } // all bytes were used

private:
    static constexpr std::uint32_t leastRange = 1u << 24;
    static constexpr std::size_t mostMissing = 4;
    std::uint32_t next()
    {
        const std::size_t at = position_++;
        return at < bytes_.size() ? std::to_integer<std::uint32_t>(bytes_[at]) : 0;
    }

    std::span<const std::byte> bytes_;
    std::size_t position_ = 0;
    std::uint32_t range_ = ~std::uint32_t{0};
    std::uint32_t code_ = 0;
    bool failed_ = false;
};

// What a coder takes: a value to write, or a place for one.
template<class Coder, class Type>
using Coded = std::conditional_t<Coder::decoding, Type&, const Type&>;

} // namespace vitrine
