// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/input.h"
#include "protocol/ops/messages.h"

#include <memory>
#include <string_view>
#include <vector>

namespace vitrine {

// A window of the composed screen and its live pixels, borrowed until control returns to the loop.
struct RfbWindow {
    Surface state;
    const Image* pixels = nullptr; // null where there are none yet
};

// What the desk tells about changes since the last `settled`, in order. Rectangles are in the
// coordinates of the surface's image.
class RfbDeskWatcher {
public:
    virtual ~RfbDeskWatcher() = default;
    virtual void damaged(SurfaceId, const Rect&) = 0;
    virtual void copied(SurfaceId, Point from, const Rect& to) = 0; // inside one image
    virtual void cursorChanged() = 0;
    virtual void clipboardChanged(std::string_view text) = 0;
    virtual void bellRang() = 0;
    virtual void settled() = 0; // a frame was cut: windows(), their pixels and the rest agree
};

// The session as RFB viewers meet it: what is on the screen, and what they may do there. The
// session's own implementation is SessionDesk; tests have theirs. Used by the core thread alone.
class RfbDesk {
public:
    virtual ~RfbDesk() = default;

    virtual Size screen() const = 0;
    virtual std::vector<RfbWindow> windows() const = 0; // bottom to top, the root first if shown
    virtual std::shared_ptr<const DefineCursor> cursor() const = 0; // null: hidden

    // The shape of a character for titles (Unicode), and how far it moves the pen; zero: unknown.
    virtual int letter(char32_t character, Glyph& shape) const = 0;

    // Whoever watches is told of changes; null ends it. Unwatched, a desk collects nothing.
    virtual void watch(RfbDeskWatcher* watcher) = 0;

    // Tells what is pending, then calls `settled`, also where nothing was: pixels are live, and
    // whoever reads them between two cuts must know what has been drawn.
    virtual void settle() = 0;

    virtual void apply(const Input& input) = 0; // pointer positions are on the screen
    virtual bool resize(Size size) = 0;         // false where the screen keeps its size
};

} // namespace vitrine
