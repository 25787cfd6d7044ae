// SPDX-License-Identifier: GPL-2.0-or-later
// "The Present Extension", version 1.2.
#include "tests/support/each_server.h"
#include "tests/support/test_server.h"

#include <catch2/catch.hpp>
#include <xcb/present.h>
#include <xcb/sync.h>
#include <xcb/xfixes.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace vitrine {

namespace {

struct PresentClient {
    explicit PresentClient(const AnyServer& server) : client_(server.connect())
    {
        const auto* extension = xcb_get_extension_data(c(), &xcb_present_id);
        REQUIRE(extension->present);
        opcode = extension->major_opcode;
        std::free(
            xcb_present_query_version_reply(c(), xcb_present_query_version(c(), 1, 2), nullptr));
        std::free(
            xcb_xfixes_query_version_reply(c(), xcb_xfixes_query_version(c(), 5, 0), nullptr));
        std::free(xcb_sync_initialize_reply(c(), xcb_sync_initialize(c(), 3, 1), nullptr));
    }

    xcb_connection_t* c() const { return client_->c(); }
    std::uint32_t id() const { return client_->id(); }
    xcb_window_t root() const { return client_->root(); }
    int check(xcb_void_cookie_t cookie) const { return client_->check(cookie); }
    std::vector<XcbEvent> events() const { return client_->events(); }
    xcb_window_t window(int x, int y, int width, int height, xcb_window_t parent = 0) const
    {
        return client_->window(x, y, width, height, 0, parent);
    }

    // The next of Present's events of one type.
    template<class Event> XcbReply<Event> next(std::uint16_t type) const
    {
        while (XcbEvent each = client_->event()) {
            const auto& generic = reinterpret_cast<const xcb_ge_generic_event_t&>(*each);
            if (each->response_type == XCB_GE_GENERIC && generic.extension == opcode &&
                generic.event_type == type)
                return XcbReply<Event>(reinterpret_cast<Event*>(each.release()));
        }
        return nullptr;
    }
    auto complete() const
    {
        return next<xcb_present_complete_notify_event_t>(XCB_PRESENT_COMPLETE_NOTIFY);
    }
    auto idle() const { return next<xcb_present_idle_notify_event_t>(XCB_PRESENT_IDLE_NOTIFY); }

    // The next events of completion and idleness: "complete 7 mode 0", "idle 7".
    std::vector<std::string> told(std::size_t count) const
    {
        std::vector<std::string> all;
        while (all.size() < count) {
            const XcbEvent each = client_->event();
            if (!each) return all;
            const auto& generic = reinterpret_cast<const xcb_ge_generic_event_t&>(*each);
            if (generic.event_type == XCB_PRESENT_COMPLETE_NOTIFY) {
                const auto& it = reinterpret_cast<xcb_present_complete_notify_event_t&>(*each);
                all.push_back("complete " + std::to_string(it.serial) + " mode " +
                              std::to_string(it.mode));
            } else if (generic.event_type == XCB_PRESENT_IDLE_NOTIFY) {
                const auto& it = reinterpret_cast<xcb_present_idle_notify_event_t&>(*each);
                all.push_back("idle " + std::to_string(it.serial));
            }
        }
        return all;
    }

    std::uint32_t select(xcb_window_t window, std::uint32_t mask) const
    {
        const std::uint32_t events = id();
        xcb_present_select_input(c(), events, window, mask);
        return events;
    }
    xcb_pixmap_t pixmap(std::uint32_t color, std::uint8_t depth = 24) const
    {
        const xcb_pixmap_t made = id();
        xcb_create_pixmap(c(), depth, made, root(), 20, 20);
        const xcb_gcontext_t gc = id();
        xcb_create_gc(c(), gc, made, XCB_GC_FOREGROUND, &color);
        const xcb_rectangle_t all{0, 0, 20, 20};
        xcb_poly_fill_rectangle(c(), made, gc, 1, &all);
        return made;
    }
    struct How {
        xcb_xfixes_region_t update = 0;
        std::int16_t x = 0, y = 0;
        std::uint32_t waitFence = 0, idleFence = 0, options = 0;
        std::uint64_t target = 0, divisor = 0, remainder = 0;
        std::vector<xcb_present_notify_t> notifies;
        std::uint32_t valid = 0, crtc = 0;
    };
    int present(xcb_window_t window, xcb_pixmap_t pixmap, std::uint32_t serial,
                const How& how) const
    {
        return check(xcb_present_pixmap_checked(
            c(), window, pixmap, serial, how.valid, how.update, how.x, how.y, how.crtc,
            how.waitFence, how.idleFence, how.options, how.target, how.divisor, how.remainder,
            static_cast<std::uint32_t>(how.notifies.size()), how.notifies.data()));
    }
    int present(xcb_window_t window, xcb_pixmap_t pixmap, std::uint32_t serial) const
    {
        return present(window, pixmap, serial, How{});
    }
    std::uint32_t pixel(xcb_drawable_t of, std::int16_t x, std::int16_t y) const
    {
        const XcbReply<xcb_get_image_reply_t> reply(xcb_get_image_reply(
            c(), xcb_get_image(c(), XCB_IMAGE_FORMAT_Z_PIXMAP, of, x, y, 1, 1, ~0u), nullptr));
        REQUIRE(reply);
        std::uint32_t value = 0;
        std::memcpy(&value, xcb_get_image_data(reply.get()), 4);
        return value & 0xffffff;
    }
    std::uint64_t msc(xcb_window_t window) const
    {
        xcb_present_notify_msc(c(), window, 99, 0, 0, 0);
        const auto event = complete();
        REQUIRE(event);
        REQUIRE(event->kind == XCB_PRESENT_COMPLETE_KIND_NOTIFY_MSC);
        CHECK(event->serial == 99);
        return event->msc;
    }
    void passFields(xcb_window_t window, std::uint64_t fields) const
    {
        xcb_present_notify_msc(c(), window, 98, msc(window) + fields, 0, 0);
        const auto event = complete();
        REQUIRE(event);
        CHECK(event->serial == 98);
    }
    bool triggered(xcb_sync_fence_t fence) const
    {
        const XcbReply<xcb_sync_query_fence_reply_t> reply(
            xcb_sync_query_fence_reply(c(), xcb_sync_query_fence(c(), fence), nullptr));
        return reply->triggered != 0;
    }
    std::uint8_t opcode = 0;

private:
    std::unique_ptr<XcbClient> client_;
};

constexpr std::uint32_t completes = XCB_PRESENT_EVENT_MASK_COMPLETE_NOTIFY;
constexpr std::uint32_t idles = XCB_PRESENT_EVENT_MASK_IDLE_NOTIFY;

} // namespace

TEST_CASE("Present tells the lower of both versions, and no capabilities")
{
    onEachServer([](AnyServer& server) {
        const PresentClient client(server);
        const auto version = [&](std::uint32_t major, std::uint32_t minor) {
            const XcbReply<xcb_present_query_version_reply_t> reply(xcb_present_query_version_reply(
                client.c(), xcb_present_query_version(client.c(), major, minor), nullptr));
            return std::pair(reply->major_version, reply->minor_version);
        };
        CHECK(version(1, 0) == std::pair(1u, 0u));
        CHECK(version(1, 4) == std::pair(1u, 2u));
        const XcbReply<xcb_present_query_capabilities_reply_t> capabilities(
            xcb_present_query_capabilities_reply(
                client.c(), xcb_present_query_capabilities(client.c(), client.root()), nullptr));
        REQUIRE(capabilities);
        CHECK(capabilities->capabilities == 0);
    });
}

TEST_CASE("A presented pixmap is in the window and idle when it is complete")
{
    onEachServer([](AnyServer& server) {
        const PresentClient client(server);
        const xcb_window_t window = client.window(0, 0, 50, 50);
        const std::uint32_t events = client.select(window, completes | idles);
        const xcb_pixmap_t red = client.pixmap(0xff0000);
        CHECK(client.present(window, red, 7, {.x = 5, .y = 6}) == 0);
        const auto idle = client.idle();
        REQUIRE(idle);
        CHECK(idle->event == events);
        CHECK(idle->window == window);
        CHECK(idle->serial == 7);
        CHECK(idle->pixmap == red);
        const auto complete = client.complete();
        REQUIRE(complete);
        CHECK(complete->event == events);
        CHECK(complete->window == window);
        CHECK(complete->serial == 7);
        CHECK(complete->kind == XCB_PRESENT_COMPLETE_KIND_PIXMAP);
        CHECK(complete->mode == XCB_PRESENT_COMPLETE_MODE_COPY);
        CHECK(complete->ust > 0);
        CHECK(client.pixel(window, 5, 6) == 0xff0000);
        CHECK(client.pixel(window, 24, 25) == 0xff0000);
        CHECK(client.pixel(window, 4, 6) == 0xffffff);
        CHECK(client.pixel(window, 25, 25) == 0xffffff);
    });
}

TEST_CASE("Only the update region is copied, and nothing over the window's children")
{
    onEachServer([](AnyServer& server) {
        const PresentClient client(server);
        const xcb_window_t window = client.window(0, 0, 50, 50);
        client.window(0, 0, 5, 50, window);
        client.select(window, completes);
        const xcb_xfixes_region_t update = client.id();
        const xcb_rectangle_t rect{0, 0, 20, 10};
        xcb_xfixes_create_region(client.c(), update, 1, &rect);
        CHECK(client.present(window, client.pixmap(0x00ff00), 1, {.update = update}) == 0);
        REQUIRE(client.complete());
        CHECK(client.pixel(window, 10, 5) == 0x00ff00);
        CHECK(client.pixel(window, 10, 15) == 0xffffff);
        CHECK(client.pixel(window, 2, 5) == 0xffffff);
    });
}

TEST_CASE("Presentations wait for their field, and fields go by 60 times a second")
{
    onEachServer([](AnyServer& server) {
        const PresentClient client(server);
        const xcb_window_t window = client.window(0, 0, 50, 50);
        client.select(window, completes | idles);
        const std::uint64_t now = client.msc(window);
        CHECK(client.present(window, client.pixmap(1), 1, {.target = now + 12}) == 0);
        const auto complete = client.complete();
        REQUIRE(complete);
        CHECK(complete->msc >= now + 12);
        CHECK(complete->ust + 16'666 > (now + 12) * 16'666);

        xcb_present_notify_msc(client.c(), window, 3, 0, 10, 4);
        const auto divided = client.complete();
        REQUIRE(divided);
        CHECK(divided->serial == 3);
        CHECK(divided->msc % 10 >= 4);
        CHECK(divided->msc > complete->msc);
    });
}

TEST_CASE("What a later presentation of the same field replaces is skipped, and idle at once")
{
    onEachServer([](AnyServer& server) {
        const PresentClient client(server);
        const xcb_window_t window = client.window(0, 0, 50, 50);
        client.select(window, completes | idles);
        const std::uint64_t later = client.msc(window) + 20;
        CHECK(client.present(window, client.pixmap(0xff0000), 1, {.target = later}) == 0);
        CHECK(client.present(window, client.pixmap(0x00ff00), 2, {.target = later}) == 0);
        auto told = client.told(4);
        REQUIRE(told.size() == 4);
        CHECK(told[0] == "idle 1");
        std::sort(told.begin() + 1, told.end());
        CHECK(told[1] == "complete 1 mode 2"); // Skip
        CHECK(told[2] == "complete 2 mode 0"); // Copy
        CHECK(told[3] == "idle 2");
        CHECK(client.pixel(window, 3, 3) == 0x00ff00);
    });
}

TEST_CASE("A presentation waits for its fence, and triggers the other when it is idle")
{
    onEachServer([](AnyServer& server) {
        const PresentClient client(server);
        const xcb_window_t window = client.window(0, 0, 50, 50);
        client.select(window, completes | idles);
        const xcb_sync_fence_t wait = client.id(), done = client.id();
        xcb_sync_create_fence(client.c(), client.root(), wait, 0);
        xcb_sync_create_fence(client.c(), client.root(), done, 0);
        CHECK(client.present(window, client.pixmap(0xff0000), 1,
                             {.waitFence = wait, .idleFence = done}) == 0);
        client.passFields(window, 4);
        CHECK(!client.triggered(done));
        CHECK(client.pixel(window, 3, 3) == 0xffffff);
        xcb_sync_trigger_fence(client.c(), wait);
        const auto idle = client.idle();
        REQUIRE(idle);
        CHECK(idle->idle_fence == done);
        CHECK(client.told(1) == std::vector<std::string>{"complete 1 mode 0"});
        CHECK(client.triggered(done));
        CHECK(client.pixel(window, 3, 3) == 0xff0000);
    });
}

TEST_CASE("Other windows are told of a presentation by the serials that they have for it")
{
    // X.Org's, 21.1.7, crashes.
    TestServer ours;
    const PresentClient client{AnyServer(ours)};
    const xcb_window_t window = client.window(0, 0, 50, 50), other = client.window(0, 0, 50, 50);
    client.select(other, completes);
    CHECK(client.present(window, client.pixmap(1), 1, {.notifies = {{other, 55}}}) == 0);
    const auto complete = client.complete();
    REQUIRE(complete);
    CHECK(complete->window == other);
    CHECK(complete->serial == 55);
}

TEST_CASE("A window's new geometry is told to who selected it, and a mask of zero ends that")
{
    onEachServer([](AnyServer& server) {
        const PresentClient client(server);
        const xcb_window_t parent = client.window(0, 0, 90, 90),
                           window = client.window(0, 0, 50, 50, parent);
        const std::uint32_t events =
            client.select(window, XCB_PRESENT_EVENT_MASK_CONFIGURE_NOTIFY | completes);
        const std::uint32_t geometry[] = {3, 4, 60, 70};
        xcb_configure_window(client.c(), window, 15, geometry);
        const auto event =
            client.next<xcb_present_configure_notify_event_t>(XCB_PRESENT_CONFIGURE_NOTIFY);
        REQUIRE(event);
        CHECK(event->event == events);
        CHECK(event->window == window);
        CHECK(event->x == 3);
        CHECK(event->y == 4);
        CHECK(event->width == 60);
        CHECK(event->height == 70);
        CHECK(event->pixmap_width == 60);
        CHECK(event->pixmap_height == 70);
        CHECK(client.check(xcb_present_select_input_checked(client.c(), events, parent, 1)) ==
              XCB_MATCH);
        CHECK(client.check(xcb_present_select_input_checked(client.c(), events, window, 0)) == 0);
        xcb_configure_window(client.c(), window, 1, geometry + 2);
        CHECK(client.events().empty());
    });
}

TEST_CASE("A destroyed window's presentations end, and their pixmaps' fences are triggered")
{
    TestServer ours;
    const PresentClient client{AnyServer(ours)};
    const xcb_window_t window = client.window(0, 0, 50, 50);
    const std::uint64_t later = 1ull << 60;
    const xcb_sync_fence_t done = client.id();
    xcb_sync_create_fence(client.c(), client.root(), done, 0);
    CHECK(client.present(window, client.pixmap(1), 1, {.idleFence = done, .target = later}) == 0);
    CHECK(!client.triggered(done));
    xcb_destroy_window(client.c(), window);
    CHECK(client.triggered(done));
}

TEST_CASE("Present refuses what is not there, and times that never come")
{
    onEachServer([](AnyServer& server) {
        const PresentClient x(server);
        const xcb_window_t window = x.window(0, 0, 50, 50);
        const xcb_pixmap_t good = x.pixmap(1);
        const int badRegion = xcb_get_extension_data(x.c(), &xcb_xfixes_id)->first_error;
        CHECK(x.present(0x77, good, 1) == XCB_WINDOW);
        CHECK(x.present(window, 0x77, 1) == XCB_PIXMAP);
        CHECK(x.present(window, x.pixmap(1, 32), 1) == XCB_MATCH);
        CHECK(x.present(window, good, 1, {.update = 0x77}) == badRegion);
        CHECK(x.present(window, good, 1, {.valid = 0x77}) == badRegion);
        CHECK(x.present(window, good, 1, {.waitFence = 0x77}) != 0);
        CHECK(x.present(window, good, 1, {.idleFence = 0x77}) != 0);
        CHECK(x.present(window, good, 1, {.crtc = 0x77}) != 0);
        CHECK(x.present(window, good, 1, {.options = 0x80}) == XCB_VALUE);
        CHECK(x.present(window, good, 1, {.remainder = 1}) == XCB_VALUE);
        CHECK(x.present(window, good, 1, {.divisor = 5, .remainder = 5}) == XCB_VALUE);
        if (server.isOurs()) // X.Org's, 21.1.7, crashes
            CHECK(x.present(window, good, 1, {.notifies = {{0x77, 1}}}) == XCB_WINDOW);
        CHECK(x.check(xcb_present_notify_msc_checked(x.c(), 0x77, 1, 0, 0, 0)) == XCB_WINDOW);
        CHECK(x.check(xcb_present_notify_msc_checked(x.c(), window, 1, 0, 2, 2)) == XCB_VALUE);
        CHECK(x.check(xcb_present_select_input_checked(x.c(), x.id(), 0x77, 1)) == XCB_WINDOW);
        CHECK(x.check(xcb_present_select_input_checked(x.c(), x.id(), window, 16)) == XCB_VALUE);
        CHECK(x.check(xcb_present_select_input_checked(x.c(), 0x77, window, 1)) == XCB_ID_CHOICE);
        xcb_generic_error_t* error = nullptr;
        CHECK(!xcb_present_query_capabilities_reply(
            x.c(), xcb_present_query_capabilities(x.c(), 0x77), &error));
        CHECK(XcbReply<xcb_generic_error_t>(error)->error_code != 0);
    });
}

TEST_CASE("A target that lies 2^63 fields ahead or more has passed: fields are counted modulo 2^64")
{
    onEachServer([](AnyServer& server) {
        const PresentClient client(server);
        const xcb_window_t window = client.window(0, 0, 50, 50);
        client.select(window, completes | idles);
        const std::uint64_t half = std::uint64_t{1} << 63;
        for (const std::uint64_t target : {~std::uint64_t{0}, half + client.msc(window) + 100}) {
            CHECK(client.present(window, client.pixmap(1), 1, {.target = target}) == 0);
            CHECK(client.told(2) == std::vector<std::string>{"idle 1", "complete 1 mode 0"});
        }
    });
}

TEST_CASE("What is presented at the ends of all ranges keeps the server in step")
{
    TestServer ours;
    const PresentClient client{AnyServer(ours)};
    const xcb_window_t window = client.window(0, 0, 50, 50);
    client.select(window, completes | idles);
    const std::uint64_t highest = ~std::uint64_t{0};
    for (const std::int16_t at : {-32768, 32767})
        for (const std::uint64_t divisor : {highest, highest >> 1, std::uint64_t{1}})
            CHECK(client.present(window, client.pixmap(1), 1,
                                 {.x = at,
                                  .y = at,
                                  .options = 1,
                                  .target = highest >> 1,
                                  .divisor = divisor,
                                  .remainder = divisor - 1}) == 0);
    CHECK(client.present(window, client.pixmap(5), 2) == 0);
    const auto told = client.told(7);
    REQUIRE(told.size() == 7); // of the same field, five are replaced
    CHECK(std::ranges::count(told, "idle 1") == 5);
    CHECK(std::ranges::count(told, "complete 2 mode 0") == 1);
    CHECK(client.pixel(window, 3, 3) == 5);
}

} // namespace vitrine
