// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/policy/placement.h"
#include "server/display/policy/window_hints.h"

#include <catch2/catch.hpp>

using namespace vitrine;

namespace {

constexpr Rect screen{0, 0, 1000, 800};

Rect outer(const Newcomer& window, Point at)
{
    return Rect::at(at, window.size);
}

} // namespace

TEST_CASE("The first window goes into the middle, below room for a title bar")
{
    CHECK(placeNew({{400, 300}}, screen, {}) ==
          Point{300, titleRoom + (800 - titleRoom - 300) / 2});
    CHECK(placeNew({{400, 300}, false}, screen, {}) == Point{300, 250});
}

TEST_CASE("A dialog goes over the middle of its parent, but never off the screen")
{
    CHECK(placeNew({{100, 100}, true, Rect{200, 200, 300, 300}}, screen, {}) == Point{300, 300});
    CHECK(placeNew({{400, 100}, true, Rect{900, 200, 100, 100}}, screen, {}) == Point{600, 200});
    CHECK(placeNew({{400, 100}, true, Rect{0, 0, 100, 20}}, screen, {}) == Point{0, titleRoom});
}

TEST_CASE("No window hides the corner of another until the screen is full of corners")
{
    std::vector<Rect> windows;
    for (int n = 0; n < 60; ++n) {
        const Newcomer window{{300, 200}};
        const Point at = placeNew(window, screen, windows);
        for (const Rect& other : windows) CHECK(other.origin() != at);
        CHECK(screen.contains(outer(window, at)));
        CHECK(at.y >= titleRoom);
        windows.push_back(outer(window, at));
    }
}

TEST_CASE("A window too large for the screen begins at its top left corner")
{
    CHECK(placeNew({{2000, 2000}}, screen, {}) == Point{0, 0});
    const Rect other{0, 0, 2000, 2000};
    const Point at = placeNew({{2000, 2000}}, screen, {&other, 1});
    CHECK(screen.contains(at));
}

TEST_CASE("A title bar stays within reach")
{
    CHECK(reachable({100, 100, 200, 100}, true, screen) == Point{100, 100});
    CHECK(reachable({100, -50, 200, 100}, true, screen) == Point{100, titleRoom});
    CHECK(reachable({-500, 100, 200, 100}, true, screen) == Point{-152, 100});
    CHECK(reachable({2000, 2000, 200, 100}, true, screen) == Point{952, 800});
    CHECK(reachable({2000, 2000, 200, 100}, false, screen) == Point{952, 752});
}

TEST_CASE("A size is brought to the nearest that the hints allow")
{
    SizeHints hints;
    hints.minimum = {24, 17};
    hints.base = {4, 4};
    hints.increment = {10, 13};
    CHECK(hints.constrained({488, 318}) == Size{484, 316});
    CHECK(hints.constrained({1, 1}) == Size{24, 17});
    hints.maximum = {100, 100};
    CHECK(hints.constrained({500, 500}) == Size{94, 95});
    CHECK(SizeHints{}.constrained({0, -7}) == Size{1, 1});
}
