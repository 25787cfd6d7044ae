// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/geometry.h"
#include "server/display/render/sharp_trapezoid.h"

#include <catch2/catch.hpp>

#include <array>
#include <optional>
#include <random>

using namespace vitrine;

namespace {

constexpr int side = 64;
using Bits = std::array<std::uint64_t, side>; // a row each, the first pixel lowest

Bits byPixman(const pixman_trapezoid_t& shape, const Rect& area)
{
    Bits bits{};
    pixman_image_t* image = pixman_image_create_bits(
        PIXMAN_a1, area.width, area.height, reinterpret_cast<std::uint32_t*>(bits.data()), 8);
    pixman_rasterize_trapezoid(image, &shape, -area.x, -area.y);
    pixman_image_unref(image);
    return bits;
}

// Nothing is said of trapezoids whose sides lead too far away.
std::optional<Bits> byRows(const pixman_trapezoid_t& shape, const Rect& area)
{
    std::vector<Span> rows;
    if (!appendSharp(shape, area, rows)) {
        CHECK(rows.empty());
        return std::nullopt;
    }
    Bits bits{};
    for (const Span& row : rows)
        for (std::int32_t x = row.x; x < row.x + row.width; ++x)
            bits[static_cast<std::size_t>(row.y - area.y)] |= std::uint64_t{1} << (x - area.x);
    return bits;
}

} // namespace

TEST_CASE("Sharp trapezoids cover the pixels that they cover in pixman's masks of depth 1")
{
    const auto seed = GENERATE(1u, 2u, 3u);
    std::mt19937 random(seed);
    const auto between = [&](int least, int most) {
        return std::uniform_int_distribution<int>(least, most)(random);
    };
    // Often on whole and half pixels, where rounding is seen; often with ends outside.
    const auto coordinate = [&](int reach) {
        const pixman_fixed_t whole = between(-reach, side + reach) * pixman_fixed_1;
        switch (between(0, 3)) {
        case 0: return whole;
        case 1: return whole + pixman_fixed_1 / 2;
        case 2: return whole + between(-2, 2);
        default: return whole + between(0, pixman_fixed_1 - 1);
        }
    };
    const std::array areas{Rect{0, 0, side, side}, Rect{-7, 3, 64, 40}, Rect{20, -30, 64, 64}};
    int compared = 0;
    for (int i = 0; i < 20000; ++i) {
        const int reach = i % 3 == 0 ? 0 : i % 3 == 1 ? 40 : 9000;
        const auto point = [&] {
            const pixman_fixed_t x = coordinate(reach);
            return pixman_point_fixed_t{x, coordinate(reach)};
        };
        const auto line = [&] {
            const pixman_point_fixed_t from = point();
            return pixman_line_fixed_t{from, point()};
        };
        const pixman_fixed_t top = coordinate(10);
        const pixman_line_fixed_t left = line();
        const pixman_trapezoid_t shape{top, coordinate(10), left, line()};
        if (!pixman_trapezoid_valid(&shape)) continue;
        for (const Rect& area : areas) {
            const auto rows = byRows(shape, area);
            if (!rows) continue;
            ++compared;
            REQUIRE(*rows == byPixman(shape, area));
        }
    }
    CHECK(compared > 20000);
}

TEST_CASE("A trapezoid without height has no pixels, and one with far points is left to others")
{
    constexpr pixman_fixed_t ten = 10 * pixman_fixed_1, far = 20000 * pixman_fixed_1;
    const pixman_line_fixed_t left{{0, 0}, {0, ten}}, right{{ten, 0}, {ten, ten}};
    std::vector<Span> rows;
    CHECK(appendSharp({ten, 0, left, right}, {0, 0, 64, 64}, rows));
    CHECK(appendSharp({0, ten, {{0, ten}, {ten, ten}}, right}, {0, 0, 64, 64}, rows));
    CHECK_FALSE(appendSharp({0, ten, left, {{ten, 0}, {far, ten}}}, {0, 0, 64, 64}, rows));
    CHECK(rows.empty());
    CHECK(appendSharp({0, ten, left, right}, {2, 3, 64, 2}, rows));
    CHECK(rows == std::vector<Span>{{2, 3, 8}, {2, 4, 8}});
}
