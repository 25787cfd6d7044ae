// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/render/compositing.h"
#include "server/display/render/pict_format.h"
#include "server/display/render/shapes.h"

#include <catch2/catch.hpp>

using namespace vitrine;

namespace {

Window& window(Display& display, Xid id, Window& parent, int depth, const Rect& bounds)
{
    auto made =
        std::make_shared<Window>(id, ClientId{}, WindowClass::InputOutput, depth,
                                 depth == 32 ? Screen::alphaVisual.id : Screen::rootVisual.id);
    made->attributes.overrideRedirect = true;
    Window& result = *made;
    display.resources().add<Window>(id, std::move(made));
    display.tree().create(result, parent, bounds, 0);
    display.tree().map(result);
    return result;
}

} // namespace

TEST_CASE("Whatever RENDER draws on a window without alpha leaves it opaque inside one with alpha")
{
    ManualClock clock;
    Display display{clock, {100, 80}};
    Window& top = window(display, 0x10000, display.root(), 32, {0, 0, 40, 40});
    Window& child = window(display, 0x10001, top, 24, {10, 10, 20, 20});
    REQUIRE(child.image() == top.image());
    Picture target(child, naturalPictFormat(24));
    const Rect rect{0, 0, 20, 20};
    const pixman_color_t red{0xffff, 0, 0, 0xffff};
    const auto pixel = [&] { return display.images().find(top.image())->pixel({15, 15}); };
    constexpr std::uint8_t clear = 0, src = 1, over = 3;

    fillRectangles(display, src, target, red, std::array{rect});
    CHECK(pixel() == 0xffff0000);
    fillRectangles(display, clear, target, red, std::array{rect});
    CHECK(pixel() == 0xff000000);
    const Picture source(red);
    composite(display, {over, source, nullptr, target, {}, {}, rect});
    CHECK(pixel() == 0xffff0000);
    fillRectangles(display, src, target, {}, std::array{rect});
    CHECK(pixel() == 0xff000000);
    constexpr pixman_fixed_t side = 20 * pixman_fixed_1;
    const pixman_trapezoid_t shape{0, side, {{0, 0}, {0, side}}, {{side, 0}, {side, side}}};
    compositeShapes(display, {over, source, target, nullptr, {}, {}}, std::span(&shape, 1));
    CHECK(pixel() == 0xffff0000);
}
