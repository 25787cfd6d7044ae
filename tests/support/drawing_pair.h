// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/test_server.h"
#include "tests/support/x_client.h"
#include "tests/support/xvfb.h"

#include <memory>
#include <random>
#include <string>
#include <vector>

namespace vitrine {

enum class LineStyles { Solid, Dashed };

// Draws by a seed on one pixmap of one server: the same requests wherever it is.
class Artist {
public:
    static constexpr int width = 110, height = 80;

    Artist(xcb_connection_t* connection, xcb_window_t root, int depth, unsigned seed);
    ~Artist();
    Artist(const Artist&) = delete;
    Artist& operator=(const Artist&) = delete;

    // What is drawn with: all that any shape may use.
    Artist& context();
    Artist& lineWidth(int pixels);
    Artist& wide(LineStyles styles);
    Artist& solid();

    void rectangles();
    void points();
    void polyline();
    void segments();
    void outlines();
    void arcs();
    void filledArcs(bool whole);
    void polygon();
    void copyWithin();
    void copyFromOther();
    void copyPlane();
    void image();
    void text();

    std::vector<std::uint8_t> pixels(); // ZPixmap, only bits of the depth

private:
    int number(int low, int high); // both included
    std::uint32_t anyPixel();
    xcb_pixmap_t pixmap(int w, int h, int depth);
    void noise(xcb_pixmap_t on, int w, int h, int depth);
    std::vector<xcb_point_t> somePoints(int most);
    std::vector<xcb_arc_t> someArcs();
    std::vector<xcb_rectangle_t> someRectangles(int most);
    void set(std::uint32_t mask, std::uint32_t value);

    xcb_connection_t* c_;
    xcb_window_t root_;
    int depth_;
    std::mt19937 random_;
    std::vector<xcb_pixmap_t> pixmaps_;
    xcb_pixmap_t target_;
    xcb_gcontext_t gc_;
};

// Our server and X.Org's, side by side.
class DrawingPair {
public:
    DrawingPair();
    ~DrawingPair();

    bool hasReference() const { return reference_ != nullptr; }
    // In how many pixels both pictures differ, and where the first of them are.
    struct Difference {
        int pixels = 0;
        std::string where;
    };
    Difference compare(void (*draw)(Artist&), int depth, unsigned seed);

private:
    TestServer server_;
    std::unique_ptr<XcbClient> client_;
    Xvfb xvfb_;
    xcb_connection_t* reference_ = nullptr;
};

} // namespace vitrine
