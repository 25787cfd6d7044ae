// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/x_error.h"
#include "server/requests/drawing_work.h"

#include <catch2/catch.hpp>

using namespace vitrine;

namespace {

constexpr Rect screen{0, 0, 3840, 2160};

Stroke dashed(std::uint16_t width, std::uint8_t dash)
{
    return {.width = width,
            .style = LineStyle::OnOffDash,
            .cap = CapStyle::Round,
            .join = JoinStyle::Round,
            .dashes = {dash, dash}};
}

bool isRefused(const Work& work, std::int32_t rows)
{
    try {
        bandsFor(work, rows);
    } catch (const XError& error) {
        return error.code == badAlloc().code;
    }
    return false;
}

} // namespace

TEST_CASE("What programs draw is drawn at once")
{
    const DrawingWork thin(screen, {}), wide(screen, {.width = 20}), dashes(screen, dashed(10, 5));
    CHECK(bandsFor(thin.ofFilled(Rect{0, 0, 1920, 1080}), screen.height) == 1);
    CHECK(bandsFor(thin.ofFilled(Arc{{0, 0, 1000, 1000}, 0, 360 * 64}), screen.height) == 1);
    CHECK(bandsFor(thin.ofLine({-32768, -32768}, {32767, 32767}), screen.height) == 1);
    CHECK(bandsFor(wide.ofLine({0, 0}, {3000, 2000}), screen.height) == 1);
    CHECK(bandsFor(wide.ofOutline(Arc{{0, 0, 500, 500}, 0, 360 * 64}), screen.height) == 1);
    CHECK(bandsFor(dashes.ofOutline(Rect{100, 100, 1000, 500}), screen.height) == 1);
    std::vector<Point> plot; // as wide as the screen, a point for each pixel
    for (std::int32_t x = 0; x < 3840; ++x) plot.push_back({x, 1000 + x % 2 * 100});
    CHECK(bandsFor(thin.ofPath(plot), screen.height) == 1);
}

TEST_CASE("What is heavier is drawn in bands, none of which takes more than tens of milliseconds")
{
    const DrawingWork thin(screen, {}), dashes(screen, dashed(100, 1));
    std::vector<Point> star; // each side as high as the screen
    for (std::int32_t i = 0; i < 2000; ++i) star.push_back({i, i % 2 * 2159});
    for (const Work& work :
         {thin.ofFilled(Rect{0, 0, 3840, 2160}) * 4, thin.ofPolygon(star),
          dashes.ofLine({0, 0}, {3000, 2000}), dashes.ofOutline(Arc{{0, 0, 200, 200}, 0, 23040})}) {
        const int bands = bandsFor(work, screen.height);
        CHECK(bands > 1);
        CHECK(work.whole + work.parts / bands <= 4 * workOfATurn);
    }
}

TEST_CASE("What would take seconds, or has too few rows to be cut in bands, is a BadAlloc")
{
    const DrawingWork hostile(screen, dashed(60000, 1));
    CHECK(isRefused(hostile.ofLine({-32768, -32768}, {32767, 32767}), screen.height));
    CHECK(isRefused(hostile.ofOutline(Arc{{0, 0, 65535, 65535}, 0, 23040}), screen.height));
    const Work work{16 * workOfATurn, 0};
    CHECK(bandsFor(work, 100) > 1);
    CHECK(isRefused(work, 2));
    CHECK(isRefused(work * 1000, 32767));
    CHECK(isRefused({0, 100 * workOfATurn}, 32767));
}
