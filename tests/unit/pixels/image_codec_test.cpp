// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/pixels/image_codec.h"
#include "tests/support/random_messages.h"

#include <catch2/catch.hpp>

using namespace vitrine;
using test::RandomMessages;

namespace {

std::vector<std::byte> encoded(ImageCodec& codec, const Image& image)
{
    RangeEncoder coder;
    codec.encode(coder, image);
    return coder.finish();
}

Image decoded(ImageCodec& codec, std::span<const std::byte> bytes, Size size, int depth)
{
    Image image(size, depth);
    RangeDecoder coder(bytes);
    codec.decode(coder, image);
    return image;
}

} // namespace

TEST_CASE("Images of every depth and size come out as they went in, one after another")
{
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        RandomMessages random(seed);
        ImageCodec there, here;
        for (int i = 0; i < 30; ++i) {
            const int depth = random.depth();
            const Size size{random.number(0, 40), random.number(0, 40)};
            const Image image = random.image(size, depth);
            REQUIRE(decoded(here, encoded(there, image), size, depth) == image);
        }
    }
}

TEST_CASE("A pixel in a large solid image is found, wherever it is")
{
    for (const Point at : {Point{0, 0}, {99, 0}, {0, 99}, {99, 99}, {50, 50}, {98, 1}}) {
        Image image({100, 100}, 24);
        for (std::int32_t y = 0; y < 100; ++y)
            for (std::int32_t x = 0; x < 100; ++x) image.setPixel({x, y}, 0xd9d9d9);
        image.setPixel(at, 0xff0000);
        ImageCodec there, here;
        CHECK(decoded(here, encoded(there, image), image.size(), 24) == image);
    }
}

TEST_CASE("A solid image of a megapixel is at most 30 bytes")
{
    Image image({1000, 1000}, 24);
    for (std::int32_t y = 0; y < 1000; ++y)
        for (std::int32_t x = 0; x < 1000; ++x) image.setPixel({x, y}, 0x336699);
    ImageCodec codec;
    CHECK(encoded(codec, image).size() <= 30);
}

TEST_CASE("Shapes seen before cost less than half the second time")
{
    RandomMessages random(3);
    Image image({240, 100}, 24); // 24 × 5 shapes with a margin, antialiased
    for (std::int32_t y = 0; y < 100; ++y)
        for (std::int32_t x = 0; x < 240; ++x)
            image.setPixel({x, y},
                           x % 10 > 6 || y % 20 > 12 || random.chance(50)
                               ? 0xffffffu
                               : 0x111111u * static_cast<std::uint32_t>(random.number(0, 14)));
    ImageCodec codec;
    const std::size_t first = encoded(codec, image).size();
    CHECK(encoded(codec, image).size() < first / 2);
}

TEST_CASE("Bytes that are no image decode to some image")
{
    RandomMessages random(9);
    ImageCodec codec;
    for (int i = 0; i < 100; ++i) {
        std::vector<std::byte> bytes(static_cast<std::size_t>(random.number(0, 200)));
        for (std::byte& byte : bytes) byte = static_cast<std::byte>(random.number(0, 255));
        const int depth = random.depth();
        const Image image = decoded(codec, bytes, {33, 20}, depth);
        for (std::int32_t y = 0; y < 20; ++y)
            for (std::int32_t x = 0; x < 33; ++x)
                REQUIRE((image.pixel({x, y}) & ~image.pixelMask()) == 0);
    }
}
