// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/canvas.h"

#include <random>

namespace vitrine {

// Images of noise to draw on, and random paints: the same for the same seed.
class Noise {
public:
    explicit Noise(unsigned seed) : random_(seed) {}

    int number(int low, int high) // both included
    {
        return low + static_cast<int>(random_() % static_cast<unsigned>(high - low + 1));
    }
    std::uint32_t bits() { return random_(); }

    Image image(Size size, int depth)
    {
        Image image(size, depth);
        for (std::int32_t y = 0; y < size.height; ++y)
            for (std::int32_t x = 0; x < size.width; ++x) image.setPixel({x, y}, bits());
        return image;
    }

    Rect rect(Size around)
    {
        return {number(-10, around.width), number(-10, around.height), number(0, 40),
                number(0, 40)};
    }

    // Disjoint rectangles in bands, as regions are; sometimes none, sometimes no clip at all.
    Clip clip(Size size)
    {
        Clip clip;
        if (number(0, 2) == 0) return clip;
        std::vector<Rect> rects;
        for (int y = number(0, 10); y < size.height; y += number(5, 25)) {
            const int height = number(1, 5);
            for (int x = number(-5, 10); x < size.width; x += number(12, 40))
                rects.push_back({x, y, number(1, 10), height});
        }
        clip.rects = std::make_shared<const std::vector<Rect>>(std::move(rects));
        return clip;
    }

    Raster raster(Size size)
    {
        return {static_cast<RasterFunction>(number(0, 15)), number(0, 1) ? ~0u : bits(),
                clip(size)};
    }

private:
    std::mt19937 random_;
};

inline bool open(const Clip& clip, Point at)
{
    if (!clip.rects) return true;
    for (const Rect& rect : *clip.rects)
        if (rect.contains(at)) return true;
    return false;
}

// X11 protocol, CreateGC, "function", bit by bit.
inline std::uint32_t combined(RasterFunction function, std::uint32_t source, std::uint32_t there)
{
    switch (function) {
    case RasterFunction::Clear: return 0;
    case RasterFunction::And: return source & there;
    case RasterFunction::AndReverse: return source & ~there;
    case RasterFunction::Copy: return source;
    case RasterFunction::AndInverted: return ~source & there;
    case RasterFunction::NoOp: return there;
    case RasterFunction::Xor: return source ^ there;
    case RasterFunction::Or: return source | there;
    case RasterFunction::Nor: return ~source & ~there;
    case RasterFunction::Equiv: return ~source ^ there;
    case RasterFunction::Invert: return ~there;
    case RasterFunction::OrReverse: return source | ~there;
    case RasterFunction::CopyInverted: return ~source;
    case RasterFunction::OrInverted: return ~source | there;
    case RasterFunction::Nand: return ~source | ~there;
    case RasterFunction::Set: return ~0u;
    }
    return 0;
}

// One pixel, the slow way.
inline void put(Image& image, const Raster& raster, Point at, std::uint32_t source)
{
    if (!image.bounds().contains(at) || !open(raster.clip, at)) return;
    const std::uint32_t there = image.pixel(at);
    const std::uint32_t result = combined(raster.function, source, there);
    image.setPixel(at, (result & raster.planeMask) | (there & ~raster.planeMask));
}

inline constexpr ImageId screen{1}, tile{2}, stipple{3}, other{4};
inline constexpr Size screenSize{70, 50};

// A screen with patterns for paints.
inline Images imagesWithNoise(Noise& noise, int depth)
{
    Images images;
    images.define(screen, noise.image(screenSize, depth));
    images.define(tile, noise.image({noise.number(1, 9), noise.number(1, 9)}, depth));
    images.define(stipple, noise.image({noise.number(1, 9), noise.number(1, 9)}, 1));
    images.define(other, noise.image({40, 60}, depth));
    return images;
}

inline Paint anyPaint(Noise& noise)
{
    Paint paint{.raster = noise.raster(screenSize),
                .style = static_cast<FillStyle>(noise.number(0, 3)),
                .foreground = noise.bits(),
                .background = noise.bits(),
                .origin = {noise.number(-20, 20), noise.number(-20, 20)}};
    if (paint.style == FillStyle::Tiled) paint.pattern = tile;
    if (paint.style >= FillStyle::Stippled) paint.pattern = stipple;
    return paint;
}

inline std::int32_t wrapped(std::int32_t value, std::int32_t period)
{
    return (value % period + period) % period;
}

// One pixel of a shape, the slow way.
inline void put(Images& images, const Paint& paint, Point at)
{
    Image& image = *images.find(screen);
    if (paint.style == FillStyle::Solid) return put(image, paint.raster, at, paint.foreground);
    const Image& pattern = *images.find(paint.pattern);
    const std::uint32_t value = pattern.pixel({wrapped(at.x - paint.origin.x, pattern.width()),
                                               wrapped(at.y - paint.origin.y, pattern.height())});
    if (paint.style == FillStyle::Tiled) return put(image, paint.raster, at, value);
    if (value != 0) put(image, paint.raster, at, paint.foreground);
    if (value == 0 && paint.style == FillStyle::OpaqueStippled)
        put(image, paint.raster, at, paint.background);
}

inline void put(Images& images, const Paint& paint, const Rect& rect)
{
    for (std::int32_t y = rect.y; y < rect.bottom(); ++y)
        for (std::int32_t x = rect.x; x < rect.right(); ++x) put(images, paint, Point{x, y});
}

} // namespace vitrine
