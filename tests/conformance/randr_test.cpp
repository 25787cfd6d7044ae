// SPDX-License-Identifier: GPL-2.0-or-later
// "The X Resize, Rotate and Reflect Extension", version 1.6, and XINERAMA 1.1.
#include "server/display/randr/randr.h"
#include "tests/support/raw_client.h"
#include "tests/support/replies.h"
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"

#include <catch2/catch.hpp>
#include <xcb/randr.h>
#include <xcb/xinerama.h>

#include <string>

#include "x11/randr.h"

using namespace vitrine;
using x11::randr::ErrorCode;

namespace {

constexpr int badValueCode = 2, badWindowCode = 3, badAtomCode = 5, badMatchCode = 8,
              badAccessCode = 10, badNameCode = 15;
constexpr std::uint8_t screenChange = x11::randr::extension.firstEvent;
constexpr std::uint8_t notify = screenChange + 1;

struct Fixture {
    TestServer server;
    XcbClient client{server};
    xcb_connection_t* c = client.c();
    xcb_window_t root = client.root();

    xcb_atom_t atom(const std::string& name)
    {
        return REPLY(intern_atom, 0, static_cast<std::uint16_t>(name.size()), name.c_str())->atom;
    }
    xcb_randr_mode_t modeOf(int width, int height)
    {
        const auto resources = REPLY(randr_get_screen_resources_current, root);
        const auto* modes = xcb_randr_get_screen_resources_current_modes(resources.get());
        for (int i = 0; i < resources->num_modes; ++i)
            if (modes[i].width == width && modes[i].height == height) return modes[i].id;
        return 0;
    }
    int setCrtc(xcb_randr_mode_t mode, int x = 0, int y = 0, std::uint16_t rotation = 1)
    {
        const xcb_randr_output_t output = RandR::output;
        return ERROR_OF(randr_set_crtc_config, RandR::crtc, 0, 0, static_cast<std::int16_t>(x),
                        static_cast<std::int16_t>(y), mode, rotation, mode ? 1u : 0u, &output);
    }
    int createMode(const std::string& name, int width, int height, xcb_randr_mode_t* made = nullptr)
    {
        xcb_randr_mode_info_t info{};
        info.width = static_cast<std::uint16_t>(width);
        info.height = static_cast<std::uint16_t>(height);
        info.name_len = static_cast<std::uint16_t>(name.size());
        xcb_generic_error_t* error = nullptr;
        const auto cookie = xcb_randr_create_mode(
            c, root, info, static_cast<std::uint32_t>(name.size()), name.c_str());
        const XcbReply<xcb_randr_create_mode_reply_t> reply(
            xcb_randr_create_mode_reply(c, cookie, &error));
        const int code = error ? error->error_code : 0;
        std::free(error);
        if (reply && made) *made = reply->mode;
        return code;
    }
};

} // namespace

TEST_CASE_METHOD(Fixture, "RANDR: one CRTC shows the whole screen on one connected output")
{
    const auto version = REPLY(randr_query_version, 1, 6);
    CHECK(version->major_version == 1);
    CHECK(version->minor_version == 6);
    CHECK(REPLY(randr_query_version, 1, 3)->minor_version == 3);

    const auto resources = REPLY(randr_get_screen_resources, root);
    REQUIRE(resources->num_crtcs == 1);
    REQUIRE(resources->num_outputs == 1);
    CHECK(*xcb_randr_get_screen_resources_crtcs(resources.get()) == RandR::crtc);
    CHECK(resources->num_modes >= 20);

    const auto crtc = REPLY(randr_get_crtc_info, RandR::crtc, 0);
    CHECK(crtc->width == 1024);
    CHECK(crtc->height == 768);
    CHECK(crtc->num_outputs == 1);
    CHECK(crtc->rotations == 1);

    const auto output = REPLY(randr_get_output_info, RandR::output, 0);
    CHECK(output->connection == XCB_RANDR_CONNECTION_CONNECTED);
    CHECK(output->crtc == RandR::crtc);
    CHECK(output->mm_width == 271); // 96 dots an inch
    CHECK(output->num_preferred == 1);
    CHECK(*xcb_randr_get_output_info_modes(output.get()) == crtc->mode);
    CHECK(REPLY(randr_get_output_primary, root)->output == RandR::output);

    const auto range = REPLY(randr_get_screen_size_range, root);
    CHECK(range->min_width == 1);
    CHECK(range->max_width == 8192);

    const auto sizes = REPLY(randr_get_screen_info, root);
    CHECK(sizes->nSizes >= 20);
    CHECK(sizes->rate == 60);
    const auto* size = xcb_randr_get_screen_info_sizes(sizes.get()) + sizes->sizeID;
    CHECK(size->width == 1024);
}

TEST_CASE_METHOD(Fixture, "RANDR: a client resizes the screen as xrandr does, and everyone hears")
{
    const XcbClient other(server);
    const std::uint32_t structure = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
    xcb_change_window_attributes(other.c(), root, XCB_CW_EVENT_MASK, &structure);
    xcb_randr_select_input(other.c(), root, 0x7f);
    other.sync();

    CHECK(setCrtc(modeOf(800, 600)) == 0);
    CHECK(client.check(xcb_randr_set_screen_size_checked(c, root, 900, 700, 300, 200)) == 0);
    CHECK(REPLY(get_geometry, root)->width == 900);

    const auto crtc = other.event<xcb_randr_screen_change_notify_event_t>(screenChange);
    REQUIRE(crtc);
    CHECK(crtc->width == 1024);
    const auto changed = other.event<xcb_randr_notify_event_t>(notify);
    REQUIRE(changed);
    CHECK(changed->subCode == XCB_RANDR_NOTIFY_CRTC_CHANGE);
    CHECK(changed->u.cc.width == 800);
    CHECK(changed->u.cc.window == root);
    CHECK(changed->u.cc.crtc == RandR::crtc);
    const auto output = other.event<xcb_randr_notify_event_t>(notify);
    REQUIRE(output);
    CHECK(output->subCode == XCB_RANDR_NOTIFY_OUTPUT_CHANGE);
    CHECK(output->u.oc.mode == changed->u.cc.mode);
    const auto configured = other.event<xcb_configure_notify_event_t>(XCB_CONFIGURE_NOTIFY);
    REQUIRE(configured);
    CHECK(configured->width == 900);
    const auto size = other.event<xcb_randr_screen_change_notify_event_t>(screenChange);
    REQUIRE(size);
    CHECK(size->width == 900);
    CHECK(size->mwidth == 300);

    // "BadMatch" where an active CRTC would stick out; sizes outside of the range.
    CHECK(client.check(xcb_randr_set_screen_size_checked(c, root, 799, 600, 1, 1)) == badMatchCode);
    CHECK(client.check(xcb_randr_set_screen_size_checked(c, root, 0, 600, 1, 1)) == badValueCode);
    CHECK(client.check(xcb_randr_set_screen_size_checked(c, root, 9000, 9, 1, 1)) == badValueCode);
    CHECK(client.check(xcb_randr_set_screen_size_checked(c, root, 900, 700, 0, 1)) == badValueCode);
    CHECK(client.check(xcb_randr_set_screen_size_checked(c, 1, 900, 700, 1, 1)) == badWindowCode);
}

TEST_CASE_METHOD(Fixture, "RANDR: a viewer's resize becomes the preferred mode")
{
    xcb_randr_select_input(c, root, 0x7f);
    client.sync();
    server.with([](Display& display) { display.resize({1111, 777}); });
    const auto event = client.event<xcb_randr_screen_change_notify_event_t>(screenChange);
    REQUIRE(event);
    CHECK(event->width == 1111);
    CHECK(event->sizeID == 0);
    const auto crtc = REPLY(randr_get_crtc_info, RandR::crtc, 0);
    CHECK(crtc->width == 1111);
    const auto output = REPLY(randr_get_output_info, RandR::output, 0);
    CHECK(*xcb_randr_get_output_info_modes(output.get()) == crtc->mode);
    const auto old = crtc->mode;
    server.with([](Display& display) { display.resize({1112, 777}); });
    CHECK(modeOf(1111, 777) == 0); // nobody's any more
    CHECK(modeOf(1112, 777) != old);
    int resources = 0;
    for (const auto& each : client.events())
        if ((each->response_type & 0x7f) == notify &&
            reinterpret_cast<xcb_randr_notify_event_t&>(*each).subCode ==
                XCB_RANDR_NOTIFY_RESOURCE_CHANGE)
            ++resources;
    CHECK(resources == 2);
}

TEST_CASE_METHOD(Fixture, "RANDR 1.1: SetScreenConfig takes sizes by number, and refuses old times")
{
    const auto info = REPLY(randr_get_screen_info, root);
    const auto* sizes = xcb_randr_get_screen_info_sizes(info.get());
    std::uint16_t wanted = 0;
    while (sizes[wanted].width != 1600) ++wanted;
    const auto set = REPLY(randr_set_screen_config, root, 0, info->config_timestamp, wanted, 1, 60);
    CHECK(set->status == XCB_RANDR_SET_CONFIG_SUCCESS);
    CHECK(REPLY(get_geometry, root)->width == 1600);
    CHECK(
        REPLY(randr_set_screen_config, root, 0, info->config_timestamp - 1, wanted, 1, 0)->status ==
        XCB_RANDR_SET_CONFIG_INVALID_CONFIG_TIME);
    CHECK(REPLY(randr_set_screen_config, root, set->new_timestamp - 10, info->config_timestamp,
                wanted, 1, 0)
              ->status == XCB_RANDR_SET_CONFIG_INVALID_TIME);
    const auto time = info->config_timestamp;
    CHECK(ERROR_OF(randr_set_screen_config, root, 0, time, 999, 1, 0) == badValueCode);
    CHECK(ERROR_OF(randr_set_screen_config, root, 0, time, 0, 0, 0) == badValueCode);
    CHECK(ERROR_OF(randr_set_screen_config, root, 0, time, 0, 2, 0) == badMatchCode);
    CHECK(ERROR_OF(randr_set_screen_config, root, 0, time, 0, 1, 61) == badValueCode);
}

TEST_CASE_METHOD(Fixture, "RANDR: users' modes are made, offered, shown and taken away again")
{
    xcb_randr_mode_t mode = 0;
    CHECK(createMode("", 0, 0) == badValueCode);
    CHECK(createMode("mine", 500, 400, &mode) == 0);
    CHECK(createMode("mine", 501, 400) == badNameCode);
    CHECK(setCrtc(mode) == badMatchCode); // not the output's
    CHECK(client.check(xcb_randr_add_output_mode_checked(c, RandR::output, mode)) == 0);
    CHECK(client.check(xcb_randr_add_output_mode_checked(c, RandR::output, mode)) == badMatchCode);
    CHECK(setCrtc(mode, 30, 20) == 0);
    CHECK(REPLY(randr_get_crtc_info, RandR::crtc, 0)->x == 30);
    CHECK(client.check(xcb_randr_delete_output_mode_checked(c, RandR::output, mode)) ==
          badMatchCode);
    CHECK(client.check(xcb_randr_destroy_mode_checked(c, mode)) == badAccessCode);
    CHECK(setCrtc(0) == 0);
    CHECK(REPLY(randr_get_output_info, RandR::output, 0)->crtc == 0);
    CHECK(client.check(xcb_randr_delete_output_mode_checked(c, RandR::output, mode)) == 0);
    CHECK(client.check(xcb_randr_destroy_mode_checked(c, mode)) == 0);
    CHECK(client.check(xcb_randr_destroy_mode_checked(c, mode)) == ErrorCode::Mode);
    const auto ours = modeOf(640, 480);
    CHECK(client.check(xcb_randr_destroy_mode_checked(c, ours)) == badMatchCode);
    CHECK(client.check(xcb_randr_delete_output_mode_checked(c, RandR::output, ours)) ==
          badAccessCode);
    CHECK(client.check(xcb_randr_add_output_mode_checked(c, 5, ours)) == ErrorCode::Output);
    for (int i = 0; i < 400; ++i) createMode("m" + std::to_string(i), 10, 10);
    CHECK(createMode("one more", 10, 10) == 11); // BadAlloc: their number is bounded
}

TEST_CASE_METHOD(Fixture, "RANDR: SetCrtcConfig checks the mode, the place and the rotation")
{
    const auto mode = modeOf(800, 600);
    const xcb_randr_output_t outputs[] = {RandR::output, RandR::output};
    CHECK(setCrtc(99) == ErrorCode::Mode);
    CHECK(setCrtc(mode, 300) == badValueCode);
    CHECK(setCrtc(mode, 0, -1) == badValueCode);
    CHECK(setCrtc(mode, 0, 0, 0) == badValueCode);
    CHECK(setCrtc(mode, 0, 0, 2) == badMatchCode);
    CHECK(ERROR_OF(randr_set_crtc_config, 7, 0, 0, 0, 0, mode, 1, 1, outputs) == ErrorCode::Crtc);
    CHECK(ERROR_OF(randr_set_crtc_config, RandR::crtc, 0, 0, 0, 0, mode, 1, 0, outputs) ==
          badMatchCode);
    CHECK(ERROR_OF(randr_set_crtc_config, RandR::crtc, 0, 0, 0, 0, 0, 1, 1, outputs) ==
          badMatchCode);
    CHECK(ERROR_OF(randr_set_crtc_config, RandR::crtc, 0, 0, 0, 0, mode, 1, 2, outputs) ==
          badMatchCode);
    const auto time = REPLY(randr_get_crtc_info, RandR::crtc, 0)->timestamp;
    CHECK(
        REPLY(randr_set_crtc_config, RandR::crtc, time - 5, 0, 0, 0, mode, 1, 1, outputs)->status ==
        XCB_RANDR_SET_CONFIG_INVALID_TIME);
    CHECK(ERROR_OF(randr_get_crtc_info, 3, 0) == ErrorCode::Crtc);
    CHECK(ERROR_OF(randr_get_output_info, 3, 0) == ErrorCode::Output);
}

TEST_CASE_METHOD(Fixture, "RANDR: gamma is kept, transforms are the identity, nothing pans")
{
    CHECK(REPLY(randr_get_crtc_gamma_size, RandR::crtc)->size == 256);
    std::vector<std::uint16_t> ramp(256, 7);
    xcb_randr_set_crtc_gamma(c, RandR::crtc, 256, ramp.data(), ramp.data(), ramp.data());
    const auto gamma = REPLY(randr_get_crtc_gamma, RandR::crtc);
    REQUIRE(gamma->size == 256);
    CHECK(xcb_randr_get_crtc_gamma_blue(gamma.get())[255] == 7);
    CHECK(client.check(xcb_randr_set_crtc_gamma_checked(c, RandR::crtc, 2, ramp.data(), ramp.data(),
                                                        ramp.data())) == badMatchCode);

    xcb_render_transform_t transform{0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x10000};
    const auto set = [&](const std::string& filter) {
        return client.check(xcb_randr_set_crtc_transform_checked(
            c, RandR::crtc, transform, static_cast<std::uint16_t>(filter.size()), filter.c_str(), 0,
            nullptr));
    };
    CHECK(set("bilinear") == 0);
    CHECK(set("fancy") == badNameCode);
    const auto got = REPLY(randr_get_crtc_transform, RandR::crtc);
    CHECK(got->has_transforms == 0);
    CHECK(got->current_transform.matrix11 == 0x10000);
    CHECK(got->pending_len == 8);
    transform.matrix11 = 0x20000;
    CHECK(set("") == badValueCode);

    CHECK(REPLY(randr_get_panning, RandR::crtc)->width == 0);
    CHECK(REPLY(randr_set_panning, RandR::crtc, 0, 0, 0, 2000, 2000, 0, 0, 0, 0, 0, 0, 0, 0)
              ->status == XCB_RANDR_SET_CONFIG_FAILED);
    for (const auto code :
         {ERROR_OF(randr_get_panning, 1), ERROR_OF(randr_get_crtc_gamma, 1),
          ERROR_OF(randr_get_crtc_gamma_size, 1), ERROR_OF(randr_get_crtc_transform, 1)})
        CHECK(code == ErrorCode::Crtc);
}

TEST_CASE_METHOD(Fixture, "RANDR: output properties have values, rules and pending values")
{
    const xcb_atom_t name = atom("Backlight");
    const std::int32_t range[] = {0, 100, 50};
    const std::int32_t value = 33;
    const auto change = [&](std::uint8_t format, std::uint8_t mode, xcb_atom_t type) {
        return client.check(
            xcb_randr_change_output_property_checked(c, RandR::output, name, type, format, mode,
                                                     32u / std::max<unsigned>(format, 1), &value));
    };
    const auto get = [&](bool pending) {
        const auto reply =
            REPLY(randr_get_output_property, RandR::output, name, 0, 0, 10, 0, pending);
        if (reply->num_items == 0) return -1;
        return *reinterpret_cast<std::int32_t*>(xcb_randr_get_output_property_data(reply.get()));
    };
    xcb_randr_select_input(c, root, XCB_RANDR_NOTIFY_MASK_OUTPUT_PROPERTY);
    CHECK(ERROR_OF(randr_query_output_property, RandR::output, name) == badNameCode);
    CHECK(client.check(xcb_randr_configure_output_property_checked(c, RandR::output, name, 1, 1, 3,
                                                                   range)) == badMatchCode);
    CHECK(client.check(xcb_randr_configure_output_property_checked(c, RandR::output, name, 1, 1, 2,
                                                                   range)) == 0);
    const auto rules = REPLY(randr_query_output_property, RandR::output, name);
    CHECK(rules->pending == 1);
    CHECK(rules->range == 1);
    CHECK(xcb_randr_query_output_property_valid_values(rules.get())[1] == 100);

    CHECK(change(32, 0, XCB_ATOM_INTEGER) == 0);
    CHECK(get(true) == 33);
    CHECK(get(false) == -1); // until SetCrtcConfig
    CHECK(setCrtc(modeOf(1024, 768)) == 0);
    CHECK(get(false) == 33);
    CHECK(change(16, 2, XCB_ATOM_INTEGER) == badMatchCode);
    CHECK(change(32, 3, XCB_ATOM_INTEGER) == badValueCode);
    CHECK(change(32, 0, 0x1fffff) == badAtomCode);
    CHECK(REPLY(randr_list_output_properties, RandR::output)->num_atoms == 1);
    CHECK(ERROR_OF(randr_get_output_property, RandR::output, name, 0, 9, 1, 0, 0) == badValueCode);
    const auto taken = REPLY(randr_get_output_property, RandR::output, name, 0, 0, 1, 1, 0);
    CHECK(taken->num_items == 1);
    CHECK(client.check(xcb_randr_delete_output_property_checked(c, RandR::output, name)) ==
          badNameCode);
    std::vector<int> states;
    for (const auto& each : client.events())
        if ((each->response_type & 0x7f) == notify)
            states.push_back(reinterpret_cast<xcb_randr_notify_event_t&>(*each).u.op.status);
    CHECK(states == std::vector{0, 0, 1});
}

TEST_CASE_METHOD(Fixture, "RANDR 1.5: clients divide the screen into monitors of their own")
{
    const auto monitors = [&] { return REPLY(randr_get_monitors, root, 1); };
    REQUIRE(monitors()->nMonitors == 1);
    const auto all = monitors();
    const auto first = xcb_randr_get_monitors_monitors_iterator(all.get());
    CHECK(first.data->width == 1024);
    CHECK(first.data->automatic == 1);
    CHECK(first.data->primary == 1);
    CHECK(first.data->nOutput == 1);

    // libxcb's own function for it closes the connection.
    RawClient raw(server);
    REQUIRE(raw.setUp(server.cookie()));
    const auto set = [&](const std::string& name, std::uint32_t x,
                         std::vector<std::uint32_t> outputs) {
        const auto count = static_cast<std::uint32_t>(outputs.size());
        std::vector<std::uint32_t> words{root, atom(name), count << 16, x, 500 | 768u << 16,
                                         132,  203};
        words.insert(words.end(), outputs.begin(), outputs.end());
        raw.request(x11::randr::extension.majorOpcode, x11::randr::SetMonitor::opcode, words);
        raw.request(43, 0, {}); // GetInputFocus
        const auto error = errorIn(raw.receive());
        if (error) raw.receive();
        return error ? error->code : 0;
    };
    CHECK(set("left", 0, {RandR::output}) == 0);
    CHECK(set("left", 0, {RandR::output}) == badValueCode);   // the name is taken
    CHECK(set("screen", 0, {RandR::output}) == badValueCode); // an output's
    CHECK(set("right", 500, {}) == 0);
    CHECK(monitors()->nMonitors == 2);
    const auto screens = REPLY(xinerama_query_screens);
    REQUIRE(screens->number == 2);
    CHECK(xcb_xinerama_query_screens_screen_info(screens.get())[1].x_org == 500);
    CHECK(set("third", 0, {3}) == ErrorCode::Output);
    CHECK(client.check(xcb_randr_delete_monitor_checked(c, root, atom("left"))) == 0);
    CHECK(client.check(xcb_randr_delete_monitor_checked(c, root, atom("left"))) == badValueCode);
    CHECK(client.check(xcb_randr_delete_monitor_checked(c, root, 0x1fffff)) == badAtomCode);
    CHECK(monitors()->nMonitors == 2); // "right", and the automatic one again
}

TEST_CASE_METHOD(Fixture, "RANDR: there are no providers and no leases")
{
    CHECK(REPLY(randr_get_providers, root)->num_providers == 0);
    CHECK(ERROR_OF(randr_get_provider_info, 4, 0) == ErrorCode::Provider);
    CHECK(ERROR_OF(randr_list_provider_properties, 4) == ErrorCode::Provider);
    CHECK(ERROR_OF(randr_query_provider_property, 4, 1) == ErrorCode::Provider);
    CHECK(ERROR_OF(randr_get_provider_property, 4, 1, 0, 0, 0, 0, 0) == ErrorCode::Provider);
    for (const auto& cookie :
         {xcb_randr_set_provider_offload_sink_checked(c, 4, 0, 0),
          xcb_randr_set_provider_output_source_checked(c, 4, 0, 0),
          xcb_randr_configure_provider_property_checked(c, 4, 1, 0, 0, 0, nullptr),
          xcb_randr_change_provider_property_checked(c, 4, 1, 1, 8, 0, 0, nullptr),
          xcb_randr_delete_provider_property_checked(c, 4, 1)})
        CHECK(client.check(cookie) == ErrorCode::Provider);
    const xcb_randr_crtc_t crtc = RandR::crtc;
    const xcb_randr_output_t output = RandR::output;
    CHECK(ERROR_OF(randr_create_lease, root, client.id(), 1, 1, &crtc, &output) == badMatchCode);
    CHECK(client.check(xcb_randr_free_lease_checked(c, client.id(), 0)) == ErrorCode::Lease);
    CHECK(client.check(xcb_randr_set_output_primary_checked(c, root, 0)) == 0);
    CHECK(REPLY(randr_get_output_primary, root)->output == 0);
    CHECK(client.check(xcb_randr_set_output_primary_checked(c, root, 9)) == ErrorCode::Output);
    CHECK(client.check(xcb_randr_select_input_checked(c, root, 0x100)) == badValueCode);
    CHECK(client.check(xcb_randr_select_input_checked(c, 77, 1)) == badWindowCode);
}

TEST_CASE_METHOD(Fixture, "XINERAMA tells the monitors")
{
    CHECK(REPLY(xinerama_query_version, 1, 1)->minor == 1);
    CHECK(REPLY(xinerama_is_active)->state == 1);
    CHECK(REPLY(xinerama_get_state, root)->state == 1);
    CHECK(REPLY(xinerama_get_screen_count, root)->screen_count == 1);
    CHECK(REPLY(xinerama_get_screen_size, root, 0)->height == 768);
    CHECK(ERROR_OF(xinerama_get_screen_size, root, 1) == badMatchCode);
    CHECK(ERROR_OF(xinerama_get_screen_size, 5, 0) == badWindowCode);
    CHECK(ERROR_OF(xinerama_get_state, 5) == badWindowCode);
    const auto screens = REPLY(xinerama_query_screens);
    REQUIRE(screens->number == 1);
    CHECK(xcb_xinerama_query_screens_screen_info(screens.get())->width == 1024);
}
