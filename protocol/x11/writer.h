// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/wire.h"

#include <cstring>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::x11 {

// Appends replies, events and errors to a buffer in the client's byte order.
class Writer {
public:
    Writer(std::vector<std::byte>& out, ByteOrder order, std::uint16_t sequence)
        : out_(out), start_(out.size()), swapped_(order != nativeOrder), sequence_(sequence)
    {
    }

    template<class T> void put(T value)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        if constexpr (sizeof(T) > 1) {
            if (swapped_) swapBytes(value);
        }
        append(&value, sizeof(T));
    }
    void putSequence() { put(sequence_); }
    void zero(std::size_t size) { out_.resize(out_.size() + size); }
    void align(std::size_t unit)
    {
        const std::size_t size = out_.size() - start_;
        zero((size + unit - 1) / unit * unit - size);
    }

    // Anything that has data() and size(); structs whose size varies write themselves.
    template<class List> void list(const List& values)
    {
        using T = std::remove_cvref_t<decltype(*values.data())>;
        if constexpr (requires(const T& value) { value.write(*this); }) {
            for (const T& value : values) value.write(*this);
        } else if (swapped_ && sizeof(T) > 1) {
            for (const T& value : values) put(value);
        } else {
            append(values.data(), values.size() * sizeof(T));
        }
    }
    template<class List> void list(const std::optional<List>& values)
    {
        if (values) list(*values);
    }

    void endReply() { endLong(); }
    void endEvent() { zero(messageSize - (out_.size() - start_)); }
    void endGenericEvent() { endLong(); }

private:
    void append(const void* bytes, std::size_t size)
    {
        const auto* from = static_cast<const std::byte*>(bytes);
        out_.insert(out_.end(), from, from + size);
    }
    // Pads, and writes how many units of four bytes follow the first 32.
    void endLong()
    {
        align(4);
        const std::size_t size = out_.size() - start_;
        if (size < messageSize) return zero(messageSize - size);
        auto extra = static_cast<std::uint32_t>((size - messageSize) / 4);
        if (swapped_) swapBytes(extra);
        std::memcpy(out_.data() + start_ + 4, &extra, sizeof extra);
    }

    std::vector<std::byte>& out_;
    std::size_t start_; // of this message
    bool swapped_;
    std::uint16_t sequence_;
};

template<class List> std::size_t sizeOf(const List& values)
{
    return values.size();
}
template<class List> std::size_t sizeOf(const std::optional<List>& values)
{
    return values ? values->size() : 0;
}

void writeError(Writer& writer, std::uint8_t code, std::uint32_t badValue,
                std::uint16_t minorOpcode, std::uint8_t majorOpcode);

} // namespace vitrine::x11
