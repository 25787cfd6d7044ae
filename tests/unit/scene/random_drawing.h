// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/op_sink.h"
#include "server/display/painter.h"
#include "server/scene/op_log.h"

#include <random>
#include <utility>
#include <vector>

namespace vitrine {

// Images drawn on at random, through the painter, and the log of it.
class RandomDrawing : public OpSink {
public:
    explicit RandomDrawing(std::uint32_t seed) : random_(seed) { painter.setSink(this); }

    ImageId addImage(Size size, int depth)
    {
        const ImageId id = painter.createImage(size, depth);
        (depth == 1 ? bitmaps : depth == 24 ? pictures : masks).push_back(id);
        return id;
    }
    ImageId addSurface(Size size)
    {
        surfaces.push_back(painter.createImage(size, 24));
        return surfaces.back();
    }
    void addGlyph()
    {
        const int depth = chance(60) ? 1 : chance(70) ? 8 : 32;
        Glyph glyph{noise({number(1, 9), number(1, 12)}, depth), {number(-1, 2), number(0, 10)}};
        glyphs_.push_back(painter.defineGlyph(std::move(glyph)));
    }

    void step();

    OpLog cut() { return std::exchange(log, OpLog(&log, logLimits)); }
    LogLimits logLimits; // from the next log on

    int number(int least, int most)
    {
        return std::uniform_int_distribution<int>(least, most)(random_);
    }
    bool chance(int percent) { return number(0, 99) < percent; }

    Images images;
    Glyphs glyphs;
    Painter painter{images, glyphs};
    OpLog log;
    std::vector<ImageId> surfaces, pictures, bitmaps, masks;

    // OpSink
    bool wanted() const override { return true; }
    void record(Op&& op) override { log.add(std::move(op), images, glyphs); }
    void touched(ImageId target, const Rect& place) override { log.touch(target, place, images); }
    void imageDefined(ImageId id, Size size, int depth) override
    {
        log.add(ImageBegan{id, size, depth});
    }
    void imageDropped(ImageId id) override { log.add(ImageEnded{id}); }
    void glyphDefined(GlyphId) override {}
    void glyphDropped(GlyphId id) override
    {
        log.add(GlyphEnded{id, std::make_shared<const Glyph>(*glyphs.find(id))});
    }

private:
    template<class T> const T& pick(const std::vector<T>& from)
    {
        return from[static_cast<std::size_t>(number(0, static_cast<int>(from.size()) - 1))];
    }
    ImageId target(); // of depth 24
    Point point(ImageId id);
    Rect rect(ImageId id);
    Image noise(Size size, int depth);
    Clip clip(ImageId id);
    Raster raster(ImageId id);
    Tint tint(ImageId id);
    void composite(ImageId id);
    Paint paint(ImageId id);
    void drop(std::vector<ImageId>& from);
    void draw(ImageId id);

    std::mt19937 random_;
    std::vector<GlyphId> glyphs_;
};

} // namespace vitrine
