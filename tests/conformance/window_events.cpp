// SPDX-License-Identifier: GPL-2.0-or-later
// X11 protocol, sections 9 and 11: exposure, visibility and pixmaps, cursors. Names quote the
// specification.
#include "tests/support/each_server.h"

#include <catch2/catch.hpp>

#include <array>
#include <vector>

namespace vitrine {

namespace {

// A top-level window of 100 x 100 at (10, 10) that no window manager touches.
struct Fixture {
    explicit Fixture(const AnyServer& server) : client(server.connect()), x(*client), c(x.c())
    {
        window = x.id();
        const std::uint32_t values[] = {0x336699, 1};
        xcb_create_window(c, XCB_COPY_FROM_PARENT, window, x.root(), 10, 10, 100, 100, 0,
                          XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
                          XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT, values);
        xcb_map_window(c, window);
        x.sync();
    }
    std::vector<std::array<int, 5>> exposures()
    {
        std::vector<std::array<int, 5>> all;
        for (const XcbEvent& event : x.events()) {
            if (event->response_type != XCB_EXPOSE) continue;
            const auto& e = reinterpret_cast<xcb_expose_event_t&>(*event);
            all.push_back({e.x, e.y, e.width, e.height, e.count});
        }
        return all;
    }
    std::vector<int> visibilities()
    {
        std::vector<int> all;
        for (const XcbEvent& event : x.events())
            if (event->response_type == XCB_VISIBILITY_NOTIFY)
                all.push_back(reinterpret_cast<xcb_visibility_notify_event_t&>(*event).state);
        return all;
    }
    std::uint32_t pixel(xcb_drawable_t drawable, int px, int py)
    {
        const XcbReply<xcb_get_image_reply_t> image(xcb_get_image_reply(
            c,
            xcb_get_image(c, XCB_IMAGE_FORMAT_Z_PIXMAP, drawable, static_cast<std::int16_t>(px),
                          static_cast<std::int16_t>(py), 1, 1, 0xffffffff),
            nullptr));
        REQUIRE(image);
        return *reinterpret_cast<const std::uint32_t*>(xcb_get_image_data(image.get())) & 0xffffff;
    }

    std::unique_ptr<XcbClient> client;
    XcbClient& x;
    xcb_connection_t* c;
    xcb_window_t window = 0;
};

} // namespace

TEST_CASE("Expose \"reports regions\" with \"the number of Expose events that follow\"; regions of "
          "one request \"are guaranteed to be reported contiguously\"",
          "[Expose]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server);
        const xcb_window_t below = f.x.window(0, 0, 60, 60, XCB_EVENT_MASK_EXPOSURE, f.window);
        CHECK(f.exposures() == std::vector<std::array<int, 5>>{{0, 0, 60, 60, 0}});
        const xcb_window_t above = f.x.window(20, 20, 20, 20, 0, f.window);
        CHECK(f.exposures().empty());
        xcb_unmap_window(f.c, above);
        CHECK(f.exposures() == std::vector<std::array<int, 5>>{{20, 20, 20, 20, 0}});
        xcb_map_window(f.c, above);
        f.x.events();
        xcb_unmap_window(f.c, below);
        xcb_map_window(f.c, below); // around the one above: in bands
        const auto around = f.exposures();
        REQUIRE(around.size() == 4);
        int area = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            CHECK(around[i][4] == static_cast<int>(3 - i));
            area += around[i][2] * around[i][3];
        }
        CHECK(area == 60 * 60 - 20 * 20);
    });
}

TEST_CASE(
    "ClearArea: \"if width is zero, it is replaced with the current width of the window minus "
    "x\", the background is painted, and with exposures the visible regions are exposed",
    "[ClearArea] [Expose]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server);
        const std::uint32_t mask = XCB_EVENT_MASK_EXPOSURE;
        xcb_change_window_attributes(f.c, f.window, XCB_CW_EVENT_MASK, &mask);
        const xcb_gcontext_t gc = f.x.id();
        const std::uint32_t white = 0xffffff;
        xcb_create_gc(f.c, gc, f.window, XCB_GC_FOREGROUND, &white);
        const xcb_rectangle_t all{0, 0, 100, 100};
        xcb_poly_fill_rectangle(f.c, f.window, gc, 1, &all);
        f.x.events();
        xcb_clear_area(f.c, 1, f.window, 30, 40, 0, 10);
        CHECK(f.exposures() == std::vector<std::array<int, 5>>{{30, 40, 70, 10, 0}});
        CHECK(f.pixel(f.window, 99, 49) == 0x336699);
        CHECK(f.pixel(f.window, 29, 49) == 0xffffff);
        CHECK(f.pixel(f.window, 99, 50) == 0xffffff);
        xcb_clear_area(f.c, 0, f.window, 0, 0, 0, 0);
        CHECK(f.exposures().empty());
        CHECK(f.pixel(f.window, 0, 0) == 0x336699);
        const xcb_window_t inputOnly = f.x.id();
        xcb_create_window(f.c, 0, inputOnly, f.window, 0, 0, 9, 9, 0, XCB_WINDOW_CLASS_INPUT_ONLY,
                          XCB_COPY_FROM_PARENT, 0, nullptr);
        CHECK(f.x.check(xcb_clear_area_checked(f.c, 0, inputOnly, 0, 0, 0, 0)) == XCB_MATCH);
    });
}

TEST_CASE("ClearArea: \"if the window has background None, no change is made\", and a background "
          "pixmap is tiled from the window's origin",
          "[ClearArea] [ChangeWindowAttributes]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server);
        const xcb_pixmap_t tile = f.x.id();
        xcb_create_pixmap(f.c, 24, tile, f.window, 2, 1);
        const std::uint32_t two[] = {0x111111, 0x222222};
        const xcb_gcontext_t gc = f.x.id();
        xcb_create_gc(f.c, gc, tile, 0, nullptr);
        xcb_put_image(f.c, XCB_IMAGE_FORMAT_Z_PIXMAP, tile, gc, 2, 1, 0, 0, 0, 24, 8,
                      reinterpret_cast<const std::uint8_t*>(two));
        xcb_change_window_attributes(f.c, f.window, XCB_CW_BACK_PIXMAP, &tile);
        xcb_free_pixmap(f.c, tile); // the window keeps it
        xcb_clear_area(f.c, 0, f.window, 5, 5, 10, 10);
        CHECK(f.pixel(f.window, 5, 5) == 0x222222);
        CHECK(f.pixel(f.window, 6, 5) == 0x111111);
        CHECK(f.pixel(f.window, 4, 5) == 0x336699);
        const std::uint32_t none = XCB_BACK_PIXMAP_NONE;
        xcb_change_window_attributes(f.c, f.window, XCB_CW_BACK_PIXMAP, &none);
        xcb_clear_area(f.c, 0, f.window, 0, 0, 0, 0);
        CHECK(f.pixel(f.window, 5, 5) == 0x222222);
        CHECK(f.pixel(f.window, 0, 0) == 0x336699);
    });
}

TEST_CASE(
    "VisibilityNotify: Unobscured, PartiallyObscured and FullyObscured, \"for purposes of this "
    "event, the subwindows of the window are ignored\"",
    "[VisibilityNotify]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server);
        const xcb_window_t low =
            f.x.window(0, 0, 50, 50, XCB_EVENT_MASK_VISIBILITY_CHANGE, f.window);
        f.x.window(0, 0, 50, 50, 0, low); // covers it, but is its own
        const auto move = [&](xcb_window_t window, std::uint32_t at) {
            xcb_configure_window(f.c, window, XCB_CONFIG_WINDOW_X, &at);
            return f.visibilities();
        };
        CHECK(f.visibilities() == std::vector<int>{XCB_VISIBILITY_UNOBSCURED});
        const xcb_window_t high = f.x.window(40, 0, 60, 60, 0, f.window);
        CHECK(f.visibilities() == std::vector<int>{XCB_VISIBILITY_PARTIALLY_OBSCURED});
        CHECK(move(high, 30).empty());
        CHECK(move(high, 0) == std::vector<int>{XCB_VISIBILITY_FULLY_OBSCURED});
        CHECK(move(high, 60) == std::vector<int>{XCB_VISIBILITY_UNOBSCURED});
        CHECK(move(low, 500) == std::vector<int>{XCB_VISIBILITY_FULLY_OBSCURED}); // off its parent
    });
}

TEST_CASE("CreatePixmap: a depth that \"the root of the specified drawable\" does not support, a "
          "size of zero are Value errors; FreePixmap lets others keep it",
          "[CreatePixmap] [FreePixmap]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server);
        const auto create = [&](std::uint8_t depth, std::uint16_t width) {
            return f.x.check(xcb_create_pixmap_checked(f.c, depth, f.x.id(), f.window, width, 1));
        };
        for (const std::uint8_t depth : {1, 4, 8, 24, 32}) CHECK(create(depth, 1) == 0);
        for (const std::uint8_t depth : {0, 2, 7, 33, 255}) CHECK(create(depth, 1) == XCB_VALUE);
        CHECK(create(24, 0) == XCB_VALUE);
        const xcb_pixmap_t pixmap = f.x.id();
        xcb_create_pixmap(f.c, 24, pixmap, f.window, 1, 1);
        CHECK(f.x.check(xcb_free_pixmap_checked(f.c, pixmap)) == 0);
        CHECK(f.x.check(xcb_free_pixmap_checked(f.c, pixmap)) == XCB_PIXMAP);
    });
}

TEST_CASE("QueryBestSize answers a size for tiles and stipples; for a cursor \"the largest size "
          "that can be fully displayed\"; tiles for an InputOnly drawable are a Match error",
          "[QueryBestSize]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server);
        const auto best = [&](std::uint8_t kind, xcb_drawable_t drawable, int size) {
            const auto side = static_cast<std::uint16_t>(size);
            const XcbReply<xcb_query_best_size_reply_t> reply(xcb_query_best_size_reply(
                f.c, xcb_query_best_size(f.c, kind, drawable, side, side), nullptr));
            return reply ? int{reply->width} : -1;
        };
        CHECK(best(XCB_QUERY_SHAPE_OF_LARGEST_CURSOR, f.window, 16) == 16);
        CHECK(best(XCB_QUERY_SHAPE_OF_FASTEST_TILE, f.window, 16) == 16);
        CHECK(best(XCB_QUERY_SHAPE_OF_FASTEST_STIPPLE, f.window, 16) == 16);
        CHECK(best(3, f.window, 16) == -1);
        const xcb_window_t inputOnly = f.x.id();
        xcb_create_window(f.c, 0, inputOnly, f.window, 0, 0, 9, 9, 0, XCB_WINDOW_CLASS_INPUT_ONLY,
                          XCB_COPY_FROM_PARENT, 0, nullptr);
        CHECK(best(XCB_QUERY_SHAPE_OF_FASTEST_TILE, inputOnly, 16) == -1);
        CHECK(best(XCB_QUERY_SHAPE_OF_LARGEST_CURSOR, inputOnly, 16) == 16);
    });
}

TEST_CASE(
    "CreateCursor: source and mask \"must have depth one\" and one size, and the hotspot \"must "
    "be a point within the source (or a Match error results)\"; \"pixmaps can be freed\" then",
    "[CreateCursor] [FreeCursor] [RecolorCursor]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server);
        const auto pixmap = [&](std::uint8_t depth, std::uint16_t size) {
            const xcb_pixmap_t id = f.x.id();
            xcb_create_pixmap(f.c, depth, id, f.window, size, size);
            return id;
        };
        const xcb_pixmap_t bits = pixmap(1, 8), mask = pixmap(1, 8), large = pixmap(1, 9),
                           deep = pixmap(24, 8);
        const auto create = [&](xcb_cursor_t id, xcb_pixmap_t source, xcb_pixmap_t with,
                                std::uint16_t x) {
            return f.x.check(xcb_create_cursor_checked(f.c, id, source, with, 0, 0, 0, 0xffff,
                                                       0xffff, 0xffff, x, 0));
        };
        const xcb_cursor_t cursor = f.x.id();
        CHECK(create(cursor, bits, mask, 7) == 0);
        CHECK(create(f.x.id(), bits, XCB_NONE, 0) == 0);
        CHECK(create(f.x.id(), bits, mask, 9) == XCB_MATCH);
        CHECK(create(f.x.id(), bits, mask, 8) == 0); // one beyond, as GTK's invisible cursor has it
        CHECK(create(f.x.id(), bits, large, 0) == XCB_MATCH);
        CHECK(create(f.x.id(), deep, mask, 0) == XCB_MATCH);
        CHECK(create(f.x.id(), bits, deep, 0) == XCB_MATCH);
        xcb_free_pixmap(f.c, bits);
        CHECK(f.x.check(xcb_recolor_cursor_checked(f.c, cursor, 1, 2, 3, 4, 5, 6)) == 0);
        xcb_change_window_attributes(f.c, f.window, XCB_CW_CURSOR, &cursor);
        CHECK(f.x.check(xcb_free_cursor_checked(f.c, cursor)) == 0);
        CHECK(f.x.check(xcb_free_cursor_checked(f.c, cursor)) == XCB_CURSOR);
    });
}

TEST_CASE("CreateGlyphCursor: \"source-char … must be defined in source-font (or a Value error "
          "results)\", mask-font may be None",
          "[CreateGlyphCursor] [CloseFont]")
{
    onEachServer([](AnyServer& server) {
        Fixture f(server);
        const xcb_font_t font = f.x.id();
        xcb_open_font(f.c, font, 6, "cursor");
        const auto create = [&](std::uint16_t glyph, xcb_font_t maskFont) {
            return f.x.check(xcb_create_glyph_cursor_checked(f.c, f.x.id(), font, maskFont, glyph,
                                                             static_cast<std::uint16_t>(glyph + 1),
                                                             0, 0, 0, 0xffff, 0xffff, 0xffff));
        };
        CHECK(create(68, font) == 0);
        CHECK(create(68, XCB_NONE) == 0);
        CHECK(create(60000, XCB_NONE) == XCB_VALUE);
        CHECK(create(68, f.x.root()) == XCB_FONT);
        CHECK(f.x.check(xcb_close_font_checked(f.c, font)) == 0);
        CHECK(f.x.check(xcb_close_font_checked(f.c, font)) == XCB_FONT);
    });
}

} // namespace vitrine
