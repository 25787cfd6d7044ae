// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/writer.h"

#include <vector>

namespace vitrine::x11 {

// A request written field by field, in either byte order.
class RequestBytes {
public:
    explicit RequestBytes(std::uint8_t opcode, std::uint8_t second = 0,
                          ByteOrder order = nativeOrder)
        : order_(order)
    {
        with(opcode).with(second).with(std::uint16_t{0}); // the framer has used the length already
    }

    template<class T> RequestBytes& with(T value)
    {
        Writer(bytes_, order_, 0).put(value);
        return *this;
    }
    RequestBytes& with(std::string_view text)
    {
        Writer(bytes_, order_, 0).list(text);
        bytes_.resize((bytes_.size() + 3) / 4 * 4);
        return *this;
    }

    Frame frame() const { return {bytes_, order_}; }
    Frame first(std::size_t size) const { return {std::span(bytes_).first(size), order_}; }
    std::size_t size() const { return bytes_.size(); }

private:
    std::vector<std::byte> bytes_;
    ByteOrder order_;
};

inline constexpr ByteOrder otherOrder =
    nativeOrder == ByteOrder::Little ? ByteOrder::Big : ByteOrder::Little;

} // namespace vitrine::x11
