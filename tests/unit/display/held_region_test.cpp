// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/crowd.h"
#include "server/display/held_region.h"

#include <catch2/catch.hpp>

#include <vector>

using namespace vitrine;

namespace {

constexpr std::int32_t length = 30'000;

std::vector<Rect> comb(std::int32_t teeth)
{
    std::vector<Rect> rects;
    for (std::int32_t i = 0; i < teeth; ++i) rects.push_back({2 * i, 0, 1, length});
    return rects;
}

std::vector<Rect> lying(std::vector<Rect> rects)
{
    for (Rect& rect : rects) rect = {rect.y, rect.x, rect.height, rect.width};
    return rects;
}

} // namespace

TEST_CASE("A region's list is leased for as long as somebody has it; one rectangle is no list")
{
    const auto memory = std::make_shared<Allowance>(Allowance{1000});
    HeldRegion first = held(Region(comb(40)), memory);
    CHECK(memory->used == 640);
    CHECK_THROWS_AS(held(Region(comb(40)), memory), XError);
    CHECK(memory->used == 640);
    const HeldRegion shared = first;
    first.reset();
    CHECK(memory->used == 640);
    CHECK(held(Rect{0, 0, 9, 9}, memory)->isRect());
    CHECK(held({}, memory)->empty());
    CHECK(memory->used == 640);
}

TEST_CASE("Combs that cross each other are refused before they are multiplied")
{
    const std::vector<Rect> standing = comb(10'000), lyingDown = lying(comb(10'000));
    CHECK_THROWS_AS(checkCombination(Region(standing), Region(lyingDown)), XError);
    std::vector<Rect> both = standing;
    both.insert(both.end(), lyingDown.begin(), lyingDown.end());
    CHECK_THROWS_AS(checkUnion(both), XError);

    CHECK_NOTHROW(checkUnion(standing));
    CHECK_NOTHROW(checkCombination(Region(standing), Region(standing)));
    CHECK_NOTHROW(checkCombination(Region(lyingDown), Region(lyingDown)));
    CHECK_NOTHROW(checkCombination(Region(standing), Rect{5, 5, 9, 9}));
}
