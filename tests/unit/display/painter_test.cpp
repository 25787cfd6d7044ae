// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/painter.h"

#include <catch2/catch.hpp>

#include <array>

using namespace vitrine;

namespace {

class Recorder : public OpSink {
public:
    bool wanted() const override { return watching; }
    void record(Record record) override { records.push_back(std::move(record)); }
    void imageDefined(ImageId id, Size, int) override { defined.push_back(id); }
    void imageDropped(ImageId id) override { dropped.push_back(id); }
    void glyphDefined(GlyphId) override {}
    void glyphDropped(GlyphId) override {}

    bool watching = false;
    std::vector<Record> records;
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
    CHECK(recorder.records.empty());

    recorder.watching = true;
    painter.fillRects(image, paint, rects);
    painter.damage(image, {0, 0, 2, 2});
    REQUIRE(recorder.records.size() == 2);
    const FillRects expected{image, paint, {rects.begin(), rects.end()}};
    CHECK(std::get<Op>(recorder.records[0]) == Op{expected});
    CHECK(std::get<Damage>(recorder.records[1]).rect == Rect{0, 0, 2, 2});

    painter.dropImage(image);
    painter.dropImage(image); // gone: nothing more to tell
    CHECK(recorder.dropped == std::vector{image});
}
