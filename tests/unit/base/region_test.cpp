// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/base/clock.h"
#include "server/base/region.h"

#include <catch2/catch.hpp>

#include <array>
#include <bitset>
#include <random>

using namespace vitrine;

namespace {

constexpr int side = 24;
using Pixels = std::bitset<side * side>;

Pixels pixelsOf(const Region& region)
{
    Pixels pixels;
    region.each([&](const Rect& rect) {
        for (int y = rect.y; y < rect.bottom(); ++y)
            for (int x = rect.x; x < rect.right(); ++x) {
                const auto at = static_cast<std::size_t>(y * side + x);
                REQUIRE_FALSE(pixels[at]); // disjoint
                pixels.set(at);
            }
    });
    return pixels;
}

} // namespace

TEST_CASE("Unions, differences and intersections of regions are those of their pixels")
{
    std::mt19937 random(7);
    const auto number = [&](int below) { return static_cast<int>(random() % unsigned(below)); };
    const auto randomRegion = [&] {
        std::vector<Rect> rects;
        for (int i = number(6); i >= 0; --i) {
            const int x = number(side), y = number(side);
            rects.push_back({x, y, number(side - x + 1), number(side - y + 1)});
        }
        return Region(std::span<const Rect>(rects));
    };
    for (int round = 0; round < 300; ++round) {
        const Region a = randomRegion(), b = randomRegion();
        const Pixels pixelsA = pixelsOf(a), pixelsB = pixelsOf(b);
        REQUIRE(pixelsOf(a.united(b)) == (pixelsA | pixelsB));
        REQUIRE(pixelsOf(a.subtracted(b)) == (pixelsA & ~pixelsB));
        REQUIRE(pixelsOf(a.intersected(b)) == (pixelsA & pixelsB));
        REQUIRE(a.area() == static_cast<std::int64_t>(pixelsA.count()));
        REQUIRE(a.empty() == pixelsA.none());
        REQUIRE(a.contains(Point{3, 5}) == pixelsA[5 * side + 3]);
        REQUIRE((a == b) == (pixelsA == pixelsB));
        REQUIRE(a.rects().size() == a.count());
    }
}

TEST_CASE("A rectangle without area is an empty region, and every region holds it")
{
    const Region none(Rect{5, 5, 0, 3});
    CHECK(none.empty());
    CHECK(none.bounds() == Rect{});
    CHECK(none.contains(Rect{1, 1, 0, 0}));
    CHECK_FALSE(Region(Rect{0, 0, 9, 9}).intersects(Rect{4, 4, 0, 2}));
}

TEST_CASE("A moved-from region can be used again, and translation moves every rectangle")
{
    Region a(Rect{0, 0, 4, 4});
    Region b = std::move(a);
    CHECK(b.translated({2, -1}).rects() == std::vector{Rect{2, -1, 4, 4}});
    a = b;
    CHECK(a == b);
}

TEST_CASE("A clip is null where the region holds the whole image, and empty where it holds nothing")
{
    const Rect whole{0, 0, 10, 10};
    CHECK(clipOf(Region(whole.grown(1)), whole).rects == nullptr);
    REQUIRE(clipOf(Region(), whole).rects != nullptr);
    CHECK(clipOf(Region(), whole).rects->empty());
    CHECK(*clipOf(Region(Rect{0, 0, 5, 5}), whole).rects == std::vector{Rect{0, 0, 5, 5}});
}

TEST_CASE("X times are compared across their wrap after 49.7 days")
{
    CHECK(isEarlier(1, 2));
    CHECK_FALSE(isEarlier(2, 2));
    CHECK(isEarlier(0xffffff00u, 0x10u));
    CHECK_FALSE(isEarlier(0x10u, 0xffffff00u));
}
