// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/id_map.h"

#include <catch2/catch.hpp>

#include <map>
#include <random>

using namespace vitrine;

TEST_CASE("A map by id holds what a tree would, whatever is added and erased")
{
    std::mt19937 random(20);
    IdMap<std::uint32_t> map;
    std::map<std::uint32_t, std::uint32_t> expected;
    for (std::uint32_t step = 0; step < 40'000; ++step) {
        // Few ids, in two heaps, so that they meet; more are added in the first half.
        const std::uint32_t id = (random() % 2) << 21 | random() % 700;
        if (random() % 20'000 >= step / 2 && id != 0)
            CHECK(map.add(id, step) == expected.try_emplace(id, step).second);
        else
            CHECK(map.erase(id) == (expected.erase(id) != 0));
        CHECK(map.count() == expected.size());
        if (step % 500 != 0) continue;
        for (std::uint32_t heap : {0u, 1u << 21})
            for (std::uint32_t each = heap; each < heap + 700; ++each) {
                const std::uint32_t* found = map.find(each);
                REQUIRE((found != nullptr) == expected.contains(each));
                if (found) REQUIRE(*found == expected[each]);
            }
        std::map<std::uint32_t, std::uint32_t> all;
        map.each([&](std::uint32_t each, std::uint32_t value) { all[each] = value; });
        REQUIRE(all == expected);
    }
}

TEST_CASE("A value stays where it is while others come and go")
{
    IdMap<int> map;
    map.add(7, 70);
    const int* const seven = map.find(7);
    for (std::uint32_t id = 100; id < 5'000; ++id) map.add(id, 1);
    for (std::uint32_t id = 100; id < 5'000; ++id) map.erase(id);
    CHECK(map.find(7) == seven);
    CHECK(*seven == 70);
}

TEST_CASE("Zero is no id")
{
    IdMap<int> map;
    CHECK_FALSE(map.add(0, 1));
    CHECK_FALSE(map.find(0));
    CHECK_FALSE(map.erase(0));
    CHECK(map.count() == 0);
}

TEST_CASE("A copy of a map is its own")
{
    IdMap<int> map;
    for (std::uint32_t id = 1; id < 50; ++id) map.add(id, static_cast<int>(id));
    IdMap<int> copy = map;
    map.erase(7);
    *map.find(8) = 0;
    CHECK(copy.count() == 49);
    CHECK(*copy.find(7) == 7);
    CHECK(*copy.find(8) == 8);
    IdMap<int> moved = std::move(copy);
    CHECK(*moved.find(49) == 49);
    CHECK_FALSE(copy.find(49));
    CHECK(copy.add(49, 1));
}
