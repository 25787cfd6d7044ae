// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/extent.h"
#include "protocol/ops/player.h"
#include "tests/support/random_messages.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>

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

    Twice(RandomMessages& random, int depth)
    {
        images.define(ImageId{1}, random.image({80, 60}, depth));
        images.define(ImageId{2}, random.image({30, 40}, depth));
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
    for (std::uint32_t seed = 1; seed <= 1600; ++seed) {
        RandomMessages random(seed);
        random.canvas = {80, 60};
        random.glyphs = 20;
        static constexpr std::array depths{24, 32, 8};
        const int depth = depths[seed % depths.size()];
        Twice twice(random, depth);
        const Message message = random.message(static_cast<std::size_t>(random.number(0, 15)));
        std::visit(
            [&]<class Type>(Type drawing) {
                if constexpr (IsOp<Type>) {
                    drawing.target = ImageId{1};
                    if constexpr (requires { drawing.source; })
                        if (drawing.source) drawing.source = ImageId{2};
                    if constexpr (requires { drawing.mask; })
                        if (drawing.mask) drawing.mask = ImageId{seed % 2 + 2};
                    if constexpr (requires { drawing.paint; })
                        drawing.paint.pattern =
                            ImageId{drawing.paint.style == FillStyle::Tiled ? 2u : 3u};
                    if constexpr (requires { drawing.pixels; })
                        if (drawing.pixels.depth() != depth) return;
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

TEST_CASE("A composite reads its source and its mask where it draws")
{
    Images images;
    images.define(ImageId{1}, Image({100, 100}, 24));
    images.define(ImageId{2}, Image({50, 50}, 32));
    images.define(ImageId{3}, Image({20, 20}, 8));
    CompositeImage op{.target = ImageId{1},
                      .tint = {Operator::Over, 0xff000000, {}},
                      .source = ImageId{2},
                      .from = {40, 40},
                      .mask = ImageId{3},
                      .maskFrom = {5, 0},
                      .to = {60, 10, 30, 30}};
    const Extent over = extentOf(op, images, Glyphs());
    CHECK_FALSE(over.covers);
    CHECK(over.writes == std::vector<Rect>{{60, 10, 10, 10}});
    CHECK(over.source == Read{ImageId{2}, {40, 40, 10, 10}});
    CHECK(over.mask == Read{ImageId{3}, {5, 0, 10, 10}});

    op.tint.operation = Operator::Src; // transparent outside of the source, and drawn there too
    op.repeats = true;
    const Extent src = extentOf(op, images, Glyphs());
    CHECK(src.covers);
    CHECK(src.writes == std::vector<Rect>{{60, 10, 30, 30}});
    CHECK_FALSE(src.source);
    CHECK(src.pattern == Read{ImageId{2}, {0, 0, 50, 50}});
    CHECK(src.mask == Read{ImageId{3}, {5, 0, 15, 20}});
}

TEST_CASE("A source beside what is drawn is needed, though nothing of it is read")
{
    Images images;
    images.define(ImageId{1}, Image({100, 100}, 24));
    images.define(ImageId{2}, Image({50, 50}, 32));
    const CompositeImage op{.target = ImageId{1},
                            .tint = {Operator::Src, 0xff000000, {}},
                            .source = ImageId{2},
                            .from = {70, 70},
                            .to = {0, 0, 10, 10}};
    const Extent extent = extentOf(op, images, Glyphs());
    CHECK(extent.writes == std::vector<Rect>{{0, 0, 10, 10}});
    CHECK(extent.source == Read{ImageId{2}, {}});
}
