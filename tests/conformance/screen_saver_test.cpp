// SPDX-License-Identifier: GPL-2.0-or-later
// MIT-SCREEN-SAVER 1.1, DPMS 1.1 and X-Resource 1.2.
#include "tests/support/replies.h"
#include "tests/support/test_server.h"

#include <catch2/catch.hpp>
#include <unistd.h>
#include <xcb/dpms.h>
#include <xcb/res.h>
#include <xcb/screensaver.h>

#include <map>
#include <string>

#include "x11/screensaver.h"

using namespace vitrine;

namespace {

constexpr int badValueCode = 2, badMatchCode = 8, badDrawableCode = 9, badAccessCode = 10;
constexpr std::uint8_t saverNotify = x11::screensaver::extension.firstEvent;

struct Fixture {
    TestServer server;
    XcbClient client{server};
    xcb_connection_t* c = client.c();
    xcb_window_t root = client.root();

    XcbReply<xcb_screensaver_query_info_reply_t> info()
    {
        return REPLY(screensaver_query_info, root);
    }
    XcbReply<xcb_screensaver_notify_event_t> told()
    {
        return client.event<xcb_screensaver_notify_event_t>(saverNotify);
    }
    int setAttributes(const XcbClient& by, std::uint32_t background, std::uint8_t depth = 0)
    {
        return by.check(xcb_screensaver_set_attributes_checked(by.c(), root, 0, 0, 100, 80, 0,
                                                               XCB_WINDOW_CLASS_INPUT_OUTPUT, depth,
                                                               0, XCB_CW_BACK_PIXEL, &background));
    }
};

} // namespace

TEST_CASE_METHOD(Fixture, "MIT-SCREEN-SAVER: it says when it comes and goes")
{
    CHECK(REPLY(screensaver_query_version, 1, 1)->server_minor_version == 1);
    CHECK(info()->state == XCB_SCREENSAVER_STATE_OFF);
    CHECK(info()->kind == XCB_SCREENSAVER_KIND_BLANKED);
    CHECK(info()->ms_until_server <= 600'000);
    CHECK(info()->ms_until_server > 590'000);
    CHECK(client.check(xcb_screensaver_select_input_checked(c, root, 4)) == badValueCode);
    CHECK(client.check(xcb_screensaver_select_input_checked(c, 3, 1)) == badDrawableCode);
    CHECK(client.check(xcb_screensaver_select_input_checked(c, root, 3)) == 0);
    CHECK(info()->event_mask == 3);

    xcb_force_screen_saver(c, XCB_SCREEN_SAVER_ACTIVE);
    const auto on = told();
    REQUIRE(on);
    CHECK(on->state == XCB_SCREENSAVER_STATE_ON);
    CHECK(on->forced == 1);
    CHECK(on->root == root);
    CHECK(info()->state == XCB_SCREENSAVER_STATE_ON);
    server.with([](Display& display) { display.userActive(); });
    const auto off = told();
    REQUIRE(off);
    CHECK(off->state == XCB_SCREENSAVER_STATE_OFF);
    CHECK(off->forced == 0);

    xcb_set_screen_saver(c, 0, 0, XCB_BLANKING_NOT_PREFERRED, XCB_EXPOSURES_ALLOWED);
    CHECK(info()->state == XCB_SCREENSAVER_STATE_DISABLED);
    CHECK(info()->kind == XCB_SCREENSAVER_KIND_INTERNAL);
}

TEST_CASE_METHOD(Fixture, "MIT-SCREEN-SAVER: after its time it comes by itself, unless suspended")
{
    xcb_screensaver_select_input(c, root, 3);
    xcb_screensaver_suspend(c, 1);
    xcb_screensaver_suspend(c, 1);
    xcb_set_screen_saver(c, 1, 1, XCB_BLANKING_PREFERRED, XCB_EXPOSURES_ALLOWED);
    xcb_screensaver_suspend(c, 0);
    CHECK(info()->state == XCB_SCREENSAVER_STATE_OFF);
    xcb_screensaver_suspend(c, 0);
    const auto on = told();
    REQUIRE(on);
    CHECK(on->state == XCB_SCREENSAVER_STATE_ON);
    CHECK(on->forced == 0);
    const auto cycle = told(); // an interval later
    REQUIRE(cycle);
    CHECK(cycle->state == XCB_SCREENSAVER_STATE_CYCLE);
}

TEST_CASE_METHOD(Fixture, "MIT-SCREEN-SAVER: one client offers the saver's window")
{
    const XcbClient other(server);
    CHECK(setAttributes(client, 0xff0000, 7) == badMatchCode);
    CHECK(setAttributes(client, 0xff0000) == 0);
    CHECK(setAttributes(other, 0x00ff00) == badAccessCode);
    CHECK(info()->kind == XCB_SCREENSAVER_KIND_EXTERNAL);
    xcb_force_screen_saver(c, XCB_SCREEN_SAVER_ACTIVE);
    const auto saver = info()->saver_window;
    CHECK(REPLY(get_window_attributes, saver)->map_state == XCB_MAP_STATE_VIEWABLE);
    CHECK(REPLY(get_geometry, saver)->width == 100);
    xcb_screensaver_unset_attributes(other.c(), root); // not its own
    other.sync();
    CHECK(REPLY(get_geometry, saver));
    xcb_force_screen_saver(c, XCB_SCREEN_SAVER_RESET);
    CHECK_FALSE(REPLY(get_geometry, saver));
    xcb_force_screen_saver(c, XCB_SCREEN_SAVER_ACTIVE);
    CHECK(REPLY(get_geometry, saver));
    xcb_screensaver_unset_attributes(c, root);
    CHECK_FALSE(REPLY(get_geometry, saver));
    CHECK(setAttributes(other, 0x00ff00) == 0);
}

TEST_CASE_METHOD(Fixture, "DPMS: times and levels are kept as they are set")
{
    CHECK(REPLY(dpms_get_version, 1, 1)->server_minor_version == 1);
    CHECK(REPLY(dpms_capable)->capable == 1);
    CHECK(REPLY(dpms_info)->state == 0);
    CHECK(client.check(xcb_dpms_force_level_checked(c, 1)) == badMatchCode); // not enabled
    xcb_dpms_enable(c);
    CHECK(REPLY(dpms_info)->state == 1);
    CHECK(REPLY(dpms_info)->power_level == XCB_DPMS_DPMS_MODE_ON);
    CHECK(client.check(xcb_dpms_force_level_checked(c, 4)) == badValueCode);
    CHECK(client.check(xcb_dpms_force_level_checked(c, 2)) == 0);
    CHECK(REPLY(dpms_info)->power_level == XCB_DPMS_DPMS_MODE_SUSPEND);
    server.with([](Display& display) { display.userActive(); });
    CHECK(REPLY(dpms_info)->power_level == XCB_DPMS_DPMS_MODE_ON);
    CHECK(client.check(xcb_dpms_set_timeouts_checked(c, 10, 5, 20)) == badValueCode);
    CHECK(client.check(xcb_dpms_set_timeouts_checked(c, 10, 30, 20)) == badValueCode);
    CHECK(client.check(xcb_dpms_set_timeouts_checked(c, 10, 0, 20)) == 0);
    const auto times = REPLY(dpms_get_timeouts);
    CHECK(times->standby_timeout == 10);
    CHECK(times->suspend_timeout == 0);
    CHECK(times->off_timeout == 20);
    xcb_dpms_disable(c);
    CHECK(REPLY(dpms_info)->state == 0);
}

TEST_CASE_METHOD(Fixture, "X-Resource: tells clients, what they hold, and their processes")
{
    CHECK(REPLY(res_query_version, 1, 2)->server_minor == 2);
    const XcbClient other(server);
    const auto clients = REPLY(res_query_clients);
    REQUIRE(clients->num_clients == 2);
    const auto window = client.window(0, 0, 10, 10);
    client.window(0, 0, 10, 10);
    const auto pixmap = client.id();
    xcb_create_pixmap(c, 24, pixmap, root, 100, 50);

    const auto held = REPLY(res_query_client_resources, window);
    std::map<std::string, unsigned> counts;
    for (std::uint32_t i = 0; i < held->num_types; ++i) {
        const auto& type = xcb_res_query_client_resources_types(held.get())[i];
        const auto name = REPLY(get_atom_name, type.resource_type);
        counts[std::string(xcb_get_atom_name_name(name.get()), name->name_len)] = type.count;
    }
    CHECK(counts["WINDOW"] == 2);
    CHECK(counts["PIXMAP"] == 1);
    CHECK(REPLY(res_query_client_pixmap_bytes, window)->bytes >= 20'000);
    CHECK(ERROR_OF(res_query_client_resources, 0x7fffff00) == badValueCode);
    CHECK(ERROR_OF(res_query_client_pixmap_bytes, 0x7fffff00) == badValueCode);

    const xcb_res_client_id_spec_t spec{window, XCB_RES_CLIENT_ID_MASK_LOCAL_CLIENT_PID};
    const auto ids = REPLY(res_query_client_ids, 1, &spec);
    REQUIRE(ids->num_ids == 1);
    const auto each = xcb_res_query_client_ids_ids_iterator(ids.get());
    CHECK(each.data->length == 4);
    CHECK(*xcb_res_client_id_value_value(each.data) == static_cast<std::uint32_t>(getpid()));
    const xcb_res_client_id_spec_t everyone{0, 0};
    CHECK(REPLY(res_query_client_ids, 1, &everyone)->num_ids == 4);

    const xcb_res_resource_id_spec_t which{pixmap, 0};
    const auto sizes = REPLY(res_query_resource_bytes, window, 1, &which);
    REQUIRE(sizes->num_sizes == 1);
    const auto size = xcb_res_query_resource_bytes_sizes_iterator(sizes.get());
    CHECK(size.data->size.bytes == 20'000);
    CHECK(size.data->size.ref_count == 1);
}
