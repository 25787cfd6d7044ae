// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/codec.h"
#include "protocol/ops/limits.h"
#include "tests/support/random_messages.h"

#include <catch2/catch.hpp>

using namespace vitrine;
using test::RandomMessages;

namespace {

constexpr std::size_t kinds = std::variant_size_v<Message>;
constexpr std::size_t frameEndKind = 17;

std::vector<Message> randomFrame(RandomMessages& random, FrameEncoder& encoder,
                                 std::uint32_t number, std::vector<std::byte>& bytes)
{
    std::vector<Message> messages;
    for (int i = random.number(0, 30); i > 0; --i) {
        auto kind = static_cast<std::size_t>(
            random.number(0, random.chance(70) ? 15 : static_cast<int>(kinds) - 1));
        if (kind == frameEndKind) kind = 9;
        messages.push_back(random.message(kind));
        REQUIRE(encoder.add(messages.back()));
    }
    messages.emplace_back(FrameEnd{number, number * 17});
    bytes = encoder.finish({number, number * 17});
    return messages;
}

} // namespace

TEST_CASE("Every message comes out of its frame as it went in")
{
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        if (kind == frameEndKind) continue;
        for (std::uint32_t seed = 1; seed <= 10; ++seed) {
            RandomMessages random(seed);
            FrameEncoder encoder;
            FrameDecoder decoder;
            const Message message = random.message(kind);
            REQUIRE(message.index() == kind);
            REQUIRE(encoder.add(message));
            const auto decoded = decoder.decode(encoder.finish({1, 5}));
            REQUIRE(decoded.has_value());
            CHECK((*decoded == std::vector<Message>{message, FrameEnd{1, 5}}));
        }
    }
}

TEST_CASE("A long stream of frames decodes message for message")
{
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
        RandomMessages random(seed);
        FrameEncoder encoder;
        FrameDecoder decoder;
        for (std::uint32_t number = 1; number <= 40; ++number) {
            std::vector<std::byte> bytes;
            const auto sent = randomFrame(random, encoder, number, bytes);
            const auto decoded = decoder.decode(bytes);
            REQUIRE(decoded.has_value());
            REQUIRE((*decoded == sent));
        }
    }
}

TEST_CASE("A frame cut short is never taken for the whole one")
{
    RandomMessages random(7);
    FrameEncoder encoder;
    std::vector<std::byte> bytes;
    const auto sent = randomFrame(random, encoder, 1, bytes);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        FrameDecoder decoder;
        const auto decoded = decoder.decode(std::span(bytes).first(length));
        CHECK_FALSE((decoded && *decoded == sent));
    }
}

TEST_CASE("A frame with bytes after its end is refused")
{
    FrameEncoder encoder;
    REQUIRE(encoder.add(Message(Bell{50})));
    auto bytes = encoder.finish({1, 2});
    bytes.insert(bytes.end(), 8, std::byte{0x55});
    CHECK_FALSE(FrameDecoder().decode(bytes).has_value());
}

TEST_CASE("Random bytes end in a refusal or in messages within the limits")
{
    RandomMessages random(11);
    FrameDecoder decoder;
    for (int round = 0; round < 200; ++round) {
        std::vector<std::byte> bytes(static_cast<std::size_t>(random.number(0, 300)));
        for (std::byte& byte : bytes) byte = static_cast<std::byte>(random.number(0, 255));
        (void)decoder.decode(bytes);
    }
}

TEST_CASE("Flipped bits never break the decoder")
{
    for (std::uint32_t seed = 1; seed <= 30; ++seed) {
        RandomMessages random(seed);
        FrameEncoder encoder;
        FrameDecoder decoder;
        for (std::uint32_t number = 1; number <= 4; ++number) {
            std::vector<std::byte> bytes;
            randomFrame(random, encoder, number, bytes);
            const auto at =
                static_cast<std::size_t>(random.number(0, static_cast<int>(bytes.size()) - 1));
            bytes[at] ^= static_cast<std::byte>(1 << random.number(0, 7));
            (void)decoder.decode(bytes);
        }
    }
}

TEST_CASE("The encoder refuses what exceeds the limits, and the stream goes on")
{
    FrameEncoder encoder;
    CHECK_FALSE(encoder.add(Message(FillRects{{1}, {}, {{1 << 20, 0, 1, 1}}})));
    CHECK_FALSE(encoder.add(Message(FillRects{{1}, {}, {{0, 0, -1, 1}}})));
    CHECK_FALSE(
        encoder.add(Message(FillRects{{1}, {}, std::vector<Rect>(limits::listLength + 1)})));
    CHECK_FALSE(encoder.add(Message(DefineImage{{1}, {40000, 1}, 24})));
    CHECK_FALSE(encoder.add(Message(DefineImage{{1}, {4, 1}, 15})));
    CHECK_FALSE(encoder.add(Message(CopyPlane{.plane = 3})));
    Stroke endless{.style = LineStyle::OnOffDash, .dashes = {3, 0}};
    CHECK_FALSE(encoder.add(Message(DrawSegments{{1}, {}, endless, {}})));
    REQUIRE(encoder.add(Message(Bell{7})));
    const auto decoded = FrameDecoder().decode(encoder.finish({1, 2}));
    REQUIRE(decoded.has_value());
    CHECK((*decoded == std::vector<Message>{Bell{7}, FrameEnd{1, 2}}));
}
