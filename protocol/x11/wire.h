// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

namespace vitrine::x11 {

enum class ByteOrder : std::uint8_t { Little, Big };

inline constexpr ByteOrder nativeOrder =
    std::endian::native == std::endian::little ? ByteOrder::Little : ByteOrder::Big;

inline constexpr std::size_t headerSize = 4;   // of a request
inline constexpr std::size_t messageSize = 32; // of an event or error; the least of a reply

inline constexpr std::uint8_t errorResponse = 0;
inline constexpr std::uint8_t replyResponse = 1;
inline constexpr std::uint8_t genericEvent = 35;

// One whole request, as long as its length field said; a BIG-REQUESTS length has been taken out,
// so the body always starts at byte 4. Borrowed, and aligned to four bytes.
struct Frame {
    std::span<const std::byte> bytes;
    ByteOrder order = nativeOrder;

    std::uint8_t opcode() const { return std::to_integer<std::uint8_t>(bytes[0]); }
    std::uint8_t minor() const { return std::to_integer<std::uint8_t>(bytes[1]); }
};

// Any event of 32 bytes, as it is on the wire.
struct RawEvent {
    std::array<std::uint8_t, 32> bytes{};
    bool operator==(const RawEvent&) const = default;
};

// The numbers under which this server offers an extension.
struct ExtensionInfo {
    std::string_view name;
    std::uint8_t majorOpcode;
    std::uint8_t firstEvent;
    std::uint8_t eventCount;
    std::uint8_t firstError;
    std::uint8_t errorCount;
    std::uint16_t majorVersion; // of the description this was generated from
    std::uint16_t minorVersion;
};

template<class T>
requires std::is_arithmetic_v<T>
void swapBytes(T& value)
{
    auto bytes = std::bit_cast<std::array<std::byte, sizeof(T)>>(value);
    std::reverse(bytes.begin(), bytes.end());
    value = std::bit_cast<T>(bytes);
}
inline void swapBytes(RawEvent&) {} // whoever reads it knows its kind
template<class T, std::size_t count> void swapBytes(std::array<T, count>& values)
{
    for (T& value : values) swapBytes(value);
}

} // namespace vitrine::x11
