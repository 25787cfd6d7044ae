// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/painter.h"
#include "server/display/render/coverage_glyphs.h"
#include "server/display/render/glyph_set.h"

#include <catch2/catch.hpp>

namespace vitrine {

namespace {

struct Bench {
    Images images;
    Glyphs glyphs;
    Painter painter{images, glyphs};
    std::shared_ptr<Allowance> pixels = std::make_shared<Allowance>(Allowance{1 << 20});
};

Glyph dot(std::uint8_t coverage, Point origin = {})
{
    Glyph glyph{Image({2, 2}, 8), origin};
    glyph.mask.setPixel({0, 0}, coverage);
    return glyph;
}

} // namespace

TEST_CASE("The same glyph of two sets is one, until nobody has it")
{
    Bench bench;
    GlyphPool pool(bench.painter);
    auto first = pool.glyph(dot(9), {3, 0}, bench.pixels);
    auto second = pool.glyph(dot(9), {3, 0}, bench.pixels);
    CHECK(first->id() == second->id());
    CHECK(pool.glyph(dot(9), {4, 0}, bench.pixels)->id() != first->id());
    CHECK(pool.glyph(dot(8), {3, 0}, bench.pixels)->id() != first->id());
    CHECK(pool.glyph(dot(9, {1, 0}), {3, 0}, bench.pixels)->id() != first->id());
    const GlyphId id = first->id();
    first.reset();
    CHECK(bench.glyphs.find(id));
    second.reset();
    CHECK_FALSE(bench.glyphs.find(id));
}

TEST_CASE("Glyphs count against their client's allowance of pixels, and empty ones too")
{
    Bench bench;
    GlyphPool pool(bench.painter);
    const auto glyph = pool.glyph({Image({10, 10}, 8), {}}, {}, bench.pixels);
    CHECK(bench.pixels->used >= 100);
    bench.pixels->used = bench.pixels->maximum - 10;
    CHECK_THROWS_AS(pool.glyph(dot(1), {}, bench.pixels), XError);
    CHECK_THROWS_AS(pool.glyph({Image({0, 0}, 8), {}}, {1, 1}, bench.pixels), XError);
}

TEST_CASE("A shape drawn again is the same glyph; those drawn longest ago are forgotten")
{
    Bench bench;
    CoverageGlyphs shapes(bench.painter);
    const GlyphId first = shapes.glyph(dot(1).mask), second = shapes.glyph(dot(2).mask);
    CHECK(first != second);
    CHECK(shapes.glyph(dot(1).mask) == first);
    // Room for all but the one that was drawn longest ago.
    constexpr std::int32_t side = 1024;
    static_assert(std::int64_t{side} * side == CoverageGlyphs::mostPixels);
    shapes.glyph(Image({side, side - 1}, 8));
    CHECK(bench.glyphs.find(first));
    shapes.glyph(Image({side - 4, 1}, 8));
    CHECK(bench.glyphs.find(first));
    CHECK_FALSE(bench.glyphs.find(second));
    const GlyphId large = shapes.glyph(Image({side, 2 * side}, 8)); // alone
    CHECK(bench.glyphs.find(large));
    CHECK_FALSE(bench.glyphs.find(first));
}

} // namespace vitrine
