// SPDX-License-Identifier: GPL-2.0-or-later
// Requests at the ends of what coordinates can say: drawn soon, or refused.
#include "server/requests/drawing_work.h"
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"

#include <catch2/catch.hpp>
#include <xcb/xcbext.h>

#include <algorithm>
#include <limits>

namespace vitrine {

namespace {

constexpr std::int16_t least = std::numeric_limits<std::int16_t>::min();
constexpr std::int16_t most = std::numeric_limits<std::int16_t>::max();

struct Fixture {
    static constexpr std::uint16_t columns = 400, rows = 300;

    TestServer server;
    XcbClient client{server};
    xcb_connection_t* c = client.c();
    xcb_pixmap_t pixmap = client.id();
    xcb_gcontext_t gc = client.id();

    Fixture()
    {
        xcb_create_pixmap(c, 24, pixmap, client.root(), columns, rows);
        const std::uint32_t foreground = 0xffffff;
        xcb_create_gc(c, gc, pixmap, XCB_GC_FOREGROUND, &foreground);
    }
    void line(std::uint32_t width, std::uint32_t style, std::uint32_t cap, std::uint32_t join)
    {
        const std::uint32_t values[]{width, style, cap, join};
        xcb_change_gc(c, gc,
                      XCB_GC_LINE_WIDTH | XCB_GC_LINE_STYLE | XCB_GC_CAP_STYLE | XCB_GC_JOIN_STYLE,
                      values);
        const std::uint8_t dash = 1;
        xcb_set_dashes(c, gc, 0, 1, &dash);
    }
    std::vector<std::uint8_t> pixels(xcb_pixmap_t of)
    {
        const XcbReply<xcb_get_image_reply_t> reply(xcb_get_image_reply(
            c, xcb_get_image(c, XCB_IMAGE_FORMAT_Z_PIXMAP, of, 0, 0, columns, rows, ~0u), nullptr));
        REQUIRE(reply);
        const std::uint8_t* bytes = xcb_get_image_data(reply.get());
        return {bytes, bytes + xcb_get_image_data_length(reply.get())};
    }
    // In how many turns a path is drawn.
    template<std::size_t Count> int bands(const xcb_point_t (&path)[Count]) const
    {
        std::vector<Point> points;
        for (const xcb_point_t& each : path) points.push_back({each.x, each.y});
        const Stroke stroke{.width = 90,
                            .style = LineStyle::DoubleDash,
                            .cap = CapStyle::Round,
                            .join = JoinStyle::Round,
                            .dashes = {1, 1}};
        return bandsFor(DrawingWork({0, 0, columns, rows}, stroke).ofPath(points), rows);
    }
    bool refused(xcb_void_cookie_t cookie)
    {
        const int code = client.check(cookie);
        CHECK((code == 0 || code == XCB_ALLOC));
        return code != 0;
    }
};

} // namespace

TEST_CASE("Coordinates at the ends of 16 bits are drawn in every line style, width, cap and join")
{
    Fixture f;
    const xcb_point_t path[]{{least, least}, {most, most}, {most, least}, {least, most}, {0, 0}};
    const xcb_segment_t segments[]{{least, 100, most, 101}, {100, least, 101, most}};
    const xcb_rectangle_t rects[]{{least, least, 65535, 65535}, {10, 10, 0, 0}, {most, most, 1, 1}};
    const xcb_arc_t arcs[]{{least, least, 65535, 65535, 0, 360 * 64},
                           {-16000, -16000, 32767, 32767, 45, 300 * 64},
                           {0, 0, 0, 0, most, least}};
    for (const std::uint32_t width : {0u, 1u, 9u, 40000u, 65535u})
        for (std::uint32_t style = 0; style < 3; ++style)
            for (std::uint32_t end = 0; end < 3; ++end) {
                f.line(width, style, end + 1, end);
                f.refused(xcb_poly_line_checked(f.c, 0, f.pixmap, f.gc, 5, path));
                f.refused(xcb_poly_segment_checked(f.c, f.pixmap, f.gc, 2, segments));
                f.refused(xcb_poly_rectangle_checked(f.c, f.pixmap, f.gc, 3, rects));
                f.refused(xcb_poly_arc_checked(f.c, f.pixmap, f.gc, 3, arcs));
            }
    CHECK(!f.refused(xcb_poly_fill_rectangle_checked(f.c, f.pixmap, f.gc, 3, rects)));
    CHECK(!f.refused(xcb_poly_fill_arc_checked(f.c, f.pixmap, f.gc, 3, arcs)));
    CHECK(!f.refused(xcb_fill_poly_checked(f.c, f.pixmap, f.gc, 0, 0, 5, path)));
}

TEST_CASE("A shape that would take the server seconds is a BadAlloc, and nothing of it is drawn")
{
    Fixture f;
    f.line(60000, XCB_LINE_STYLE_DOUBLE_DASH, XCB_CAP_STYLE_ROUND, XCB_JOIN_STYLE_ROUND);
    const xcb_arc_t arc{0, 0, 32767, 32767, 0, 360 * 64};
    CHECK(f.refused(xcb_poly_arc_checked(f.c, f.pixmap, f.gc, 1, &arc)));
    const xcb_segment_t segments[]{{0, 0, 10, 10}, {least, least, most, most}};
    CHECK(f.refused(xcb_poly_segment_checked(f.c, f.pixmap, f.gc, 2, segments)));
    const auto pixels = f.pixels(f.pixmap);
    CHECK(std::ranges::all_of(pixels, [](std::uint8_t byte) { return byte == 0; }));

    f.line(0, XCB_LINE_STYLE_ON_OFF_DASH, XCB_CAP_STYLE_ROUND, XCB_JOIN_STYLE_ROUND);
    CHECK(!f.refused(xcb_poly_arc_checked(f.c, f.pixmap, f.gc, 1, &arc)));
    CHECK(!f.refused(xcb_poly_segment_checked(f.c, f.pixmap, f.gc, 2, segments)));
}

TEST_CASE("What is drawn in several turns has the pixels that it has when drawn in one")
{
    Fixture f;
    const xcb_pixmap_t other = f.client.id();
    xcb_create_pixmap(f.c, 24, other, f.client.root(), Fixture::columns, Fixture::rows);
    const xcb_point_t path[]{{5, 5}, {390, 280}, {20, 290}, {200, 10}, {380, 150}, {5, 5}};
    f.line(90, XCB_LINE_STYLE_DOUBLE_DASH, XCB_CAP_STYLE_ROUND, XCB_JOIN_STYLE_ROUND);
    const std::uint32_t colors[]{XCB_GX_XOR, 0x123456, 0xfedcba};
    xcb_change_gc(f.c, f.gc, XCB_GC_FUNCTION | XCB_GC_FOREGROUND | XCB_GC_BACKGROUND, colors);

    REQUIRE(f.bands(path) > 3);
    for (const xcb_pixmap_t each : {f.pixmap, other}) {
        const xcb_rectangle_t all{0, 0, Fixture::columns, Fixture::rows};
        const std::uint32_t solid[]{XCB_GX_CLEAR};
        xcb_change_gc(f.c, f.gc, XCB_GC_FUNCTION, solid);
        xcb_poly_fill_rectangle(f.c, each, f.gc, 1, &all);
        xcb_change_gc(f.c, f.gc, XCB_GC_FUNCTION, colors);
    }
    CHECK(!f.refused(xcb_poly_line_checked(f.c, 0, f.pixmap, f.gc, 6, path)));
    for (std::int16_t x = 0; x < Fixture::columns; x = static_cast<std::int16_t>(x + 4)) {
        const xcb_rectangle_t strip{x, 0, 4, Fixture::rows}; // light enough for one turn
        xcb_set_clip_rectangles(f.c, XCB_CLIP_ORDERING_UNSORTED, f.gc, 0, 0, 1, &strip);
        xcb_poly_line(f.c, 0, other, f.gc, 6, path);
    }
    CHECK(f.pixels(f.pixmap) == f.pixels(other));
}

TEST_CASE("While thousands of the longest dashed lines are drawn, other clients are answered")
{
    Fixture f;
    XcbClient other(f.server);
    f.line(1, XCB_LINE_STYLE_ON_OFF_DASH, XCB_CAP_STYLE_ROUND, XCB_JOIN_STYLE_ROUND);
    const std::vector<xcb_segment_t> longest(30000, {least, 150, most, 150});
    xcb_poly_segment(f.c, f.pixmap, f.gc, 30000, longest.data());
    const auto cookie = xcb_get_input_focus(f.c);
    xcb_flush(f.c);
    for (int i = 0; i < 10; ++i) other.sync();
    void* reply = nullptr;
    xcb_generic_error_t* error = nullptr;
    CHECK(xcb_poll_for_reply(f.c, cookie.sequence, &reply, &error) == 0); // it still draws
    CHECK(xcb_connection_has_error(f.c) == 0);
}

TEST_CASE("Copies that overlap, images and text at the ends of 16 bits, on pixels 32,767 wide",
          "[CopyArea] [CopyPlane] [PutImage] [GetImage]")
{
    // X.Org's server copies nothing where a place and a width together exceed 16 bits.
    TestServer server;
    const XcbClient client(server);
    xcb_connection_t* c = client.c();
    const xcb_pixmap_t wide = client.id();
    const xcb_gcontext_t gc = client.id(), bits = client.id();
    const xcb_pixmap_t bitmap = client.id();
    xcb_create_pixmap(c, 24, wide, client.root(), most, 4);
    xcb_create_pixmap(c, 1, bitmap, client.root(), 8, 8);
    const std::uint32_t quiet[]{0x112233, 0};
    xcb_create_gc(c, gc, wide, XCB_GC_FOREGROUND | XCB_GC_GRAPHICS_EXPOSURES, quiet);
    xcb_create_gc(c, bits, bitmap, 0, nullptr);
    const xcb_rectangle_t all{0, 0, most, 4};
    xcb_poly_fill_rectangle(c, wide, gc, 1, &all);
    const std::uint32_t other = 0xaabbcc;
    xcb_change_gc(c, gc, XCB_GC_FOREGROUND, &other);
    const xcb_rectangle_t left{0, 0, 5, 4};
    xcb_poly_fill_rectangle(c, wide, gc, 1, &left);

    // One further to the right, then as far as it goes: the left end comes to the right one.
    xcb_copy_area(c, wide, wide, gc, 0, 0, 1, 0, 65535, 65535);
    xcb_copy_area(c, wide, wide, gc, 0, 1, most - 6, 1, 65535, 65535);
    const auto row = [&](std::int16_t x, std::int16_t y, std::uint16_t width) {
        const XcbReply<xcb_get_image_reply_t> reply(xcb_get_image_reply(
            c, xcb_get_image(c, XCB_IMAGE_FORMAT_Z_PIXMAP, wide, x, y, width, 1, ~0u), nullptr));
        std::vector<std::uint32_t> pixels;
        for (int i = 0; reply && i < width; ++i) {
            const std::uint8_t* at = xcb_get_image_data(reply.get()) + 4 * i;
            pixels.push_back(at[0] | at[1] << 8u | std::uint32_t{at[2]} << 16u);
        }
        return pixels;
    };
    CHECK(row(3, 0, 4) == std::vector<std::uint32_t>{0xaabbcc, 0xaabbcc, 0xaabbcc, 0x112233});
    CHECK(row(most - 7, 1, 7) == std::vector<std::uint32_t>{0x112233, 0xaabbcc, 0xaabbcc, 0xaabbcc,
                                                            0xaabbcc, 0xaabbcc, 0xaabbcc});

    for (const std::int16_t x : {least, most, std::int16_t{0}})
        for (const std::int16_t y : {least, most, std::int16_t{2}}) {
            xcb_copy_area(c, wide, wide, gc, x, y, y, x, 65535, 1);
            xcb_copy_plane(c, bitmap, bitmap, bits, x, y, y, x, 65535, 65535, 1);
            const std::uint32_t pixel[]{0xffffff};
            xcb_put_image(c, XCB_IMAGE_FORMAT_Z_PIXMAP, wide, gc, 1, 1, x, y, 0, 24, 4,
                          reinterpret_cast<const std::uint8_t*>(pixel));
            xcb_clear_area(c, 0, client.root(), x, y, 1, 1);
        }
    CHECK(row(most - 1, 2, 2).empty()); // beyond the right end
    CHECK(row(0, 3, most).size() == most);
}

} // namespace vitrine
