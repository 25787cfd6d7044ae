// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/render/glyph_drawing.h"
#include "server/display/render/picture.h"
#include "server/requests/drawing_work.h"

namespace vitrine::rendering {

// What a drawing takes, and where on the target's image it is seen.
struct Measured {
    Rect seen;
    Work work;
};

// In how many bands of rows that is drawn, one a turn. None is too heavy: the client itself waits.
int bandsOf(const Measured& drawing);

// What drawing with RENDER takes, by the pixel: how its source and mask are read and combined with
// what is there.
class PictureWork {
public:
    PictureWork(Display& display, std::uint8_t operation, const Picture& source,
                const Picture* mask, Picture& target);

    // A rectangle, in the target's coordinates.
    Measured of(const Rect& rect) const { return measured(seen(rect), 0); }
    // A shape inside of a box.
    Measured ofShape(const Rect& box) const
    {
        return measured(everywhere_ ? open_ : seen(box), seen(box).height);
    }
    // Shapes that have a mask in common.
    template<class Shapes> Measured ofShapes(const Shapes& shapes) const
    {
        Rect around;
        std::int64_t rows = 0;
        for (const auto& shape : shapes) {
            const Rect part = seen(boxOf(shape));
            around = around.united(part);
            rows += part.height;
        }
        return measured(everywhere_ ? open_ : around, rows);
    }
    Measured ofGlyphs(std::span<const PlacedGlyph> glyphs) const;

private:
    Rect seen(const Rect& rect) const { return rect.translated(offset_).intersected(open_); }
    Measured measured(const Rect& seen, std::int64_t rows) const;

    std::int64_t perPixel_;
    bool everywhere_; // also where the mask has nothing
    Rect open_;
    Point offset_;
};

} // namespace vitrine::rendering
