// SPDX-License-Identifier: GPL-2.0-or-later
// What one client has the server keep is bounded: beyond it the client meets BadAlloc, others do
// not notice.
#include "server/display/input/passive_grabs.h"
#include "tests/support/render_client.h"

#include <catch2/catch.hpp>
#include <xcb/shape.h>
#include <xcb/xfixes.h>

#include <functional>

namespace vitrine {

namespace {

// Two clients of one server. The first may keep no more than so many bytes beyond what it keeps.
class Pair {
public:
    const XcbClient& greedy() const { return greedy_; }
    const XcbClient& other() const { return other_; }
    void leave(std::int64_t bytes)
    {
        greedy_.sync();
        server_.with([&](Display& display) {
            Allowance& memory = *allowance(display);
            memory.maximum = memory.used + bytes;
        });
    }
    std::int64_t used()
    {
        greedy_.sync();
        return server_.with([&](Display& display) { return allowance(display)->used; });
    }

private:
    std::shared_ptr<Allowance> allowance(Display& display) const
    {
        return display.client(Resources::ownerOf(xcb_get_setup(greedy_.c())->resource_id_base))
            ->memory;
    }

    TestServer server_;
    XcbClient greedy_{server_}, other_{server_};
};

std::vector<xcb_rectangle_t> staircase(std::int16_t steps)
{
    std::vector<xcb_rectangle_t> rects;
    for (std::int16_t i = 0; i < steps; ++i) rects.push_back({i, i, 1, 1});
    return rects;
}

const std::vector<xcb_rectangle_t> steps = staircase(100); // of 16 bytes each

} // namespace

TEST_CASE("Clips, regions, shapes and properties beyond a client's memory are a BadAlloc")
{
    using Keep = std::function<xcb_void_cookie_t(const XcbClient&, std::uint32_t window)>;
    const auto count = static_cast<std::uint32_t>(steps.size());
    const std::pair<const char*, Keep> requests[]{
        {"SetClipRectangles",
         [&](const XcbClient& client, std::uint32_t window) {
             const xcb_gcontext_t gc = client.id();
             xcb_create_gc(client.c(), gc, window, 0, nullptr);
             return xcb_set_clip_rectangles_checked(client.c(), 0, gc, 0, 0, count, steps.data());
         }},
        {"ChangeProperty",
         [&](const XcbClient& client, std::uint32_t window) {
             return xcb_change_property_checked(client.c(), XCB_PROP_MODE_APPEND, window,
                                                XCB_ATOM_WM_NAME, XCB_ATOM_STRING, 8, count * 8,
                                                steps.data());
         }},
        {"ShapeRectangles",
         [&](const XcbClient& client, std::uint32_t window) {
             return xcb_shape_rectangles_checked(client.c(), XCB_SHAPE_SO_SET, XCB_SHAPE_SK_CLIP, 0,
                                                 window, 0, 0, count, steps.data());
         }},
        {"CreateRegion",
         [&](const XcbClient& client, std::uint32_t) {
             return xcb_xfixes_create_region_checked(client.c(), client.id(), count, steps.data());
         }},
        {"SetPictureClipRectangles",
         [&](const XcbClient& client, std::uint32_t window) {
             const XcbReply<xcb_render_query_pict_formats_reply_t> formats(
                 xcb_render_query_pict_formats_reply(
                     client.c(), xcb_render_query_pict_formats(client.c()), nullptr));
             const auto* infos = xcb_render_query_pict_formats_formats(formats.get());
             while (infos->depth != 24) ++infos;
             const xcb_render_picture_t picture = client.id();
             xcb_render_create_picture(client.c(), picture, window, infos->id, 0, nullptr);
             return xcb_render_set_picture_clip_rectangles_checked(client.c(), picture, 0, 0, count,
                                                                   steps.data());
         }},
    };
    for (const auto& [name, keep] : requests) {
        CAPTURE(name);
        Pair pair;
        XcbReply<xcb_xfixes_query_version_reply_t>(xcb_xfixes_query_version_reply(
            pair.greedy().c(), xcb_xfixes_query_version(pair.greedy().c(), 5, 0), nullptr));
        XcbReply<xcb_xfixes_query_version_reply_t>(xcb_xfixes_query_version_reply(
            pair.other().c(), xcb_xfixes_query_version(pair.other().c(), 5, 0), nullptr));
        const xcb_window_t window = pair.greedy().window(0, 0, 200, 200);
        const std::int64_t before = pair.used();
        pair.leave(2000);
        CHECK(pair.greedy().check(keep(pair.greedy(), window)) == 0);
        CHECK(pair.used() >= before + 800);
        pair.leave(10);
        CHECK(pair.greedy().check(keep(pair.greedy(), pair.greedy().window(0, 0, 9, 9))) ==
              XCB_ALLOC);
        CHECK(pair.other().check(keep(pair.other(), pair.other().window(0, 0, 9, 9))) == 0);
    }
}

TEST_CASE("Glyphs that a set already has by other ids are a BadAlloc beyond its client's memory")
{
    Pair pair;
    const XcbClient& client = pair.greedy();
    const XcbReply<xcb_render_query_pict_formats_reply_t> formats(
        xcb_render_query_pict_formats_reply(client.c(), xcb_render_query_pict_formats(client.c()),
                                            nullptr));
    const auto* infos = xcb_render_query_pict_formats_formats(formats.get());
    while (infos->depth != 8) ++infos;
    const xcb_render_glyphset_t set = client.id();
    xcb_render_create_glyph_set(client.c(), set, infos->id);
    pair.leave(10'000);
    const xcb_render_glyphinfo_t info{};
    int added = 0;
    for (std::uint32_t id = 0; id < 1000; ++id, ++added)
        if (client.check(xcb_render_add_glyphs_checked(client.c(), set, 1, &id, &info, 0, nullptr)))
            break;
    CHECK(added > 10);
    CHECK(added < 1000);
    xcb_render_free_glyph_set(client.c(), set);
    CHECK(pair.used() == 0);
}

TEST_CASE("Combs that cross each other are a BadAlloc: their teeth would multiply")
{
    TestServer server;
    const XcbClient client(server);
    XcbReply<xcb_xfixes_query_version_reply_t>(xcb_xfixes_query_version_reply(
        client.c(), xcb_xfixes_query_version(client.c(), 5, 0), nullptr));
    std::vector<xcb_rectangle_t> standing, lying;
    for (std::int16_t i = 0; i < 8000; ++i) {
        const auto at = static_cast<std::int16_t>(2 * i);
        standing.push_back({at, 0, 1, 20000});
        lying.push_back({0, at, 20000, 1});
    }
    const std::uint32_t first = client.id(), second = client.id(), gc = client.id();
    const xcb_pixmap_t pixmap = client.id();
    xcb_connection_t* c = client.c();
    CHECK(client.check(xcb_xfixes_create_region_checked(c, first, 8000, standing.data())) == 0);
    CHECK(client.check(xcb_xfixes_create_region_checked(c, second, 8000, lying.data())) == 0);
    CHECK(client.check(xcb_xfixes_union_region_checked(c, first, second, first)) == XCB_ALLOC);
    CHECK(client.check(xcb_xfixes_intersect_region_checked(c, first, second, first)) == XCB_ALLOC);
    CHECK(client.check(xcb_xfixes_subtract_region_checked(c, first, second, first)) == XCB_ALLOC);
    CHECK(client.check(xcb_xfixes_union_region_checked(c, first, first, second)) == 0);

    xcb_create_pixmap(c, 1, pixmap, client.root(), 100, 100);
    xcb_create_gc(c, gc, pixmap, 0, nullptr);
    standing.insert(standing.end(), lying.begin(), lying.end());
    CHECK(client.check(xcb_set_clip_rectangles_checked(c, 0, gc, 0, 0,
                                                       static_cast<std::uint32_t>(standing.size()),
                                                       standing.data())) == XCB_ALLOC);
}

TEST_CASE("Passive grabs beyond a client's number are a BadAlloc, those given up make room")
{
    TestServer server;
    const XcbClient greedy(server), other(server);
    constexpr auto most = static_cast<int>(PassiveGrabs::mostOfClient);
    const auto grab = [](const XcbClient& client, xcb_window_t window, int number) {
        return xcb_grab_key_checked(client.c(), 0, window, static_cast<std::uint16_t>(number % 128),
                                    static_cast<std::uint8_t>(8 + number / 128), 1, 1);
    };
    const xcb_window_t window = greedy.window(0, 0, 9, 9);
    std::vector<xcb_void_cookie_t> cookies;
    for (int i = 0; i < most; ++i) cookies.push_back(grab(greedy, window, i));
    for (const xcb_void_cookie_t cookie : cookies) xcb_discard_reply(greedy.c(), cookie.sequence);
    CHECK(greedy.check(grab(greedy, greedy.window(0, 0, 9, 9), 0)) == XCB_ALLOC);
    CHECK(other.check(grab(other, other.window(0, 0, 9, 9), 0)) == 0);
    xcb_ungrab_key(greedy.c(), 8, window, 0);
    CHECK(greedy.check(grab(greedy, greedy.window(0, 0, 9, 9), 0)) == 0);
}

} // namespace vitrine
