// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"

#include <catch2/catch.hpp>

#include <array>
#include <vector>

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
        xcb_create_pixmap(c, 24, pixmap, client.root(), 16, 16);
        xcb_create_gc(c, gc, pixmap, 0, nullptr);
    }

    int put(std::uint8_t format, int width, int height, int leftPad, std::uint8_t depth,
            std::size_t bytes)
    {
        const std::vector<std::uint8_t> data(bytes, 0x5a);
        return client.check(xcb_put_image_checked(
            c, format, pixmap, gc, static_cast<std::uint16_t>(width),
            static_cast<std::uint16_t>(height), 0, 0, static_cast<std::uint8_t>(leftPad), depth,
            static_cast<std::uint32_t>(bytes), data.data()));
    }

    XcbReply<xcb_get_image_reply_t> get(xcb_drawable_t of, int x, int y, int width, int height,
                                        std::uint8_t format = XCB_IMAGE_FORMAT_Z_PIXMAP,
                                        std::uint32_t planes = ~0u, int* error = nullptr)
    {
        xcb_generic_error_t* failure = nullptr;
        const auto cookie = xcb_get_image(
            c, format, of, static_cast<std::int16_t>(x), static_cast<std::int16_t>(y),
            static_cast<std::uint16_t>(width), static_cast<std::uint16_t>(height), planes);
        XcbReply<xcb_get_image_reply_t> reply(xcb_get_image_reply(c, cookie, &failure));
        if (error) *error = failure ? failure->error_code : 0;
        std::free(failure);
        return reply;
    }
    int error(xcb_drawable_t of, int x, int y, int width, int height, std::uint8_t format = 2)
    {
        int code = 0;
        get(of, x, y, width, height, format, ~0u, &code);
        return code;
    }
};

} // namespace

TEST_CASE("PutImage checks format, depth, left pad and length", "[PutImage]")
{
    Fixture f;
    CHECK(f.put(XCB_IMAGE_FORMAT_Z_PIXMAP, 4, 4, 0, 24, 64) == 0);
    CHECK(f.put(XCB_IMAGE_FORMAT_Z_PIXMAP, 4, 4, 0, 24, 60) == XCB_LENGTH);
    CHECK(f.put(XCB_IMAGE_FORMAT_Z_PIXMAP, 4, 4, 0, 24, 68) == XCB_LENGTH);
    CHECK(f.put(XCB_IMAGE_FORMAT_Z_PIXMAP, 4, 4, 1, 24, 64) == XCB_MATCH);
    CHECK(f.put(XCB_IMAGE_FORMAT_Z_PIXMAP, 4, 4, 0, 32, 64) == XCB_MATCH);
    CHECK(f.put(XCB_IMAGE_FORMAT_XY_BITMAP, 4, 4, 0, 1, 16) == 0);
    CHECK(f.put(XCB_IMAGE_FORMAT_XY_BITMAP, 4, 4, 31, 1, 32) == 0);
    CHECK(f.put(XCB_IMAGE_FORMAT_XY_BITMAP, 4, 4, 0, 24, 16) == XCB_MATCH);
    CHECK(f.put(XCB_IMAGE_FORMAT_XY_BITMAP, 4, 4, 32, 1, 32) == XCB_MATCH);
    CHECK(f.put(XCB_IMAGE_FORMAT_XY_PIXMAP, 4, 4, 0, 24, 16 * 24) == 0);
    CHECK(f.put(3, 4, 4, 0, 24, 64) == XCB_VALUE);
}

TEST_CASE("GetImage gives back what PutImage put, by pixels and by planes", "[GetImage] [PutImage]")
{
    Fixture f;
    const std::array<std::uint32_t, 4> pixels{0x123456, 0xabcdef, 0x000001, 0xffffff};
    xcb_put_image(f.c, XCB_IMAGE_FORMAT_Z_PIXMAP, f.pixmap, f.gc, 2, 2, 3, 4, 0, 24, 16,
                  reinterpret_cast<const std::uint8_t*>(pixels.data()));
    const auto whole = f.get(f.pixmap, 3, 4, 2, 2);
    REQUIRE(whole);
    CHECK(whole->depth == 24);
    CHECK(whole->visual == 0);
    REQUIRE(xcb_get_image_data_length(whole.get()) == 16);
    const auto* back = reinterpret_cast<const std::uint32_t*>(xcb_get_image_data(whole.get()));
    CHECK(std::equal(pixels.begin(), pixels.end(), back));

    const auto masked = f.get(f.pixmap, 3, 4, 1, 1, XCB_IMAGE_FORMAT_Z_PIXMAP, 0xff00);
    CHECK(*reinterpret_cast<const std::uint32_t*>(xcb_get_image_data(masked.get())) == 0x3400);

    // Two planes, the higher first; of each a row of 32 bits for a row of pixels.
    const auto planes = f.get(f.pixmap, 3, 4, 2, 2, XCB_IMAGE_FORMAT_XY_PIXMAP, 0x800001);
    REQUIRE(xcb_get_image_data_length(planes.get()) == 16);
    const auto* bits = reinterpret_cast<const std::uint32_t*>(xcb_get_image_data(planes.get()));
    CHECK(bits[0] == 0b10);
    CHECK(bits[1] == 0b10);
    CHECK(bits[2] == 0b10);
    CHECK(bits[3] == 0b11);
}

TEST_CASE("GetImage stays inside the pixmap, and a window must be viewable", "[GetImage]")
{
    Fixture f;
    CHECK(f.error(f.pixmap, 0, 0, 16, 16) == 0);
    CHECK(f.error(f.pixmap, 0, 0, 17, 16) == XCB_MATCH);
    CHECK(f.error(f.pixmap, -1, 0, 2, 2) == XCB_MATCH);
    CHECK(f.error(f.pixmap, 0, 0, 4, 4, XCB_IMAGE_FORMAT_XY_BITMAP) == XCB_VALUE);
    CHECK(f.error(12345, 0, 0, 4, 4) == XCB_DRAWABLE);
    const xcb_window_t hidden = f.client.window(0, 0, 10, 10, 0, 0, false);
    CHECK(f.error(hidden, 0, 0, 4, 4) == XCB_MATCH);
    const xcb_window_t shown = f.client.window(0, 0, 10, 10);
    CHECK(f.error(shown, 0, 0, 10, 10) == 0);
    CHECK(f.error(shown, 0, 0, 11, 10) == XCB_MATCH);
}

TEST_CASE("GetImage of the root is the screen with its windows", "[GetImage]")
{
    Fixture f;
    const xcb_window_t window = f.client.window(30, 40, 20, 20);
    const std::uint32_t green = 0x00ff00;
    xcb_change_gc(f.c, f.gc, XCB_GC_FOREGROUND, &green);
    const xcb_rectangle_t all{0, 0, 20, 20};
    xcb_poly_fill_rectangle(f.c, window, f.gc, 1, &all);
    const auto where = XcbReply<xcb_translate_coordinates_reply_t>(xcb_translate_coordinates_reply(
        f.c, xcb_translate_coordinates(f.c, window, f.client.root(), 5, 5), nullptr));
    REQUIRE(where);
    const auto image = f.get(f.client.root(), where->dst_x, where->dst_y, 1, 1);
    REQUIRE(image);
    CHECK(image->visual == f.client.screen().root_visual);
    CHECK((*reinterpret_cast<const std::uint32_t*>(xcb_get_image_data(image.get())) & 0xffffff) ==
          green);
}

} // namespace vitrine
