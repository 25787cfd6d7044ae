// SPDX-License-Identifier: GPL-2.0-or-later
// "OpenGL Graphics with the X Window System", version 1.4, for clients that draw by themselves.
#include "tests/support/replies.h"
#include "tests/support/test_server.h"

#include <catch2/catch.hpp>
#include <xcb/glx.h>

#include <map>
#include <set>
#include <string>

#include "x11/glx.h"

using namespace vitrine;
using x11::glx::ErrorCode;

namespace {

constexpr int badValueCode = 2, badWindowCode = 3, badPixmapCode = 4, badMatchCode = 8,
              badAllocCode = 11, badIdCode = 14;

struct Fixture {
    TestServer server;
    XcbClient client{server};
    xcb_connection_t* c = client.c();

    std::vector<std::map<std::uint32_t, std::uint32_t>> configs()
    {
        const auto reply = REPLY(glx_get_fb_configs, 0);
        const auto* at = xcb_glx_get_fb_configs_property_list(reply.get());
        std::vector<std::map<std::uint32_t, std::uint32_t>> all(reply->num_FB_configs);
        for (auto& config : all)
            for (std::uint32_t i = 0; i < reply->num_properties; ++i, at += 2)
                config[at[0]] = at[1];
        return all;
    }
    xcb_glx_fbconfig_t config() { return configs().front()[0x8013]; }
    std::map<std::uint32_t, std::uint32_t> attributes(xcb_glx_drawable_t drawable)
    {
        const auto reply = REPLY(glx_get_drawable_attributes, drawable);
        std::map<std::uint32_t, std::uint32_t> all;
        const auto* at = xcb_glx_get_drawable_attributes_attribs(reply.get());
        for (std::uint32_t i = 0; i < reply->num_attribs; ++i, at += 2) all[at[0]] = at[1];
        return all;
    }
};

} // namespace

TEST_CASE_METHOD(Fixture, "GLX: what there is to draw with is said in strings and configurations")
{
    const auto version = REPLY(glx_query_version, 1, 4);
    CHECK(version->major_version == 1);
    CHECK(version->minor_version == 4);
    const auto text = [&](std::uint32_t name) {
        const auto reply = REPLY(glx_query_server_string, 0, name);
        return std::string(xcb_glx_query_server_string_string(reply.get()));
    };
    CHECK(text(2) == "1.4");
    CHECK(text(0x20f6) == "mesa");
    CHECK(text(3).find("GLX_ARB_create_context ") != std::string::npos);
    CHECK(ERROR_OF(glx_query_server_string, 0, 99) == badValueCode);
    CHECK(ERROR_OF(glx_query_server_string, 1, 1) == badValueCode);
    CHECK(REPLY(glx_query_extensions_string, 0)->n > 100);
    CHECK(ERROR_OF(glx_query_extensions_string, 1) == badValueCode);
    CHECK(ERROR_OF(glx_get_fb_configs, 1) == badValueCode);
    CHECK(ERROR_OF(glx_get_visual_configs, 1) == badValueCode);

    std::set<std::uint32_t> ids;
    bool doubleBuffered = false;
    for (auto& config : configs()) {
        ids.insert(config[0x8013]);
        CHECK(Screen::visual(config[0x800b]) != nullptr);
        CHECK(config[2] == config[8] + config[9] + config[10] + config[11]);
        doubleBuffered = doubleBuffered || (config[5] && config[12] == 24 && config[13] == 8);
    }
    CHECK(ids.size() == configs().size());
    CHECK(doubleBuffered);
    const auto visuals = REPLY(glx_get_visual_configs, 0);
    CHECK(visuals->num_visuals == ids.size());
    CHECK(xcb_glx_get_visual_configs_property_list_length(visuals.get()) ==
          static_cast<int>(visuals->num_visuals * visuals->num_properties));
}

TEST_CASE_METHOD(Fixture, "GLX: contexts are direct, and indirect ones refused")
{
    const auto context = client.id(), other = client.id();
    const auto visual = client.screen().root_visual;
    const auto make = [&](std::uint32_t id, std::uint32_t of, std::uint32_t share, bool direct) {
        return client.check(
            xcb_glx_create_new_context_checked(c, id, of, 0, 0x8014, share, direct));
    };
    CHECK(make(context, config(), 0, false) == badValueCode);
    CHECK(make(context, 1, 0, true) == ErrorCode::FBConfig);
    CHECK(make(context, config(), 99, true) == ErrorCode::Context);
    CHECK(make(context, config(), 0, true) == 0);
    CHECK(make(context, config(), 0, true) == badIdCode);
    CHECK(client.check(xcb_glx_create_context_checked(c, other, visual, 0, context, 1)) == 0);
    CHECK(client.check(xcb_glx_create_context_checked(c, client.id(), 5, 0, 0, 1)) == badValueCode);
    const std::uint32_t attributes[] = {0x2091, 3, 0x2092, 3};
    CHECK(client.check(xcb_glx_create_context_attribs_arb_checked(c, client.id(), config(), 0, 0, 1,
                                                                  2, attributes)) == 0);
    CHECK(client.check(xcb_glx_create_context_attribs_arb_checked(c, client.id(), config(), 0, 0, 0,
                                                                  2, attributes)) == badValueCode);
    CHECK(REPLY(glx_is_direct, context)->is_direct == 1);
    CHECK(REPLY(glx_query_context, other)->num_attribs == 5);
    CHECK(ERROR_OF(glx_make_current, client.root(), context, 0) == badMatchCode);
    CHECK(ERROR_OF(glx_make_current, client.root(), 77, 0) == ErrorCode::Context);
    CHECK(REPLY(glx_make_current, 0, 0, 0)->context_tag == 0);
    CHECK(ERROR_OF(glx_make_context_current, 1, 0, 0, 0) == ErrorCode::ContextTag);
    CHECK(client.check(xcb_glx_copy_context_checked(c, context, other, 1, 0)) == badMatchCode);
    CHECK(client.check(xcb_glx_destroy_context_checked(c, context)) == 0);
    CHECK(client.check(xcb_glx_destroy_context_checked(c, context)) == ErrorCode::Context);
    CHECK(ERROR_OF(glx_is_direct, context) == ErrorCode::Context);
    CHECK(ERROR_OF(glx_query_context, context) == ErrorCode::Context);
}

TEST_CASE_METHOD(Fixture, "GLX: drawing without a current context is refused, whatever it is")
{
    CHECK(ERROR_OF(glx_gen_lists, 7, 1) == ErrorCode::ContextTag);
    CHECK(ERROR_OF(glx_get_error, 0) == ErrorCode::ContextTag);
    CHECK(ERROR_OF(glx_vendor_private_with_reply, 1, 0, 0, nullptr) ==
          ErrorCode::UnsupportedPrivateRequest);
    for (const auto cookie :
         {xcb_glx_new_list_checked(c, 1, 1, 1), xcb_glx_render_checked(c, 0, 0, nullptr),
          xcb_glx_use_x_font_checked(c, 0, 1, 1, 1, 1), xcb_glx_wait_gl_checked(c, 5),
          xcb_glx_wait_x_checked(c, 5), xcb_glx_swap_buffers_checked(c, 5, 1)})
        CHECK(client.check(cookie) == ErrorCode::ContextTag);
    CHECK(client.check(xcb_glx_vendor_private_checked(c, 1, 0, 0, nullptr)) ==
          ErrorCode::UnsupportedPrivateRequest);
    CHECK(client.check(xcb_glx_wait_gl_checked(c, 0)) == 0);
    CHECK(client.check(xcb_glx_swap_buffers_checked(c, 0, client.root())) == 0);
    CHECK(client.check(xcb_glx_swap_buffers_checked(c, 0, 9)) == ErrorCode::Drawable);
    CHECK(client.check(xcb_glx_client_info_checked(c, 1, 4, 3, "abc")) == 0);
}

TEST_CASE_METHOD(Fixture, "GLX: windows, pixmaps and pbuffers have attributes")
{
    const auto window = client.window(0, 0, 120, 90);
    CHECK(attributes(window)[0x801d] == 120);
    const auto named = client.id();
    CHECK(client.check(xcb_glx_create_window_checked(c, 0, config(), 5, named, 0, nullptr)) ==
          badWindowCode);
    CHECK(client.check(xcb_glx_create_window_checked(c, 0, configs().back()[0x8013], window, named,
                                                     0, nullptr)) == badMatchCode);
    CHECK(client.check(xcb_glx_create_window_checked(c, 0, config(), window, named, 0, nullptr)) ==
          0);
    CHECK(attributes(named)[0x801e] == 90);
    CHECK(attributes(named)[0x8013] == config());
    const std::uint32_t mask[] = {0x801f, 0x08000000};
    xcb_glx_change_drawable_attributes(c, named, 1, mask);
    CHECK(attributes(named)[0x801f] == 0x08000000);
    CHECK(client.check(xcb_glx_destroy_pixmap_checked(c, named)) == ErrorCode::Pixmap);
    CHECK(client.check(xcb_glx_delete_window_checked(c, named)) == 0);
    CHECK(client.check(xcb_glx_delete_window_checked(c, named)) == ErrorCode::Window);

    const auto pixmap = client.id(), glxPixmap = client.id(), another = client.id();
    xcb_create_pixmap(c, 24, pixmap, client.root(), 30, 20);
    CHECK(client.check(xcb_glx_create_pixmap_checked(c, 0, config(), 9, glxPixmap, 0, nullptr)) ==
          badPixmapCode);
    CHECK(client.check(
              xcb_glx_create_pixmap_checked(c, 0, config(), pixmap, glxPixmap, 0, nullptr)) == 0);
    CHECK(client.check(xcb_glx_create_glx_pixmap_checked(c, 0, client.screen().root_visual, pixmap,
                                                         another)) == 0);
    CHECK(attributes(glxPixmap)[0x801d] == 30);
    CHECK(client.check(xcb_glx_destroy_pixmap_checked(c, glxPixmap)) == 0);
    CHECK(client.check(xcb_glx_destroy_glx_pixmap_checked(c, another)) == 0);
    CHECK(client.check(xcb_glx_destroy_glx_pixmap_checked(c, another)) == ErrorCode::Pixmap);

    const auto pbuffer = client.id();
    std::uint32_t size[] = {0x8041, 9000, 0x8040, 40};
    const auto create = [&] {
        return client.check(xcb_glx_create_pbuffer_checked(c, 0, config(), pbuffer, 2, size));
    };
    CHECK(create() == badAllocCode);
    size[1] = 50;
    CHECK(create() == 0);
    CHECK(attributes(pbuffer)[0x801d] == 50);
    CHECK(REPLY(get_geometry, pbuffer)->height == 40); // images are put on it as on a pixmap
    CHECK(client.check(xcb_glx_destroy_pbuffer_checked(c, pixmap)) == ErrorCode::Pbuffer);
    CHECK(client.check(xcb_glx_destroy_pbuffer_checked(c, pbuffer)) == 0);
    CHECK(ERROR_OF(glx_get_drawable_attributes, pbuffer) == ErrorCode::Drawable);
    CHECK(client.check(xcb_glx_change_drawable_attributes_checked(c, pbuffer, 1, mask)) ==
          ErrorCode::Drawable);
}
