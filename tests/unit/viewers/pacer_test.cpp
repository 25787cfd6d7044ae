// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/viewers/pacer.h"

#include <catch2/catch.hpp>

using namespace vitrine;
using std::chrono::milliseconds;

TEST_CASE("A pacer is full at its window, and whatever is sent first may go")
{
    Pacer pacer;
    const Pacer::Time start{};
    CHECK(!pacer.full(start));
    pacer.sent(1, 10'000'000, start);
    CHECK(pacer.full(start));
    CHECK(pacer.bytes() == 10'000'000);
    CHECK(pacer.acknowledged(1, start + milliseconds(10)));
    CHECK(!pacer.full(start));
    CHECK(pacer.empty());
}

TEST_CASE("A viewer that takes long over small frames has few of them waiting")
{
    Pacer pacer;
    Pacer::Time now{};
    pacer.sent(1, 100, now);
    now += milliseconds(5);
    CHECK(pacer.acknowledged(1, now));
    pacer.sent(2, 100, now);
    CHECK(!pacer.full(now + milliseconds(70))); // 60 ms and two of the best round trips
    CHECK(pacer.full(now + milliseconds(71)));
    CHECK(pacer.acknowledged(2, now + milliseconds(100)));
    CHECK(!pacer.full(now + milliseconds(100)));
}

TEST_CASE("Acknowledging a frame acknowledges those before; none that was not sent")
{
    Pacer pacer;
    const Pacer::Time start{};
    for (std::uint32_t frame = 1; frame <= 4; ++frame) pacer.sent(frame, 100, start);
    CHECK(!pacer.acknowledged(5, start));
    CHECK(pacer.acknowledged(3, start + milliseconds(4)));
    CHECK(pacer.bytes() == 100);
    CHECK(pacer.acknowledged(2, start + milliseconds(4)));
    CHECK(pacer.bytes() == 100);
    CHECK(pacer.acknowledged(4, start + milliseconds(4)));
    CHECK(!pacer.acknowledged(4, start + milliseconds(4)));
    CHECK(pacer.roundTrip() == milliseconds(4));
}

TEST_CASE("The window follows what the link carries in two round trips")
{
    Pacer pacer;
    Pacer::Time now{};
    for (std::uint32_t frame = 1; frame <= 50; ++frame) { // 1 MB each 100 ms
        pacer.sent(frame, 1'000'000, now);
        now += milliseconds(100);
        pacer.acknowledged(frame, now);
    }
    CHECK(pacer.window() == 2'000'000);

    for (std::uint32_t frame = 51; frame <= 500; ++frame) { // 1 KB each
        pacer.sent(frame, 1'000, now);
        now += milliseconds(100);
        pacer.acknowledged(frame, now);
    }
    CHECK(pacer.window() == 128 * 1024); // never less
}
