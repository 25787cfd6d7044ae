// SPDX-License-Identifier: GPL-2.0-or-later
// The same random requests to our server and to X.Org's: afterwards the pixels are the same.
#include "tests/support/drawing_pair.h"

#include <catch2/catch.hpp>

namespace vitrine {

namespace {

using Draw = void (*)(Artist& artist);

// Draws by each seed on both servers. Returns for how many the pictures differ by more pixels than
// allowed, and tells of the first one.
int differences(Draw draw, Sheet sheet = {}, int trials = 300, int allowed = 0)
{
    static DrawingPair pair;
    int count = 0;
    for (int seed = 1; seed <= trials; ++seed) {
        const auto [pixels, where] = pair.compare(draw, sheet, static_cast<unsigned>(seed));
        if (pixels <= allowed) continue;
        if (count++ == 0) UNSCOPED_INFO("seed " << seed << ": " << pixels << " at " << where);
    }
    return count;
}

} // namespace

TEST_CASE("Rectangles in every function, fill style, plane mask and clip equal X.Org's",
          "[PolyFillRectangle]")
{
    for (const int depth : {1, 4, 8, 16, 24, 32}) {
        CAPTURE(depth);
        CHECK(differences([](Artist& a) { a.context().rectangles(); }, {depth}, 150) == 0);
    }
}

TEST_CASE("Points equal X.Org's", "[PolyPoint]")
{
    CHECK(differences([](Artist& a) { a.context().points(); }) == 0);
}

TEST_CASE("Thin lines equal X.Org's, solid and dashed, with every cap",
          "[PolyLine] [PolySegment] [PolyRectangle]")
{
    CHECK(differences([](Artist& a) { a.context().lineWidth(0).polyline(); }) == 0);
    CHECK(differences([](Artist& a) { a.context().lineWidth(0).segments(); }) == 0);
    CHECK(differences([](Artist& a) { a.context().lineWidth(0).outlines(); }) == 0);
}

TEST_CASE("Wide lines equal X.Org's, with every cap and join",
          "[PolyLine] [PolySegment] [PolyRectangle]")
{
    CHECK(differences([](Artist& a) { a.context().wide(LineStyles::Solid).polyline(); }) == 0);
    CHECK(differences([](Artist& a) { a.context().wide(LineStyles::Solid).segments(); }) == 0);
    CHECK(differences([](Artist& a) { a.context().wide(LineStyles::Solid).outlines(); }) == 0);
}

TEST_CASE("Wide dashes equal X.Org's", "[PolyLine]")
{
    CHECK(differences([](Artist& a) { a.context().wide(LineStyles::Dashed).polyline(); }) == 0);
    CHECK(differences([](Artist& a) { a.context().wide(LineStyles::Dashed).segments(); }) == 0);
}

TEST_CASE("Polygons of both rules equal X.Org's", "[FillPoly]")
{
    CHECK(differences([](Artist& a) { a.context().polygon(); }) == 0);
}

TEST_CASE("Filled arcs equal X.Org's, whole, as pie slices and as chords", "[PolyFillArc]")
{
    CHECK(differences([](Artist& a) { a.context().filledArcs(true); }) == 0);
    CHECK(differences([](Artist& a) { a.context().filledArcs(false); }) == 0);
}

TEST_CASE("Thin arcs equal X.Org's, solid and dashed", "[PolyArc]")
{
    CHECK(differences([](Artist& a) { a.context().lineWidth(0).solid().arcs(); }) == 0);
    CHECK(differences([](Artist& a) { a.context().lineWidth(0).arcs(); }) == 0);
}

// The same curves by the same equations; what is left of the difference is rounding. X.Org's sines
// and roots are the machine's, ours the canvas's own, which are the same everywhere: where a curve
// goes through the middle between two pixels, the last bit decides. And where two arcs meet head
// on, that bit decides on which side a round join bulges; single arcs have no joins.
TEST_CASE("Wide arcs equal X.Org's but for two pixels where a curve halves them", "[PolyArc]")
{
    constexpr int halved = 2;
    const auto solid = [](Artist& a) { a.context().wide(LineStyles::Solid).unprojected().arc(); };
    CHECK(differences(solid, {}, 300, halved) == 0);
    CHECK(differences(solid, {}, 300) <= 3);
    const auto dashed = [](Artist& a) { a.context().wide(LineStyles::Dashed).unprojected().arc(); };
    CHECK(differences(dashed, {}, 300, halved) == 0);
    CHECK(differences(dashed, {}, 300) <= 3);
}

TEST_CASE("Copies equal X.Org's, between pixmaps and within one", "[CopyArea] [CopyPlane]")
{
    CHECK(differences([](Artist& a) { a.context().copyWithin(); }) == 0);
    CHECK(differences([](Artist& a) { a.context().copyFromOther(); }) == 0);
    CHECK(differences([](Artist& a) { a.context().copyPlane(); }) == 0);
}

TEST_CASE("Images of every format and depth equal X.Org's", "[PutImage] [GetImage]")
{
    for (const int depth : {1, 4, 8, 16, 24, 32}) {
        CAPTURE(depth);
        CHECK(differences([](Artist& a) { a.context().image(); }, {depth}, 60) == 0);
    }
}

TEST_CASE("Text equals X.Org's, over what is there and on its background",
          "[PolyText8] [ImageText8]")
{
    CHECK(differences([](Artist& a) { a.context().text(); }, {}, 100) == 0);
}

TEST_CASE("Random sequences of all drawing requests equal X.Org's on pixmaps of every depth")
{
    for (const int depth : {1, 4, 8, 16, 24, 32}) {
        CAPTURE(depth);
        CHECK(differences([](Artist& a) { a.sequence(15); }, {depth}, 60) == 0);
    }
}

TEST_CASE("Random sequences equal X.Org's on windows, beside their children and through them")
{
    CHECK(differences([](Artist& a) { a.sequence(15); }, {24, Sheet::Kind::Window}, 150) == 0);
}

} // namespace vitrine
