// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/extent.h"
#include "protocol/ops/player.h"
#include "tests/support/random_messages.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace vitrine;
using test::RandomMessages;

namespace {

bool writes(const Extent& extent, Point at)
{
    return std::any_of(extent.writes.begin(), extent.writes.end(),
                       [&](const Rect& rect) { return rect.contains(at); });
}

// The same op on two images that differ in every bit.
struct Twice {
    Images images;
    Glyphs glyphs;
    Canvas canvas{images, glyphs};

    explicit Twice(RandomMessages& random)
    {
        images.define(ImageId{1}, random.image({80, 60}, 24));
        images.define(ImageId{2}, random.image({30, 40}, 24));
        images.define(ImageId{3}, random.image({8, 8}, 1));
        for (std::uint32_t id = 1; id <= 20; ++id) glyphs.define(GlyphId{id}, random.glyph());
    }
    Image played(const Op& op, const Image& before)
    {
        images.drop(ImageId{1});
        images.define(ImageId{1}, before);
        Player(canvas).play(op);
        return *images.find(ImageId{1});
    }
};

Image inverted(Image image)
{
    for (std::int32_t y = 0; y < image.height(); ++y)
        for (std::int32_t x = 0; x < image.width(); ++x)
            image.setPixel({x, y}, ~image.pixel({x, y}));
    return image;
}

} // namespace

TEST_CASE("An op changes nothing outside its extent, and all of what it covers")
{
    int covering = 0;
    for (std::uint32_t seed = 1; seed <= 800; ++seed) {
        RandomMessages random(seed);
        random.canvas = {80, 60};
        random.glyphs = 20;
        Twice twice(random);
        const Message message = random.message(static_cast<std::size_t>(random.number(0, 12)));
        std::visit(
            [&]<class Type>(Type drawing) {
                if constexpr (IsOp<Type>) {
                    drawing.target = ImageId{1};
                    if constexpr (requires { drawing.source; }) drawing.source = ImageId{2};
                    if constexpr (requires { drawing.paint; })
                        drawing.paint.pattern =
                            ImageId{drawing.paint.style == FillStyle::Tiled ? 2u : 3u};
                    if constexpr (requires { drawing.pixels; })
                        if (drawing.pixels.depth() != 24) return;
                    const Op op = drawing;
                    const Image before = *twice.images.find(ImageId{1});
                    const Extent extent = extentOf(op, twice.images, twice.glyphs);
                    const Image after = twice.played(op, before);
                    const Image other = twice.played(op, inverted(before));
                    covering += extent.covers && !extent.bounds.empty();
                    bool keeps = true, covers = true;
                    for (std::int32_t y = 0; y < before.height(); ++y) {
                        for (std::int32_t x = 0; x < before.width(); ++x) {
                            const Point at{x, y};
                            if (!writes(extent, at))
                                keeps = keeps && after.pixel(at) == before.pixel(at);
                            else if (extent.covers)
                                covers = covers && after.pixel(at) == other.pixel(at);
                        }
                    }
                    INFO("seed " << seed);
                    REQUIRE(keeps);
                    REQUIRE(covers);
                }
            },
            message);
    }
    CHECK(covering > 30);
}

TEST_CASE("A copy reads what arrives, and no more")
{
    Images images;
    images.define(ImageId{1}, Image({100, 100}, 24));
    images.define(ImageId{2}, Image({50, 50}, 24));
    const Op op = CopyArea{ImageId{1}, {}, ImageId{2}, {40, 40}, {90, 10, 30, 30}};
    const Extent extent = extentOf(op, images, Glyphs());
    CHECK(extent.covers);
    CHECK(extent.writes == std::vector<Rect>{{90, 10, 10, 10}});
    CHECK(extent.source == Read{ImageId{2}, {40, 40, 10, 10}});
}

TEST_CASE("More than 64 rectangles are told as the box around them")
{
    Images images;
    images.define(ImageId{1}, Image({1000, 10}, 24));
    std::vector<Rect> rects;
    for (std::int32_t i = 0; i < 65; ++i) rects.push_back({i * 10, 0, 5, 5});
    const Extent extent = extentOf(FillRects{ImageId{1}, {}, rects}, images, Glyphs());
    CHECK_FALSE(extent.covers);
    CHECK(extent.writes == std::vector<Rect>{{0, 0, 645, 5}});
}
