// SPDX-License-Identifier: GPL-2.0-or-later
// "DAMAGE Extension", version 1.1.
#include "tests/support/side_by_side.h"

#include <xcb/damage.h>

#include <random>
#include <sstream>

namespace vitrine {

namespace {

struct DamageClient : XcbClient {
    template<class Server> explicit DamageClient(const Server& server) : XcbClient(server)
    {
        begin(*this);
    }

    static void begin(const XcbClient& client)
    {
        std::free(xcb_damage_query_version_reply(
            client.c(), xcb_damage_query_version(client.c(), 1, 1), nullptr));
        std::free(xcb_xfixes_query_version_reply(
            client.c(), xcb_xfixes_query_version(client.c(), 5, 0), nullptr));
    }
};

int extensionError(const XcbClient& client)
{
    return xcb_get_extension_data(client.c(), &xcb_damage_id)->first_error;
}

// The DamageNotify events until now, in words.
std::string notified(const XcbClient& client)
{
    const int code = xcb_get_extension_data(client.c(), &xcb_damage_id)->first_event;
    std::ostringstream text;
    for (const XcbEvent& event : client.events()) {
        if ((event->response_type & 0x7f) != code) continue;
        const auto& damage = reinterpret_cast<const xcb_damage_notify_event_t&>(*event);
        if (damage.area.width == 0) continue; // X.Org tells of nothing where an empty box moved
        text << (damage.level & 0x7f) << (damage.level & 0x80 ? "+ " : " ") << damage.area.x << ','
             << damage.area.y << ' ' << damage.area.width << 'x' << damage.area.height << " of "
             << damage.geometry.x << ',' << damage.geometry.y << ' ' << damage.geometry.width << 'x'
             << damage.geometry.height << "; ";
    }
    return text.str();
}

xcb_xfixes_region_t region(const XcbClient& client, const std::vector<xcb_rectangle_t>& rects)
{
    const xcb_xfixes_region_t region = client.id();
    xcb_xfixes_create_region(client.c(), region, static_cast<std::uint32_t>(rects.size()),
                             rects.data());
    return region;
}

std::string fetched(const XcbClient& client, xcb_xfixes_region_t region)
{
    const XcbReply<xcb_xfixes_fetch_region_reply_t> reply(xcb_xfixes_fetch_region_reply(
        client.c(), xcb_xfixes_fetch_region(client.c(), region), nullptr));
    std::ostringstream text;
    const auto* rects = xcb_xfixes_fetch_region_rectangles(reply.get());
    for (int i = 0; i < xcb_xfixes_fetch_region_rectangles_length(reply.get()); ++i)
        text << rects[i].x << ',' << rects[i].y << ' ' << rects[i].width << 'x' << rects[i].height
             << ' ';
    return text.str();
}

// Rectangles filled by a seed on a window, on a child of it and on a pixmap; what each damage tells
// of it, what is subtracted from it, and what is left.
std::string damaged(const XcbClient& client, std::uint8_t level, unsigned seed)
{
    DamageClient::begin(client);
    std::mt19937 random(seed);
    const auto number = [&](int low, int high) {
        return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
    };
    xcb_connection_t* c = client.c();
    const xcb_window_t top = client.window(0, 0, 120, 100, 0, 0, false);
    const std::uint32_t yes = 1;
    xcb_change_window_attributes(c, top, XCB_CW_OVERRIDE_REDIRECT, &yes);
    xcb_map_window(c, top);
    const xcb_window_t child = client.window(20, 10, 60, 70, 0, top);
    const xcb_pixmap_t pixmap = client.id();
    xcb_create_pixmap(c, 24, pixmap, top, 90, 80);
    const xcb_gcontext_t gc = client.id();
    xcb_create_gc(c, gc, top, 0, nullptr);
    const xcb_drawable_t drawables[] = {top, child, pixmap};
    std::string text;
    for (const xcb_drawable_t watched : drawables) {
        const xcb_damage_damage_t damage = client.id();
        xcb_damage_create(c, damage, watched, level);
        text += "\ncreated " + notified(client);
        for (int i = 0; i < 12; ++i) {
            const xcb_rectangle_t rect{static_cast<std::int16_t>(number(-20, 110)),
                                       static_cast<std::int16_t>(number(-20, 100)),
                                       static_cast<std::uint16_t>(number(1, 50)),
                                       static_cast<std::uint16_t>(number(1, 50))};
            switch (number(0, 4)) {
            case 0: {
                const xcb_xfixes_region_t repair = region(client, {rect}), parts = client.id();
                xcb_xfixes_create_region(c, parts, 0, nullptr);
                const bool all = number(0, 2) == 0;
                xcb_damage_subtract(c, damage, all ? XCB_NONE : repair, parts);
                text += "\nsubtracted " + notified(client) + "parts " + fetched(client, parts);
                break;
            }
            case 1:
                xcb_damage_add(c, drawables[number(0, 2)], region(client, {rect}));
                text += "\nadded " + notified(client);
                break;
            default:
                xcb_poly_fill_rectangle(c, drawables[number(0, 2)], gc, 1, &rect);
                text += "\ndrawn " + notified(client);
            }
        }
        xcb_damage_destroy(c, damage);
        text += "\ndestroyed " + notified(client);
    }
    return text;
}

} // namespace

TEST_CASE("DAMAGE tells the lower of both versions")
{
    TestServer server;
    XcbClient client(server);
    const auto version = [&](std::uint32_t major, std::uint32_t minor) {
        const XcbReply<xcb_damage_query_version_reply_t> reply(xcb_damage_query_version_reply(
            client.c(), xcb_damage_query_version(client.c(), major, minor), nullptr));
        return std::pair(reply->major_version, reply->minor_version);
    };
    CHECK(version(1, 0) == std::pair(1u, 0u));
    CHECK(version(3, 9) == std::pair(1u, 1u));
}

TEST_CASE("Every report level tells of drawing, adding and subtracting as X.Org's server does")
{
    for (std::uint8_t level = 0; level < 4; ++level) {
        for (unsigned seed = 1; seed <= 25; ++seed) {
            CAPTURE(int{level}, seed);
            SideBySide::pair().check(
                [&](const XcbClient& client) { return damaged(client, level, seed); });
        }
    }
}

TEST_CASE("Subtract tells again of what is left, and a damage that is empty of the next drawing")
{
    TestServer server;
    DamageClient client(server);
    xcb_connection_t* c = client.c();
    const xcb_pixmap_t pixmap = client.id();
    xcb_create_pixmap(c, 24, pixmap, client.root(), 100, 100);
    const xcb_gcontext_t gc = client.id();
    xcb_create_gc(c, gc, pixmap, 0, nullptr);
    const xcb_damage_damage_t damage = client.id();
    xcb_damage_create(c, damage, pixmap, XCB_DAMAGE_REPORT_LEVEL_NON_EMPTY);
    const xcb_rectangle_t rects[] = {{0, 0, 10, 10}, {50, 50, 10, 10}};
    const std::string once = "3 0,0 100x100 of 0,0 100x100; ";
    xcb_poly_fill_rectangle(c, pixmap, gc, 2, rects);
    xcb_poly_fill_rectangle(c, pixmap, gc, 2, rects);
    CHECK(notified(client) == once);
    xcb_damage_subtract(c, damage, region(client, {rects[0]}), XCB_NONE);
    CHECK(notified(client) == once);
    xcb_damage_subtract(c, damage, region(client, {rects[1]}), XCB_NONE);
    CHECK(notified(client).empty());
    xcb_poly_fill_rectangle(c, pixmap, gc, 1, rects);
    CHECK(notified(client) == once);
    xcb_damage_subtract(c, damage, XCB_NONE, XCB_NONE);
    xcb_poly_fill_rectangle(c, pixmap, gc, 1, rects);
    CHECK(notified(client) == once);
}

TEST_CASE("Damage of the root is that of the screen: drawing on windows, their moves and their end")
{
    TestServer server;
    DamageClient client(server);
    xcb_connection_t* c = client.c();
    const xcb_window_t window = client.window(0, 0, 40, 40, 0, 0, false);
    const std::uint32_t yes = 1;
    xcb_change_window_attributes(c, window, XCB_CW_OVERRIDE_REDIRECT, &yes);
    const std::uint32_t at[] = {100, 200};
    xcb_configure_window(c, window, XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y, at);
    xcb_map_window(c, window);
    const xcb_gcontext_t gc = client.id();
    xcb_create_gc(c, gc, window, 0, nullptr);
    const xcb_damage_damage_t damage = client.id();
    xcb_damage_create(c, damage, client.root(), XCB_DAMAGE_REPORT_LEVEL_BOUNDING_BOX);
    notified(client);
    const auto clear = [&] { xcb_damage_subtract(c, damage, XCB_NONE, XCB_NONE); };
    clear();
    const xcb_rectangle_t rect{5, 6, 7, 8};
    xcb_poly_fill_rectangle(c, window, gc, 1, &rect);
    CHECK(notified(client) == "2 105,206 7x8 of 0,0 1024x768; ");
    clear();
    const std::uint32_t right = 110;
    xcb_configure_window(c, window, XCB_CONFIG_WINDOW_X, &right);
    CHECK(notified(client) == "2 100,200 50x40 of 0,0 1024x768; ");
    clear();
    xcb_unmap_window(c, window);
    CHECK(notified(client) == "2 110,200 40x40 of 0,0 1024x768; ");
}

TEST_CASE("A damage ends with its window and with its pixmap")
{
    TestServer server;
    DamageClient x(server);
    const xcb_window_t window = x.window(0, 0, 40, 40);
    const xcb_pixmap_t pixmap = x.id();
    xcb_create_pixmap(x.c(), 24, pixmap, x.root(), 10, 10);
    const xcb_damage_damage_t first = x.id(), second = x.id();
    xcb_damage_create(x.c(), first, window, 3);
    xcb_damage_create(x.c(), second, pixmap, 3);
    xcb_destroy_window(x.c(), window);
    xcb_free_pixmap(x.c(), pixmap);
    CHECK(x.check(xcb_damage_destroy_checked(x.c(), first)) == extensionError(x));
    CHECK(x.check(xcb_damage_destroy_checked(x.c(), second)) == extensionError(x));
}

TEST_CASE("DAMAGE refuses what is no drawable, level, damage or region")
{
    TestServer server;
    DamageClient x(server);
    const xcb_window_t window = x.window(0, 0, 40, 40);
    const xcb_damage_damage_t good = x.id();
    const int badDamage = extensionError(x);
    const int badRegion = xcb_get_extension_data(x.c(), &xcb_xfixes_id)->first_error;
    CHECK(x.check(xcb_damage_create_checked(x.c(), good, 0x77, 0)) == XCB_DRAWABLE);
    CHECK(x.check(xcb_damage_create_checked(x.c(), good, window, 4)) == XCB_VALUE);
    CHECK(x.check(xcb_damage_create_checked(x.c(), 0x77, window, 0)) == XCB_ID_CHOICE);
    CHECK(x.check(xcb_damage_create_checked(x.c(), good, window, 3)) == 0);
    CHECK(x.check(xcb_damage_create_checked(x.c(), good, window, 3)) == XCB_ID_CHOICE);
    CHECK(x.check(xcb_damage_subtract_checked(x.c(), 0x77, 0, 0)) == badDamage);
    CHECK(x.check(xcb_damage_subtract_checked(x.c(), good, 0x77, 0)) == badRegion);
    CHECK(x.check(xcb_damage_subtract_checked(x.c(), good, 0, 0x77)) == badRegion);
    CHECK(x.check(xcb_damage_add_checked(x.c(), window, 0x77)) == badRegion);
    CHECK(x.check(xcb_damage_add_checked(x.c(), 0x77, region(x, {{0, 0, 1, 1}}))) == XCB_DRAWABLE);
    CHECK(x.check(xcb_damage_destroy_checked(x.c(), 0x77)) == badDamage);
    CHECK(x.check(xcb_damage_destroy_checked(x.c(), good)) == 0);
}

} // namespace vitrine
