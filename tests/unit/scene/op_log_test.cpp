// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/scene/op_log.h"

#include <catch2/catch.hpp>

using namespace vitrine;

namespace {

constexpr ImageId target{1};

// Draws what nobody would tell as pixels, dot by dot; how many ops the log kept before it gave up.
std::size_t opsUntilItGivesUp(OpLog& log, const Images& images)
{
    const Glyphs glyphs;
    std::size_t ops = 0;
    for (; ops < 10'000 && !log.gaveUpOn(target); ++ops) {
        const auto at = static_cast<std::int32_t>(ops % 64);
        log.add(Op{FillRects{target, {}, {{at, at, 1, 1}}}}, images, glyphs);
    }
    return ops;
}

void flood(OpLog& log, const Images& images, int drawings)
{
    for (int i = 0; i < drawings; ++i) log.touch(target, {i % 60, i % 50, 4, 4}, images);
}

} // namespace

TEST_CASE("After a flood a log gives up sooner, without a pause in between and no longer than it")
{
    Images images;
    images.define(target, Image({64, 64}, 24));
    OpLog first;
    const std::size_t atFirst = opsUntilItGivesUp(first, images);
    REQUIRE(atFirst < 10'000);
    flood(first, images, 5'000);

    OpLog second(&first);
    const std::size_t then = opsUntilItGivesUp(second, images);
    CHECK(then < atFirst / 4);
    flood(second, images, 10);
    OpLog third(&second); // the flood is over
    const std::size_t afterwards = opsUntilItGivesUp(third, images);
    CHECK(afterwards > 2 * then);
    CHECK(afterwards < atFirst);

    OpLog late(&first);
    late.forgetFloods();
    CHECK(opsUntilItGivesUp(late, images) == atFirst);
}

TEST_CASE("Where a log gave up it keeps one drawing, of all places inside the image")
{
    Images images;
    images.define(target, Image({64, 64}, 24));
    OpLog log;
    const std::size_t ops = opsUntilItGivesUp(log, images);
    log.touch(target, {-10, 20, 20, 5}, images);
    log.touch(target, {200, 200, 20, 5}, images);
    log.touch(target, {60, 60, 10, 10}, images);
    REQUIRE(log.entries().size() == ops + 1);
    const auto& damage = *std::get<DrawingRef>(log.entries().back());
    CHECK_FALSE(damage.op);
    CHECK(damage.covers);
    const std::vector<Rect> expected{{0, 20, 10, 5}, {60, 60, 4, 4}};
    CHECK(damage.writes.rects() == expected);
}
