// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/clipper.h"
#include "protocol/canvas/dashes.h"
#include "protocol/canvas/images.h"
#include "protocol/canvas/raster.h"

#include <array>

namespace vitrine {

// A paint on its target: what every shape ends in. It borrows image, pattern and paint.
class Brush {
public:
    Brush(Images& images, ImageId target, const Paint& paint);

    bool draws() const { return draws_; } // false: nothing that it is asked for will show
    const Rect& extents() const { return clipper_.extents(); }
    bool clippedToOneRect() const { return clipper_.isOneRect(); }

    void rect(const Rect& rect);
    void span(std::int32_t x, std::int32_t y, std::int32_t width);
    void point(Point at)
    {
        if (!plain_) return rect({at.x, at.y, 1, 1});
        if (!extents().contains(at)) return;
        if (image_->bytesPerPixel() == 1)
            blend(image_->row<std::uint8_t>(at.y)[at.x]);
        else
            blend(image_->row<std::uint32_t>(at.y)[at.x]);
    }
    bool isPlain() const { return plain_; } // one colour, and all of the extents is open
    // Points may be drawn inside of the rectangle without a look at the clip.
    bool isOpen(const Rect& rect) const { return plain_ && extents().contains(rect); }

    // Draws pixels without that look, knowing all it needs by itself. Their places are counted from
    // the image's first pixel; `place` of a step from one to another is what is added.
    template<class Pixel, class Ink> struct Dots {
        Pixel* pixels;
        std::ptrdiff_t width;
        Ink ink;

        std::ptrdiff_t place(Point at) const { return at.y * width + at.x; }
        void operator()(std::ptrdiff_t place) const
        {
            pixels[place] = static_cast<Pixel>(ink(pixels[place]));
        }
        void operator()(Point at) const { (*this)(place(at)); }
    };
    // Calls use(dots); what is drawn must be open.
    template<class Use> void withDots(Use use)
    {
        if (foreground_.keep == 0)
            withDotsOf(Overwrite{foreground_.flip}, use);
        else
            withDotsOf(foreground_, use);
    }
    // Where `mask` (one byte a pixel) is not zero, its top left corner at `at`.
    void mask(const Image& mask, Point at);

    // Pixels in a row of steps, from `at`: `major` each time, `minor` too whenever `error`, which
    // grows by `step`, reaches `limit`. All of them lie within the extents.
    struct Steps {
        Point at, major, minor;
        std::int64_t count, error, step, limit;
    };
    void steps(const Steps& steps);
    // The same in dashes, of which the odd ones are drawn by `odd` or not at all (null); only where
    // all is open.
    void steps(const Steps& steps, Dasher dasher, const Brush* odd);

private:
    template<class Ink, class Use> void withDotsOf(Ink ink, Use& use)
    {
        if (image_->bytesPerPixel() == 1)
            use(Dots<std::uint8_t, Ink>{image_->row<std::uint8_t>(0), image_->width(), ink});
        else
            use(Dots<std::uint32_t, Ink>{image_->row<std::uint32_t>(0), image_->width(), ink});
    }
    template<class Pixel> void blend(Pixel& pixel) const
    {
        pixel = static_cast<Pixel>(foreground_(pixel));
    }
    template<class Pixel> void fill(const Rect& part); // inside image and clip
    template<class Pixel>
    void fillRow(Pixel* row, std::int32_t x, std::int32_t y, std::int32_t width);
    template<class Pixel> void fillPattern(Pixel* row, std::int32_t width, Point from);
    template<class Pixel>
    void fillStippled(Pixel* row, std::int32_t width, const std::uint8_t* bits, std::int32_t from);
    template<class Pixel, class Source>
    void fillPatterned(Pixel* row, std::int32_t width, const Source* pattern, std::int32_t from);
    template<class Pixel> void fillMasked(const Image& mask, Point at, const Rect& part);

    Image* image_; // null: there is none
    const Image* pattern_;
    const Paint& paint_;
    BlendRule rule_;
    Blend foreground_;
    Blend background_; // of a stipple's zeros: they may leave what is there
    Clipper clipper_;
    bool draws_;
    bool plain_; // one colour in one rectangle
};

} // namespace vitrine
