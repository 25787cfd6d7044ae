// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/input.h"
#include "protocol/ops/messages.h"

#include <random>

namespace vitrine::test {

// Random but sensible messages, the same for a seed on every machine: with habits, as programs have
// (a few targets, colours, clips and fonts), so that every branch of the codec is walked.
class RandomMessages {
public:
    explicit RandomMessages(std::uint32_t seed) : random_(seed) {}

    std::int32_t number(std::int32_t least, std::int32_t most); // both may come
    bool chance(int percent) { return number(1, 100) <= percent; }

    Message message(std::size_t kind); // of any kind but FrameEnd
    Input input(std::size_t kind);

    // Images 1 to `images` and glyphs 1 to `glyphs` are what ops refer to.
    std::int32_t images = 8;
    std::int32_t glyphs = 300;
    Size canvas{200, 150}; // where most of the drawing goes

    int depth(); // any that an image may have
    Image image(Size size, int depth);
    Glyph glyph();
    Point point();
    Rect rect();
    Paint paint();
    std::string text(std::int32_t longest);

private:
    std::uint32_t color();
    ImageId imageId() { return {static_cast<std::uint32_t>(number(1, images))}; }
    SurfaceId surfaceId() { return {static_cast<std::uint32_t>(number(1, 6))}; }
    Clip clip();
    Raster raster();
    Tint tint();
    Stroke stroke();
    std::vector<GlyphAt> run();
    template<class Type, class Make> std::vector<Type> list(Make make);

    std::mt19937 random_;
    std::vector<Clip> clips_;
    std::vector<Paint> paints_;
    std::vector<Tint> tints_;
    Point pen_{4, 12};
};

} // namespace vitrine::test
