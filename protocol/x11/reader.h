// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/wire.h"

#include <array>
#include <cassert>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace vitrine::x11 {

inline std::uint64_t countBits(std::uint64_t value)
{
    return static_cast<std::uint64_t>(std::popcount(value));
}

template<class List, class Each> std::uint64_t sumOver(const List& values, const Each& each)
{
    std::uint64_t sum = 0;
    for (const auto& value : values) sum += each(value);
    return sum;
}

// Where lists live that could not be borrowed in place. Costs nothing until it is used.
class Arena {
public:
    std::byte* take(std::size_t size)
    {
        // new aligns for every scalar type.
        return blocks_.emplace_back(std::make_unique<std::byte[]>(size)).get();
    }

private:
    std::vector<std::unique_ptr<std::byte[]>> blocks_;
};

// Reads one whole message. Past the end everything is zero and `good()` is false from then on, so
// the generated code needs no branch of its own. What it lends lives as long as bytes and arena.
class Reader {
public:
    Reader(std::span<const std::byte> bytes, ByteOrder order, Arena& arena)
        : bytes_(bytes), swapped_(order != nativeOrder), arena_(arena)
    {
    }

    bool good() const { return good_; }
    // A BOOL that is neither, or a bit that no value belongs to.
    std::optional<std::uint32_t> badValue() const { return badValue_; }
    void noteBadValue(std::uint32_t value)
    {
        if (!badValue_) badValue_ = value;
    }
    // In a list of values, each unknown bit of the mask stands for four bytes too.
    void skipUnknownValues(std::uint64_t mask, std::uint32_t known)
    {
        const auto unknown = static_cast<std::uint32_t>(mask) & ~known;
        if (unknown == 0) return;
        noteBadValue(static_cast<std::uint32_t>(mask));
        skip(4u * static_cast<unsigned>(std::popcount(unknown)));
    }
    std::size_t remaining() const { return bytes_.size() - at_; }

    template<class T> [[gnu::always_inline]] T get() // of which most requests consist
    {
        static_assert(std::is_trivially_copyable_v<T>);
        T value{};
        if (!has(sizeof(T))) return value;
        std::memcpy(static_cast<void*>(&value), bytes_.data() + at_, sizeof(T));
        at_ += sizeof(T);
        if constexpr (sizeof(T) > 1) {
            if (swapped_) swapBytes(value);
        }
        return value;
    }

    bool getBool()
    {
        const auto value = get<std::uint8_t>();
        if (value > 1) noteBadValue(value);
        return value != 0;
    }

    template<class T, std::size_t count> std::array<T, count> getArray()
    {
        std::array<T, count> values{};
        for (T& value : values) value = get<T>();
        return values;
    }

    [[gnu::always_inline]] void skip(std::uint64_t size)
    {
        if (has(size)) at_ += static_cast<std::size_t>(size);
    }
    // To the next multiple from the start of the message; padding at the very end may be missing.
    void align(std::size_t unit)
    {
        const std::size_t wanted = (at_ + unit - 1) / unit * unit;
        at_ = std::min(wanted, bytes_.size());
    }

    template<class T> std::span<const T> list(std::uint64_t count)
    {
        if (count == 0 || !hasElements(count, sizeof(T))) return {};
        const std::byte* from = bytes_.data() + at_;
        const std::size_t elements = static_cast<std::size_t>(count);
        at_ += elements * sizeof(T);
        const bool borrow = (!swapped_ || sizeof(T) == 1) &&
                            reinterpret_cast<std::uintptr_t>(from) % alignof(T) == 0;
        if (borrow) return {reinterpret_cast<const T*>(from), elements};
        T* copy = reinterpret_cast<T*>(arena_.take(elements * sizeof(T)));
        std::memcpy(static_cast<void*>(copy), from, elements * sizeof(T));
        if constexpr (sizeof(T) > 1) {
            if (swapped_) {
                for (std::size_t i = 0; i < elements; ++i) swapBytes(copy[i]);
            }
        }
        return {copy, elements};
    }

    // All that is left; for elements of four bytes and more, nothing may be left over.
    template<class T> std::span<const T> rest()
    {
        if (sizeof(T) >= 4 && remaining() % sizeof(T) != 0) good_ = false;
        return list<T>(remaining() / sizeof(T));
    }

    std::string_view text(std::uint64_t count)
    {
        const auto chars = list<char>(count);
        return {chars.data(), chars.size()};
    }
    std::string_view restOfText() { return text(remaining()); }

    template<class T> std::vector<T> vector(std::uint64_t count)
    {
        const auto values = list<T>(count);
        return {values.begin(), values.end()};
    }
    template<class T> std::vector<T> restAsVector()
    {
        const auto values = rest<T>();
        return {values.begin(), values.end()};
    }

    // Structs whose size varies, each with a parser of its own.
    template<class T, class... Parameters>
    std::vector<T> structs(std::uint64_t count, Parameters... parameters)
    {
        std::vector<T> values;
        // Every struct takes a byte at least, so a count from outside cannot exhaust memory.
        for (std::uint64_t i = 0; i < count && good_; ++i) {
            if (!has(1)) break;
            values.push_back(T::parse(*this, parameters...));
        }
        return values;
    }
    template<class T> std::vector<T> restOfStructs()
    {
        std::vector<T> values;
        while (good_ && remaining() >= 4) values.push_back(T::parse(*this));
        return values;
    }

    // A request must be used up, but for padding to four bytes.
    bool finish()
    {
        align(4);
        return good_ && remaining() == 0;
    }

private:
    [[gnu::always_inline]] bool has(std::uint64_t size)
    {
        if (good_ && size <= remaining()) return true;
        good_ = false;
        return false;
    }
    bool hasElements(std::uint64_t count, std::size_t size)
    {
        if (good_ && count <= remaining() / size) return true;
        good_ = false;
        return false;
    }

    std::span<const std::byte> bytes_;
    std::size_t at_ = 0;
    bool good_ = true;
    bool swapped_;
    std::optional<std::uint32_t> badValue_;
    Arena& arena_;
};

} // namespace vitrine::x11
