// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/wire/byte_reader.h"
#include "protocol/wire/byte_writer.h"
#include "protocol/wire/utf8.h"

#include <catch2/catch.hpp>

using namespace vitrine;

TEST_CASE("Plain values come back as they were written, and fail when cut short")
{
    ByteWriter writer;
    writer.byte(7);
    writer.varint(300);
    writer.varint(~std::uint64_t{0});
    writer.signedVarint(-3);
    writer.signedVarint(INT64_MIN);
    writer.string("grüße");
    const auto bytes = writer.take();
    for (std::size_t length = 0; length <= bytes.size(); ++length) {
        ByteReader reader(std::span<const std::byte>(bytes).first(length));
        const bool same = reader.byte() == 7 && reader.varint() == 300 &&
                          reader.varint() == ~std::uint64_t{0} && reader.signedVarint() == -3 &&
                          reader.signedVarint() == INT64_MIN && reader.string(10) == "grüße";
        CHECK(same == (length == bytes.size()));
        CHECK(reader.failed() == (length != bytes.size()));
    }
}

TEST_CASE("A varint has the bytes that protocol/README.md shows")
{
    ByteWriter writer;
    writer.varint(0x1ab);
    CHECK(writer.take() == std::vector<std::byte>{std::byte{0xab}, std::byte{0x03}});
    writer.signedVarint(-2);
    CHECK(writer.take() == std::vector<std::byte>{std::byte{0x03}});
}

TEST_CASE("A varint of more than 64 bits, or a string beyond its limit, fails")
{
    const std::vector<std::byte> endless(11, std::byte{0xff});
    ByteReader reader(endless);
    CHECK(reader.varint() == 0);
    CHECK(reader.failed());
    CHECK(reader.byte() == 0);

    ByteWriter writer;
    writer.string("12345");
    const auto bytes = writer.take();
    ByteReader strict(bytes);
    CHECK(strict.string(4).empty());
    CHECK(strict.failed());
}

TEST_CASE("UTF-8 is checked as RFC 3629 says")
{
    for (const char* good : {"", "abc", "ß", "日本", "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf"})
        CHECK(isUtf8(good));
    for (const char* bad : {"\x80", "\xc0\x80", "\xc3", "\xe0\x80\x80", "\xed\xa0\x80",
                            "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "a\xff", "\xe6\x97"})
        CHECK_FALSE(isUtf8(bad));
}
