// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"

#include <catch2/catch.hpp>

using namespace vitrine;

namespace {

struct World {
    Window& window(Window& parent, const Rect& bounds, int borderWidth = 0)
    {
        auto made = std::make_shared<Window>(++lastId, ClientId{}, WindowClass::InputOutput, 24,
                                             Screen::rootVisual.id);
        made->attributes.overrideRedirect = true;
        made->attributes.background = {Background::Kind::Pixel, 0x101010 * lastId, nullptr};
        Window& result = *made;
        display.resources().add<Window>(lastId, std::move(made));
        display.tree().create(result, parent, bounds, borderWidth);
        display.tree().map(result);
        return result;
    }

    ManualClock clock;
    Display display{clock, {100, 80}};
    Xid lastId = 0x10000;
};

} // namespace

TEST_CASE("Drawing on a window goes to its top-level's image, inside what its children leave")
{
    World world;
    Window& top = world.window(world.display.root(), {10, 10, 40, 30}, 2);
    Window& child = world.window(top, {5, 5, 10, 10}, 1);
    GraphicsContext gc;

    const Target whole = world.display.target(child, gc);
    CHECK(whole.image == top.image());
    CHECK(whole.offset == Point{2 + 5 + 1, 2 + 5 + 1});
    REQUIRE(whole.clip.rects);
    CHECK(*whole.clip.rects == std::vector{Rect{8, 8, 10, 10}});

    const Target around = world.display.target(top, gc);
    std::int64_t area = 0;
    for (const Rect& rect : *around.clip.rects) area += rect.area();
    CHECK(area == 40 * 30 - 12 * 12);
    gc.includeInferiors = true;
    gc.clipSerial = 1;
    CHECK(*world.display.target(top, gc).clip.rects == std::vector{Rect{2, 2, 40, 30}});
}

TEST_CASE(
    "A context's clip is relative to its clip-origin in the drawable, and is kept until changed")
{
    World world;
    Window& top = world.window(world.display.root(), {10, 10, 40, 30});
    GraphicsContext gc;
    gc.clip = std::make_shared<const Region>(Rect{0, 0, 10, 10});
    gc.clipOrigin = {35, 5};
    gc.clipSerial = 1;
    const Target first = world.display.target(top, gc);
    CHECK(*first.clip.rects == std::vector{Rect{35, 5, 5, 10}});
    CHECK(world.display.target(top, gc).clip.rects == first.clip.rects); // the very same list
    world.window(top, {36, 6, 2, 2});
    CHECK(world.display.target(top, gc).clip.rects->size() == 4);
    gc.clipOrigin = {100, 5};
    gc.clipSerial = 2;
    CHECK(world.display.target(top, gc).nothing());
}

TEST_CASE("An unmapped window draws nothing; another depth or an InputOnly window is BadMatch")
{
    World world;
    Window& top = world.window(world.display.root(), {10, 10, 40, 30});
    GraphicsContext gc;
    CHECK_FALSE(world.display.target(top, gc).nothing());
    CHECK_FALSE(world.display.target(top, gc).clip.rects); // all of the image
    world.display.tree().unmap(top);
    CHECK(world.display.target(top, gc).nothing());
    gc.depth = 1;
    CHECK_THROWS_AS(world.display.target(top, gc), XError);
    gc.depth = 0;
    CHECK_THROWS_AS(world.display.target(world.display.createOwnWindow(), gc), XError);
}

TEST_CASE("The composed screen shows the root, then top-level windows from bottom to top")
{
    World world;
    Window& low = world.window(world.display.root(), {10, 10, 40, 30}, 1);
    Window& high = world.window(world.display.root(), {30, 20, 90, 30});
    Image screen = world.display.composed({0, 0, 100, 80});
    CHECK(screen.pixel({0, 0}) == world.display.root().attributes.background.pixel);
    CHECK(screen.pixel({10, 10}) == 0); // the border
    CHECK(screen.pixel({11, 11}) == (low.attributes.background.pixel & 0xffffff));
    CHECK(screen.pixel({35, 25}) == (high.attributes.background.pixel & 0xffffff));
    WindowChanges raise;
    raise.stackMode = StackMode::Above;
    world.display.tree().configure(low, raise);
    screen = world.display.composed({30, 20, 10, 10});
    CHECK(screen.pixel({5, 5}) == (low.attributes.background.pixel & 0xffffff));
}

TEST_CASE("Resizing the screen keeps the root's pixels and paints what is new")
{
    World world;
    Window& root = world.display.root();
    world.display.painter().image(root.image())->setPixel({3, 3}, 7);
    world.display.resize({120, 60});
    const Image& image = *world.display.images().find(root.image());
    CHECK(image.size() == Size{120, 60});
    CHECK(image.pixel({3, 3}) == 7);
    CHECK(image.pixel({119, 5}) == root.attributes.background.pixel);
    CHECK(world.display.screen().size == Size{120, 60});
}

TEST_CASE("ParentRelative shows the parent's background, aligned with the parent")
{
    World world;
    Window& root = world.display.root();
    auto tile = std::make_shared<Pixmap>(0, Size{7, 5}, 24, world.display.painter(),
                                         std::make_shared<Allowance>(Allowance{1 << 20}));
    Image& pixels = *world.display.painter().image(tile->image());
    for (int y = 0; y < 5; ++y)
        for (int x = 0; x < 7; ++x) pixels.setPixel({x, y}, static_cast<std::uint32_t>(y * 7 + x));
    Window& top = world.window(root, {10, 10, 40, 30}, 1);
    top.attributes.background = {Background::Kind::Pixmap, 0, tile};
    world.display.tree().clear(top, {0, 0, 40, 30}, false);
    Window& child = world.window(top, {3, 4, 10, 10}, 1);
    child.attributes.background = {Background::Kind::ParentRelative, 0, nullptr};
    world.display.tree().clear(child, {0, 0, 10, 10}, false);
    const Image& image = *world.display.images().find(top.image());
    for (const Point inside : {Point{0, 0}, {8, 3}, {4, 5}, {12, 13}, {39, 29}})
        CHECK(image.pixel(inside + Point{1, 1}) ==
              static_cast<std::uint32_t>(inside.y % 5 * 7 + inside.x % 7));
}
