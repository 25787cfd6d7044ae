// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/limits.h"
#include "protocol/wire/utf8.h"
#include "server/display/clipboard.h"
#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/scene/act.h"
#include "server/scene/op_log.h"
#include "server/scene/pixel_rects.h"
#include "server/scene/scene.h"
#include "server/scene/viewer_text.h"

#include <catch2/catch.hpp>

using namespace vitrine;

namespace {

struct Watched : SceneObserver {
    Watched() { scene.add(*this); }
    ~Watched() override { scene.remove(*this); }
    void frameCut(const std::shared_ptr<const Frame>& frame) override { frames.push_back(frame); }

    Window& addWindow(const Rect& bounds)
    {
        const Xid id = nextId++;
        auto window = std::make_shared<Window>(id, ClientId{1}, WindowClass::InputOutput, 24,
                                               Screen::rootVisual.id);
        window->attributes.overrideRedirect = true;
        display.resources().add<Window>(id, window);
        display.tree().create(*window, display.root(), bounds, 0);
        display.tree().map(*window);
        return *window;
    }
    void fill(ImageId image, const Rect& rect)
    {
        display.painter().fillRects(image, {}, std::span(&rect, 1));
    }
    std::vector<SurfaceChange> changes()
    {
        std::vector<SurfaceChange> all;
        frames.back()->forEachChange([&](const SurfaceChange& change) { all.push_back(change); });
        return all;
    }

    ManualClock clock;
    Display display{clock, {200, 150}};
    Scene scene{display};
    std::vector<std::shared_ptr<const Frame>> frames;
    Xid nextId = 0x200001;
};

} // namespace

TEST_CASE("A frame is cut when something changed, and only then")
{
    Watched watched;
    watched.scene.cut();
    CHECK(!watched.scene.cut());
    const std::uint32_t number = watched.scene.number();

    watched.fill(watched.display.root().image(), {1, 2, 3, 4});
    CHECK(watched.scene.cut());
    CHECK(watched.scene.number() == number + 1);
    CHECK(watched.frames.back()->state == watched.frames.back()->previous);
    CHECK(!watched.scene.cut());

    watched.display.changed();
    CHECK(watched.scene.cut());
    CHECK(watched.frames.back()->state != watched.frames.back()->previous);
}

TEST_CASE("The first change after a cut is told, once")
{
    Watched watched;
    watched.scene.cut();
    int told = 0;
    watched.scene.onChange([&] { ++told; });
    watched.fill(watched.display.root().image(), {0, 0, 5, 5});
    watched.fill(watched.display.root().image(), {5, 0, 5, 5});
    CHECK(told == 1);
    watched.scene.cut();
    watched.fill(watched.display.root().image(), {0, 0, 5, 5});
    CHECK(told == 2);
    watched.scene.cut();
    watched.scene.noteChanges();
    CHECK(told == 2);
    watched.display.changed();
    watched.scene.noteChanges();
    CHECK(told == 3);
}

TEST_CASE("Surfaces are the mapped top-level windows, with their stacking")
{
    Watched watched;
    const Window& low = watched.addWindow({10, 10, 50, 40});
    const Window& high = watched.addWindow({20, 20, 30, 30});
    watched.scene.cut();
    const SceneState& state = *watched.scene.state();
    CHECK(state.screen == Size{200, 150});
    CHECK(state.stacking == std::vector{low.surface(), high.surface()});
    REQUIRE(state.find(low.surface()));
    CHECK(state.find(low.surface())->position == Point{10, 10});
    CHECK(state.find(low.surface())->image == low.image());
    CHECK((state.find(low.surface())->states & SurfaceState::Mapped));
    CHECK(state.find(low.surface())->shape.empty());
    CHECK(state.find(SurfaceId{4711}) == nullptr);
    CHECK(state.bottomToTop().size() == 3);
    CHECK(state.bottomToTop()[0]->role == SurfaceRole::Root);

    watched.display.tree().configure(const_cast<Window&>(low), {.stackMode = StackMode::Above});
    watched.display.tree().unmap(const_cast<Window&>(high));
    watched.scene.cut();
    CHECK(watched.scene.state()->stacking == std::vector{low.surface()});
    CHECK(watched.scene.state()->find(high.surface()) == nullptr);
}

TEST_CASE("What was drawn on shown surfaces is told in order; moved pixels with their origin")
{
    Watched watched;
    const Window& window = watched.addWindow({10, 10, 50, 40});
    watched.scene.cut();
    const ImageId pixmap = watched.display.painter().createImage({20, 20}, 24);
    watched.fill(window.image(), {1, 1, 5, 5});
    watched.fill(pixmap, {0, 0, 20, 20});
    watched.display.painter().copyArea(window.image(), {}, window.image(), {0, 10}, {0, 0, 50, 30});
    watched.display.painter().copyArea(window.image(), {}, pixmap, {0, 0}, {5, 5, 8, 8});
    watched.scene.cut();

    const std::vector<SurfaceChange> changes = watched.changes();
    REQUIRE(changes.size() == 3);
    CHECK(changes[0].surface == window.surface());
    CHECK(changes[0].rect == Rect{1, 1, 5, 5});
    CHECK(!changes[0].from);
    CHECK(changes[1].rect == Rect{0, 0, 50, 30});
    CHECK(changes[1].from == Point{0, 10});
    CHECK(changes[2].rect == Rect{5, 5, 8, 8});
    CHECK(!changes[2].from);
}

TEST_CASE("Bell, clipboard and the cursor travel with a frame")
{
    Watched watched;
    watched.scene.cut();
    watched.display.onBell(40);
    watched.display.onBell(30);
    watched.scene.clipboard("text");
    CHECK(watched.scene.cut());
    CHECK(watched.frames.back()->bell == 40);
    CHECK(*watched.frames.back()->clipboard == "text");
    watched.display.changed();
    CHECK(watched.scene.cut());
    CHECK(!watched.frames.back()->bell);
    CHECK(!watched.frames.back()->clipboard);
    // The picture of a cursor is shared from frame to frame.
    CHECK(watched.frames.back()->state->cursor == watched.frames.back()->previous->cursor);
}

TEST_CASE("An op that no message can hold is kept as damage")
{
    Watched watched;
    const std::vector<Point> points(300'000, Point{3, 4});
    watched.display.painter().drawPoints(watched.display.root().image(), {}, points);
    watched.scene.cut();
    const auto& entries = watched.frames.back()->log->entries();
    REQUIRE(entries.size() == 1);
    const Drawing& drawing = *std::get<DrawingRef>(entries[0]);
    CHECK(!drawing.op);
    CHECK(drawing.covers);
    CHECK(drawing.writes.contains(Point{3, 4}));
}

TEST_CASE("Programs' texts reach viewers as UTF-8 of bounded length")
{
    CHECK(viewerText("Gr\xc3\xbc\xc3\x9f") == "Gr\xc3\xbc\xc3\x9f");
    CHECK(viewerText("Gr\xfc\xdf") == "Gr\xc3\xbc\xc3\x9f"); // Latin-1
    std::string accents;
    for (int i = 0; i < 600'000; ++i) accents += "\xc3\xa9";
    const std::string cut = viewerText("x" + accents);
    CHECK(cut.size() == limits::stringBytes - 1); // after a whole character
    CHECK(isUtf8(cut));
}

TEST_CASE("What users do is bounded")
{
    Watched watched;
    InputDevices& input = watched.display.input();
    act(watched.display, PointerMove{{}, {50, 60}});
    CHECK(input.position() == Point{50, 60});
    act(watched.display, PointerMove{{}, {100'000, -100'000}});
    CHECK(Rect::of({200, 150}).contains(input.position()));
    const Point before = input.position();
    act(watched.display, PointerMove{SurfaceId{987'654}, {1, 1}});
    CHECK(input.position() == before);
    for (int button = 0; button < 256; ++button) {
        act(watched.display, PointerButton{static_cast<std::uint8_t>(button), true});
        act(watched.display, PointerButton{static_cast<std::uint8_t>(button), false});
    }
    act(watched.display, Wheel{2'000'000'000, -2'000'000'000});
    act(watched.display, Key{99'999, 0xffffffff, std::string(1000, 'x'), true});
    act(watched.display, ReleaseAll{});
    for (int action = 0; action < 7; ++action)
        act(watched.display, ActOnSurface{SurfaceId{987'654},
                                          static_cast<SurfaceAction>(action),
                                          {-100'000, -100'000, 100'000, 100'000}});
    CHECK(Rect::of({200, 150}).contains(input.position()));
}

TEST_CASE("Pixels are sent in few rectangles that hold little besides")
{
    CHECK(pixelRects(Region()).empty());
    CHECK(pixelRects(Rect{3, 4, 5, 6}) == std::vector{Rect{3, 4, 5, 6}});
    // A frame one pixel wide of a large window is not sent whole.
    const Region frame = Region(Rect{0, 0, 500, 400}).subtracted(Rect{1, 1, 498, 398});
    CHECK(pixelRects(frame).size() == 4);
    // Letters in a row are sent together.
    Region letters;
    for (int i = 0; i < 40; ++i) letters.unite(Rect{i * 7, i % 3, 5, 9});
    CHECK(pixelRects(letters).size() <= 3);
    // Whatever comes out holds what went in, and each pixel once.
    Region dots;
    for (int i = 0; i < 300; ++i) dots.unite(Rect{i * 37 % 400, i * 91 % 300, 2, 2});
    const std::vector<Rect> rects = pixelRects(dots);
    std::int64_t area = 0;
    for (const Rect& rect : rects) area += rect.area();
    CHECK(Region(rects).area() == area);
    CHECK(dots.subtracted(Region(rects)).empty());
    CHECK(rects.size() < 200);
}
