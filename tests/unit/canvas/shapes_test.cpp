// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/canvas/angles.h"
#include "protocol/canvas/disc.h"
#include "protocol/canvas/ellipse.h"
#include "tests/unit/canvas/canvas_setup.h"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>

using namespace vitrine;

namespace {

// Crossings of the path with the ray from a point a hair right of the centre, and a hair below it,
// to the right: what "immediately right, or below" means. Points are whole, so halves of halves do.
int windings(std::span<const Point> points, Point at, bool evenOdd)
{
    int count = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point a = points[i], b = points[(i + 1) % points.size()];
        const bool down = a.y <= at.y && b.y > at.y, up = b.y <= at.y && a.y > at.y;
        if (!down && !up) continue;
        // Right of the side, strictly: (x + hair) > crossing, that is x >= crossing.
        const std::int64_t dy = b.y - a.y;
        const std::int64_t left =
            (std::int64_t{at.x} - a.x) * dy - std::int64_t{b.x - a.x} * (at.y - a.y);
        const bool rightOf = dy > 0 ? left >= 0 : left <= 0;
        if (rightOf) count += evenOdd ? 1 : down ? 1 : -1;
    }
    return evenOdd ? count % 2 : count;
}

std::string picture(const Image& image)
{
    std::string text;
    for (std::int32_t y = 0; y < image.height(); ++y) {
        for (std::int32_t x = 0; x < image.width(); ++x)
            text += image.pixel({x, y}) != 0 ? '#' : '.';
        text += '\n';
    }
    return text;
}

template<class Draw> std::string drawn(Size size, Draw&& draw)
{
    Images images;
    images.define(screen, Image(size, 1));
    const Glyphs glyphs;
    Canvas canvas(images, glyphs);
    draw(canvas, Paint{.foreground = 1});
    return picture(*images.find(screen));
}

} // namespace

TEST_CASE("A polygon holds the pixels whose centres lie inside, by both rules")
{
    for (unsigned seed = 1; seed <= 300; ++seed) {
        Noise noise(seed);
        Images images;
        images.define(screen, Image(screenSize, 8));
        std::vector<Point> points;
        for (int i = noise.number(3, 9); i > 0; --i)
            points.push_back({noise.number(-10, 80), noise.number(-10, 60)});
        const bool evenOdd = seed % 2 == 0;
        Image expected(screenSize, 8);
        for (std::int32_t y = 0; y < screenSize.height; ++y)
            for (std::int32_t x = 0; x < screenSize.width; ++x)
                if (windings(points, {x, y}, evenOdd) != 0) expected.setPixel({x, y}, 9);
        const Glyphs glyphs;
        Canvas(images, glyphs)
            .fillPolygon(screen, Paint{.foreground = 9},
                         evenOdd ? FillRule::EvenOdd : FillRule::Winding, points);
        INFO("seed " << seed);
        REQUIRE((*images.find(screen) == expected));
    }
}

TEST_CASE("A thin line and its reverse have the same pixels, ties and all")
{
    const auto line = [](Point from, Point to) {
        return drawn({5, 3}, [=](Canvas& canvas, const Paint& paint) {
            canvas.drawSegments(screen, paint, Stroke{}, std::array{Segment{from, to}});
        });
    };
    CHECK(line({0, 0}, {4, 2}) == "#....\n.##..\n...##\n");
    CHECK(line({4, 2}, {0, 0}) == "#....\n.##..\n...##\n");
}

TEST_CASE("NotLast leaves the last pixel out, and a closed path draws its first one once")
{
    const auto path = [](CapStyle cap, std::vector<Point> points) {
        return drawn({4, 3}, [&](Canvas& canvas, Paint paint) {
            paint.raster.function = RasterFunction::Xor;
            canvas.drawPolyline(screen, paint, Stroke{.cap = cap}, points);
        });
    };
    CHECK(path(CapStyle::NotLast, {{0, 0}, {3, 0}}) == "###.\n....\n....\n");
    CHECK(path(CapStyle::Butt, {{0, 0}, {3, 0}}) == "####\n....\n....\n");
    CHECK(path(CapStyle::Butt, {{0, 0}, {3, 0}, {3, 2}, {0, 2}, {0, 0}}) == "####\n#..#\n####\n");
}

TEST_CASE("Dashes go on round the corners of a path")
{
    const Stroke stroke{.style = LineStyle::OnOffDash, .dashes = {3, 2}};
    CHECK(
        drawn({5, 4}, [&](Canvas& canvas, const Paint& paint) {
            canvas.drawPolyline(screen, paint, stroke, std::vector<Point>{{0, 0}, {4, 0}, {4, 3}});
        }) == "###..\n....#\n....#\n....#\n");
}

TEST_CASE("Wide lines are as wide as they say, with the caps that they say")
{
    const auto line = [](CapStyle cap) {
        return drawn({8, 5}, [&](Canvas& canvas, const Paint& paint) {
            canvas.drawSegments(screen, paint, Stroke{.width = 3, .cap = cap},
                                std::array{Segment{{2, 2}, {5, 2}}});
        });
    };
    CHECK(line(CapStyle::Butt) == "........\n..###...\n..###...\n..###...\n........\n");
    CHECK(line(CapStyle::Projecting) == "........\n.######.\n.######.\n.######.\n........\n");
    CHECK(line(CapStyle::Round) == "........\n.######.\n.######.\n.######.\n........\n");
}

TEST_CASE("A wide path with a function that shows it draws no pixel twice")
{
    for (unsigned seed = 1; seed <= 100; ++seed) {
        Noise noise(seed);
        Stroke stroke{.width = static_cast<std::uint16_t>(noise.number(1, 12)),
                      .cap = static_cast<CapStyle>(noise.number(0, 3)),
                      .join = static_cast<JoinStyle>(noise.number(0, 2))};
        std::vector<Point> points;
        for (int i = noise.number(3, 6); i > 0; --i)
            points.push_back({noise.number(0, 69), noise.number(0, 49)});
        const auto path = [&](RasterFunction function) {
            return drawn(screenSize, [&](Canvas& canvas, Paint paint) {
                paint.raster.function = function;
                canvas.drawPolyline(screen, paint, stroke, points);
            });
        };
        INFO("seed " << seed);
        if (stroke.width > 1) // joins of width 1 are left to the lines where they draw them anyway
            REQUIRE(path(RasterFunction::Xor) == path(RasterFunction::Copy));
    }
}

TEST_CASE("Ellipses hold the centres inside; on the rim those with the inside on the right")
{
    for (const Size size : {Size{1, 2}, {2, 2}, {5, 5}, {10, 4}, {7, 12}, {30, 30}, {25, 11}}) {
        const Rect bounds = Rect::of(size);
        for (std::int32_t y = -1; y <= size.height + 1; ++y)
            for (std::int32_t x = -1; x <= size.width + 1; ++x) {
                const double dx = (2.0 * x - size.width) / size.width;
                const double dy = (2.0 * y - size.height) / size.height;
                const double r = dx * dx + dy * dy;
                if (std::abs(r - 1) < 1e-9) continue; // the rim
                const auto row = ellipseRow(bounds, y);
                const bool inside = row && x >= row->first && x <= row->second;
                CHECK(inside == (r < 1));
            }
    }
    CHECK(ellipseRow({0, 0, 10, 10}, 0) == DiscRow{5, 5});
    CHECK_FALSE(ellipseRow({0, 0, 10, 10}, 10));
    CHECK(ellipseRow({0, 0, 10, 10}, 5) == DiscRow{0, 9});
}

TEST_CASE("An ellipse's rows found one from the other are those that are asked for each")
{
    Noise noise(11);
    for (int i = 0; i < 400; ++i) {
        const int most = i % 20 == 0 ? 65536 : i % 3 == 0 ? 6 : 300;
        const Size size{noise.number(1, most), i % 4 == 0 ? 3 : noise.number(1, most)};
        const Point middle{noise.number(-9, 9), noise.number(0, 19) + size.height};
        const std::int32_t top = (middle.y - size.height) / 2;
        const std::int32_t last = std::min(middle.y / 2, top + 2000);
        EllipseRows rows(middle, size, top);
        INFO(size.width << 'x' << size.height << " around " << middle.x << ", " << middle.y);
        for (std::int32_t y = top; y <= last; ++y)
            REQUIRE(rows.next() == ellipseRow(middle, size, y));
        if (last < top) continue;
        const std::int32_t below = noise.number(top, last);
        REQUIRE(EllipseRows(middle, size, below).next() == ellipseRow(middle, size, below));
    }
}

TEST_CASE("A half pie is half the ellipse")
{
    const auto pie = [](std::int32_t start, std::int32_t extent) {
        return drawn({5, 5}, [=](Canvas& canvas, const Paint& paint) {
            canvas.fillArcs(screen, paint, ArcMode::PieSlice,
                            std::array{Arc{{0, 0, 4, 4}, start, extent}});
        });
    };
    CHECK(pie(0, fullCircle) == "..#..\n.###.\n####.\n.###.\n.....\n");
    CHECK(pie(0, 180 * 64) == "..#..\n.###.\n.....\n.....\n.....\n");
    CHECK(pie(180 * 64, 180 * 64) == ".....\n.....\n####.\n.###.\n.....\n");
    CHECK(pie(0, 0) == ".....\n.....\n.....\n.....\n.....\n");
}

TEST_CASE("Sines and cosines are right to the last bit or the one before")
{
    for (std::int32_t angle = -fullCircle; angle <= fullCircle; angle += 7) {
        const double radians = normalizedAngle(angle) * (3.14159265358979323846 / 11520.0);
        CHECK(std::abs(sine(angle) - std::sin(radians)) < 3e-16);
        CHECK(std::abs(cosine(angle) - std::cos(radians)) < 3e-16);
    }
    CHECK(sine(quadrant) == 1);
    CHECK(cosine(quadrant) == 0);
}
