// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/depths.h"
#include "tests/unit/canvas/canvas_setup.h"

#include <catch2/catch.hpp>

using namespace vitrine;

namespace {

std::uint32_t converted(std::uint32_t pixel, int from, int to)
{
    return to == 24 ? pixel & 0xffffff : from == 24 ? pixel | 0xff000000 : pixel;
}

// A screen of one depth; tile and other image of the other.
Images mixedImages(Noise& noise, int depth)
{
    Images images = imagesWithNoise(noise, depth);
    for (const ImageId id : {tile, other}) {
        const Size size = images.find(id)->size();
        images.drop(id);
        images.define(id, noise.image(size, depth == 24 ? 32 : 24));
    }
    return images;
}

Image converted(const Image& image, int depth)
{
    Image result(image.size(), depth);
    for (std::int32_t y = 0; y < image.height(); ++y)
        for (std::int32_t x = 0; x < image.width(); ++x)
            result.setPixel({x, y}, converted(image.pixel({x, y}), image.depth(), depth));
    return result;
}

} // namespace

TEST_CASE("Between depths 24 and 32 alpha is dropped, or 255, in copies, pixels and tiles")
{
    for (unsigned seed = 1; seed <= 200; ++seed) {
        INFO("seed " << seed);
        Noise noise(seed);
        const int depth = seed % 2 ? 24 : 32;
        Images images = mixedImages(noise, depth);
        Images alike;
        for (const ImageId id : {screen, tile, other})
            alike.define(id, converted(*images.find(id), depth));
        const Glyphs glyphs;
        Canvas canvas(images, glyphs), reference(alike, glyphs);

        const Raster raster = noise.raster(screenSize);
        const Point at{noise.number(-9, 60), noise.number(-9, 40)};
        const Rect to = noise.rect(screenSize);
        canvas.copyArea(screen, raster, other, at, to);
        reference.copyArea(screen, raster, other, at, to);
        REQUIRE((*images.find(screen) == *alike.find(screen)));

        const Image pixels = noise.image({20, 20}, depth == 24 ? 32 : 24);
        canvas.putPixels(screen, raster, pixels, at);
        reference.putPixels(screen, raster, converted(pixels, depth), at);
        REQUIRE((*images.find(screen) == *alike.find(screen)));

        Paint paint = anyPaint(noise);
        paint.style = FillStyle::Tiled;
        paint.pattern = tile;
        canvas.fillRects(screen, paint, std::span(&to, 1));
        reference.fillRects(screen, paint, std::span(&to, 1));
        REQUIRE((*images.find(screen) == *alike.find(screen)));
    }
}

TEST_CASE("Nothing is composited on an image of depth 16")
{
    Noise noise(1);
    Images images = imagesWithNoise(noise, 16);
    const Image before = *images.find(screen);
    const Glyphs glyphs;
    const Rect all{0, 0, 70, 50};
    Canvas(images, glyphs)
        .compositeRects(screen, {Operator::Over, 0x80404040, {}}, std::array{all});
    Canvas(images, glyphs).compositeImage(screen, {}, tile, {}, true, {}, {}, all);
    CHECK(*images.find(screen) == before);
}

TEST_CASE("Other depths do not fit each other: nothing is drawn")
{
    CHECK(depthsFit(24, 32));
    CHECK(!depthsFit(8, 24));
    Noise noise(1);
    Images images = imagesWithNoise(noise, 24);
    const Image before = *images.find(screen);
    const Glyphs glyphs;
    Canvas canvas(images, glyphs);
    canvas.copyArea(screen, {}, stipple, {}, {0, 0, 9, 9});
    canvas.putPixels(screen, {}, noise.image({9, 9}, 8), {});
    const Rect all{0, 0, 70, 50};
    canvas.fillRects(screen, {.style = FillStyle::Tiled, .pattern = stipple}, std::span(&all, 1));
    CHECK((*images.find(screen) == before));
}
