// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/test_server.h"
#include "tests/support/x_client.h"

#include <xcb/render.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <random>

namespace vitrine {

// A server, and a client of its that knows RENDER, with short ways for what tests do most.
class RenderClient {
    TestServer server_;
    XcbClient client_{server_};
    XcbReply<xcb_render_query_pict_formats_reply_t> formats_{xcb_render_query_pict_formats_reply(
        client_.c(), xcb_render_query_pict_formats(client_.c()), nullptr)};

public:
    RenderClient() = default;

    xcb_connection_t* c() const { return client_.c(); }
    xcb_window_t root() const { return client_.root(); }
    std::uint32_t id() const { return client_.id(); }
    xcb_window_t window(int x, int y, int width, int height, std::uint32_t events = 0,
                        xcb_window_t parent = 0) const
    {
        return client_.window(x, y, width, height, events, parent);
    }
    int check(xcb_void_cookie_t cookie) const { return client_.check(cookie); }
    void sync() const { client_.sync(); }
    template<class Use> auto with(Use use) { return server_.with(use); }
    const TestServer& server() const { return server_; }

    int firstError = xcb_get_extension_data(client_.c(), &xcb_render_id)->first_error;

    // The error code of a request that has a reply; 0 if there was one.
    template<class Cookie, class Reply> int errorOf(Cookie cookie, Reply reply) const
    {
        xcb_generic_error_t* error = nullptr;
        std::free(reply(c(), cookie, &error));
        const int code = error ? error->error_code : 0;
        std::free(error);
        return code;
    }

    const xcb_render_query_pict_formats_reply_t& formats() const { return *formats_; }
    // With red, if it has colours, above green and blue; by the bits of its alpha. 0: none.
    xcb_render_pictformat_t format(int depth, std::uint32_t alpha) const
    {
        const auto* infos = xcb_render_query_pict_formats_formats(formats_.get());
        for (int i = 0; i < xcb_render_query_pict_formats_formats_length(formats_.get()); ++i) {
            const auto& direct = infos[i].direct;
            const bool usual = depth <= 8 || (direct.red_shift == 16 && direct.red_mask == 255);
            const std::uint32_t mask = std::uint32_t{direct.alpha_mask} << direct.alpha_shift;
            if (infos[i].depth == depth && usual && mask == alpha) return infos[i].id;
        }
        return 0;
    }

    xcb_pixmap_t pixmap(int depth, int width, int height) const // all zero
    {
        const xcb_pixmap_t pixmap = id();
        xcb_create_pixmap(c(), static_cast<std::uint8_t>(depth), pixmap, root(),
                          static_cast<std::uint16_t>(width), static_cast<std::uint16_t>(height));
        return pixmap;
    }
    xcb_render_picture_t picture(xcb_drawable_t drawable, xcb_render_pictformat_t format) const
    {
        const xcb_render_picture_t picture = id();
        xcb_render_create_picture(c(), picture, drawable, format, 0, nullptr);
        return picture;
    }
    xcb_render_picture_t solid(xcb_render_color_t color) const
    {
        const xcb_render_picture_t picture = id();
        xcb_render_create_solid_fill(c(), picture, color);
        return picture;
    }
    void change(xcb_render_picture_t picture, std::uint32_t mask, std::uint32_t value) const
    {
        xcb_render_change_picture(c(), picture, mask, &value);
    }
    void fill(std::uint8_t operation, xcb_render_picture_t picture, xcb_render_color_t color,
              xcb_rectangle_t rect) const
    {
        xcb_render_fill_rectangles(c(), operation, picture, color, 1, &rect);
    }
    std::uint32_t pixel(xcb_drawable_t drawable, int x, int y) const // of depth 8 or more
    {
        const XcbReply<xcb_get_image_reply_t> reply(xcb_get_image_reply(
            c(),
            xcb_get_image(c(), XCB_IMAGE_FORMAT_Z_PIXMAP, drawable, static_cast<std::int16_t>(x),
                          static_cast<std::int16_t>(y), 1, 1, 0xffffffff),
            nullptr));
        if (!reply) return 0xdeadbeef;
        std::uint32_t value = 0;
        const std::uint8_t* bytes = xcb_get_image_data(reply.get());
        for (int i = 0; i < (reply->depth == 8 ? 1 : 4); ++i)
            value |= std::uint32_t{bytes[i]} << (8 * i);
        return value;
    }
};

} // namespace vitrine
