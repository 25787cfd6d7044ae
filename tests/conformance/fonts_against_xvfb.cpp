// SPDX-License-Identifier: GPL-2.0-or-later
// The core fonts installed here, by our server and by X.Org's: a name means the same font.
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"
#include "tests/support/xvfb.h"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <vector>

namespace vitrine {

namespace {

std::vector<std::string> namesIn(xcb_str_iterator_t names)
{
    std::vector<std::string> result;
    for (; names.rem; xcb_str_next(&names))
        result.emplace_back(xcb_str_name(names.data),
                            static_cast<std::size_t>(xcb_str_name_length(names.data)));
    return result;
}

std::vector<std::string> fontPath(const XcbClient& client)
{
    const XcbReply<xcb_get_font_path_reply_t> reply(
        xcb_get_font_path_reply(client.c(), xcb_get_font_path(client.c()), nullptr));
    REQUIRE(reply);
    return namesIn(xcb_get_font_path_path_iterator(reply.get()));
}

std::vector<std::string> fonts(const XcbClient& client, const std::string& pattern, int most)
{
    const XcbReply<xcb_list_fonts_reply_t> reply(xcb_list_fonts_reply(
        client.c(),
        xcb_list_fonts(client.c(), static_cast<std::uint16_t>(most),
                       static_cast<std::uint16_t>(pattern.size()), pattern.data()),
        nullptr));
    REQUIRE(reply);
    return namesIn(xcb_list_fonts_names_iterator(reply.get()));
}

// What QueryFont says of a font's size and of each of its characters, as bytes; none where there
// is no such font.
std::string described(const XcbClient& client, const std::string& name)
{
    const xcb_font_t font = client.id();
    if (client.check(xcb_open_font_checked(client.c(), font,
                                           static_cast<std::uint16_t>(name.size()), name.data())))
        return {};
    const XcbReply<xcb_query_font_reply_t> reply(
        xcb_query_font_reply(client.c(), xcb_query_font(client.c(), font), nullptr));
    REQUIRE(reply);
    const auto* characters = reinterpret_cast<const char*>(xcb_query_font_char_infos(reply.get()));
    const std::size_t bytes =
        static_cast<std::size_t>(xcb_query_font_char_infos_length(reply.get())) *
        sizeof(xcb_charinfo_t);
    xcb_close_font(client.c(), font);
    return std::to_string(reply->font_ascent) + ' ' + std::to_string(reply->font_descent) + ' ' +
           std::to_string(reply->max_bounds.character_width) + ' ' +
           std::to_string(reply->default_char) + std::string(characters, bytes);
}

struct Pair {
    TestServer server;
    XcbClient ours{server};
    Xvfb xvfb;
    XcbClient theirs{xvfb.name()};
};

} // namespace

TEST_CASE("The default font path is X.Org's")
{
    Pair pair;
    CHECK(fontPath(pair.ours) == fontPath(pair.theirs));
}

TEST_CASE("A name that several fonts match opens the one that it opens at X.Org's")
{
    Pair pair;
    for (const std::string name :
         {"fixed", "-adobe-symbol-*-*-*-*-*-120-*-*-*-*-*-*", "-*-helvetica-bold-r-*-*-*-120-*",
          "-*-times-medium-r-*--17-*", "-*-courier-*-*-*-*-*-140-75-75-*-*-iso8859-1", "*-24-*",
          "-*-fixed-medium-r-normal-*-18-*", "lucidasans-14", "variable", "nil2", "*",
          "-bitstream-charter-medium-r-normal--33-*-*-*-*-*-iso8859-1"}) {
        CAPTURE(name);
        CHECK(described(pair.ours, name) == described(pair.theirs, name));
    }
}

TEST_CASE("ListFonts names the fonts that X.Org's names, in its order")
{
    Pair pair;
    for (const std::string pattern :
         {"*", "fixed", "-adobe-*", "-*-*-*-*-*-*-0-*", "?x1?", "cursor", "none"}) {
        CAPTURE(pattern);
        CHECK(fonts(pair.ours, pattern, 20000) == fonts(pair.theirs, pattern, 20000));
        CHECK(fonts(pair.ours, pattern, 5) == fonts(pair.theirs, pattern, 5));
    }
}

} // namespace vitrine
