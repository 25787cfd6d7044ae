// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/render/fonts.h"

#include <catch2/catch.hpp>

using namespace vitrine;

namespace {

// Glyphs as a painter keeps them.
struct Shelf {
    Glyphs glyphs;
    std::uint32_t last = 0;
    std::size_t count = 0;

    GlyphStore store()
    {
        return {[this](Glyph glyph) {
                    const GlyphId id{++last};
                    glyphs.define(id, std::move(glyph));
                    ++count;
                    return id;
                },
                [this](GlyphId id) {
                    glyphs.drop(id);
                    --count;
                }};
    }
};

std::string picture(const Image& mask)
{
    std::string text;
    for (std::int32_t y = 0; y < mask.height(); ++y) {
        for (std::int32_t x = 0; x < mask.width(); ++x) text += mask.pixel({x, y}) != 0 ? '#' : '.';
        text += '\n';
    }
    return text;
}

const FontProperty* property(const Font& font, std::string_view name)
{
    for (const FontProperty& each : font.properties())
        if (each.name == name) return &each;
    return nullptr;
}

} // namespace

TEST_CASE("Without any font directory the built-in fixed and cursor fonts are there")
{
    Shelf shelf;
    Fonts fonts(shelf.store(), {});
    CHECK(fonts.path() == std::vector<std::string>{"built-ins"});
    const auto fixed = fonts.open("fixed");
    REQUIRE(fixed);
    CHECK(fixed->ascent() == 11);
    CHECK(fixed->descent() == 2);
    CHECK(fixed->maxBounds().width == 6);
    CHECK(fonts.open("cursor"));
    CHECK(fonts.open("FIXED") == fixed);
    CHECK(fonts.open("-misc-fixed-medium-r-semicondensed--13-*-*-*-c-60-iso8859-1"));
    CHECK_FALSE(fonts.open("-adobe-helvetica-*"));
    CHECK_FALSE(fonts.open(""));
    CHECK_FALSE(fonts.open(std::string(5000, '*')));
}

TEST_CASE("A glyph is defined when it is first asked for, and dropped with the font")
{
    Shelf shelf;
    {
        Fonts fonts(shelf.store(), {});
        const auto font = fonts.open("fixed");
        CHECK(shelf.count == 0);
        const FontGlyph* letter = font->glyph('T');
        REQUIRE(letter);
        CHECK(letter->metrics.width == 6);
        CHECK(font->glyph('T')->id == letter->id);
        CHECK(shelf.count == 1);
        const Glyph* shape = shelf.glyphs.find(letter->id);
        REQUIRE(shape);
        // Of the terminal font's cell, six by thirteen, as much as the letter's ink.
        CHECK(picture(shape->mask) == "#####\n"
                                      "..#..\n"
                                      "..#..\n"
                                      "..#..\n"
                                      "..#..\n"
                                      "..#..\n"
                                      "..#..\n"
                                      "..#..\n"
                                      "..#..\n");
        CHECK((shape->origin == Point{0, 9}));
        CHECK(font->glyph(' ')->metrics.width == 6);
        CHECK_FALSE(font->glyph(' ')->id); // nothing to draw
    }
    CHECK(shelf.count == 0);
}

TEST_CASE("Extents add up the widths of the characters")
{
    Shelf shelf;
    Fonts fonts(shelf.store(), {});
    const TextExtents extents = fonts.open("fixed")->extents({'h', 'i'});
    CHECK(extents.width == 12);
    CHECK(fonts.open("fixed")->extents({}).width == 0);
}

TEST_CASE("Properties are names with numbers or text")
{
    Shelf shelf;
    Fonts fonts(shelf.store(), {});
    const auto font = fonts.open("fixed");
    const FontProperty* family = property(*font, "FAMILY_NAME");
    REQUIRE(family);
    CHECK(std::get<std::string>(family->value) == "Fixed");
    const FontProperty* size = property(*font, "PIXEL_SIZE");
    REQUIRE(size);
    CHECK(std::get<std::int32_t>(size->value) == 13);
}

TEST_CASE("Fonts are listed by pattern, up to the number asked for")
{
    Shelf shelf;
    Fonts fonts(shelf.store(), {});
    const auto all = fonts.list("*", 100);
    CHECK(std::find(all.begin(), all.end(), "fixed") != all.end());
    CHECK(fonts.list("cur?or", 10) == std::vector<std::string>{"cursor"});
    CHECK(fonts.list("*", 1).size() == 1);
    CHECK(fonts.list("*", 0).empty());
    CHECK(fonts.list("nosuchfont", 10).empty());
}

TEST_CASE("The font path can be set to its own elements only")
{
    Shelf shelf;
    Fonts fonts(shelf.store(), {"/nonexistent"});
    CHECK(fonts.path() == std::vector<std::string>{"built-ins"});
    CHECK_FALSE(fonts.setPath({"/etc"}));
    CHECK_FALSE(fonts.setPath({"tcp/somewhere:7100"}));
    CHECK(fonts.setPath({"built-ins", "built-ins"}));
    CHECK(fonts.setPath({}));
    CHECK(fonts.open("fixed"));
}

TEST_CASE("A directory of fonts serves its names and aliases")
{
    REQUIRE_FALSE(Fonts::defaultDirectories().empty()); // './dev setup' installs some
    Shelf shelf;
    Fonts fonts(shelf.store());
    const auto bold = fonts.open("9x15bold");
    REQUIRE(bold);
    CHECK(bold->maxBounds().width == 9);
    CHECK(bold->glyph('A'));
    CHECK(fonts.list("9x15*", 100).size() > 1);
}
