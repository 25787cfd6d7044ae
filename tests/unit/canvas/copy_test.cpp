// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/canvas/canvas_setup.h"

#include <catch2/catch.hpp>

using namespace vitrine;

namespace {

void copyPixelByPixel(Image& target, const Raster& raster, const Image& before, Point from,
                      const Rect& to)
{
    for (std::int32_t y = 0; y < to.height; ++y)
        for (std::int32_t x = 0; x < to.width; ++x)
            if (before.bounds().contains(from + Point{x, y}))
                put(target, raster, to.origin() + Point{x, y}, before.pixel(from + Point{x, y}));
}

} // namespace

TEST_CASE("CopyArea inside one image survives overlap in every direction")
{
    for (const int depth : {1, 8, 24, 32})
        for (const Point shift :
             {Point{3, 0}, {-3, 0}, {0, 3}, {0, -3}, {2, -1}, {-1, 2}, {0, 0}}) {
            Noise noise(7);
            Images images = imagesWithNoise(noise, depth);
            Image expected = *images.find(screen);
            const Rect from{8, 8, 32, 32}, to = from.translated(shift);
            copyPixelByPixel(expected, Raster{}, Image(expected), from.origin(), to);
            const Glyphs glyphs;
            Canvas(images, glyphs).copyArea(screen, Raster{}, screen, from.origin(), to);
            CHECK((*images.find(screen) == expected));
        }
}

TEST_CASE("Copies equal the pixel by pixel ones for every function, plane mask and clip")
{
    for (unsigned seed = 1; seed <= 600; ++seed) {
        Noise noise(seed);
        Images images = imagesWithNoise(noise, seed % 2 ? 24 : 8);
        const Raster raster = noise.raster(screenSize);
        const ImageId source = noise.number(0, 1) ? screen : other;
        const Point from{noise.number(-20, 60), noise.number(-20, 60)};
        const Rect to = noise.rect(screenSize);
        Image expected = *images.find(screen);
        copyPixelByPixel(expected, raster, Image(*images.find(source)), from, to);
        const Glyphs glyphs;
        Canvas(images, glyphs).copyArea(screen, raster, source, from, to);
        INFO("seed " << seed);
        REQUIRE((*images.find(screen) == expected));
    }
}

TEST_CASE("CopyPlane shows one bit in two colours")
{
    for (unsigned seed = 1; seed <= 200; ++seed) {
        Noise noise(seed);
        Images images = imagesWithNoise(noise, 24);
        const Raster raster = noise.raster(screenSize);
        const ImageId source = seed % 3 == 0 ? stipple : seed % 3 == 1 ? screen : other;
        const std::uint32_t plane = source == stipple ? 1 : 1u << noise.number(0, 23);
        const Point from{noise.number(-20, 60), noise.number(-20, 60)};
        const Rect to = noise.rect(screenSize);
        const std::uint32_t foreground = noise.bits(), background = noise.bits();

        const Image& read = *images.find(source);
        Image colours(read.size(), 24);
        for (std::int32_t y = 0; y < read.height(); ++y)
            for (std::int32_t x = 0; x < read.width(); ++x)
                colours.setPixel({x, y}, read.pixel({x, y}) & plane ? foreground : background);
        Image expected = *images.find(screen);
        copyPixelByPixel(expected, raster, colours, from, to);
        const Glyphs glyphs;
        Canvas(images, glyphs)
            .copyPlane(screen, raster, source, from, to, plane, foreground, background);
        INFO("seed " << seed);
        REQUIRE((*images.find(screen) == expected));
    }
}

TEST_CASE("PutPixels puts each pixel in its place")
{
    for (unsigned seed = 1; seed <= 200; ++seed) {
        Noise noise(seed);
        Images images = imagesWithNoise(noise, 32);
        const Raster raster = noise.raster(screenSize);
        const Image pixels = noise.image({noise.number(0, 30), noise.number(0, 30)}, 32);
        const Point at{noise.number(-20, 80), noise.number(-20, 60)};
        Image expected = *images.find(screen);
        copyPixelByPixel(expected, raster, pixels, {}, Rect::at(at, pixels.size()));
        const Glyphs glyphs;
        Canvas(images, glyphs).putPixels(screen, raster, pixels, at);
        INFO("seed " << seed);
        REQUIRE((*images.find(screen) == expected));
    }
}
