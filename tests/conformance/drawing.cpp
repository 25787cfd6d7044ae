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
    xcb_connection_t* c = client.c();
    xcb_pixmap_t pixmap = client.id();
    xcb_gcontext_t gc = client.id();

    Fixture()
    {
        const std::uint32_t white = 0xffffff;
        xcb_create_pixmap(c, 24, pixmap, client.root(), 40, 40);
        xcb_create_gc(c, gc, pixmap, XCB_GC_FOREGROUND, &white);
    }
    std::uint32_t pixel(int x, int y, xcb_drawable_t of)
    {
        const auto cookie =
            xcb_get_image(c, XCB_IMAGE_FORMAT_Z_PIXMAP, of, static_cast<std::int16_t>(x),
                          static_cast<std::int16_t>(y), 1, 1, ~0u);
        const XcbReply<xcb_get_image_reply_t> reply(xcb_get_image_reply(c, cookie, nullptr));
        REQUIRE(reply);
        return *reinterpret_cast<const std::uint32_t*>(xcb_get_image_data(reply.get()));
    }
};

using GraphicsExposure = xcb_graphics_exposure_event_t;

} // namespace

TEST_CASE("Drawing needs a drawable and a context of its depth")
{
    Fixture f;
    const xcb_pixmap_t bitmap = f.client.id();
    xcb_create_pixmap(f.c, 1, bitmap, f.client.root(), 9, 9);
    const xcb_point_t point{1, 1};
    const auto draw = [&](xcb_drawable_t on, xcb_gcontext_t by, std::uint8_t mode = 0) {
        return f.client.check(xcb_poly_point_checked(f.c, mode, on, by, 1, &point));
    };
    CHECK(draw(12345, f.gc) == XCB_DRAWABLE);
    CHECK(draw(f.pixmap, 12345) == XCB_G_CONTEXT);
    CHECK(draw(bitmap, f.gc) == XCB_MATCH);
    CHECK(draw(f.pixmap, f.gc, 2) == XCB_VALUE);
    CHECK(draw(f.pixmap, f.gc) == 0);
    CHECK(f.client.check(xcb_fill_poly_checked(f.c, f.pixmap, f.gc, 3, 0, 1, &point)) == XCB_VALUE);
}

TEST_CASE("Drawing on a window goes where the window is, and not on its children")
{
    Fixture f;
    const xcb_window_t parent = f.client.window(10, 10, 100, 80);
    const xcb_window_t child = f.client.window(20, 20, 10, 10, 0, parent);
    const xcb_rectangle_t all{0, 0, 100, 80};
    const std::uint32_t red = 0xff0000;
    xcb_change_gc(f.c, f.gc, XCB_GC_FOREGROUND, &red);
    xcb_poly_fill_rectangle(f.c, parent, f.gc, 1, &all);
    CHECK(f.pixel(5, 5, parent) == 0xff0000);
    CHECK(f.pixel(20, 20, parent) != 0xff0000);
    const std::uint32_t inferiors = XCB_SUBWINDOW_MODE_INCLUDE_INFERIORS;
    xcb_change_gc(f.c, f.gc, XCB_GC_SUBWINDOW_MODE, &inferiors);
    xcb_poly_fill_rectangle(f.c, parent, f.gc, 1, &all);
    CHECK(f.pixel(20, 20, parent) == 0xff0000);
    CHECK(f.pixel(0, 0, child) == 0xff0000);
}

TEST_CASE("CopyArea between depths is a BadMatch, and CopyPlane takes one plane of the source",
          "[CopyArea] [CopyPlane]")
{
    Fixture f;
    const xcb_pixmap_t bitmap = f.client.id();
    xcb_create_pixmap(f.c, 1, bitmap, f.client.root(), 9, 9);
    CHECK(f.client.check(xcb_copy_area_checked(f.c, bitmap, f.pixmap, f.gc, 0, 0, 0, 0, 9, 9)) ==
          XCB_MATCH);
    const auto plane = [&](std::uint32_t bit) {
        return f.client.check(
            xcb_copy_plane_checked(f.c, bitmap, f.pixmap, f.gc, 0, 0, 0, 0, 9, 9, bit));
    };
    CHECK(plane(1) == 0);
    CHECK(plane(0) == XCB_VALUE);
    CHECK(plane(2) == XCB_VALUE);
    CHECK(f.pixel(3, 3, f.pixmap) == 1); // zeros: the background, which is 1
}

TEST_CASE("A whole copy is told by NoExpose, unless nobody wants to know",
          "[CopyArea] [NoExposure]")
{
    Fixture f;
    xcb_copy_area(f.c, f.pixmap, f.pixmap, f.gc, 0, 0, 10, 10, 20, 20);
    const auto told = f.client.event<xcb_no_exposure_event_t>(XCB_NO_EXPOSURE);
    REQUIRE(told);
    CHECK(told->drawable == f.pixmap);
    CHECK(told->major_opcode == XCB_COPY_AREA);
    const std::uint32_t no = 0;
    xcb_change_gc(f.c, f.gc, XCB_GC_GRAPHICS_EXPOSURES, &no);
    xcb_copy_area(f.c, f.pixmap, f.pixmap, f.gc, 0, 0, 10, 10, 20, 20);
    CHECK(f.client.events().empty());
}

TEST_CASE("What lies outside the source is told by GraphicsExpose, and left alone in a pixmap",
          "[CopyArea] [GraphicsExposure]")
{
    Fixture f;
    xcb_copy_area(f.c, f.pixmap, f.pixmap, f.gc, 30, 30, 5, 6, 20, 20);
    int area = 0;
    int count = 1;
    while (count != 0) {
        const auto event = f.client.event<GraphicsExposure>(XCB_GRAPHICS_EXPOSURE);
        REQUIRE(event);
        area += event->width * event->height;
        count = event->count;
        CHECK(event->x >= 5);
        CHECK(event->y >= 6);
    }
    CHECK(area == 300); // 400 without the 10 by 10 that are there
}

TEST_CASE("What a child hides of the source is exposed in the target and shows its background",
          "[CopyArea] [GraphicsExposure]")
{
    Fixture f;
    const xcb_window_t window = f.client.window(0, 0, 100, 100);
    const std::uint32_t blue = 0x0000ff;
    xcb_change_window_attributes(f.c, window, XCB_CW_BACK_PIXEL, &blue);
    f.client.window(10, 10, 20, 20, 0, window);
    const xcb_rectangle_t all{0, 0, 100, 100};
    xcb_poly_fill_rectangle(f.c, window, f.gc, 1, &all);
    f.client.events();
    xcb_copy_area(f.c, window, window, f.gc, 0, 0, 50, 50, 40, 40);
    const auto event = f.client.event<GraphicsExposure>(XCB_GRAPHICS_EXPOSURE);
    REQUIRE(event);
    CHECK(event->drawable == window);
    CHECK(event->x == 60);
    CHECK(event->y == 60);
    CHECK(event->width == 20);
    CHECK(event->height == 20);
    CHECK(event->count == 0);
    CHECK(f.pixel(65, 65, window) == 0x0000ff);
    CHECK(f.pixel(85, 85, window) == 0xffffff);
}

TEST_CASE("Relative coordinates are counted from the point before", "[PolyPoint] [PolyLine]")
{
    Fixture f;
    const std::array<xcb_point_t, 3> points{{{5, 5}, {3, 0}, {0, 4}}};
    xcb_poly_point(f.c, XCB_COORD_MODE_PREVIOUS, f.pixmap, f.gc, 3, points.data());
    CHECK(f.pixel(5, 5, f.pixmap) == 0xffffff);
    CHECK(f.pixel(8, 5, f.pixmap) == 0xffffff);
    CHECK(f.pixel(8, 9, f.pixmap) == 0xffffff);
    CHECK(f.pixel(3, 0, f.pixmap) == 0);
}

} // namespace vitrine
