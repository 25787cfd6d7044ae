// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/wire/bit_model.h"
#include "protocol/wire/context_mixer.h"
#include "protocol/wire/range_coder.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

using namespace vitrine;

TEST_CASE("Bits come out as they went in, under any probabilities")
{
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        std::mt19937 random(seed);
        std::vector<std::pair<std::uint32_t, bool>> bits(random() % 400);
        for (auto& [probability, bit] : bits) {
            const bool extreme = random() % 3 == 0;
            probability = extreme ? (random() % 2 ? 1 : 65535) : 1 + random() % 65535;
            bit = random() % 65536 < probability;
            if (random() % 50 == 0) bit = !bit; // carries and long renormalisations
        }
        RangeEncoder encoder;
        for (const auto& [probability, bit] : bits) encoder.bit(probability, bit);
        const auto bytes = encoder.finish();
        RangeDecoder decoder(bytes);
        for (const auto& [probability, bit] : bits) REQUIRE(decoder.bit(probability) == bit);
        CHECK(decoder.atEnd());
    }
}

TEST_CASE("A carry runs through all the bytes before it")
{
    RangeEncoder encoder;
    std::vector<bool> bits;
    for (int i = 0; i < 200; ++i) bits.push_back(false); // low grows towards 0.111…
    for (const bool bit : bits) encoder.bit(65535, bit);
    const auto bytes = encoder.finish();
    RangeDecoder decoder(bytes);
    for (const bool bit : bits) REQUIRE(decoder.bit(65535) == bit);
    CHECK(decoder.atEnd());
}

TEST_CASE("Nothing coded is no bytes, and predictable bits are one byte")
{
    RangeEncoder encoder;
    CHECK(encoder.finish().empty());
    for (int i = 0; i < 1000; ++i) encoder.bit(65535, true);
    CHECK(encoder.finish().size() <= 1);
}

TEST_CASE("A decoder fails once it needs five bytes that are not there")
{
    RangeDecoder decoder({});
    CHECK_FALSE(decoder.failed());
    for (int i = 0; i < 9; ++i) decoder.bit(32768);
    CHECK(decoder.failed());
}

TEST_CASE("Model numbers of every width survive")
{
    std::vector<std::uint32_t> values{0, 1, 2, 3, 255, 256, 0x7fffffff, 0x80000000, 0xffffffff};
    for (std::uint32_t i = 0; i < 32; ++i) values.push_back((1u << i) + i / 2);
    RangeEncoder encoder;
    NumberModel numbers;
    ContextMixer mixer(10, ContextMixer::numberSets, 30);
    const std::array<std::uint32_t, 2> contexts{1, 2};
    for (const std::uint32_t value : values) {
        CHECK(numbers.code(encoder, value) == value);
        mixer.begin(contexts);
        CHECK(mixer.codeNumber(encoder, value, 0) == value);
    }
    const auto bytes = encoder.finish();
    RangeDecoder decoder(bytes);
    NumberModel sameNumbers;
    ContextMixer sameMixer(10, ContextMixer::numberSets, 30);
    for (const std::uint32_t value : values) {
        CHECK(sameNumbers.code(decoder, 0) == value);
        sameMixer.begin(contexts);
        CHECK(sameMixer.codeNumber(decoder, 0, 0) == value);
    }
    CHECK(decoder.atEnd());
}

TEST_CASE("A bit model's probability never leaves 1 to 65535")
{
    for (const bool bit : {false, true}) {
        BitModel model;
        for (int i = 0; i < 5000; ++i) {
            model.update(bit);
            REQUIRE(model.probability() >= 1);
            REQUIRE(model.probability() <= 65535);
        }
        CHECK((model.probability() > 32768) == bit);
    }
}

TEST_CASE("The mixer learns that a bit depends on one of its contexts")
{
    std::mt19937 random(5);
    RangeEncoder encoder;
    ContextMixer mixer(16, 1, 30);
    for (int i = 0; i < 20000; ++i) {
        const std::uint32_t cause = random() % 64, noise = random() % 4096;
        const std::array<std::uint32_t, 3> contexts{hashed(1, cause), hashed(2, noise), 3};
        mixer.begin(contexts);
        mixer.code(encoder, (cause * 37) & 8, 0, 0);
    }
    CHECK(encoder.finish().size() < 20000 / 8 / 20); // a twentieth of what the bits are
}

TEST_CASE("The logistic tables are what protocol/README.md says")
{
    for (int x = -logistic::limit; x <= logistic::limit; ++x) {
        const double exact = 65536.0 / (1.0 + std::exp(-x / 256.0));
        REQUIRE(std::abs(logistic::squash(x) - exact) <= 0.5 + 1e-6);
    }
    for (std::uint32_t p = 0; p < 65536; p += 16) {
        const int x = logistic::stretch(p);
        REQUIRE((x == logistic::limit || logistic::squash(x) >= p + 8));
        REQUIRE((x == -logistic::limit || logistic::squash(x - 1) < p + 8));
    }
}

TEST_CASE("Folding keeps the small numbers small")
{
    CHECK(folded(0) == 0);
    CHECK(folded(-1) == 1);
    CHECK(folded(1) == 2);
    for (const std::int32_t value : {0, 5, -5, INT32_MAX, INT32_MIN})
        CHECK(unfolded(folded(value)) == value);
}
