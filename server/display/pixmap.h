// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/drawable.h"
#include "server/display/pixel_budget.h"

namespace vitrine {

class Painter;

// Off-screen pixels, all zero at first. Shared with the contexts and windows that use them as a
// pattern, so that they outlive FreePixmap, as X wants.
class Pixmap : public Drawable {
public:
    // The painter is borrowed and outlives us. Throws BadAlloc where the budget does not reach.
    Pixmap(Xid id, Size size, int depth, Painter& painter, std::shared_ptr<PixelBudget> budget);
    ~Pixmap() override;

    Rect bounds() const override { return Rect::of(size_); }
    int borderWidth() const override { return 0; }
    ImageId image() const override { return image_; }
    Point offset() const override { return {}; }

private:
    Painter& painter_;
    PixelLease lease_;
    Size size_;
    ImageId image_;
};

} // namespace vitrine
