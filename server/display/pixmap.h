// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/drawable.h"
#include "server/display/pixels.h"

namespace vitrine {

class Painter;

// Off-screen pixels, all zero at first. Shared with the contexts and windows that use them as a
// pattern, so that they outlive FreePixmap, as X wants.
class Pixmap : public Drawable {
public:
    // The painter is borrowed and outlives us. Throws BadAlloc where the allowance does not reach.
    Pixmap(Xid id, Size size, int depth, Painter& painter, std::shared_ptr<Allowance> allowance);
    // Names pixels that others share.
    Pixmap(Xid id, int depth, std::shared_ptr<Pixels> pixels);

    Rect bounds() const override { return Rect::of(pixels_->size()); }
    int borderWidth() const override { return 0; }
    ImageId image() const override { return pixels_->image(); }
    Point offset() const override { return {}; }

private:
    std::shared_ptr<Pixels> pixels_;
};

} // namespace vitrine
