// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/input_codec.h"
#include "tests/support/random_messages.h"

#include <catch2/catch.hpp>

using namespace vitrine;
using test::RandomMessages;

namespace {

std::vector<std::byte> bytes(std::initializer_list<int> values)
{
    std::vector<std::byte> result;
    for (const int value : values) result.push_back(static_cast<std::byte>(value));
    return result;
}

} // namespace

TEST_CASE("Every input comes back as it went, and is refused cut short or prolonged")
{
    for (std::size_t kind = 0; kind < std::variant_size_v<Input>; ++kind) {
        for (std::uint32_t seed = 1; seed <= 40; ++seed) {
            const Input input = RandomMessages(seed).input(kind);
            REQUIRE(input.index() == kind);
            auto encoded = encodeInput(input);
            const auto decoded = decodeInput(encoded);
            REQUIRE(decoded.has_value());
            CHECK((*decoded == input));
            for (std::size_t length = 0; length < encoded.size(); ++length)
                CHECK_FALSE(decodeInput(std::span(encoded).first(length)).has_value());
            encoded.push_back(std::byte{0});
            CHECK_FALSE(decodeInput(encoded).has_value());
        }
    }
}

TEST_CASE("Input has the bytes that protocol/README.md shows")
{
    CHECK(encodeInput(PointerMove{{3}, {-1, 200}}) == bytes({2, 3, 1, 0x90, 0x03}));
    CHECK(encodeInput(PointerButton{1, true}) == bytes({3, 1, 1}));
    CHECK(encodeInput(Key{30, 0x61, "a", true}) == bytes({5, 30, 0x61, 1, 'a', 1}));
    CHECK(encodeInput(ReleaseAll{}) == bytes({6}));
}

TEST_CASE("What no viewer may say is refused")
{
    CHECK_FALSE(decodeInput({}).has_value());
    CHECK_FALSE(decodeInput(bytes({10})).has_value()); // no such message
    CHECK_FALSE(decodeInput(bytes({255})).has_value());
    CHECK_FALSE(decodeInput(bytes({3, 1, 2})).has_value());                   // a bool of 2
    CHECK_FALSE(decodeInput(bytes({8, 1, 7, 0, 0, 0, 0})).has_value());       // no such action
    CHECK_FALSE(decodeInput(bytes({7, 1, 2})).has_value());                   // a size below zero
    CHECK_FALSE(decodeInput(bytes({2, 0, 0x80, 0x80, 0x40, 0})).has_value()); // x = 2^19
    CHECK_FALSE(decodeInput(bytes({9, 2, 0xc3, 0x28})).has_value());          // no UTF-8
    CHECK_FALSE(decodeInput(bytes({9, 0xff, 0xff, 0xff, 0x7f, 'a'})).has_value());
}
