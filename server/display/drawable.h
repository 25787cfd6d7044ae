// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/paint.h"
#include "server/base/ids.h"

namespace vitrine {

// What can be drawn on and read from: a window or a pixmap.
class Drawable {
public:
    virtual ~Drawable() = default;

    Xid id() const { return id_; }
    int depth() const { return depth_; }
    bool isWindow() const { return isWindow_; }

    // As GetGeometry tells it: the place in the parent (a pixmap: 0, 0) and the size inside.
    virtual Rect bounds() const = 0;
    virtual int borderWidth() const = 0;
    Size size() const { return bounds().size(); }

    virtual ImageId
    image() const = 0;                // none: nothing is kept, drawing is lost (an unmapped window)
    virtual Point offset() const = 0; // where the drawable's origin lies in that image

    // Its pixels in `rect` are about to be read, or drawn over in part: those of a pixmap in shared
    // memory become what its client has made of them.
    virtual void refresh(const Rect& rect) const { (void)rect; }

    // Changes whenever image, offset or clip do; no other drawable ever has the same.
    std::uint64_t serial() const { return serial_; }

protected:
    Drawable(Xid id, int depth, bool isWindow) : id_(id), depth_(depth), isWindow_(isWindow)
    {
        touch();
    }
    Drawable(const Drawable&) = delete;
    Drawable& operator=(const Drawable&) = delete;

    void touch(); // a new serial

private:
    Xid id_;
    int depth_;
    bool isWindow_;
    std::uint64_t serial_ = 0;
};

// Where drawing through a graphics context goes: op coordinates are the drawable's plus `offset`.
struct Target {
    ImageId image;
    Point offset;
    Clip clip; // in the image's coordinates
    // Bits of the image that the drawable has. One of depth 24 on an image of depth 32 (inside a
    // window with alpha) leaves alpha alone, which is 255 wherever the drawable shows.
    std::uint32_t planes = ~std::uint32_t{0};

    // Nothing would be drawn: the drawable has no pixels, or all is clipped away.
    bool nothing() const { return !image || (clip.rects && clip.rects->empty()); }
};

} // namespace vitrine
