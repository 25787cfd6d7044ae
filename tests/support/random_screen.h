// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/artist.h"
#include "tests/support/render_artist.h"

#include <memory>
#include <random>
#include <vector>

namespace vitrine {

// A program by a seed: windows and pixmaps of several depths, all that the core and RENDER can draw
// on them and copy between them; and the windows come, go, move, grow, are covered, shaped and put
// into each other meanwhile.
class RandomScreen {
public:
    enum class Root { LeftAlone, DrawnOn };
    RandomScreen(xcb_connection_t* connection, Root root, unsigned seed);

    void step();

private:
    struct Drawn {
        std::unique_ptr<Artist> artist;
        std::unique_ptr<RenderArtist> render; // borrows the artist's drawable
        Sheet sheet;
    };
    struct Place {
        xcb_window_t window;
        bool topLevel;
    };

    int number(int low, int high); // both included
    std::uint32_t anyPixel() { return static_cast<std::uint32_t>(random_()); }
    bool chance(int percent) { return number(0, 99) < percent; }
    Drawn drawn(Sheet sheet);
    Drawn& pick();
    Place window(); // one of those drawn on, or one of their children
    void renew();
    void copy();
    void composite();
    void configure();
    void map();
    void attributes();
    void reparent();
    void shape();
    std::vector<xcb_window_t> childrenOf(xcb_window_t window);

    xcb_connection_t* c_;
    xcb_window_t root_;
    std::mt19937 random_;
    xcb_gcontext_t gcs_[33]{}; // by depth, those there are
    std::vector<Drawn> drawn_; // windows first, then pixmaps, and the root at the end
    std::size_t windows_ = 0;
};

} // namespace vitrine
