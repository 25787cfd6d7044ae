// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/crowd.h"

#include <catch2/catch.hpp>

#include <random>
#include <vector>

using namespace vitrine;

TEST_CASE("What a crowd leaves of a place is what is left when each is taken away")
{
    std::mt19937 random(1);
    const auto number = [&](int low, int high) {
        return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
    };
    const Rect bounds{-7, 12, 301, 207};
    const auto place = [&] {
        return Rect{number(-40, 320), number(-20, 240), number(1, 40), number(1, 40)};
    };
    for (int round = 0; round < 20; ++round) {
        std::vector<Region> taken;
        for (int i = 0; i < 200; ++i) {
            Region region = place();
            taken.push_back(region.subtract(place()).intersect(bounds));
        }
        Crowd crowd(bounds);
        Region all;
        for (const Region& region : taken) {
            crowd.add(region);
            all.unite(region);
        }
        CHECK(crowd.all() == all);
        for (int i = 0; i < 50; ++i) {
            const Rect part = place().intersected(bounds);
            CHECK(crowd.leaves(part) == Region(part).subtract(all));
        }
    }
}
