// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/canvas.h"
#include "tests/unit/canvas/canvas_setup.h"

#include <catch2/catch.hpp>

#include <array>

namespace vitrine {

namespace {

using Channels = std::array<int, 4>; // blue, green, red, alpha

Channels split(std::uint32_t pixel)
{
    Channels channels{};
    for (std::size_t i = 0; i < 4; ++i) channels[i] = static_cast<int>(pixel >> (8 * i) & 0xff);
    return channels;
}

int product(int a, int b) // of parts of 255, rounded to the nearest
{
    return (2 * a * b + 255) / 510;
}

Channels argb(const Image& image, Point at, bool repeats = false)
{
    if (repeats) at = {wrapped(at.x, image.width()), wrapped(at.y, image.height())};
    if (!image.bounds().contains(at)) return {};
    const std::uint32_t value = image.pixel(at);
    switch (image.depth()) {
    case 1: return {0, 0, 0, value ? 255 : 0};
    case 4: return {0, 0, 0, static_cast<int>(value * 17)};
    case 8: return {0, 0, 0, static_cast<int>(value)};
    case 24: return split(value | 0xff000000);
    default: return split(value);
    }
}

// X Rendering Extension, section 7: result = source * Fa + destination * Fb.
struct Factors {
    bool fromDestination, fromSource;         // whether they depend on the other's alpha
    bool sourceInverted, destinationInverted; // one minus it
    int source, destination;                  // else: none or all
};
Factors factorsOf(Operator operation)
{
    switch (operation) {
    case Operator::Clear: return {false, false, false, false, 0, 0};
    case Operator::Src: return {false, false, false, false, 1, 0};
    case Operator::Dst: return {false, false, false, false, 0, 1};
    case Operator::Over: return {false, true, false, true, 1, 0};
    case Operator::OverReverse: return {true, false, true, false, 0, 1};
    case Operator::In: return {true, false, false, false, 0, 0};
    case Operator::InReverse: return {false, true, false, false, 0, 0};
    case Operator::Out: return {true, false, true, false, 0, 0};
    case Operator::OutReverse: return {false, true, false, true, 0, 0};
    case Operator::Atop: return {true, true, false, true, 0, 0};
    case Operator::AtopReverse: return {true, true, true, false, 0, 0};
    case Operator::Xor: return {true, true, true, true, 0, 0};
    case Operator::Add: return {false, false, false, false, 1, 1};
    }
    return {};
}

// One pixel: `cover` is the source's alpha for each channel.
void blend(Image& image, const Tint& tint, Point at, const Channels& source, const Channels& cover)
{
    if (!image.bounds().contains(at) || !open(tint.clip, at)) return;
    const Channels there = argb(image, at);
    const Factors factors = factorsOf(tint.operation);
    std::uint32_t result = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const int fromDestination = factors.sourceInverted ? 255 - there[3] : there[3];
        const int fromSource = factors.destinationInverted ? 255 - cover[i] : cover[i];
        const int a = factors.fromDestination ? product(source[i], fromDestination)
                                              : source[i] * factors.source;
        const int b =
            factors.fromSource ? product(there[i], fromSource) : there[i] * factors.destination;
        result |= static_cast<std::uint32_t>(std::min(a + b, 255)) << (8 * i);
    }
    image.setPixel(at, image.depth() == 8 ? result >> 24 : result);
}

Channels times(Channels channels, const Channels& factor)
{
    for (std::size_t i = 0; i < 4; ++i) channels[i] = product(channels[i], factor[i]);
    return channels;
}
Channels all(int value)
{
    return {value, value, value, value};
}

Tint anyTint(Noise& noise)
{
    Tint tint{static_cast<Operator>(noise.number(0, 12)), noise.bits(), noise.clip(screenSize)};
    if (noise.number(0, 2) == 0) tint.color |= 0xff000000;
    return tint;
}

constexpr std::array targetDepths{8, 24, 32};

} // namespace

TEST_CASE("A colour meets what is there as each operator says")
{
    for (unsigned seed = 1; seed <= 300; ++seed) {
        Noise noise(seed);
        Images images = imagesWithNoise(noise, targetDepths[seed % 3]);
        Image expected = *images.find(screen);
        const Tint tint = anyTint(noise);
        const Rect rect = noise.rect(screenSize);
        for (std::int32_t y = rect.y; y < rect.bottom(); ++y)
            for (std::int32_t x = rect.x; x < rect.right(); ++x)
                blend(expected, tint, {x, y}, split(tint.color), all(split(tint.color)[3]));
        Glyphs glyphs;
        Canvas(images, glyphs).compositeRects(screen, tint, std::array{rect});
        INFO("seed " << seed << ", operator " << static_cast<int>(tint.operation));
        REQUIRE(*images.find(screen) == expected);
    }
}

TEST_CASE("An image is composited from any place, repeated or not, under a mask of any depth")
{
    static constexpr std::array depths{1, 4, 8, 24, 32};
    for (unsigned seed = 1; seed <= 500; ++seed) {
        Noise noise(seed);
        Images images = imagesWithNoise(noise, targetDepths[seed % 3]);
        constexpr ImageId source{10}, mask{11};
        images.define(
            source, noise.image({noise.number(1, 40), noise.number(1, 30)}, depths[seed / 3 % 5]));
        images.define(mask, noise.image({30, 30}, depths[seed / 15 % 5]));
        Image expected = *images.find(screen);
        const Tint tint = anyTint(noise);
        const Rect to = noise.rect(screenSize);
        const Point from{noise.number(-20, 20), noise.number(-20, 20)};
        const Point maskFrom{noise.number(-9, 9), noise.number(-9, 9)};
        const bool solid = noise.number(0, 4) == 0, masked = noise.number(0, 1) == 0;
        const bool repeats = noise.number(0, 2) == 0;
        for (std::int32_t y = 0; y < to.height; ++y) {
            for (std::int32_t x = 0; x < to.width; ++x) {
                Channels color = solid ? split(tint.color)
                                       : argb(*images.find(source), Point{x, y} + from, repeats);
                if (masked)
                    color = times(color, all(argb(*images.find(mask), Point{x, y} + maskFrom)[3]));
                if (!solid) color = times(color, all(split(tint.color)[3]));
                blend(expected, tint, Point{x, y} + to.origin(), color, all(color[3]));
            }
        }
        Glyphs glyphs;
        Canvas(images, glyphs)
            .compositeImage(screen, tint, solid ? ImageId{} : source, from, repeats,
                            masked ? mask : ImageId{}, maskFrom, to);
        INFO("seed " << seed << ", operator " << static_cast<int>(tint.operation));
        REQUIRE(*images.find(screen) == expected);
    }
}

TEST_CASE("Glyphs are composited one by one, or together as one mask that adds up")
{
    for (unsigned seed = 1; seed <= 400; ++seed) {
        Noise noise(seed);
        Images images = imagesWithNoise(noise, targetDepths[seed % 3]);
        const bool together = noise.number(0, 1) == 0, components = noise.number(0, 2) == 0;
        Glyphs glyphs;
        std::vector<GlyphAt> run;
        Rect around;
        for (std::uint32_t id = 1; id <= 5; ++id) {
            const int depth = components ? 32 : noise.number(0, 1) ? 8 : 1;
            Glyph glyph{noise.image({noise.number(1, 12), noise.number(1, 12)}, depth),
                        {noise.number(-3, 3), noise.number(-3, 9)}};
            const Point pen{noise.number(0, 60), noise.number(0, 45)};
            around = around.united(Rect::at(pen - glyph.origin, glyph.mask.size()));
            glyphs.define(GlyphId{id}, std::move(glyph));
            run.push_back({GlyphId{id}, pen});
        }
        const Tint tint = anyTint(noise);
        const auto coverage = [&](const GlyphAt& at, Point pixel) {
            const Glyph& glyph = *glyphs.find(at.glyph);
            const Point inside = pixel - (at.pen - glyph.origin);
            if (glyph.mask.depth() == 32) return argb(glyph.mask, inside);
            return all(argb(glyph.mask, inside)[3]);
        };
        Image expected = *images.find(screen);
        const auto drawOn = [&](const Rect& rect, auto coverageAt) {
            for (std::int32_t y = rect.y; y < rect.bottom(); ++y) {
                for (std::int32_t x = rect.x; x < rect.right(); ++x) {
                    const Channels mask = coverageAt(Point{x, y});
                    blend(expected, tint, {x, y}, times(split(tint.color), mask),
                          times(all(split(tint.color)[3]), mask));
                }
            }
        };
        if (together) {
            drawOn(around, [&](Point pixel) {
                Channels sum{};
                for (const GlyphAt& at : run) {
                    const Channels more = coverage(at, pixel);
                    for (std::size_t i = 0; i < 4; ++i) sum[i] = std::min(sum[i] + more[i], 255);
                }
                return sum;
            });
        } else {
            for (const GlyphAt& at : run) {
                const Glyph& glyph = *glyphs.find(at.glyph);
                drawOn(Rect::at(at.pen - glyph.origin, glyph.mask.size()),
                       [&](Point pixel) { return coverage(at, pixel); });
            }
        }
        Canvas(images, glyphs).compositeGlyphs(screen, tint, together, run);
        INFO("seed " << seed << ", operator " << static_cast<int>(tint.operation));
        REQUIRE(*images.find(screen) == expected);
    }
}

TEST_CASE("An image composited on itself is read before it is written")
{
    Noise noise(7);
    Images images = imagesWithNoise(noise, 32);
    const Image before = *images.find(screen);
    Glyphs glyphs;
    Canvas(images, glyphs)
        .compositeImage(screen, {Operator::Src, 0xff000000, {}}, screen, {0, 0}, false, {}, {},
                        {1, 1, 40, 40});
    CHECK(images.find(screen)->pixel({20, 20}) == before.pixel({19, 19}));
}

} // namespace vitrine
