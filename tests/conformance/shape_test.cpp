// SPDX-License-Identifier: GPL-2.0-or-later
// "X Nonrectangular Window Shape Extension", version 1.1.
#include "tests/support/side_by_side.h"

#include <xcb/shape.h>

#include <random>
#include <sstream>

namespace vitrine {

namespace {

struct ShapeClient : XcbClient {
    explicit ShapeClient(const TestServer& server) : XcbClient(server)
    {
        const auto* extension = xcb_get_extension_data(c(), &xcb_shape_id);
        REQUIRE(extension->present);
        firstEvent = extension->first_event;
    }
    int firstEvent = 0;
};

std::string rectangles(const XcbClient& client, xcb_window_t window, std::uint8_t kind)
{
    const XcbReply<xcb_shape_get_rectangles_reply_t> reply(xcb_shape_get_rectangles_reply(
        client.c(), xcb_shape_get_rectangles(client.c(), window, kind), nullptr));
    if (!reply) return "none";
    std::ostringstream text;
    text << int{reply->ordering} << ':';
    const auto* first = xcb_shape_get_rectangles_rectangles(reply.get());
    for (unsigned i = 0; i < reply->rectangles_len; ++i)
        text << ' ' << first[i].x << ',' << first[i].y << ' ' << first[i].width << 'x'
             << first[i].height;
    return text.str();
}

// Where empty extents lie is nobody's business.
std::string box(int x, int y, int width, int height)
{
    if (width == 0 || height == 0) return "nothing ";
    std::ostringstream text;
    text << x << ',' << y << ' ' << width << 'x' << height << ' ';
    return text.str();
}

std::string extents(const XcbClient& client, xcb_window_t window)
{
    const XcbReply<xcb_shape_query_extents_reply_t> reply(xcb_shape_query_extents_reply(
        client.c(), xcb_shape_query_extents(client.c(), window), nullptr));
    return std::to_string(reply->bounding_shaped) + ' ' +
           box(reply->bounding_shape_extents_x, reply->bounding_shape_extents_y,
               reply->bounding_shape_extents_width, reply->bounding_shape_extents_height) +
           std::to_string(reply->clip_shaped) + ' ' +
           box(reply->clip_shape_extents_x, reply->clip_shape_extents_y,
               reply->clip_shape_extents_width, reply->clip_shape_extents_height);
}

xcb_pixmap_t bitmap(const XcbClient& client, int size, const std::vector<xcb_rectangle_t>& ones)
{
    const xcb_pixmap_t bitmap = client.id();
    const auto side = static_cast<std::uint16_t>(size);
    xcb_create_pixmap(client.c(), 1, bitmap, client.root(), side, side);
    const xcb_gcontext_t gc = client.id();
    const std::uint32_t zero = 0, one = 1;
    xcb_create_gc(client.c(), gc, bitmap, XCB_GC_FOREGROUND, &zero);
    const xcb_rectangle_t all{0, 0, side, side};
    xcb_poly_fill_rectangle(client.c(), bitmap, gc, 1, &all);
    xcb_change_gc(client.c(), gc, XCB_GC_FOREGROUND, &one);
    xcb_poly_fill_rectangle(client.c(), bitmap, gc, static_cast<std::uint32_t>(ones.size()),
                            ones.data());
    xcb_free_gc(client.c(), gc);
    return bitmap;
}

std::vector<xcb_rectangle_t> someRectangles(std::mt19937& random, int most)
{
    const auto number = [&](int low, int high) {
        return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
    };
    std::vector<xcb_rectangle_t> all(static_cast<std::size_t>(number(0, most)));
    for (auto& rect : all)
        rect = {
            static_cast<std::int16_t>(number(-20, 80)), static_cast<std::int16_t>(number(-20, 80)),
            static_cast<std::uint16_t>(number(0, 60)), static_cast<std::uint16_t>(number(0, 60))};
    return all;
}

// Everything that a client can do to the shapes of two windows, by a seed; then what it sees of it.
std::string randomShapes(const XcbClient& client, unsigned seed)
{
    std::mt19937 random(seed);
    const auto below = [&](unsigned count) { return static_cast<std::uint8_t>(random() % count); };
    const auto offset = [&] {
        return static_cast<std::int16_t>(static_cast<int>(random() % 41) - 20);
    };
    const xcb_window_t top = client.window(0, 0, 120, 120, 0, 0, false);
    const std::uint32_t values[] = {1, static_cast<std::uint32_t>(random() % 4)};
    xcb_change_window_attributes(client.c(), top, XCB_CW_OVERRIDE_REDIRECT, values);
    xcb_map_window(client.c(), top);
    const xcb_window_t child = client.window(10, 10, 80, 70, 0, top);
    const std::uint32_t border = seed % 2 ? random() % 4 : 0, color = 0xff0000, ground = 0x0000ff;
    xcb_configure_window(client.c(), child, XCB_CONFIG_WINDOW_BORDER_WIDTH, &border);
    xcb_change_window_attributes(client.c(), child, XCB_CW_BORDER_PIXEL, &color);
    xcb_change_window_attributes(client.c(), child, XCB_CW_BACK_PIXEL, &ground);
    xcb_shape_select_input(client.c(), child, 1);
    const xcb_window_t windows[] = {top, child};

    for (int step = 0; step < 6; ++step) {
        const xcb_window_t window = windows[below(4) > 0];
        const std::uint8_t kind = below(3), operation = below(5);
        switch (below(5)) {
        case 0:
        case 1: {
            const auto rects = someRectangles(random, 6);
            xcb_shape_rectangles(client.c(), operation, kind, XCB_CLIP_ORDERING_UNSORTED, window,
                                 offset(), offset(), static_cast<std::uint32_t>(rects.size()),
                                 rects.data());
            break;
        }
        case 2:
            xcb_shape_mask(client.c(), operation, kind, window, offset(), offset(),
                           below(5) == 0 ? XCB_NONE
                                         : bitmap(client, 70, someRectangles(random, 5)));
            break;
        case 3:
            xcb_shape_combine(client.c(), operation, kind, below(3), window, offset(), offset(),
                              windows[below(2)]);
            break;
        default: xcb_shape_offset(client.c(), kind, window, offset(), offset());
        }
    }
    std::ostringstream text;
    for (const xcb_window_t window : windows) {
        // X.Org's server tells a narrower rectangle of a border that nobody has shaped.
        for (std::uint8_t kind = 0; kind < 3 && border == 0; ++kind)
            text << rectangles(client, window, kind) << '\n';
        text << extents(client, window) << '\n';
    }
    const int first = xcb_get_extension_data(client.c(), &xcb_shape_id)->first_event;
    for (const XcbEvent& event : client.events()) {
        if ((event->response_type & 0x7f) != first) continue;
        const auto& notify = reinterpret_cast<const xcb_shape_notify_event_t&>(*event);
        text << int{notify.shape_kind} << ' '
             << box(notify.extents_x, notify.extents_y, notify.extents_width, notify.extents_height)
             << int{notify.shaped} << '\n';
    }
    // The picture, inside of where the top-level window is shown at all.
    const XcbReply<xcb_get_image_reply_t> image(
        xcb_get_image_reply(client.c(),
                            xcb_get_image(client.c(), XCB_IMAGE_FORMAT_Z_PIXMAP, client.root(), 0,
                                          0, 120, 120, 0xffffff),
                            nullptr));
    REQUIRE(image);
    const auto* pixels = reinterpret_cast<const std::uint32_t*>(xcb_get_image_data(image.get()));
    for (int y = 0; y < 120; ++y) {
        for (int x = 0; x < 120; ++x) {
            switch (pixels[y * 120 + x] & 0xffffff) {
            case 0xff0000: text << 'b'; break;
            case 0x0000ff: text << 'i'; break;
            case 0xffffff: text << 't'; break;
            default: text << '.'; // the root
            }
        }
        text << '\n';
    }
    return text.str();
}

} // namespace

TEST_CASE("SHAPE tells version 1.1")
{
    TestServer server;
    ShapeClient client(server);
    const XcbReply<xcb_shape_query_version_reply_t> version(
        xcb_shape_query_version_reply(client.c(), xcb_shape_query_version(client.c()), nullptr));
    REQUIRE(version);
    CHECK(version->major_version == 1);
    CHECK(version->minor_version == 1);
}

TEST_CASE("A window without shapes has its rectangle: with the border, or inside of it")
{
    SideBySide::pair().check([](const XcbClient& client) {
        const xcb_window_t window = client.window(3, 4, 30, 20);
        const std::uint32_t border = 0;
        xcb_configure_window(client.c(), window, XCB_CONFIG_WINDOW_BORDER_WIDTH, &border);
        return extents(client, window) + rectangles(client, window, XCB_SHAPE_SK_BOUNDING) +
               rectangles(client, window, XCB_SHAPE_SK_CLIP) +
               rectangles(client, window, XCB_SHAPE_SK_INPUT);
    });
}

TEST_CASE("Any sequence of shape requests leaves shapes, events and pixels as X.Org's server does")
{
    for (unsigned seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        SideBySide::pair().check(
            [&](const XcbClient& client) { return randomShapes(client, seed); });
    }
}

TEST_CASE("ShapeNotify goes to who selected it, until they no longer do")
{
    TestServer server;
    ShapeClient watcher(server), other(server);
    const xcb_window_t window = other.window(0, 0, 50, 50);
    other.sync();
    const auto selected = [&] {
        const XcbReply<xcb_shape_input_selected_reply_t> reply(xcb_shape_input_selected_reply(
            watcher.c(), xcb_shape_input_selected(watcher.c(), window), nullptr));
        return int{reply->enabled};
    };
    CHECK(selected() == 0);
    xcb_shape_select_input(watcher.c(), window, 1);
    CHECK(selected() == 1);
    const xcb_rectangle_t rect{5, 6, 7, 8};
    xcb_shape_rectangles(other.c(), XCB_SHAPE_SO_SET, XCB_SHAPE_SK_INPUT, 0, window, 1, 1, 1,
                         &rect);
    other.sync();
    const auto event = watcher.event<xcb_shape_notify_event_t>(
        static_cast<std::uint8_t>(watcher.firstEvent + XCB_SHAPE_NOTIFY));
    REQUIRE(event);
    CHECK(event->shape_kind == XCB_SHAPE_SK_INPUT);
    CHECK(event->affected_window == window);
    CHECK(event->extents_x == 6);
    CHECK(event->extents_y == 7);
    CHECK(event->extents_width == 7);
    CHECK(event->extents_height == 8);
    CHECK(event->shaped == 1);
    CHECK(other.events().empty());

    xcb_shape_select_input(watcher.c(), window, 0);
    CHECK(selected() == 0);
    xcb_shape_mask(other.c(), XCB_SHAPE_SO_SET, XCB_SHAPE_SK_INPUT, window, 0, 0, XCB_NONE);
    other.sync();
    CHECK(watcher.events().empty());
}

TEST_CASE("The pointer passes through what the input shape leaves out")
{
    TestServer server;
    ShapeClient client(server);
    const xcb_window_t below = client.window(0, 0, 100, 100);
    const xcb_window_t above = client.window(0, 0, 100, 100);
    const xcb_rectangle_t left{0, 0, 50, 100};
    xcb_shape_rectangles(client.c(), XCB_SHAPE_SO_SET, XCB_SHAPE_SK_INPUT, 0, above, 0, 0, 1,
                         &left);
    const auto under = [&](std::int16_t x) {
        const XcbReply<xcb_get_geometry_reply_t> place(
            xcb_get_geometry_reply(client.c(), xcb_get_geometry(client.c(), above), nullptr));
        xcb_warp_pointer(client.c(), XCB_NONE, above, 0, 0, 0, 0, x, 20);
        const XcbReply<xcb_query_pointer_reply_t> reply(xcb_query_pointer_reply(
            client.c(), xcb_query_pointer(client.c(), client.root()), nullptr));
        return reply->child;
    };
    xcb_configure_window(client.c(), above, XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y,
                         std::array<std::uint32_t, 2>{10, 10}.data());
    xcb_configure_window(client.c(), below, XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y,
                         std::array<std::uint32_t, 2>{10, 10}.data());
    CHECK(under(20) == above);
    CHECK(under(70) == below);
}

TEST_CASE("Viewers are told the bounding shape of a top-level window")
{
    TestServer server;
    ShapeClient client(server);
    const xcb_window_t window = client.window(0, 0, 60, 60);
    const xcb_rectangle_t holes[] = {{0, 0, 20, 60}, {40, 0, 20, 60}};
    xcb_shape_rectangles(client.c(), XCB_SHAPE_SO_SET, XCB_SHAPE_SK_BOUNDING, 0, window, 0, 0, 2,
                         holes);
    client.sync();
    const auto shape =
        server.with([&](Display& display) { return display.window(window).borderClip().rects(); });
    CHECK(shape == std::vector<Rect>{{0, 0, 20, 60}, {40, 0, 20, 60}});
}

TEST_CASE("SHAPE refuses windows, pixmaps, kinds, operations and orders that there are not")
{
    TestServer server;
    ShapeClient x(server);
    const xcb_window_t window = x.window(0, 0, 50, 50);
    const xcb_pixmap_t deep = x.id();
    xcb_create_pixmap(x.c(), 24, deep, x.root(), 8, 8);
    const xcb_rectangle_t down[] = {{0, 10, 5, 5}, {0, 0, 5, 5}};
    const auto rects = [&](std::uint8_t operation, std::uint8_t kind, std::uint8_t order,
                           xcb_window_t on) {
        return x.check(
            xcb_shape_rectangles_checked(x.c(), operation, kind, order, on, 0, 0, 2, down));
    };
    CHECK(rects(0, 0, 0, 0x77) == XCB_WINDOW);
    CHECK(rects(0, 3, 0, window) == XCB_VALUE);
    CHECK(rects(5, 0, 0, window) == XCB_VALUE);
    CHECK(rects(0, 0, 4, window) == XCB_VALUE);
    CHECK(rects(0, 0, XCB_CLIP_ORDERING_Y_SORTED, window) == XCB_MATCH);
    CHECK(rects(0, 0, 0, window) == 0);
    const auto mask = [&](std::uint8_t operation, std::uint8_t kind, xcb_window_t on,
                          xcb_pixmap_t from) {
        return x.check(xcb_shape_mask_checked(x.c(), operation, kind, on, 0, 0, from));
    };
    CHECK(mask(0, 0, 0x77, XCB_NONE) == XCB_WINDOW);
    CHECK(mask(0, 3, window, XCB_NONE) == XCB_VALUE);
    CHECK(mask(0, 0, window, 0x77) == XCB_PIXMAP);
    CHECK(mask(0, 0, window, deep) == XCB_MATCH);
    const auto combine = [&](std::uint8_t operation, std::uint8_t kind, std::uint8_t sourceKind,
                             xcb_window_t on, xcb_window_t from) {
        return x.check(
            xcb_shape_combine_checked(x.c(), operation, kind, sourceKind, on, 0, 0, from));
    };
    CHECK(combine(0, 0, 0, 0x77, window) == XCB_WINDOW);
    CHECK(combine(0, 0, 0, window, 0x77) == XCB_WINDOW);
    CHECK(combine(0, 7, 0, window, window) == XCB_VALUE);
    CHECK(combine(0, 0, 7, window, window) == XCB_VALUE);
    CHECK(combine(9, 0, 0, window, window) == XCB_VALUE);
    CHECK(x.check(xcb_shape_offset_checked(x.c(), 0, 0x77, 0, 0)) == XCB_WINDOW);
    CHECK(x.check(xcb_shape_offset_checked(x.c(), 3, window, 0, 0)) == XCB_VALUE);
    CHECK(x.check(xcb_shape_select_input_checked(x.c(), 0x77, 1)) == XCB_WINDOW);
    CHECK(x.check(xcb_shape_select_input_checked(x.c(), window, 2)) == XCB_VALUE);
    CHECK(rectangles(x, window, 3) == "none");
    CHECK(rectangles(x, 0x77, 0) == "none");
}

TEST_CASE("Shapes at the ends of the 16 bits stay where X.Org's are")
{
    SideBySide::pair().check([](const XcbClient& client) {
        const xcb_window_t window = client.window(0, 0, 50, 50);
        const xcb_rectangle_t far[] = {{32767, 32767, 65535, 65535}, {-32768, -32768, 9, 65535}};
        xcb_shape_rectangles(client.c(), 0, 0, 0, window, 0, 0, 2, far);
        std::string text = rectangles(client, window, 0);
        for (int i = 0; i < 5; ++i) xcb_shape_offset(client.c(), 0, window, 32767, -32768);
        text += rectangles(client, window, 0);
        xcb_shape_rectangles(client.c(), 0, 1, 0, window, 32767, 32767, 2, far);
        return text + rectangles(client, window, 1) + extents(client, window);
    });
}

} // namespace vitrine
