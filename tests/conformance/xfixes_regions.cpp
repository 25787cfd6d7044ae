// SPDX-License-Identifier: GPL-2.0-or-later
// "XFIXES Extension": regions. X.Org's server is the reference for their arithmetic.
#include "server/base/region.h"
#include "tests/support/side_by_side.h"

#include <xcb/xfixes.h>

#include <random>
#include <sstream>

namespace vitrine {

namespace {

int badRegion(const XcbClient& client)
{
    return xcb_get_extension_data(client.c(), &xcb_xfixes_id)->first_error + XCB_XFIXES_BAD_REGION;
}

void begin(const XcbClient& client)
{
    std::free(xcb_xfixes_query_version_reply(client.c(), xcb_xfixes_query_version(client.c(), 5, 0),
                                             nullptr));
}

// Its pixels, in bands of our own: X.Org's server cuts those that it clips at 16 bits otherwise,
// and gives extents to what is empty.
std::string fetched(const XcbClient& client, xcb_xfixes_region_t region)
{
    const XcbReply<xcb_xfixes_fetch_region_reply_t> reply(xcb_xfixes_fetch_region_reply(
        client.c(), xcb_xfixes_fetch_region(client.c(), region), nullptr));
    if (!reply) return "none\n";
    std::vector<Rect> rects;
    const auto* first = xcb_xfixes_fetch_region_rectangles(reply.get());
    for (int i = 0; i < xcb_xfixes_fetch_region_rectangles_length(reply.get()); ++i)
        rects.push_back({first[i].x, first[i].y, first[i].width, first[i].height});
    const Region all(rects);
    std::ostringstream text;
    const auto tell = [&](const Rect& rect) {
        text << rect.x << ',' << rect.y << ' ' << rect.width << 'x' << rect.height << ' ';
    };
    const xcb_rectangle_t& extents = reply->extents;
    if (!all.empty()) tell({extents.x, extents.y, extents.width, extents.height});
    text << ": ";
    all.each(tell);
    text << '\n';
    return text.str();
}

xcb_xfixes_region_t region(const XcbClient& client, const std::vector<xcb_rectangle_t>& rects)
{
    const xcb_xfixes_region_t region = client.id();
    xcb_xfixes_create_region(client.c(), region, static_cast<std::uint32_t>(rects.size()),
                             rects.data());
    return region;
}

// A few regions, changed by each request in any order; `span` is how far out their numbers go.
std::string arithmetic(const XcbClient& client, unsigned seed, int span)
{
    begin(client);
    std::mt19937 random(seed);
    const auto number = [&](int low, int high) {
        return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
    };
    const auto place = [&] { return static_cast<std::int16_t>(number(-span, span)); };
    const auto size = [&] { return static_cast<std::uint16_t>(number(0, span)); };
    const auto rects = [&] {
        std::vector<xcb_rectangle_t> all(static_cast<std::size_t>(number(0, 12)));
        for (auto& rect : all) rect = {place(), place(), size(), size()};
        return all;
    };
    std::vector<xcb_xfixes_region_t> regions;
    for (int i = 0; i < 5; ++i) regions.push_back(region(client, rects()));
    const xcb_xfixes_region_t extents = region(client, {}); // not used further: see above
    const auto any = [&] { return regions[random() % regions.size()]; };
    xcb_connection_t* c = client.c();
    for (int step = 0; step < 40; ++step) {
        switch (number(0, 8)) {
        case 0: {
            const auto all = rects();
            xcb_xfixes_set_region(c, any(), static_cast<std::uint32_t>(all.size()), all.data());
            break;
        }
        case 1: xcb_xfixes_copy_region(c, any(), any()); break;
        case 2: {
            const auto a = any(), b = any(), to = any();
            xcb_xfixes_union_region(c, a, b, to);
            break;
        }
        case 3: {
            const auto a = any(), b = any(), to = any();
            xcb_xfixes_intersect_region(c, a, b, to);
            break;
        }
        case 4: {
            const auto a = any(), b = any(), to = any();
            xcb_xfixes_subtract_region(c, a, b, to);
            break;
        }
        case 5: {
            const xcb_rectangle_t bounds{place(), place(), size(), size()};
            const auto from = any(), to = any();
            xcb_xfixes_invert_region(c, from, bounds, to);
            break;
        }
        case 6: {
            const auto dx = place(), dy = place();
            xcb_xfixes_translate_region(c, any(), dx, dy);
            break;
        }
        case 7: xcb_xfixes_region_extents(c, any(), extents); break;
        default: {
            const auto by = [&] { return static_cast<std::uint16_t>(number(0, 9)); };
            const auto left = by(), right = by(), top = by(), bottom = by();
            const auto from = any(), to = any();
            if (span < 1000) xcb_xfixes_expand_region(c, from, to, left, right, top, bottom);
        }
        }
    }
    std::string text = fetched(client, extents);
    for (const auto each : regions) text += fetched(client, each);
    return text;
}

} // namespace

TEST_CASE("Region arithmetic by any sequence of requests equals X.Org's")
{
    for (unsigned seed = 1; seed <= 150; ++seed) {
        CAPTURE(seed);
        SideBySide::pair().check(
            [&](const XcbClient& client) { return arithmetic(client, seed, 200); });
    }
}

TEST_CASE("Region arithmetic at the ends of the 16 bits equals X.Org's")
{
    for (unsigned seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        SideBySide::pair().check(
            [&](const XcbClient& client) { return arithmetic(client, seed, 20'000); });
    }
}

TEST_CASE("Regions come from bitmaps, windows and clips as X.Org makes them, and go to them")
{
    SideBySide::pair().check([](const XcbClient& client) {
        begin(client);
        xcb_connection_t* c = client.c();
        const xcb_window_t top = client.window(0, 0, 100, 100);
        const xcb_window_t window = client.window(0, 0, 60, 50, 0, top);
        const xcb_xfixes_region_t any = region(client, {{3, 4, 20, 10}, {10, 8, 40, 30}});
        std::string text;
        for (std::uint8_t kind = 0; kind < 2; ++kind) {
            const xcb_xfixes_region_t of = client.id();
            xcb_xfixes_create_region_from_window(c, of, window, kind);
            text += fetched(client, of);
        }
        for (std::uint8_t kind = 0; kind < 2; ++kind) {
            xcb_xfixes_set_window_shape_region(c, window, kind, 5, 6, any);
            const xcb_xfixes_region_t of = client.id();
            xcb_xfixes_create_region_from_window(c, of, window, kind);
            text += fetched(client, of);
            xcb_xfixes_set_window_shape_region(c, window, kind, 5, 6, XCB_NONE);
            xcb_xfixes_create_region_from_window(c, client.id(), window, kind);
            text += fetched(client, of);
        }

        const xcb_pixmap_t bitmap = client.id();
        xcb_create_pixmap(c, 1, bitmap, top, 64, 64);
        const xcb_gcontext_t gc = client.id();
        const std::uint32_t zero = 0, one = 1;
        xcb_create_gc(c, gc, bitmap, XCB_GC_FOREGROUND, &zero);
        const xcb_rectangle_t all{0, 0, 64, 64};
        xcb_poly_fill_rectangle(c, bitmap, gc, 1, &all);
        xcb_change_gc(c, gc, XCB_GC_FOREGROUND, &one);
        xcb_xfixes_set_gc_clip_region(c, gc, any, 2, 1);
        xcb_poly_fill_rectangle(c, bitmap, gc, 1, &all);
        const xcb_xfixes_region_t ofBitmap = client.id(), ofContext = client.id();
        xcb_xfixes_create_region_from_bitmap(c, ofBitmap, bitmap);
        text += fetched(client, ofBitmap);
        xcb_xfixes_create_region_from_gc(c, ofContext, gc);
        text += fetched(client, ofContext);
        xcb_xfixes_set_gc_clip_region(c, gc, XCB_NONE, 0, 0);
        xcb_poly_fill_rectangle(c, bitmap, gc, 1, &all);
        const xcb_xfixes_region_t whole = client.id();
        xcb_xfixes_create_region_from_bitmap(c, whole, bitmap);
        return text + fetched(client, whole);
    });
}

TEST_CASE("Each request for regions refuses what is none, and each wrong argument")
{
    TestServer server;
    XcbClient x(server);
    begin(x);
    xcb_connection_t* c = x.c();
    const int bad = badRegion(x);
    const xcb_xfixes_region_t good = region(x, {{0, 0, 5, 5}});
    const xcb_window_t window = x.window(0, 0, 9, 9);
    const xcb_pixmap_t deep = x.id();
    xcb_create_pixmap(c, 24, deep, x.root(), 8, 8);
    const xcb_gcontext_t gc = x.id();
    xcb_create_gc(c, gc, window, 0, nullptr);

    CHECK(x.check(xcb_xfixes_create_region_checked(c, good, 0, nullptr)) == XCB_ID_CHOICE);
    CHECK(x.check(xcb_xfixes_create_region_checked(c, 0x77, 0, nullptr)) == XCB_ID_CHOICE);
    CHECK(x.check(xcb_xfixes_create_region_from_bitmap_checked(c, x.id(), 0x77)) == XCB_PIXMAP);
    CHECK(x.check(xcb_xfixes_create_region_from_bitmap_checked(c, x.id(), deep)) == XCB_MATCH);
    CHECK(x.check(xcb_xfixes_create_region_from_window_checked(c, x.id(), 0x77, 0)) == XCB_WINDOW);
    CHECK(x.check(xcb_xfixes_create_region_from_window_checked(c, x.id(), window, 2)) == XCB_VALUE);
    CHECK(x.check(xcb_xfixes_create_region_from_gc_checked(c, x.id(), 0x77)) == XCB_G_CONTEXT);
    CHECK(x.check(xcb_xfixes_create_region_from_gc_checked(c, x.id(), gc)) == XCB_MATCH);
    CHECK(x.check(xcb_xfixes_create_region_from_picture_checked(c, x.id(), 0x77)) != 0);
    CHECK(x.check(xcb_xfixes_set_picture_clip_region_checked(c, 0x77, good, 0, 0)) != 0);
    CHECK(x.check(xcb_xfixes_destroy_region_checked(c, 0x77)) == bad);
    CHECK(x.check(xcb_xfixes_set_region_checked(c, 0x77, 0, nullptr)) == bad);
    CHECK(x.check(xcb_xfixes_copy_region_checked(c, 0x77, good)) == bad);
    CHECK(x.check(xcb_xfixes_copy_region_checked(c, good, 0x77)) == bad);
    CHECK(x.check(xcb_xfixes_union_region_checked(c, 0x77, good, good)) == bad);
    CHECK(x.check(xcb_xfixes_union_region_checked(c, good, 0x77, good)) == bad);
    CHECK(x.check(xcb_xfixes_union_region_checked(c, good, good, 0x77)) == bad);
    CHECK(x.check(xcb_xfixes_intersect_region_checked(c, good, good, window)) == bad);
    CHECK(x.check(xcb_xfixes_subtract_region_checked(c, window, good, good)) == bad);
    CHECK(x.check(xcb_xfixes_invert_region_checked(c, 0x77, {0, 0, 1, 1}, good)) == bad);
    CHECK(x.check(xcb_xfixes_invert_region_checked(c, good, {0, 0, 1, 1}, 0x77)) == bad);
    CHECK(x.check(xcb_xfixes_translate_region_checked(c, 0x77, 1, 1)) == bad);
    CHECK(x.check(xcb_xfixes_region_extents_checked(c, 0x77, good)) == bad);
    CHECK(x.check(xcb_xfixes_region_extents_checked(c, good, 0x77)) == bad);
    CHECK(x.check(xcb_xfixes_expand_region_checked(c, 0x77, good, 1, 1, 1, 1)) == bad);
    CHECK(x.check(xcb_xfixes_expand_region_checked(c, good, 0x77, 1, 1, 1, 1)) == bad);
    CHECK(fetched(x, 0x77) == "none\n");
    CHECK(x.check(xcb_xfixes_set_gc_clip_region_checked(c, 0x77, good, 0, 0)) == XCB_G_CONTEXT);
    CHECK(x.check(xcb_xfixes_set_gc_clip_region_checked(c, gc, 0x77, 0, 0)) == bad);
    CHECK(x.check(xcb_xfixes_set_window_shape_region_checked(c, 0x77, 0, 0, 0, good)) ==
          XCB_WINDOW);
    CHECK(x.check(xcb_xfixes_set_window_shape_region_checked(c, window, 3, 0, 0, good)) ==
          XCB_VALUE);
    CHECK(x.check(xcb_xfixes_set_window_shape_region_checked(c, window, 0, 0, 0, 0x77)) == bad);
    CHECK(x.check(xcb_xfixes_destroy_region_checked(c, good)) == 0);
    CHECK(x.check(xcb_xfixes_destroy_region_checked(c, good)) == bad);
}

TEST_CASE("Regions expanded beyond the 16 bits end there")
{
    TestServer server;
    XcbClient x(server);
    begin(x);
    const auto far = region(x, {{-32768, -32768, 10, 10}, {32700, 32700, 60, 60}});
    CHECK(x.check(xcb_xfixes_expand_region_checked(x.c(), far, far, 65535, 65535, 65535, 65535)) ==
          0);
    CHECK(fetched(x, far) == "-32768,-32768 65535x65535 : -32768,-32768 65535x65535 \n");
}

} // namespace vitrine
