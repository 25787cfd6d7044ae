// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/render/pixman_image.h"

#include <span>

namespace vitrine {

// The box around what of a target may be drawn on, in its image's coordinates.
Rect openIn(const Target& target, const Image& image);

// A picture that pixman draws on, inside `area` of its image. When it goes, what was drawn is in
// the image and is told.
class PixmanTarget {
public:
    PixmanTarget(Display& display, Picture& picture, const Rect& area);
    ~PixmanTarget();
    PixmanTarget(const PixmanTarget&) = delete;
    PixmanTarget& operator=(const PixmanTarget&) = delete;

    pixman_image_t* get() const { return target_.pixman; } // null: there is nothing to draw on
    Point place() const { return target_.place; } // added to the image's coordinates: pixman's
    void changed(const Rect& rect) { changed_ = changed_.united(rect); } // around all of it

private:
    void tell(const Rect& part);

    Display& display_;
    Picture& picture_;
    PictureSource target_;
    Rect changed_;
};

// `from` and `maskFrom` are the pictures', `to` the target image's, inside what is open there.
void compositeByPixman(Display& display, pixman_op_t operation, const Picture& source,
                       const Picture* mask, Picture& target, Point from, Point maskFrom,
                       const Rect& to);
// The same under a mask made for it, whose corner comes to that of `to`.
void compositeByPixman(Display& display, pixman_op_t operation, const Picture& source,
                       pixman_image_t* mask, Picture& target, Point from, const Rect& to);

} // namespace vitrine
