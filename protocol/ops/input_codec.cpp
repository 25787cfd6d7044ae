// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/input_codec.h"

#include "protocol/ops/limits.h"
#include "protocol/ops/within_limits.h"
#include "protocol/wire/byte_reader.h"
#include "protocol/wire/byte_writer.h"

#include <limits>
#include <type_traits>

namespace vitrine {
namespace {

void write(ByteWriter& to, bool value)
{
    to.byte(value ? 1 : 0);
}
void write(ByteWriter& to, std::uint8_t value)
{
    to.byte(value);
}
void write(ByteWriter& to, std::uint32_t value)
{
    to.varint(value);
}
void write(ByteWriter& to, std::int32_t value)
{
    to.signedVarint(value);
}
void write(ByteWriter& to, SurfaceId value)
{
    to.varint(value.value);
}
void write(ByteWriter& to, SurfaceAction value)
{
    to.byte(static_cast<std::uint8_t>(value));
}
void write(ByteWriter& to, TouchPhase value)
{
    to.byte(static_cast<std::uint8_t>(value));
}
void write(ByteWriter& to, const std::string& value)
{
    to.string(value);
}
void write(ByteWriter& to, Point value)
{
    write(to, value.x);
    write(to, value.y);
}
void write(ByteWriter& to, Size value)
{
    write(to, value.width);
    write(to, value.height);
}
void write(ByteWriter& to, const Rect& value)
{
    write(to, value.origin());
    write(to, value.size());
}

void read(ByteReader& from, bool& value)
{
    const std::uint8_t byte = from.byte();
    if (byte > 1) from.fail();
    value = byte == 1;
}
void read(ByteReader& from, std::uint8_t& value)
{
    value = from.byte();
}
void read(ByteReader& from, std::uint32_t& value)
{
    const std::uint64_t number = from.varint();
    if (number > std::numeric_limits<std::uint32_t>::max()) from.fail();
    value = static_cast<std::uint32_t>(number);
}
void read(ByteReader& from, std::int32_t& value)
{
    const std::int64_t number = from.signedVarint();
    if (number < -limits::coordinate || number > limits::coordinate) from.fail();
    value = from.failed() ? 0 : static_cast<std::int32_t>(number);
}
void read(ByteReader& from, SurfaceId& value)
{
    read(from, value.value);
}
void read(ByteReader& from, SurfaceAction& value)
{
    value = static_cast<SurfaceAction>(from.byte());
}
void read(ByteReader& from, TouchPhase& value)
{
    value = static_cast<TouchPhase>(from.byte());
}
void read(ByteReader& from, std::string& value)
{
    value = from.string(limits::inputStringBytes);
}
void read(ByteReader& from, Point& value)
{
    read(from, value.x);
    read(from, value.y);
}
void read(ByteReader& from, Size& value)
{
    read(from, value.width);
    read(from, value.height);
}
void read(ByteReader& from, Rect& value)
{
    read(from, value.x);
    read(from, value.y);
    read(from, value.width);
    read(from, value.height);
}

template<std::size_t Kind = 0> std::optional<Input> readKind(ByteReader& from, std::size_t kind)
{
    if constexpr (Kind < std::variant_size_v<Input>) {
        if (kind != Kind) return readKind<Kind + 1>(from, kind);
        using Struct = std::variant_alternative_t<Kind, Input>;
        Struct value;
        std::apply([&](const auto&... field) { (read(from, value.*field.member), ...); },
                   Struct::fields);
        return value;
    } else {
        return std::nullopt;
    }
}

} // namespace

std::vector<std::byte> encodeInput(const Input& input)
{
    ByteWriter to;
    to.byte(static_cast<std::uint8_t>(input.index()));
    std::visit(
        [&]<class Struct>(const Struct& value) {
            std::apply([&](const auto&... field) { (write(to, value.*field.member), ...); },
                       Struct::fields);
        },
        input);
    return to.take();
}

std::optional<Input> decodeInput(std::span<const std::byte> bytes)
{
    ByteReader from(bytes);
    std::optional<Input> input = readKind(from, from.byte());
    if (!input || from.failed() || !from.atEnd() || !withinLimits(*input)) return std::nullopt;
    return input;
}

} // namespace vitrine
