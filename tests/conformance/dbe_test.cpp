// SPDX-License-Identifier: GPL-2.0-or-later
// "Double Buffer Extension Protocol", version 1.0. libxcb knows it not: the requests are said here.
#include "tests/support/side_by_side.h"

#include <xcb/render.h>
#include <xcb/xcbext.h>

#include <cstring>
#include <random>

namespace vitrine {

namespace {

enum Minor : std::uint8_t {
    QueryVersion,
    AllocateBackBuffer,
    DeallocateBackBuffer,
    SwapBuffers,
    BeginIdiom,
    EndIdiom,
    GetVisualInfo,
    GetBackBufferAttributes,
};

xcb_extension_t doubleBuffer{"DOUBLE-BUFFER", 0};

// A request of DBE: after the header, words.
struct Dbe {
    const XcbClient& client;
    int firstError = xcb_get_extension_data(client.c(), &doubleBuffer)->first_error;

    unsigned send(Minor minor, std::vector<std::uint32_t> words, std::uint8_t isVoid) const
    {
        words.insert(words.begin(), 0); // libxcb writes the header here
        iovec parts[3] = {{}, {}, {words.data(), words.size() * 4}};
        const xcb_protocol_request_t request{1, &doubleBuffer, minor, isVoid};
        return xcb_send_request(client.c(), XCB_REQUEST_CHECKED, parts + 2, &request);
    }
    // The error's code, or 0.
    int operator()(Minor minor, std::vector<std::uint32_t> words) const
    {
        return client.check({send(minor, std::move(words), 1)});
    }
    // The reply as words; or the error's code, negative, alone.
    std::vector<std::int64_t> reply(Minor minor, std::vector<std::uint32_t> words) const
    {
        const unsigned sequence = send(minor, std::move(words), 0);
        xcb_generic_error_t* error = nullptr;
        const XcbReply<void> got(xcb_wait_for_reply(client.c(), sequence, &error));
        if (!got) return {-XcbReply<xcb_generic_error_t>(error)->error_code};
        const auto* first = static_cast<const std::uint32_t*>(got.get());
        return {first, first + 8 + first[1]};
    }
};

std::string pixels(const XcbClient& client, xcb_drawable_t of, std::uint16_t side)
{
    const XcbReply<xcb_get_image_reply_t> reply(xcb_get_image_reply(
        client.c(),
        xcb_get_image(client.c(), XCB_IMAGE_FORMAT_Z_PIXMAP, of, 0, 0, side, side, 0xffffff),
        nullptr));
    if (!reply) return "none";
    std::string text;
    const auto* first = reinterpret_cast<const std::uint32_t*>(xcb_get_image_data(reply.get()));
    for (int i = 0; i < side * side; ++i)
        text += std::to_string(first[i] & 0xffffff) + ((i + 1) % side ? ' ' : '\n');
    return text;
}

std::string swapped(const XcbClient& client, unsigned seed)
{
    const Dbe dbe{client};
    std::mt19937 generator(seed);
    const auto random = [&] { return static_cast<std::uint32_t>(generator()); };
    xcb_connection_t* c = client.c();
    const xcb_window_t top = client.window(0, 0, 60, 60, 0, 0, false);
    const std::uint32_t yes = 1;
    xcb_change_window_attributes(c, top, XCB_CW_OVERRIDE_REDIRECT, &yes);
    xcb_map_window(c, top);
    const xcb_window_t window = client.window(4, 4, 30, 30, 0, top);
    const std::uint32_t ground = 0x445566;
    xcb_change_window_attributes(c, window, XCB_CW_BACK_PIXEL, &ground);
    // What a child covers is not there to be kept by an exchange of both buffers.
    const bool covered = seed % 2;
    if (covered) client.window(10, 10, 8, 8, 0, window);
    const std::uint32_t buffer = client.id(), again = client.id();
    std::string text = std::to_string(dbe(AllocateBackBuffer, {window, buffer, random() % 4}));
    text += std::to_string(dbe(AllocateBackBuffer, {window, again, 0}));
    const xcb_gcontext_t gc = client.id();
    xcb_create_gc(c, gc, window, 0, nullptr);
    for (int i = 0; i < 12; ++i) {
        const std::uint32_t color = random() & 0xffffff;
        xcb_change_gc(c, gc, XCB_GC_FOREGROUND, &color);
        const xcb_rectangle_t rect{static_cast<std::int16_t>(random() % 30),
                                   static_cast<std::int16_t>(random() % 30), 9, 11};
        const xcb_drawable_t on[] = {window, buffer, again};
        xcb_poly_fill_rectangle(c, on[random() % 3], gc, 1, &rect);
        // What "undefined" leaves is undefined: it is not compared.
        if (i % 3 == 2)
            text += std::to_string(
                        dbe(SwapBuffers,
                            {1, window, covered ? 1 + 2 * (random() % 2) : 1 + random() % 3})) +
                    pixels(client, window, 30) + pixels(client, again, 30);
    }
    text += std::to_string(dbe(BeginIdiom, {})) + std::to_string(dbe(EndIdiom, {}));
    text += std::to_string(dbe(DeallocateBackBuffer, {buffer}));
    text += pixels(client, again, 30);
    return text;
}

} // namespace

TEST_CASE("DBE tells version 1.0 and that both visuals can be double-buffered")
{
    TestServer server;
    XcbClient client(server);
    const Dbe dbe{client};
    CHECK((dbe.reply(QueryVersion, {1})[2] & 0xffff) == 1);
    const auto all = dbe.reply(GetVisualInfo, {0});
    REQUIRE(all.size() == 8 + 1 + 2 * 2);
    CHECK(all[2] == 1);
    CHECK(all[8] == 2);
    const auto twice = dbe.reply(GetVisualInfo, {2, client.root(), client.root()});
    CHECK(twice[2] == 2);
    CHECK(dbe.reply(GetVisualInfo, {1, 0x77}) == std::vector<std::int64_t>{-XCB_DRAWABLE});
}

TEST_CASE("Buffers are drawn on, swapped by every action and named twice as with X.Org's server")
{
    for (unsigned seed = 1; seed <= 30; ++seed) {
        CAPTURE(seed);
        SideBySide::pair().check([&](const XcbClient& client) { return swapped(client, seed); });
    }
}

TEST_CASE("The root has a back buffer like any window, as with X.Org's server")
{
    SideBySide::pair().check([](const XcbClient& client) {
        const Dbe dbe{client};
        const std::uint32_t root = client.root(), ground = 0x335577, color = 0x6688aa;
        xcb_change_window_attributes(client.c(), root, XCB_CW_BACK_PIXEL, &ground);
        xcb_clear_area(client.c(), false, root, 0, 0, 0, 0);
        const std::uint32_t buffer = client.id(), gc = client.id();
        std::ostringstream story;
        story << dbe(AllocateBackBuffer, {root, buffer, 1}) << '\n';
        xcb_create_gc(client.c(), gc, buffer, XCB_GC_FOREGROUND, &color);
        const xcb_rectangle_t rect{2, 3, 6, 6};
        for (std::uint32_t action = 1; action <= 3; ++action) {
            xcb_poly_fill_rectangle(client.c(), buffer, gc, 1, &rect);
            story << dbe(SwapBuffers, {1, root, action}) << '\n'
                  << pixels(client, root, 12) << pixels(client, buffer, 12);
        }
        story << dbe(DeallocateBackBuffer, {buffer}) << '\n';
        const std::uint32_t black = 0;
        xcb_change_window_attributes(client.c(), root, XCB_CW_BACK_PIXEL, &black);
        xcb_clear_area(client.c(), false, root, 0, 0, 0, 0);
        return story.str();
    });
}

TEST_CASE("A back buffer has the size of its window, keeps its pixels, and ends with it")
{
    TestServer server;
    XcbClient client(server);
    const Dbe dbe{client};
    const xcb_window_t top = client.window(0, 0, 90, 90),
                       window = client.window(0, 0, 20, 20, 0, top);
    const std::uint32_t buffer = client.id();
    REQUIRE(dbe(AllocateBackBuffer, {window, buffer, 0}) == 0);
    const auto attributes = [&] { return dbe.reply(GetBackBufferAttributes, {buffer})[2 + 0]; };
    CHECK(attributes() == window);
    const xcb_gcontext_t gc = client.id();
    const std::uint32_t color = 0x123456;
    xcb_create_gc(client.c(), gc, buffer, XCB_GC_FOREGROUND, &color);
    const xcb_rectangle_t rect{0, 0, 20, 20};
    xcb_poly_fill_rectangle(client.c(), buffer, gc, 1, &rect);
    const std::uint32_t size[] = {30, 40};
    xcb_configure_window(client.c(), window, XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT,
                         size);
    const XcbReply<xcb_get_geometry_reply_t> geometry(
        xcb_get_geometry_reply(client.c(), xcb_get_geometry(client.c(), buffer), nullptr));
    REQUIRE(geometry);
    CHECK(geometry->width == 30);
    CHECK(geometry->height == 40);
    CHECK(pixels(client, buffer, 1) == std::to_string(0x123456) + '\n');
    xcb_destroy_window(client.c(), window);
    CHECK(attributes() == 0);
    CHECK(dbe(DeallocateBackBuffer, {buffer}) == dbe.firstError);
}

TEST_CASE("A picture of a back buffer draws on it, before and after resizing as at X.Org's")
{
    SideBySide::pair().check([](const XcbClient& client) {
        const Dbe dbe{client};
        const xcb_window_t window = client.window(0, 0, 20, 20);
        const std::uint32_t gravity = XCB_GRAVITY_NORTH_WEST; // it keeps the buffer's pixels, too
        xcb_change_window_attributes(client.c(), window, XCB_CW_BIT_GRAVITY, &gravity);
        const std::uint32_t buffer = client.id(), picture = client.id();
        dbe(AllocateBackBuffer, {window, buffer, 0});
        const XcbReply<xcb_render_query_pict_formats_reply_t> formats(
            xcb_render_query_pict_formats_reply(
                client.c(), xcb_render_query_pict_formats(client.c()), nullptr));
        std::uint32_t rgb = 0;
        for (auto at = xcb_render_query_pict_formats_formats_iterator(formats.get()); at.rem;
             xcb_render_pictforminfo_next(&at))
            if (at.data->depth == 24 && at.data->direct.red_shift == 16) rgb = at.data->id;
        std::ostringstream story;
        story << client.check(
            xcb_render_create_picture_checked(client.c(), picture, buffer, rgb, 0, nullptr));
        const auto fill = [&](std::uint16_t red) {
            const xcb_rectangle_t rect{2, 2, 6, 6};
            story << client.check(xcb_render_fill_rectangles_checked(
                         client.c(), XCB_RENDER_PICT_OP_SRC, picture, {red, 0x8080, 0, 0xffff}, 1,
                         &rect))
                  << '\n'
                  << pixels(client, buffer, 10);
        };
        fill(0x4040);
        const std::uint32_t width = 30;
        xcb_configure_window(client.c(), window, XCB_CONFIG_WINDOW_WIDTH, &width);
        fill(0x7070);
        xcb_destroy_window(client.c(), window);
        story << client.check(xcb_render_free_picture_checked(client.c(), picture));
        return story.str();
    });
}

TEST_CASE("DBE refuses what is no window, buffer or action, and a window swapped twice at once")
{
    TestServer server;
    XcbClient client(server);
    const Dbe dbe{client};
    const xcb_window_t window = client.window(0, 0, 20, 20), bare = client.window(0, 0, 20, 20);
    const std::uint32_t buffer = client.id();
    CHECK(dbe(AllocateBackBuffer, {0x77, buffer, 0}) == XCB_WINDOW);
    CHECK(dbe(AllocateBackBuffer, {window, 0x77, 0}) == XCB_ID_CHOICE);
    CHECK(dbe(AllocateBackBuffer, {window, buffer, 4}) == XCB_VALUE);
    CHECK(dbe(AllocateBackBuffer, {window, buffer, 3}) == 0);
    CHECK(dbe(AllocateBackBuffer, {window, buffer, 3}) == XCB_ID_CHOICE);
    CHECK(dbe(DeallocateBackBuffer, {window}) == dbe.firstError);
    CHECK(dbe(SwapBuffers, {0}) == 0);
    CHECK(dbe(SwapBuffers, {1, 0x77, 0}) == XCB_WINDOW);
    CHECK(dbe(SwapBuffers, {1, bare, 0}) == XCB_MATCH);
    CHECK(dbe(SwapBuffers, {1, window, 4}) == XCB_VALUE);
    CHECK(dbe(SwapBuffers, {2, window, 0, window, 0}) == XCB_MATCH);
    CHECK(dbe(SwapBuffers, {0xffffffff, window, 0}) == XCB_LENGTH);
    CHECK(dbe(SwapBuffers, {0x20000001, window, 0}) == XCB_LENGTH);
    CHECK(dbe(SwapBuffers, {1, window, 0}) == 0);
}

} // namespace vitrine
