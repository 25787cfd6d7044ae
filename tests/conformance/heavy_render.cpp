// SPDX-License-Identifier: GPL-2.0-or-later
// RENDER's requests that take long: drawn in several turns, to the same pixels.
#include "tests/support/render_client.h"
#include "tests/support/side_by_side.h"

#include <catch2/catch.hpp>
#include <xcb/xcbext.h>

#include <array>

namespace vitrine {

namespace {

constexpr std::uint16_t columns = 400, rows = 300;
constexpr std::int32_t one = 1 << 16;

// Pictures of noise on one server, and what their pixels are in the end.
class Sheet {
public:
    explicit Sheet(const XcbClient& client) : client_(client)
    {
        const XcbReply<xcb_render_query_pict_formats_reply_t> reply(
            xcb_render_query_pict_formats_reply(c(), xcb_render_query_pict_formats(c()), nullptr));
        const auto* infos = xcb_render_query_pict_formats_formats(reply.get());
        for (int i = 0; i < xcb_render_query_pict_formats_formats_length(reply.get()); ++i) {
            const auto& [id, type, depth, pad, direct, map] = infos[i];
            if (depth == 1) bits = id;
            if (depth == 8) alpha = id;
            if (depth == 32 && direct.alpha_shift == 24 && direct.alpha_mask == 255) argb = id;
        }
        target_ = noise(columns, rows);
        target = picture(target_);
    }

    xcb_connection_t* c() const { return client_.c(); }
    std::uint32_t id() const { return client_.id(); }
    xcb_pixmap_t noise(std::uint16_t width, std::uint16_t height) const
    {
        const xcb_pixmap_t pixmap = id();
        const xcb_gcontext_t gc = id();
        xcb_create_pixmap(c(), 32, pixmap, client_.root(), width, height);
        xcb_create_gc(c(), gc, pixmap, 0, nullptr);
        std::vector<std::uint32_t> row(width);
        std::uint32_t value = 1;
        for (std::int16_t y = 0; y < height; ++y) {
            for (std::uint32_t& pixel : row) {
                value = value * 1664525 + 1013904223;
                pixel = 0x80000000u | (value >> 1 & 0x7f7f7f);
            }
            xcb_put_image(c(), XCB_IMAGE_FORMAT_Z_PIXMAP, pixmap, gc, width, 1, 0, y, 0, 32,
                          width * 4u, reinterpret_cast<const std::uint8_t*>(row.data()));
        }
        return pixmap;
    }
    xcb_render_picture_t picture(xcb_pixmap_t pixmap) const
    {
        const xcb_render_picture_t made = id();
        xcb_render_create_picture(c(), made, pixmap, argb, 0, nullptr);
        return made;
    }
    xcb_render_picture_t solid() const
    {
        const xcb_render_picture_t made = id();
        xcb_render_create_solid_fill(c(), made, {0x1000, 0x3000, 0x2000, 0x4000});
        return made;
    }
    std::string told() const
    {
        const XcbReply<xcb_get_image_reply_t> reply(xcb_get_image_reply(
            c(), xcb_get_image(c(), XCB_IMAGE_FORMAT_Z_PIXMAP, target_, 0, 0, columns, rows, ~0u),
            nullptr));
        if (!reply) return "no picture";
        std::uint64_t hash = 0;
        const std::uint8_t* bytes = xcb_get_image_data(reply.get());
        for (int i = 0; i < xcb_get_image_data_length(reply.get()); ++i)
            hash = (hash + bytes[i]) * 1099511628211u;
        return std::to_string(hash);
    }

    xcb_render_pictformat_t bits = 0, alpha = 0, argb = 0;
    xcb_render_picture_t target = 0;

private:
    const XcbClient& client_;
    xcb_pixmap_t target_ = 0;
};

template<class Draw> void equalsReference(Draw draw)
{
    SideBySide::pair().check([draw](const XcbClient& client) {
        const Sheet sheet(client);
        draw(sheet);
        return sheet.told();
    });
}

constexpr std::array<std::uint8_t, 3> operators{XCB_RENDER_PICT_OP_SRC, XCB_RENDER_PICT_OP_OVER,
                                                XCB_RENDER_PICT_OP_DISJOINT_OVER};

// A kernel of 31 by 31.
void blur(const Sheet& sheet, xcb_render_picture_t picture)
{
    std::vector<xcb_render_fixed_t> kernel(2 + 31 * 31, one / 1000);
    kernel[0] = kernel[1] = 31 * one;
    constexpr std::string_view name = "convolution";
    xcb_render_set_picture_filter(sheet.c(), picture, name.size(), name.data(),
                                  static_cast<std::uint32_t>(kernel.size()), kernel.data());
}

} // namespace

TEST_CASE("A large kernel, thousands of gradient stops and a projection equal X.Org's")
{
    for (const std::uint8_t operation : operators) {
        CAPTURE(int{operation});
        equalsReference([=](const Sheet& sheet) {
            const xcb_render_picture_t source = sheet.picture(sheet.noise(90, 70));
            blur(sheet, source);
            xcb_render_composite(sheet.c(), operation, source, 0, sheet.target, 3, 4, 0, 0, 5, 6,
                                 columns - 20, rows - 30);
        });
        equalsReference([=](const Sheet& sheet) {
            std::vector<xcb_render_fixed_t> stops;
            std::vector<xcb_render_color_t> colors;
            for (std::uint16_t i = 0; i < 8000; ++i) {
                stops.push_back(i * 8);
                colors.push_back({static_cast<std::uint16_t>(i * 5), 0, i, 0xa000});
            }
            const xcb_render_picture_t gradient = sheet.id();
            xcb_render_create_conical_gradient(sheet.c(), gradient, {200 * one, 150 * one}, one,
                                               8000, stops.data(), colors.data());
            xcb_render_composite(sheet.c(), operation, gradient, 0, sheet.target, 0, 0, 0, 0, 0, 0,
                                 columns, rows);
        });
    }
}

TEST_CASE("Thousands of large shapes equal X.Org's, with a mask in common and each by itself")
{
    std::vector<xcb_render_trapezoid_t> shapes;
    for (std::int32_t i = 0; i < 1000; ++i)
        shapes.push_back({i * one / 9,
                          (rows - i / 7) * one,
                          {{i * one / 5, 0}, {i * one / 4, rows * one}},
                          {{(columns - 9) * one, 0}, {(columns - i / 5) * one, rows * one}}});
    for (const std::uint8_t operation : operators) {
        CAPTURE(int{operation});
        for (const bool together : {true, false})
            equalsReference([&](const Sheet& sheet) {
                xcb_render_trapezoids(sheet.c(), operation, sheet.solid(), sheet.target,
                                      together ? sheet.alpha : 0, 0, 0, together ? 1000 : 40,
                                      shapes.data());
            });
    }
}

TEST_CASE("Thousands of large glyphs equal X.Org's, with a mask in common and each by itself")
{
    constexpr std::uint16_t side = 128;
    std::vector<std::uint8_t> commands;
    for (std::uint8_t i = 0; i < 80; ++i) {
        const std::uint8_t x = i, y = static_cast<std::uint8_t>(i % 7);
        commands.insert(commands.end(), {16, 0, 0, 0, x, 0, y, 0});
        commands.insert(commands.end(), 16, 1);
    }
    for (const bool together : {true, false})
        equalsReference([&](const Sheet& sheet) {
            const xcb_render_glyphset_t set = sheet.id();
            xcb_render_create_glyph_set(sheet.c(), set, sheet.alpha);
            std::vector<std::uint8_t> mask;
            for (int i = 0; i < side * side; ++i) mask.push_back(static_cast<std::uint8_t>(i % 5));
            const std::uint32_t id = 1;
            const xcb_render_glyphinfo_t info{side, side, 3, 2, 1, 0};
            xcb_render_add_glyphs(sheet.c(), set, 1, &id, &info,
                                  static_cast<std::uint32_t>(mask.size()), mask.data());
            xcb_render_composite_glyphs_8(sheet.c(), XCB_RENDER_PICT_OP_OVER, sheet.solid(),
                                          sheet.target, together ? sheet.alpha : 0, set, 0, 0,
                                          static_cast<std::uint32_t>(commands.size()),
                                          commands.data());
        });
}

TEST_CASE("Thousands of large rectangles equal X.Org's, in every operator")
{
    std::vector<xcb_rectangle_t> rects;
    for (std::int16_t i = 0; i < 2000; ++i)
        rects.push_back({static_cast<std::int16_t>(i / 20), static_cast<std::int16_t>(i % 90),
                         columns, static_cast<std::uint16_t>(rows - i / 9)});
    for (const std::uint8_t operation : operators) {
        CAPTURE(int{operation});
        equalsReference([&](const Sheet& sheet) {
            xcb_render_fill_rectangles(sheet.c(), operation, sheet.target,
                                       {0x1000, 0x2000, 0x3000, 0x4000}, 2000, rects.data());
        });
    }
}

TEST_CASE("While a picture is blurred by the largest kernel, other clients are answered")
{
    TestServer server;
    const XcbClient busy(server), other(server);
    const Sheet sheet(busy);
    const xcb_render_picture_t source = sheet.picture(sheet.noise(90, 70));
    blur(sheet, source);
    for (int i = 0; i < 20; ++i)
        xcb_render_composite(sheet.c(), XCB_RENDER_PICT_OP_OVER, source, 0, sheet.target, 0, 0, 0,
                             0, 0, 0, columns, rows);
    const auto cookie = xcb_get_input_focus(busy.c());
    xcb_flush(busy.c());
    for (int i = 0; i < 10; ++i) other.sync();
    void* reply = nullptr;
    xcb_generic_error_t* error = nullptr;
    CHECK(xcb_poll_for_reply(busy.c(), cookie.sequence, &reply, &error) == 0); // it still draws
    CHECK(xcb_connection_has_error(busy.c()) == 0);
}

TEST_CASE("What a long composite reads may go meanwhile: it ends there, and the client goes on")
{
    TestServer server;
    const XcbClient busy(server);
    const Sheet sheet(busy);
    const xcb_render_picture_t source = sheet.picture(sheet.noise(90, 70));
    blur(sheet, source);
    busy.sync();
    xcb_render_composite(sheet.c(), XCB_RENDER_PICT_OP_OVER, source, 0, sheet.target, 0, 0, 0, 0, 0,
                         0, columns, rows);
    xcb_flush(busy.c());
    server.with([&](Display& display) {
        for (const Xid id : {source, sheet.target})
            if (display.resources().has(id)) display.free(id);
    });
    busy.sync();
    CHECK(xcb_connection_has_error(busy.c()) == 0);
}

} // namespace vitrine
