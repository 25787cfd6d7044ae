// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/painter.h"

#include <catch2/catch.hpp>

#include <array>

using namespace vitrine;

namespace {

class Recorder : public OpSink {
public:
    bool wanted() const override { return watching; }
    void record(Op&& op) override { ops.push_back(std::move(op)); }
    void touched(ImageId, const Rect& place) override { places.push_back(place); }
    void imageDefined(ImageId id, Size, int) override { defined.push_back(id); }
    void imageDropped(ImageId id) override { dropped.push_back(id); }
    void glyphDefined(GlyphId) override {}
    void glyphDropped(GlyphId) override {}

    bool watching = false;
    std::vector<Op> ops;
    std::vector<Rect> places;
    std::vector<ImageId> defined, dropped;
};

} // namespace

TEST_CASE("The painter draws at once, and records the same op only while somebody watches")
{
    Images images;
    Glyphs glyphs;
    Painter painter(images, glyphs);
    Recorder recorder;
    painter.setSink(&recorder);
    const ImageId image = painter.createImage({8, 8}, 24);
    CHECK(recorder.defined == std::vector{image});

    Paint paint;
    paint.foreground = 0xff8000;
    const std::array rects{Rect{1, 1, 3, 3}};
    painter.fillRects(image, paint, rects);
    CHECK(images.find(image)->pixel({2, 2}) == 0xff8000);
    CHECK(recorder.ops.empty());

    recorder.watching = true;
    painter.fillRects(image, paint, rects);
    painter.damage(image, {0, 0, 2, 2});
    const FillRects expected{image, paint, {rects.begin(), rects.end()}};
    CHECK(recorder.ops == std::vector<Op>{expected});
    CHECK(recorder.places == std::vector{Rect{0, 0, 2, 2}});

    painter.dropImage(image);
    painter.dropImage(image); // gone: nothing more to tell
    CHECK(recorder.dropped == std::vector{image});
}
