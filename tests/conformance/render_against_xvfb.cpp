// SPDX-License-Identifier: GPL-2.0-or-later
// The same random RENDER requests to our server and to X.Org's: afterwards the pixels are the same.
#include "tests/support/render_artist.h"
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"
#include "tests/support/xvfb.h"

#include <catch2/catch.hpp>

#include <optional>
#include <sstream>

namespace vitrine {

namespace {

using Draw = void (*)(RenderArtist& artist);

class RenderPair {
public:
    // Where both pictures differ; none if they do not.
    std::optional<std::string> difference(Draw draw, std::string_view format, unsigned seed)
    {
        const auto picture = [&](xcb_connection_t* connection) {
            const auto root = xcb_setup_roots_iterator(xcb_get_setup(connection)).data->root;
            RenderArtist artist(connection, root, format, seed);
            draw(artist);
            return artist.pixels();
        };
        const auto ours = picture(client_.c()), theirs = picture(reference_.c());
        if (ours == theirs) return std::nullopt;
        std::ostringstream text;
        text << "seed " << seed << ", " << format << ", " << ours.size() << " and " << theirs.size()
             << " bytes; ";
        int told = 0;
        const std::size_t stride = ours.size() / RenderArtist::height;
        for (std::size_t i = 0; i < std::min(ours.size(), theirs.size()) && told < 4; ++i)
            if (ours[i] != theirs[i] && ++told)
                text << "byte " << i % stride << " of row " << i / stride << ": " << int{ours[i]}
                     << " for " << int{theirs[i]} << "; ";
        return text.str();
    }

private:
    TestServer server_;
    XcbClient client_{server_};
    Xvfb xvfb_;
    XcbClient reference_{xvfb_.name()};
};

int differences(Draw draw, std::string_view format, int trials = 60)
{
    static RenderPair pair;
    int count = 0;
    for (int seed = 1; seed <= trials; ++seed) {
        const auto difference = pair.difference(draw, format, static_cast<unsigned>(seed));
        if (difference && count++ == 0) UNSCOPED_INFO(*difference);
    }
    return count;
}

void checkAll(Draw draw)
{
    for (const std::string_view format : RenderArtist::formatNames) {
        CAPTURE(format);
        CHECK(differences(draw, format) == 0);
    }
}

using Reading = RenderArtist::Reading;

} // namespace

TEST_CASE("Composite equals X.Org's with every operator, format, mask and clip")
{
    checkAll([](RenderArtist& a) { a.clip().composite(Reading::Plain); });
}

TEST_CASE("Composite equals X.Org's for repeated, transformed and filtered sources")
{
    checkAll([](RenderArtist& a) { a.clip().composite(Reading::Repeated); });
    checkAll([](RenderArtist& a) { a.clip().composite(Reading::Transformed); });
    checkAll([](RenderArtist& a) { a.clip().composite(Reading::Filtered); });
}

TEST_CASE("Composite equals X.Org's with component alpha")
{
    checkAll([](RenderArtist& a) { a.clip().componentAlpha(); });
}

TEST_CASE("Composite equals X.Org's on a target with an alpha map")
{
    checkAll([](RenderArtist& a) { a.clip().alphaMap().composite(Reading::Plain); });
}

TEST_CASE("Gradients equal X.Org's")
{
    checkAll([](RenderArtist& a) { a.clip().gradients(); });
}

TEST_CASE("FillRectangles equals X.Org's")
{
    checkAll([](RenderArtist& a) { a.clip().fillRectangles(); });
}

TEST_CASE("Trapezoids and triangles equal X.Org's, smooth and sharp")
{
    checkAll([](RenderArtist& a) { a.clip().trapezoids(); });
    checkAll([](RenderArtist& a) { a.clip().triangles(); });
}

TEST_CASE("AddTraps equals X.Org's")
{
    CHECK(differences([](RenderArtist& a) { a.addTraps(); }, "a8") == 0);
    CHECK(differences([](RenderArtist& a) { a.addTraps(); }, "a1") == 0);
}

TEST_CASE("Glyphs equal X.Org's, apart and under a common mask, in any set's format")
{
    checkAll([](RenderArtist& a) { a.clip().glyphs(RenderArtist::Source::Solid); });
    checkAll([](RenderArtist& a) { a.clip().glyphs(RenderArtist::Source::Any); });
}

} // namespace vitrine
