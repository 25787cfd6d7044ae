// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"

#include <catch2/catch.hpp>

#include <array>

namespace vitrine {

namespace {

struct Fixture {
    TestServer server;
    XcbClient client{server};
    xcb_pixmap_t pixmap = client.id();
    xcb_gcontext_t gc = client.id();

    Fixture()
    {
        xcb_create_pixmap(client.c(), 24, pixmap, client.root(), 20, 20);
        xcb_create_gc(client.c(), gc, pixmap, 0, nullptr);
    }
    int change(std::uint32_t mask, std::uint32_t value)
    {
        return client.check(xcb_change_gc_checked(client.c(), gc, mask, &value));
    }
    std::uint32_t pixel(int x, int y, xcb_drawable_t of = 0)
    {
        const auto cookie =
            xcb_get_image(client.c(), XCB_IMAGE_FORMAT_Z_PIXMAP, of ? of : pixmap,
                          static_cast<std::int16_t>(x), static_cast<std::int16_t>(y), 1, 1, ~0u);
        const XcbReply<xcb_get_image_reply_t> reply(
            xcb_get_image_reply(client.c(), cookie, nullptr));
        REQUIRE(reply);
        return *reinterpret_cast<const std::uint32_t*>(xcb_get_image_data(reply.get()));
    }
    void fill(int x, int y, int width, int height)
    {
        const xcb_rectangle_t rect{static_cast<std::int16_t>(x), static_cast<std::int16_t>(y),
                                   static_cast<std::uint16_t>(width),
                                   static_cast<std::uint16_t>(height)};
        xcb_poly_fill_rectangle(client.c(), pixmap, gc, 1, &rect);
    }
};

} // namespace

TEST_CASE("CreateGC refuses a taken id, an unknown drawable and bad values", "[CreateGC]")
{
    Fixture f;
    auto* c = f.client.c();
    CHECK(f.client.check(xcb_create_gc_checked(c, f.gc, f.pixmap, 0, nullptr)) == XCB_ID_CHOICE);
    CHECK(f.client.check(xcb_create_gc_checked(c, f.client.id(), 12345, 0, nullptr)) ==
          XCB_DRAWABLE);
    const std::array<std::uint32_t, 1> sixteen{16};
    CHECK(f.client.check(xcb_create_gc_checked(c, f.client.id(), f.pixmap, XCB_GC_FUNCTION,
                                               sixteen.data())) == XCB_VALUE);
}

TEST_CASE("ChangeGC answers each bad component with its own error; those before it may be altered",
          "[ChangeGC]")
{
    Fixture f;
    CHECK(f.change(XCB_GC_FUNCTION, 16) == XCB_VALUE);
    CHECK(f.change(XCB_GC_LINE_STYLE, 3) == XCB_VALUE);
    CHECK(f.change(XCB_GC_CAP_STYLE, 4) == XCB_VALUE);
    CHECK(f.change(XCB_GC_JOIN_STYLE, 3) == XCB_VALUE);
    CHECK(f.change(XCB_GC_FILL_STYLE, 4) == XCB_VALUE);
    CHECK(f.change(XCB_GC_FILL_RULE, 2) == XCB_VALUE);
    CHECK(f.change(XCB_GC_ARC_MODE, 2) == XCB_VALUE);
    CHECK(f.change(XCB_GC_SUBWINDOW_MODE, 2) == XCB_VALUE);
    CHECK(f.change(XCB_GC_GRAPHICS_EXPOSURES, 2) == XCB_VALUE);
    CHECK(f.change(XCB_GC_DASH_LIST, 0) == XCB_VALUE);
    CHECK(f.change(XCB_GC_TILE, 12345) == XCB_PIXMAP);
    CHECK(f.change(XCB_GC_STIPPLE, f.pixmap) == XCB_MATCH); // depth 24
    CHECK(f.change(XCB_GC_CLIP_MASK, f.pixmap) == XCB_MATCH);
    CHECK(f.change(XCB_GC_FONT, 12345) == XCB_FONT);
    CHECK(f.change(XCB_GC_TILE, f.pixmap) == 0);
    const std::uint32_t value = 0;
    CHECK(f.client.check(xcb_change_gc_checked(f.client.c(), 12345, XCB_GC_FUNCTION, &value)) ==
          XCB_G_CONTEXT);

    const std::array<std::uint32_t, 2> values{0x123456, 9}; // a good foreground, a bad line style
    CHECK(f.client.check(xcb_change_gc_checked(f.client.c(), f.gc,
                                               XCB_GC_FOREGROUND | XCB_GC_LINE_STYLE,
                                               values.data())) == XCB_VALUE);
    f.fill(0, 0, 20, 20);
    CHECK(f.pixel(5, 5) == 0x123456); // as with X.Org's server
}

TEST_CASE("A tile lives on in its context after it was freed")
{
    Fixture f;
    auto* c = f.client.c();
    const xcb_pixmap_t tile = f.client.id();
    xcb_create_pixmap(c, 24, tile, f.client.root(), 2, 2);
    const std::uint32_t red = 0xff0000;
    xcb_change_gc(c, f.gc, XCB_GC_FOREGROUND, &red);
    const xcb_rectangle_t all{0, 0, 2, 2};
    xcb_poly_fill_rectangle(c, tile, f.gc, 1, &all);
    const std::array<std::uint32_t, 2> values{XCB_FILL_STYLE_TILED, tile};
    xcb_change_gc(c, f.gc, XCB_GC_FILL_STYLE | XCB_GC_TILE, values.data());
    xcb_free_pixmap(c, tile);
    f.fill(0, 0, 20, 20);
    CHECK(f.pixel(13, 7) == 0xff0000);
}

TEST_CASE("CopyGC copies what the mask names, between contexts of one depth", "[CopyGC]")
{
    Fixture f;
    auto* c = f.client.c();
    const xcb_gcontext_t other = f.client.id();
    const std::array<std::uint32_t, 2> values{XCB_GX_XOR, 0x00ff00};
    xcb_create_gc(c, other, f.pixmap, XCB_GC_FUNCTION | XCB_GC_FOREGROUND, values.data());
    xcb_copy_gc(c, other, f.gc, XCB_GC_FOREGROUND);
    f.fill(0, 0, 20, 20);
    f.fill(0, 0, 20, 20); // with Xor nothing would be left
    CHECK(f.pixel(1, 1) == 0x00ff00);

    const xcb_pixmap_t bitmap = f.client.id();
    const xcb_gcontext_t flat = f.client.id();
    xcb_create_pixmap(c, 1, bitmap, f.client.root(), 5, 5);
    xcb_create_gc(c, flat, bitmap, 0, nullptr);
    CHECK(f.client.check(xcb_copy_gc_checked(c, flat, f.gc, XCB_GC_FUNCTION)) == XCB_MATCH);
    CHECK(f.client.check(xcb_copy_gc_checked(c, other, f.gc, 1u << 23)) == XCB_VALUE);
}

TEST_CASE("SetDashes needs a list, and no length of zero", "[SetDashes]")
{
    Fixture f;
    const std::array<std::uint8_t, 3> dashes{3, 0, 2};
    auto* c = f.client.c();
    CHECK(f.client.check(xcb_set_dashes_checked(c, f.gc, 0, 0, dashes.data())) == XCB_VALUE);
    CHECK(f.client.check(xcb_set_dashes_checked(c, f.gc, 0, 3, dashes.data())) == XCB_VALUE);
    CHECK(f.client.check(xcb_set_dashes_checked(c, f.gc, 0, 1, dashes.data())) == 0);
}

TEST_CASE("SetClipRectangles believes an order only if it is true", "[SetClipRectangles]")
{
    Fixture f;
    auto* c = f.client.c();
    const std::array<xcb_rectangle_t, 2> rects{{{5, 5, 3, 3}, {1, 1, 3, 3}}};
    const auto set = [&](std::uint8_t order, std::size_t count) {
        return f.client.check(xcb_set_clip_rectangles_checked(
            c, order, f.gc, 0, 0, static_cast<std::uint32_t>(count), rects.data()));
    };
    CHECK(set(4, 2) == XCB_VALUE);
    CHECK(set(XCB_CLIP_ORDERING_Y_SORTED, 2) == XCB_MATCH);
    CHECK(set(XCB_CLIP_ORDERING_YX_BANDED, 2) == XCB_MATCH);
    CHECK(set(XCB_CLIP_ORDERING_UNSORTED, 2) == 0);
    const std::uint32_t white = 0xffffff;
    xcb_change_gc(c, f.gc, XCB_GC_FOREGROUND, &white);
    f.fill(0, 0, 20, 20);
    CHECK(f.pixel(6, 6) == 0xffffff);
    CHECK(f.pixel(2, 2) == 0xffffff);
    CHECK(f.pixel(9, 9) == 0);
    CHECK(set(XCB_CLIP_ORDERING_UNSORTED, 0) == 0); // nothing is open
    f.fill(0, 0, 20, 20);
    CHECK(f.pixel(10, 10) == 0);
}

TEST_CASE("A clip mask clips as it was when it was set")
{
    Fixture f;
    auto* c = f.client.c();
    const xcb_pixmap_t mask = f.client.id();
    const xcb_gcontext_t flat = f.client.id();
    xcb_create_pixmap(c, 1, mask, f.client.root(), 20, 20);
    const std::uint32_t one = 1;
    xcb_create_gc(c, flat, mask, XCB_GC_FOREGROUND, &one);
    const xcb_rectangle_t part{3, 3, 4, 4};
    xcb_poly_fill_rectangle(c, mask, flat, 1, &part);
    const std::array<std::uint32_t, 3> values{0xffffff, 2, mask};
    xcb_change_gc(c, f.gc, XCB_GC_FOREGROUND | XCB_GC_CLIP_ORIGIN_X | XCB_GC_CLIP_MASK,
                  values.data());
    xcb_free_pixmap(c, mask);
    f.fill(0, 0, 20, 20);
    CHECK(f.pixel(5, 3) == 0xffffff);
    CHECK(f.pixel(8, 6) == 0xffffff);
    CHECK(f.pixel(4, 3) == 0);
    CHECK(f.pixel(9, 6) == 0);
    CHECK(f.change(XCB_GC_CLIP_MASK, XCB_NONE) == 0);
    f.fill(0, 0, 20, 20);
    CHECK(f.pixel(19, 19) == 0xffffff);
}

TEST_CASE("A freed context is known no more", "[FreeGC]")
{
    Fixture f;
    auto* c = f.client.c();
    CHECK(f.client.check(xcb_free_gc_checked(c, f.gc)) == 0);
    CHECK(f.client.check(xcb_free_gc_checked(c, f.gc)) == XCB_G_CONTEXT);
    CHECK(f.client.check(xcb_poly_fill_rectangle_checked(c, f.pixmap, f.gc, 0, nullptr)) ==
          XCB_G_CONTEXT);
}

} // namespace vitrine
