// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xcb/render.h>
#include <xcb/xcb.h>

#include <array>
#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

namespace vitrine {

// Composites by a seed on one picture of one server: the same requests wherever it is.
class RenderArtist {
public:
    static constexpr int width = 90, height = 70;

    // `format`: one of those of `formatNames`.
    RenderArtist(xcb_connection_t* connection, xcb_window_t root, std::string_view format,
                 unsigned seed);
    // The same on a pixmap or window that is there: of depth 32, 24, 16, 8 or 1.
    RenderArtist(xcb_connection_t* connection, xcb_window_t root, xcb_drawable_t target, int depth,
                 unsigned seed);
    ~RenderArtist();
    RenderArtist(const RenderArtist&) = delete;
    RenderArtist& operator=(const RenderArtist&) = delete;

    static constexpr std::array<std::string_view, 9> formatNames{
        "a8r8g8b8",    "x8r8g8b8", "a8",       "a1",      "b8g8r8a8",
        "a2r10g10b10", "r5g6b5",   "a1b5g5r5", "a4r4g4b4"};

    // What all that follows is drawn with.
    RenderArtist& clip();     // rectangles, or a bitmap
    RenderArtist& alphaMap(); // sometimes

    enum class Reading { Plain, Repeated, Transformed, Filtered };
    void composite(Reading reading);
    void componentAlpha();
    void gradients();
    void fillRectangles();
    void trapezoids();
    void triangles();
    void addTraps();
    enum class Source { Solid, Any };
    void glyphs(Source source);
    void compositeFrom(xcb_drawable_t drawable, int depth);
    void any(); // one of these

    std::vector<std::uint8_t> pixels(); // ZPixmap, only bits of the depth

private:
    int number(int low, int high); // both included
    bool chance(int percent) { return number(0, 99) < percent; }
    std::uint8_t anyOperator();
    void readFormats();
    xcb_render_pictformat_t formatNamed(std::string_view name) const;
    xcb_render_pictformat_t formatOfDepth(int depth) const;
    xcb_pixmap_t noise(int w, int h, int depth);
    xcb_render_picture_t picture(std::string_view format, int w, int h);
    xcb_render_picture_t anyPicture();
    xcb_render_picture_t solid();
    xcb_render_picture_t gradient();
    void set(xcb_render_picture_t picture, std::uint32_t mask, std::uint32_t value);
    void read(xcb_render_picture_t picture, Reading reading);
    xcb_render_color_t color();
    xcb_render_fixed_t fixed(int low, int high); // any place between
    xcb_render_pictformat_t maskFormat();
    xcb_render_glyphset_t glyphSet(std::string_view format);

    xcb_connection_t* c_;
    xcb_window_t root_;
    int depth_ = 32;
    std::mt19937 random_;
    std::vector<xcb_render_pictforminfo_t> formats_;
    xcb_pixmap_t target_ = 0;
    xcb_render_picture_t picture_ = 0;
    std::vector<xcb_pixmap_t> pixmaps_;
    std::vector<xcb_render_picture_t> pictures_;
    std::vector<xcb_render_glyphset_t> glyphSets_;
};

} // namespace vitrine
