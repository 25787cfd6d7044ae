// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/window.h"

#include <vector>

namespace vitrine {

class Display;

// One change of a surface's tree, from what is shown to what the tree now says. First tell what
// changed, any number of times; then `finish` moves the pixels that are kept, paints backgrounds
// and borders of what became visible, and sends VisibilityNotify and Expose. Costs what changed:
// windows whose visible part stays as it was are not visited. A redirected window is a surface
// inside of another: it has a TreeChange of its own.
class TreeChange {
public:
    explicit TreeChange(Display& display) : display_(display) {} // borrowed for our life

    // The whole surface: its top-level window was mapped, resized or reshaped, or is the root. The
    // origin of its inside moved so far on the screen.
    void surfaceChanged(Window& topLevel, Point moved = {});
    // In this part of the parent (in the surface's coordinates) children came, went, moved, or were
    // restacked or reshaped.
    void childrenChanged(Window& parent, const Rect& area);

    // Before the change that follows from it: the origin of a redirected window's inside moved so
    // far.
    void redirectedMoved(const Window& window, Point by)
    {
        movedWindow_ = &window;
        movedBy_ = by;
    }

    void finish();

private:
    // What a window had before.
    struct Before {
        Window* window = nullptr; // outlives us
        bool shown = false;
        Point offset;
        Size size;
        int borderWidth = 0;
        Region borderClip;
        Region clipList;

        // Filled by `finish`.
        Region exposedInside;
        Region exposedBorder;
    };
    // Pixels that move by one distance.
    struct Move {
        Point by;
        Region to;
    };

    void recompute(Window& window, const Region& available);
    const Region& place(Window& child, const Region& available);
    template<class Touched>
    Region placeCrowd(const Window& parent, const Region& inside, Touched touched);
    void finishRedirected();
    static bool unchangedInside(const Window& window);
    static void slide(Window& window, Point by);
    // `Taken`: the window is about to get new ones.
    enum class Regions : std::uint8_t { Kept, Taken };
    bool remember(Window& window, Point offset, Regions regions); // false: it was already
    void keep(Before& before);
    void addMove(Point by, const Region& to);
    void movePixels();
    bool movesInterfere() const;
    void copyByWayOfAnother(ImageId image);
    void copy(const Move& move, ImageId source, Point by, ImageId target);
    void tellVisibility(Window& window);
    void renewImage(Window& topLevel);

    Display& display_;
    std::vector<Before> changed_; // parents before children
    std::vector<Move> moves_;
    std::shared_ptr<Pixels> oldPixels_; // where a surface got a new one
    Point surfaceMoved_;
    std::vector<Window*> redirected_; // children with images of their own, to be changed in turn
    const Window* movedWindow_ = nullptr;
    Point movedBy_;
    bool everything_ = false; // unchanged windows too: they have a new image
};

} // namespace vitrine
