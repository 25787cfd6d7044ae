// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/depths.h"
#include "tests/unit/canvas/canvas_setup.h"

#include <catch2/catch.hpp>

#include <array>

using namespace vitrine;

namespace {

// Draws by the canvas and pixel by pixel; both must end alike.
template<class Draw, class Expect> void compare(Draw&& draw, Expect&& expect)
{
    for (unsigned seed = 1; seed <= 400; ++seed) {
        Noise noise(seed);
        Images images = imagesWithNoise(noise, imageDepths[seed % imageDepths.size()]);
        Images slow = images;
        const Paint paint = anyPaint(noise);
        Glyphs glyphs;
        Canvas canvas(images, glyphs);
        Noise forCanvas = noise, forSlow = noise;
        draw(canvas, glyphs, paint, forCanvas);
        expect(slow, paint, forSlow);
        INFO("seed " << seed);
        REQUIRE((*images.find(screen) == *slow.find(screen)));
    }
}

std::vector<Rect> someRects(Noise& noise)
{
    std::vector<Rect> rects;
    for (int i = noise.number(1, 4); i > 0; --i) rects.push_back(noise.rect(screenSize));
    return rects;
}

} // namespace

TEST_CASE("Rectangles are filled pixel by pixel in any paint")
{
    compare([](Canvas& canvas, Glyphs&, const Paint& paint,
               Noise& noise) { canvas.fillRects(screen, paint, someRects(noise)); },
            [](Images& images, const Paint& paint, Noise& noise) {
                for (const Rect& rect : someRects(noise)) put(images, paint, rect);
            });
}

TEST_CASE("Spans and points are filled pixel by pixel in any paint")
{
    const auto spans = [](Noise& noise) {
        std::vector<Span> result;
        for (int i = 0; i < 20; ++i)
            result.push_back({noise.number(-9, 80), noise.number(-9, 60), noise.number(1, 60)});
        return result;
    };
    const auto points = [](Noise& noise) {
        std::vector<Point> result;
        for (int i = 0; i < 50; ++i) result.push_back({noise.number(-9, 80), noise.number(-9, 60)});
        return result;
    };
    compare(
        [&](Canvas& canvas, Glyphs&, const Paint& paint, Noise& noise) {
            canvas.fillSpans(screen, paint, spans(noise));
            canvas.drawPoints(screen, paint, points(noise));
        },
        [&](Images& images, const Paint& paint, Noise& noise) {
            for (const Span& span : spans(noise))
                put(images, paint, Rect{span.x, span.y, span.width, 1});
            for (const Point point : points(noise)) put(images, paint, point);
        });
}

TEST_CASE("Text is the paint where the glyphs' masks are one")
{
    constexpr GlyphId letter{7}, missing{8};
    const auto run = [](Noise& noise) {
        std::vector<GlyphAt> glyphs;
        for (int i = 0; i < 5; ++i)
            glyphs.push_back(
                {i == 2 ? missing : letter, {noise.number(-10, 80), noise.number(-10, 60)}});
        return glyphs;
    };
    const auto shape = [](Noise& noise) {
        return Glyph{noise.image({noise.number(1, 12), noise.number(1, 12)}, 1),
                     {noise.number(-2, 2), noise.number(0, 9)}};
    };
    compare(
        [&](Canvas& canvas, Glyphs& glyphs, const Paint& paint, Noise& noise) {
            glyphs.define(letter, shape(noise));
            canvas.drawText(screen, paint, run(noise));
        },
        [&](Images& images, const Paint& paint, Noise& noise) {
            const Glyph glyph = shape(noise);
            for (const auto& [id, pen] : run(noise)) {
                if (id == missing) continue;
                for (std::int32_t y = 0; y < glyph.mask.height(); ++y)
                    for (std::int32_t x = 0; x < glyph.mask.width(); ++x)
                        if (glyph.mask.pixel({x, y}) != 0)
                            put(images, paint, pen - glyph.origin + Point{x, y});
            }
        });
}

TEST_CASE("A missing target, pattern or source, or one of another depth, draws nothing")
{
    Noise noise(1);
    Images images = imagesWithNoise(noise, 24);
    const Image before = *images.find(screen);
    Glyphs glyphs;
    Canvas canvas(images, glyphs);
    const std::array rects{Rect{0, 0, 50, 50}};
    Paint paint{.style = FillStyle::Tiled, .pattern = ImageId{99}};
    canvas.fillRects(screen, paint, rects);
    paint.pattern = stipple;
    canvas.fillRects(screen, paint, rects);
    paint = {.style = FillStyle::Stippled, .pattern = tile};
    canvas.fillRects(screen, paint, rects);
    canvas.fillRects(ImageId{99}, Paint{}, rects);
    canvas.copyArea(screen, Raster{}, ImageId{99}, {}, rects[0]);
    canvas.copyArea(screen, Raster{}, stipple, {}, rects[0]);
    canvas.copyPlane(screen, Raster{}, ImageId{99}, {}, rects[0], 1, 2, 3);
    canvas.putPixels(screen, Raster{}, Image({9, 9}, 8), {});
    CHECK((*images.find(screen) == before));
}

TEST_CASE("Coordinates and sizes far beyond the image are only clipped")
{
    Noise noise(2);
    Images images = imagesWithNoise(noise, 24);
    Glyphs glyphs;
    Canvas canvas(images, glyphs);
    constexpr std::int32_t far = 65535;
    const Paint paint{.foreground = 5};
    canvas.fillRects(screen, paint, std::array{Rect{-far, -far, 2 * far, 2 * far}});
    Image expected(screenSize, 24);
    for (std::int32_t y = 0; y < screenSize.height; ++y)
        for (std::int32_t x = 0; x < screenSize.width; ++x) expected.setPixel({x, y}, 5);
    CHECK((*images.find(screen) == expected));

    const std::vector<Point> points{{-far, -far}, {far, far}, {far, -far}, {-far, far}};
    for (const LineStyle style : {LineStyle::Solid, LineStyle::OnOffDash})
        for (const std::uint16_t width : {0, 1, 200, 65535}) {
            const Stroke stroke{.width = width, .style = style, .dashes = {200, 100}};
            canvas.drawPolyline(screen, paint, stroke, points);
            canvas.drawArcs(screen, paint, stroke,
                            std::array{Arc{{-far, -far, far, far}, 0, 23040},
                                       Arc{{-far, 0, 2 * far, 30}, 100, 2000}});
        }
    canvas.fillPolygon(screen, paint, FillRule::Winding, points);
    canvas.fillArcs(screen, paint, ArcMode::Chord, std::array{Arc{{-far, -far, far, far}, 9, 99}});
    CHECK((*images.find(screen) == expected));
}
