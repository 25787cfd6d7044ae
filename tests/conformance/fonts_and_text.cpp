// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"

#include <catch2/catch.hpp>

#include <array>
#include <string>
#include <vector>

namespace vitrine {

namespace {

struct Fixture {
    TestServer server;
    XcbClient client{server};
    xcb_connection_t* c = client.c();
    xcb_pixmap_t pixmap = client.id();
    xcb_gcontext_t gc = client.id();
    xcb_font_t font = client.id();

    Fixture()
    {
        const std::uint32_t white = 0xffffff;
        xcb_create_pixmap(c, 24, pixmap, client.root(), 60, 20);
        xcb_open_font(c, font, 5, "fixed");
        const std::array<std::uint32_t, 3> values{white, 0x0000ff, font};
        xcb_create_gc(c, gc, pixmap, XCB_GC_FOREGROUND | XCB_GC_BACKGROUND | XCB_GC_FONT,
                      values.data());
    }
    int open(std::string name)
    {
        return client.check(xcb_open_font_checked(
            c, client.id(), static_cast<std::uint16_t>(name.size()), name.data()));
    }
    // One character a pixel: '#' foreground, 'o' background, '.' neither.
    std::string row(int y, int width)
    {
        const auto cookie =
            xcb_get_image(c, XCB_IMAGE_FORMAT_Z_PIXMAP, pixmap, 0, static_cast<std::int16_t>(y),
                          static_cast<std::uint16_t>(width), 1, ~0u);
        const XcbReply<xcb_get_image_reply_t> reply(xcb_get_image_reply(c, cookie, nullptr));
        REQUIRE(reply);
        const auto* pixels =
            reinterpret_cast<const std::uint32_t*>(xcb_get_image_data(reply.get()));
        std::string text;
        for (int x = 0; x < width; ++x)
            text += pixels[x] == 0xffffff ? '#' : pixels[x] == 0xff ? 'o' : '.';
        return text;
    }
    std::vector<std::string> list(const std::string& pattern, std::uint16_t most)
    {
        const XcbReply<xcb_list_fonts_reply_t> reply(xcb_list_fonts_reply(
            c, xcb_list_fonts(c, most, static_cast<std::uint16_t>(pattern.size()), pattern.data()),
            nullptr));
        REQUIRE(reply);
        std::vector<std::string> names;
        for (auto each = xcb_list_fonts_names_iterator(reply.get()); each.rem; xcb_str_next(&each))
            names.emplace_back(xcb_str_name(each.data),
                               static_cast<std::size_t>(xcb_str_name_length(each.data)));
        return names;
    }
};

} // namespace

TEST_CASE("OpenFont finds fonts by name and pattern, in any case, or answers BadName", "[OpenFont]")
{
    Fixture f;
    CHECK(f.open("fixed") == 0);
    CHECK(f.open("FIXED") == 0);
    CHECK(f.open("-misc-fixed-medium-r-semicondensed--13-*-iso8859-1") == 0);
    CHECK(f.open("no such font") == XCB_NAME);
    CHECK(f.open("") == XCB_NAME);
    CHECK(f.client.check(xcb_open_font_checked(f.c, f.font, 5, "fixed")) == XCB_ID_CHOICE);
    CHECK(f.client.check(xcb_close_font_checked(f.c, f.font)) == 0);
    CHECK(f.client.check(xcb_close_font_checked(f.c, f.font)) == XCB_FONT);
}

TEST_CASE("QueryFont tells of the font, also by a context that uses it", "[QueryFont]")
{
    Fixture f;
    for (const xcb_fontable_t fontable : {f.font, f.gc}) {
        const XcbReply<xcb_query_font_reply_t> reply(
            xcb_query_font_reply(f.c, xcb_query_font(f.c, fontable), nullptr));
        REQUIRE(reply);
        CHECK(reply->font_ascent == 11);
        CHECK(reply->font_descent == 2);
        CHECK(reply->max_bounds.character_width == 6);
        CHECK(reply->properties_len > 10);
    }
    CHECK_FALSE(XcbReply<xcb_query_font_reply_t>(
        xcb_query_font_reply(f.c, xcb_query_font(f.c, f.pixmap), nullptr)));
}

TEST_CASE("QueryTextExtents adds up characters, and an odd length has one less",
          "[QueryTextExtents]")
{
    Fixture f;
    const std::array<xcb_char2b_t, 3> text{{{0, 'a'}, {0, 'b'}, {0, 'c'}}};
    const XcbReply<xcb_query_text_extents_reply_t> reply(xcb_query_text_extents_reply(
        f.c, xcb_query_text_extents(f.c, f.font, 3, text.data()), nullptr));
    REQUIRE(reply);
    CHECK(reply->overall_width == 18);
    CHECK(reply->font_ascent == 11);
}

TEST_CASE(
    "QueryTextExtents: where \"a default-char is defined\", it stands for undefined characters")
{
    Fixture f;
    const auto extents = [&](std::vector<xcb_char2b_t> text) {
        XcbReply<xcb_query_text_extents_reply_t> reply(xcb_query_text_extents_reply(
            f.c,
            xcb_query_text_extents(f.c, f.font, static_cast<std::uint32_t>(text.size()),
                                   text.data()),
            nullptr));
        REQUIRE(reply);
        return reply;
    };
    const auto defined = extents({{0, 'a'}, {0, 0}}); // fixed's default character is 0
    const auto undefined = extents({{0, 'a'}, {0x99, 0x99}});
    CHECK(undefined->overall_width == 12);
    CHECK(undefined->overall_right == defined->overall_right);
    CHECK(undefined->overall_ascent == defined->overall_ascent);
}

TEST_CASE(
    "CreateGlyphCursor: \"The source-char must be a defined glyph in source-font, or a Value error "
    "results\"")
{
    Fixture f;
    const auto create = [&](std::uint16_t source, std::uint16_t mask) {
        return f.client.check(xcb_create_glyph_cursor_checked(
            f.c, f.client.id(), f.font, f.font, source, mask, 0, 0, 0, 0xffff, 0xffff, 0xffff));
    };
    CHECK(create('A', 'B') == 0);
    CHECK(create(' ', ' ') == 0); // defined, though nothing shows
    CHECK(create(9999, 'B') == XCB_VALUE);
    CHECK(create('A', 9999) == XCB_VALUE);
}

TEST_CASE("ListFonts and ListFontsWithInfo give the names that match, and an end",
          "[ListFonts] [ListFontsWithInfo]")
{
    Fixture f;
    const auto cursors = f.list("cursor", 10); // each folder of the font path may have one
    CHECK_FALSE(cursors.empty());
    for (const std::string& name : cursors) CHECK(name == "cursor");
    CHECK(f.list("*", 1).size() == 1);
    CHECK(f.list("nothing like this", 10).empty());

    const auto cookie = xcb_list_fonts_with_info(f.c, 10, 6, "cursor");
    const auto next = [&] {
        XcbReply<xcb_list_fonts_with_info_reply_t> reply(
            xcb_list_fonts_with_info_reply(f.c, cookie, nullptr));
        REQUIRE(reply);
        return reply;
    };
    for (std::size_t left = cursors.size(); left-- > 0;) {
        const auto font = next();
        CHECK(std::string(xcb_list_fonts_with_info_name(font.get()), font->name_len) == "cursor");
        CHECK(font->replies_hint == left);
    }
    CHECK(next()->name_len == 0);
}

TEST_CASE("The font path can be read, reset, and not led astray", "[SetFontPath] [GetFontPath]")
{
    Fixture f;
    const XcbReply<xcb_get_font_path_reply_t> path(
        xcb_get_font_path_reply(f.c, xcb_get_font_path(f.c), nullptr));
    REQUIRE(path);
    CHECK(path->path_len >= 1);
    CHECK(f.client.check(xcb_set_font_path_checked(f.c, 0, nullptr)) == 0);
    const std::array<std::uint8_t, 5> etc{4, '/', 'e', 't', 'c'};
    CHECK(f.client.check(xcb_set_font_path_checked(
              f.c, 1, reinterpret_cast<const xcb_str_t*>(etc.data()))) == XCB_VALUE);
}

TEST_CASE("PolyText8 draws the letters and nothing else, after its steps", "[PolyText8]")
{
    Fixture f;
    const std::array<std::uint8_t, 6> items{1, 0, 'T', 1, 3, 'T'};
    xcb_poly_text_8(f.c, f.pixmap, f.gc, 0, 11, items.size(), items.data());
    CHECK(f.row(2, 16) == "#####....#####..");
    CHECK(f.row(3, 16) == "..#........#....");
}

TEST_CASE("An item of PolyText8 or PolyText16 that is cut short is a BadLength, after those before")
{
    Fixture f;
    const std::array<std::uint8_t, 6> items{1, 0, 'T', 9, 3, 'T'};
    CHECK(f.client.check(xcb_poly_text_8_checked(f.c, f.pixmap, f.gc, 0, 11, items.size(),
                                                 items.data())) == XCB_LENGTH);
    CHECK(f.row(2, 16) == "#####...........");
    CHECK(f.client.check(xcb_poly_text_16_checked(f.c, f.pixmap, f.gc, 0, 11, items.size(),
                                                  items.data())) == XCB_LENGTH);
    const std::array<std::uint8_t, 4> font{255, 0, 0, 1};
    CHECK(f.client.check(xcb_poly_text_8_checked(f.c, f.pixmap, f.gc, 0, 11, font.size(),
                                                 font.data())) == XCB_LENGTH);
}

TEST_CASE("PolyText16 \"is similar to PolyText8, except 2-byte (or 16-bit) characters are used\"",
          "[PolyText16]")
{
    Fixture f;
    const std::array<std::uint8_t, 8> items{1, 0, 0, 'T', 1, 3, 0, 'T'};
    xcb_poly_text_16(f.c, f.pixmap, f.gc, 0, 11, items.size(), items.data());
    CHECK(f.row(2, 16) == "#####....#####..");
    CHECK(f.row(3, 16) == "..#........#....");
}

TEST_CASE("ImageText8 draws letters on a box of the background, whatever function and fill style",
          "[ImageText8] [ImageText16]")
{
    Fixture f;
    const std::array<std::uint32_t, 2> values{XCB_GX_XOR, XCB_FILL_STYLE_STIPPLED};
    xcb_change_gc(f.c, f.gc, XCB_GC_FUNCTION | XCB_GC_FILL_STYLE, values.data());
    xcb_image_text_8(f.c, 1, f.pixmap, f.gc, 2, 11, "T");
    CHECK(f.row(0, 10) == "..oooooo..");
    CHECK(f.row(2, 10) == "..#####o..");
    CHECK(f.row(12, 10) == "..oooooo..");
    CHECK(f.row(13, 10) == "..........");
    const std::array<xcb_char2b_t, 1> wide{{{0, 'T'}}};
    xcb_image_text_16(f.c, 1, f.pixmap, f.gc, 20, 11, wide.data());
    CHECK(f.row(2, 28) == "..#####o............#####o..");
}

TEST_CASE("A font in the items becomes the context's; one that is not there ends with BadFont",
          "[PolyText8]")
{
    Fixture f;
    const xcb_font_t cursor = f.client.id();
    xcb_open_font(f.c, cursor, 6, "cursor");
    const auto shift = [&](xcb_font_t font) {
        const std::vector<std::uint8_t> items{1,
                                              0,
                                              'T',
                                              255,
                                              static_cast<std::uint8_t>(font >> 24),
                                              static_cast<std::uint8_t>(font >> 16),
                                              static_cast<std::uint8_t>(font >> 8),
                                              static_cast<std::uint8_t>(font)};
        return f.client.check(xcb_poly_text_8_checked(
            f.c, f.pixmap, f.gc, 0, 11, static_cast<std::uint32_t>(items.size()), items.data()));
    };
    CHECK(shift(12345) == XCB_FONT);
    CHECK(f.row(2, 6) == "#####."); // the item before was drawn
    CHECK(shift(cursor) == 0);
    const XcbReply<xcb_query_font_reply_t> now(
        xcb_query_font_reply(f.c, xcb_query_font(f.c, f.gc), nullptr));
    REQUIRE(now);
    CHECK(now->font_ascent != 11);
}

} // namespace vitrine
