// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/x_client.h"

#include <random>
#include <string>
#include <vector>

namespace vitrine {

// How GetImage and PutImage lay out ZPixmaps; bitmaps too, with depth 1.
inline std::size_t strideOf(int width, int depth)
{
    const int bits = width * (depth == 1 ? 1 : depth <= 8 ? 8 : depth == 16 ? 16 : 32);
    return static_cast<std::size_t>((bits + 31) / 32 * 4);
}

enum class LineStyles { Solid, Dashed };

// What is drawn on: a pixmap, a window on the screen with others inside it (depth 24 or 32), or the
// screen's root (depth 24).
struct Sheet {
    enum class Kind { Pixmap, Window, Root };
    int depth = 24;
    Kind kind = Kind::Pixmap;
};

// Draws by a seed on one drawable of one server: the same requests wherever it is.
class Artist {
public:
    static constexpr int width = 110, height = 80;

    Artist(xcb_connection_t* connection, Sheet sheet, unsigned seed);
    ~Artist();
    Artist(const Artist&) = delete;
    Artist& operator=(const Artist&) = delete;

    // What is drawn with: all that any shape may use.
    Artist& context();
    Artist& lineWidth(int pixels);
    Artist& wide(LineStyles styles);
    Artist& solid();
    // Without the caps that X.Org cuts off: where a function needs the pixels there, it draws arcs
    // by way of a bitmap that is half a line width larger than they are, and no more.
    Artist& unprojected();

    void rectangles();
    void points();
    void polyline();
    void segments();
    void outlines();
    void arc();
    void arcs();
    void filledArcs(bool whole);
    void polygon();
    void copyWithin();
    void copyFromOther();
    void copyPlane();
    void image();
    void text();
    void text16();
    void clear();
    void clipMask();
    // Any of these, one after the other, each with something changed in the context.
    void sequence(int requests);

    xcb_drawable_t target() const { return target_; }
    int depth() const { return depth_; }
    std::vector<std::uint8_t> pixels(); // ZPixmap, only bits of the depth
    std::vector<bool> planes();         // XYPixmap, some planes

private:
    int number(int low, int high); // both included
    std::uint32_t anyPixel();
    void createWindows();
    void pattern();
    void dashes();
    void exposable();
    void anyRequest();
    xcb_pixmap_t pixmap(int w, int h, int depth);
    void noise(xcb_pixmap_t on, int w, int h, int depth);
    std::vector<xcb_point_t> somePoints(int most);
    std::vector<xcb_arc_t> someArcs();
    std::vector<xcb_rectangle_t> someRectangles(int most);
    void set(std::uint32_t mask, std::uint32_t value);

    xcb_connection_t* c_;
    xcb_window_t root_;
    Sheet sheet_;
    int depth_;
    std::mt19937 random_;
    std::vector<xcb_pixmap_t> pixmaps_;
    xcb_colormap_t colormap_ = 0; // of windows of depth 32
    xcb_drawable_t target_;
    xcb_gcontext_t gc_;
};

} // namespace vitrine
