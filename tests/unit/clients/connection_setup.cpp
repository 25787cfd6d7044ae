// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/clients/connection_setup.h"

#include "protocol/x11/writer.h"

#include <catch2/catch.hpp>

namespace vitrine {

namespace {

std::vector<std::byte> setupBytes(char mark, x11::ByteOrder order, std::string_view name,
                                  std::string_view secret)
{
    std::vector<std::byte> bytes;
    x11::Writer writer(bytes, order, 0);
    writer.put(mark);
    writer.zero(1);
    writer.put(std::uint16_t{11});
    writer.put(std::uint16_t{0});
    writer.put(static_cast<std::uint16_t>(name.size()));
    writer.put(static_cast<std::uint16_t>(secret.size()));
    writer.zero(2);
    writer.list(name);
    writer.align(4);
    writer.list(secret);
    writer.align(4);
    return bytes;
}

} // namespace

TEST_CASE("A setup request is read once it is whole, in the order that it declares")
{
    for (const auto order : {x11::ByteOrder::Little, x11::ByteOrder::Big}) {
        const char mark = order == x11::ByteOrder::Little ? 'l' : 'B';
        const auto bytes = setupBytes(mark, order, "MIT-MAGIC-COOKIE-1", "0123456789abcdef");
        SetupRequest request;
        for (std::size_t size = 0; size < bytes.size(); ++size)
            CHECK(readSetup(std::span(bytes).first(size), request) == SetupState::Incomplete);
        REQUIRE(readSetup(bytes, request) == SetupState::Whole);
        CHECK(request.order == order);
        CHECK(request.majorVersion == 11);
        CHECK(request.authorizationProtocol == "MIT-MAGIC-COOKIE-1");
        CHECK(request.authorization == "0123456789abcdef");
        CHECK(request.size == bytes.size());
    }
}

TEST_CASE("What is no setup request is refused at its first byte, a boundless one at its head")
{
    SetupRequest request;
    const std::vector<std::byte> http(3, std::byte('G'));
    CHECK(readSetup(http, request) == SetupState::Malformed);
    const auto endless = setupBytes('l', x11::ByteOrder::Little, std::string(5000, 'x'), "");
    CHECK(readSetup(std::span(endless).first(12), request) == SetupState::Malformed);
}

TEST_CASE("A refusal says its reason and its length")
{
    std::vector<std::byte> bytes;
    writeRefusal(bytes, x11::ByteOrder::Big, "No entry");
    REQUIRE(bytes.size() == 16);
    CHECK(bytes[0] == std::byte{0});
    CHECK(bytes[1] == std::byte{8});
    CHECK(bytes[7] == std::byte{2});
    CHECK(bytes[8] == std::byte('N'));
}

} // namespace vitrine
