// SPDX-License-Identifier: GPL-2.0-or-later
// Compositing managers and their frames with alpha: a window without it inside one that has it is
// opaque, also in the pixmap of the frame.
#include "tests/support/side_by_side.h"

#include <xcb/composite.h>

#include <cstring>
#include <iomanip>

namespace vitrine {

namespace {

std::uint32_t visualWithAlpha(const xcb_screen_t& screen)
{
    for (auto depth = xcb_screen_allowed_depths_iterator(&screen); depth.rem;
         xcb_depth_next(&depth))
        if (depth.data->depth == 32) return xcb_depth_visuals(depth.data)->visual_id;
    return 0;
}

// What the frame's pixmap and the screen hold at the frame and at the client in it.
class Frame {
public:
    explicit Frame(const XcbClient& client, std::ostringstream& story)
        : x_(client), story_(story), frame_(client.id())
    {
        std::free(xcb_composite_query_version_reply(
            x_.c(), xcb_composite_query_version(x_.c(), 0, 4), nullptr));
        xcb_composite_redirect_subwindows(x_.c(), x_.root(), XCB_COMPOSITE_REDIRECT_MANUAL);
        const xcb_colormap_t colors = x_.id();
        const std::uint32_t visual = visualWithAlpha(x_.screen());
        xcb_create_colormap(x_.c(), XCB_COLORMAP_ALLOC_NONE, colors, x_.root(), visual);
        const std::uint32_t values[] = {0, 0, 1, colors};
        xcb_create_window(
            x_.c(), 32, frame_, x_.root(), 10, 10, 40, 40, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, visual,
            XCB_CW_BACK_PIXEL | XCB_CW_BORDER_PIXEL | XCB_CW_OVERRIDE_REDIRECT | XCB_CW_COLORMAP,
            values);
    }
    xcb_window_t id() const { return frame_; }

    void look(const char* when)
    {
        const xcb_pixmap_t pixmap = x_.id();
        story_ << when << ": "
               << x_.check(xcb_composite_name_window_pixmap_checked(x_.c(), frame_, pixmap));
        // X.Org copies a client to its frame when the frame is read, at the latest.
        for (const std::int16_t at : {2, 15}) tell(frame_, at);
        for (const std::int16_t at : {2, 15, 25}) tell(pixmap, at);
        story_ << '\n';
        xcb_free_pixmap(x_.c(), pixmap);
    }

private:
    void tell(xcb_drawable_t of, std::int16_t at)
    {
        const XcbReply<xcb_get_image_reply_t> reply(xcb_get_image_reply(
            x_.c(), xcb_get_image(x_.c(), XCB_IMAGE_FORMAT_Z_PIXMAP, of, at, at, 1, 1, ~0u),
            nullptr));
        std::uint32_t pixel = 0;
        if (reply) std::memcpy(&pixel, xcb_get_image_data(reply.get()), 4);
        story_ << ' ' << std::hex << pixel << std::dec;
    }

    const XcbClient& x_;
    std::ostringstream& story_;
    xcb_window_t frame_;
};

} // namespace

TEST_CASE("The pixmap of a frame with alpha has its client opaque, drawn before or after")
{
    SideBySide::pair().check([](const XcbClient& x) {
        std::ostringstream story;
        Frame frame(x, story);
        const xcb_window_t client = x.window(0, 0, 20, 20, 0, 0, false);
        const xcb_window_t inner = x.window(0, 0, 20, 20, 0, client, true);
        const std::uint32_t white = 0xffffff;
        xcb_change_window_attributes(x.c(), client, XCB_CW_BACK_PIXEL, &white);
        xcb_change_window_attributes(x.c(), inner, XCB_CW_BACK_PIXEL, &white);
        xcb_reparent_window(x.c(), client, frame.id(), 10, 10);
        xcb_map_window(x.c(), frame.id());
        frame.look("mapped");
        xcb_map_window(x.c(), client);
        frame.look("client mapped");
        const xcb_gcontext_t gc = x.id();
        const std::uint32_t color = 0x123456;
        xcb_create_gc(x.c(), gc, inner, XCB_GC_FOREGROUND, &color);
        const xcb_rectangle_t rect{0, 0, 10, 10};
        xcb_poly_fill_rectangle(x.c(), inner, gc, 1, &rect);
        frame.look("drawn");
        const std::uint32_t size = 60;
        xcb_configure_window(x.c(), frame.id(), XCB_CONFIG_WINDOW_WIDTH, &size);
        frame.look("resized");
        xcb_unmap_window(x.c(), client);
        xcb_map_window(x.c(), client);
        frame.look("mapped again");
        return story.str();
    });
}

TEST_CASE("A frame without a background keeps what is copied to it beside its client")
{
    SideBySide::pair().check([](const XcbClient& x) {
        std::ostringstream story;
        Frame frame(x, story);
        const std::uint32_t none = XCB_BACK_PIXMAP_NONE, white = 0xffffff, size = 60;
        xcb_change_window_attributes(x.c(), frame.id(), XCB_CW_BACK_PIXMAP, &none);
        const xcb_window_t client = x.window(0, 0, 20, 20, 0, 0, false);
        xcb_change_window_attributes(x.c(), client, XCB_CW_BACK_PIXEL, &white);
        xcb_reparent_window(x.c(), client, frame.id(), 0, 0);
        xcb_configure_window(x.c(), frame.id(), XCB_CONFIG_WINDOW_WIDTH, &size);
        const std::uint32_t place[] = {10, 10};
        xcb_configure_window(x.c(), client, XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y, place);
        xcb_map_window(x.c(), frame.id());
        xcb_map_window(x.c(), client);
        const xcb_pixmap_t pixmap = x.id();
        xcb_create_pixmap(x.c(), 32, pixmap, frame.id(), 60, 40);
        const xcb_gcontext_t gc = x.id();
        const std::uint32_t shade = 0x40102030;
        xcb_create_gc(x.c(), gc, pixmap, XCB_GC_FOREGROUND, &shade);
        const xcb_rectangle_t rect{0, 0, 60, 40};
        xcb_poly_fill_rectangle(x.c(), pixmap, gc, 1, &rect);
        xcb_copy_area(x.c(), pixmap, frame.id(), gc, 0, 0, 0, 0, 60, 40);
        frame.look("copied");
        return story.str();
    });
}

} // namespace vitrine
