// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"
#include "server/display/drawable.h"
#include "server/display/pixels.h"

#include <map>
#include <memory>
#include <vector>

namespace vitrine {

class Display;
class DoubleBuffers;
class Window;

// A name for a window's back buffer, which is drawn on like a pixmap of the window's size.
class BackBuffer : public Drawable {
public:
    BackBuffer(Xid id, DoubleBuffers& all, Window& window);
    ~BackBuffer() override;

    Xid window() const { return window_; }
    Rect bounds() const override { return Rect::of(pixels_->size()); }
    int borderWidth() const override { return 0; }
    ImageId image() const override { return pixels_->image(); }
    Point offset() const override { return {}; }
    const std::shared_ptr<Pixels>& pixels() const { return pixels_; } // others when it is resized

private:
    friend class DoubleBuffers;

    DoubleBuffers& all_;
    Xid window_;
    std::shared_ptr<Pixels> pixels_; // shared by all names of the buffer
};

enum class SwapAction : std::uint8_t { Undefined, Background, Untouched, Copied };

// "Double Buffer Extension Protocol", version 1.0: windows' back buffers.
class DoubleBuffers {
public:
    explicit DoubleBuffers(Display& display) : display_(display) {} // borrowed, outlives us

    bool has(const Window& window) const;
    void swap(Window& window, SwapAction action); // it has one

    void resized(Window& window);
    void windowGone(const Window& window);

private:
    friend class BackBuffer;
    std::shared_ptr<Pixels> create(const Window& window) const;

    Display& display_;
    std::map<Xid, std::vector<BackBuffer*>> names_; // by window
};

} // namespace vitrine
