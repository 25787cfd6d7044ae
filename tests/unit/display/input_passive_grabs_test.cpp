// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/input/passive_grabs.h"
#include "server/display/x_error.h"

#include <catch2/catch.hpp>

using namespace vitrine;

namespace {

constexpr Xid window = 0x200001;
constexpr ClientId one{1}, two{2};
constexpr auto keys = PassiveGrab::Device::Keyboard;
constexpr auto any = PassiveGrab::anyDetail;
constexpr auto anyModifiers = PassiveGrab::anyModifiers;

PassiveGrab grabOf(ClientId client, std::uint8_t detail, std::uint16_t modifiers)
{
    PassiveGrab grab;
    grab.device = keys;
    grab.detail = detail;
    grab.modifiers = modifiers;
    grab.grab.client = client;
    grab.grab.window = window;
    return grab;
}

} // namespace

TEST_CASE("A grab starts by its key with exactly its modifiers")
{
    PassiveGrabs grabs;
    grabs.add(grabOf(one, 40, 4));
    CHECK(grabs.find(window, keys, 40, 4));
    CHECK_FALSE(grabs.find(window, keys, 40, 5));
    CHECK_FALSE(grabs.find(window, keys, 41, 4));
    CHECK_FALSE(grabs.find(window + 1, keys, 40, 4));
    CHECK_FALSE(grabs.find(window, PassiveGrab::Device::Pointer, 40, 4));
}

TEST_CASE("Another client may not grab a combination that is grabbed, not even as part of Any")
{
    PassiveGrabs grabs;
    grabs.add(grabOf(one, 40, 4));
    for (const auto& [detail, modifiers] : {std::pair{std::uint8_t{40}, std::uint16_t{4}},
                                            {any, 4},
                                            {40, anyModifiers},
                                            {any, anyModifiers}})
        CHECK_THROWS_AS(grabs.add(grabOf(two, detail, modifiers)), XError);
    CHECK_NOTHROW(grabs.add(grabOf(two, 40, 5)));
    CHECK_NOTHROW(grabs.add(grabOf(one, any, 4)));
}

TEST_CASE("Giving back a part of Any leaves all other combinations")
{
    PassiveGrabs grabs;
    grabs.add(grabOf(one, any, anyModifiers));
    grabs.remove(one, window, keys, 40, 4);
    CHECK_FALSE(grabs.find(window, keys, 40, 4));
    CHECK(grabs.find(window, keys, 40, 5));
    CHECK(grabs.find(window, keys, 41, 4));
    CHECK_NOTHROW(grabs.add(grabOf(two, 40, 4)));

    grabs.remove(one, window, keys, 50, anyModifiers);
    CHECK_FALSE(grabs.find(window, keys, 50, 0));
    grabs.remove(one, window, keys, any, 2);
    CHECK_FALSE(grabs.find(window, keys, 41, 2));
    CHECK(grabs.find(window, keys, 41, 3));
    grabs.remove(one, window, keys, any, anyModifiers);
    CHECK_FALSE(grabs.find(window, keys, 41, 3));
    CHECK(grabs.find(window, keys, 40, 4)->grab.client == two);
}

TEST_CASE("Grabs end with their client and with their window")
{
    PassiveGrabs grabs;
    grabs.add(grabOf(one, 40, 0));
    grabs.add(grabOf(two, 41, 0));
    grabs.clientGone(one);
    CHECK_FALSE(grabs.find(window, keys, 40, 0));
    CHECK(grabs.find(window, keys, 41, 0));
    grabs.windowGone(window);
    CHECK_FALSE(grabs.find(window, keys, 41, 0));
}
