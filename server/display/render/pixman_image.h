// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/image.h"
#include "server/base/region.h"
#include "server/display/render/picture.h"

#include <pixman.h>

#include <memory>
#include <vector>

namespace vitrine {

struct UnrefPixman {
    void operator()(pixman_image_t* image) const { pixman_image_unref(image); }
};
using PixmanRef = std::unique_ptr<pixman_image_t, UnrefPixman>;

// An image as pixman sees it: in place where it can, else as a copy in pixman's own layout, which
// has several pixels of depths 1, 4 and 16 in a word and rows of whole words.
class PixmanBits {
public:
    // What of the image `part` holds, or more; it is borrowed, and only changed by `writeBack` or
    // where it is drawn on in place.
    PixmanBits(Image& image, const Rect& part, pixman_format_code_t format);

    pixman_image_t* get() const { return pixman_.get(); } // null: no memory, or nothing there
    Point origin() const { return part_.origin(); }       // where it begins in the image
    // After drawing: the image has its pixels, with no bits above its depth.
    void writeBack(const Rect& changed); // in the image's coordinates

private:
    void pack();
    void unpackRow(const Rect& rect, std::int32_t y);
    void keepFourBits(const Rect& rect);

    Image& image_;
    Rect part_;
    int bits_;                         // of a pixel, as pixman has it
    std::vector<std::uint32_t> words_; // empty: in place
    std::size_t stride_ = 0;           // of words_, in bytes
    PixmanRef pixman_;
};

// A picture to read from. Where `place` is added to the picture's coordinates, they are pixman's.
struct PictureSource {
    std::vector<std::unique_ptr<PixmanBits>> bits; // its own, and its alpha map's
    PixmanRef generated;                           // a colour's or gradient's
    pixman_image_t* pixman = nullptr;              // null: there is nothing to read
    Point place;
};
PictureSource sourceOf(Display& display, const Picture& picture);

// Sets the alpha map of a picture whose origin is at `place` in the pixman image.
void setAlphaMap(Display& display, const Picture& picture, Point place, PictureSource& source);

} // namespace vitrine
