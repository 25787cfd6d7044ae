// SPDX-License-Identifier: GPL-2.0-or-later
// What is sent, and what is not.
#include "tests/unit/scene/random_drawing.h"
#include "tests/unit/scene/replica.h"

#include <numeric>

using namespace vitrine;

namespace {

// A server that draws for one viewer, and what the viewer is sent.
struct Scenario {
    RandomDrawing server{1};
    ImageId window = server.addSurface({400, 300});
    Replica viewer;

    Scenario() { REQUIRE(frame({window}).size() == 1); } // the window is defined, and black

    // The ops and messages of the next frame, by name.
    std::vector<std::string_view> frame(std::vector<ImageId> visible)
    {
        const OpLog log = server.cut();
        viewer.planner.note(log);
        std::vector<UpdatePart> parts;
        viewer.planner.plan(visible, server.images, server.glyphs, parts);
        REQUIRE(viewer.take(parts));
        for (const ImageId id : visible)
            REQUIRE(*viewer.images.find(id) == *server.images.find(id));
        std::vector<std::string_view> names;
        const auto nameOf = [](const auto& each) { return std::decay_t<decltype(each)>::name; };
        for (const UpdatePart& part : parts)
            names.push_back(std::holds_alternative<DrawingRef>(part)
                                ? std::visit(nameOf, *std::get<DrawingRef>(part)->op)
                                : std::visit(nameOf, std::get<Message>(part)));
        return names;
    }

    void fill(ImageId target, const Rect& rect, std::uint32_t color = 0xff00ff)
    {
        Paint paint;
        paint.foreground = color;
        server.painter.fillRects(target, paint, std::span(&rect, 1));
    }
    void copy(ImageId source, ImageId target, Point from, const Rect& to)
    {
        server.painter.copyArea(target, {}, source, from, to);
    }
    void type(ImageId target, Point pen, int count = 1)
    {
        if (!glyph) {
            Glyph shape{Image({6, 10}, 1), {0, 8}};
            for (int i = 0; i < 6; ++i) shape.mask.setPixel({i, i}, 1);
            glyph = server.painter.defineGlyph(std::move(shape));
        }
        std::vector<GlyphAt> text;
        for (int i = 0; i < count; ++i) text.push_back({glyph, {pen.x + 6 * i, pen.y}});
        Paint paint;
        paint.foreground = 0xffffff;
        server.painter.drawText(target, paint, text);
    }

    GlyphId glyph;
};

using Names = std::vector<std::string_view>;

} // namespace

TEST_CASE("An op on a visible image is sent as it is, and glyphs once")
{
    Scenario scenario;
    scenario.type(scenario.window, {10, 20}, 8);
    CHECK(scenario.frame({scenario.window}) == Names{"DefineGlyph", "DrawText"});
    scenario.type(scenario.window, {10, 40}, 8);
    CHECK(scenario.frame({scenario.window}) == Names{"DrawText"});
    CHECK(scenario.frame({scenario.window}).empty());
}

TEST_CASE("What later drawing covers is not sent")
{
    Scenario scenario;
    scenario.type(scenario.window, {10, 20}, 30);
    scenario.fill(scenario.window, {0, 0, 100, 100}, 1);
    scenario.fill(scenario.window, {0, 0, 400, 300}, 2);
    CHECK(scenario.frame({scenario.window}) == Names{"FillRects"});
}

TEST_CASE("Of many scrolled lines only those still seen are sent")
{
    Scenario scenario;
    for (int line = 0; line < 500; ++line) {
        scenario.copy(scenario.window, scenario.window, {0, 10}, {0, 0, 400, 290});
        scenario.fill(scenario.window, {0, 290, 400, 10}, 0);
        scenario.type(scenario.window, {0, 298}, 60);
    }
    const Names sent = scenario.frame({scenario.window});
    CHECK(std::ranges::count(sent, "DrawText") <= 30);
    CHECK(sent.size() <= 3 * 30 + 1);
}

TEST_CASE("Drawing off-screen is sent when it is copied to what is visible, as text")
{
    Scenario scenario;
    const ImageId buffer = scenario.server.painter.createImage({200, 100}, 24);
    scenario.fill(buffer, {0, 0, 200, 100}, 0x333333);
    scenario.type(buffer, {5, 20}, 10);
    CHECK(scenario.frame({scenario.window}).empty());
    CHECK(scenario.viewer.planner.pendingCount() == 2);

    scenario.copy(buffer, scenario.window, {0, 0}, {20, 20, 200, 100});
    CHECK(scenario.frame({scenario.window}) ==
          Names{"DefineImage", "FillRects", "DefineGlyph", "DrawText", "CopyArea"});
    CHECK(scenario.viewer.planner.pendingCount() == 0);

    // The next picture replaces the last one off-screen: what was never shown is never sent.
    scenario.fill(buffer, {0, 0, 200, 100}, 0x111111);
    scenario.type(buffer, {5, 50}, 10);
    scenario.fill(buffer, {0, 0, 200, 100}, 0x222222);
    scenario.copy(buffer, scenario.window, {0, 0}, {20, 20, 200, 100});
    CHECK(scenario.frame({scenario.window}) == Names{"FillRects", "CopyArea"});
}

TEST_CASE("A pixmap that is freed unseen leaves no trace; a known one is dropped")
{
    Scenario scenario;
    const ImageId unseen = scenario.server.painter.createImage({50, 50}, 24);
    scenario.fill(unseen, {0, 0, 50, 50});
    scenario.server.painter.dropImage(unseen);
    const ImageId seen = scenario.server.painter.createImage({50, 50}, 24);
    scenario.fill(seen, {0, 0, 50, 50});
    scenario.copy(seen, scenario.window, {0, 0}, {0, 0, 50, 50});
    scenario.server.painter.dropImage(seen);
    CHECK(scenario.frame({scenario.window}) ==
          Names{"DefineImage", "FillRects", "CopyArea", "DropImage"});
    CHECK(scenario.viewer.images.count() == 1);
    CHECK(scenario.viewer.planner.pendingCount() == 0);
}

TEST_CASE("A window that is not shown costs nothing until it is")
{
    Scenario scenario;
    const ImageId hidden = scenario.server.addSurface({100, 100});
    scenario.fill(hidden, {0, 0, 100, 100});
    CHECK(scenario.frame({scenario.window}).empty());
    CHECK(scenario.frame({scenario.window, hidden}) == Names{"DefineImage", "FillRects"});
}

TEST_CASE("A late viewer gets pixels, and ops from then on")
{
    Scenario scenario;
    scenario.type(scenario.window, {10, 20}, 8);
    scenario.frame({scenario.window});
    scenario.viewer = Replica();
    CHECK(scenario.frame({scenario.window}) == Names{"DefineImage", "PutPixels"});
    scenario.type(scenario.window, {10, 50}, 8);
    CHECK(scenario.frame({scenario.window}) == Names{"DefineGlyph", "DrawText"});
}

TEST_CASE("Damage is told as pixels, and moves with a scroll instead of being sent twice")
{
    Scenario scenario;
    scenario.server.images.find(scenario.window)->setPixel({50, 50}, 0xffffff);
    scenario.server.painter.damage(scenario.window, {50, 50, 1, 1});
    scenario.copy(scenario.window, scenario.window, {0, 10}, {0, 0, 400, 290});
    const OpLog log = scenario.server.cut();
    scenario.viewer.planner.note(log);
    std::vector<UpdatePart> parts;
    const std::vector visible{scenario.window};
    scenario.viewer.planner.plan(visible, scenario.server.images, scenario.server.glyphs, parts);
    REQUIRE(parts.size() == 2); // the scroll, and the pixel where it is now
    const auto& put = std::get<PutPixels>(std::get<Message>(parts[1]));
    CHECK(put.at == Point{50, 40});
    CHECK(put.pixels.size() == Size{1, 1});
}

TEST_CASE("Ops that say little with many bytes become pixels")
{
    Scenario scenario;
    std::mt19937 random(5);
    for (int i = 0; i < 200; ++i) {
        std::vector<Point> points;
        for (int k = 0; k < 50; ++k)
            points.push_back({static_cast<int>(random() % 20), static_cast<int>(random() % 20)});
        Paint paint;
        scenario.server.painter.drawPolyline(scenario.window, paint, {}, points);
    }
    CHECK(scenario.frame({scenario.window}) == Names{"PutPixels"});
    CHECK(scenario.viewer.lastBytes < 200);
}

TEST_CASE("A viewer that misses thousands of frames keeps little and gets pixels")
{
    Scenario scenario;
    for (int i = 0; i < 20'000; ++i) {
        scenario.type(scenario.window, {i % 300, i % 250}, 3);
        if (i % 100 == 0) scenario.viewer.planner.note(scenario.server.cut());
    }
    CHECK(scenario.viewer.planner.pendingCount() <= PlannerLimits().missedCount);
    const Names sent = scenario.frame({scenario.window});
    CHECK(scenario.viewer.lastBytes < 60'000);
}

TEST_CASE("A sprite is copied from what the viewer has")
{
    Scenario scenario;
    const ImageId sprite = scenario.server.painter.createImage({32, 32}, 24);
    Image picture({32, 32}, 24);
    for (int i = 0; i < 32 * 32; ++i)
        picture.setPixel({i % 32, i / 32}, static_cast<std::uint32_t>(i * 2654435761u) >> 8);
    scenario.server.painter.putPixels(sprite, {}, picture, {0, 0});
    scenario.copy(sprite, scenario.window, {0, 0}, {0, 0, 32, 32});
    scenario.frame({scenario.window});
    for (int i = 1; i < 10; ++i) {
        scenario.copy(sprite, scenario.window, {0, 0}, {i * 33, 0, 32, 32});
        CHECK(scenario.frame({scenario.window}) == Names{"CopyArea"});
        CHECK(scenario.viewer.lastBytes < 40);
    }
}

TEST_CASE("Drawing that costs more than its pixels is recorded as one damage, and sent as pixels")
{
    Scenario scenario;
    const ImageId pixmap = scenario.server.addImage({400, 300}, 24);
    for (int i = 0; i < 40'000; ++i)
        scenario.fill(scenario.window, {i % 50, i % 40, 3, 3}, static_cast<std::uint32_t>(i % 2));
    scenario.copy(scenario.window, pixmap, {}, {0, 0, 100, 100}); // others go on as before
    scenario.fill(scenario.window, {0, 0, 20, 20});
    scenario.copy(pixmap, scenario.window, {}, {100, 100, 100, 100});
    CHECK(scenario.server.log.entries().size() < 20'000);
    const Names names = scenario.frame({scenario.window});
    CHECK(std::ranges::count(names, "FillRects") == 0);
    CHECK(std::ranges::count(names, "PutPixels") >= 1);
}
