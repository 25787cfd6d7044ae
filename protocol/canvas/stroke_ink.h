// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/inks.h"

#include <span>

namespace vitrine {

enum class Ink : std::uint8_t { Even, Odd };

// Where the pieces of one wide path (segments, joins, caps) are put. Pieces overlap, but "for any
// given line, no pixel is drawn more than once" (X11 protocol, PolyLine): where the raster function
// would show it, spans are kept until `finish` and drawn as their union; of two inks the later
// wins.
class StrokeInk {
public:
    StrokeInk(Inks& inks, RasterFunction function) : inks_(inks), keeps_(shows(function)) {}

    void rect(Ink ink, const Rect& rect);
    void span(Ink ink, std::int32_t x, std::int32_t y, std::int32_t width)
    {
        if (keeps_) return rect(ink, {x, y, width, 1});
        if (Brush* brush = inks_.of(ink == Ink::Even)) brush->span(x, y, width);
    }
    void finish();

    const Rect& extents() const { return inks_.even().extents(); }
    bool keeps() const { return keeps_; }

private:
    struct Piece {
        std::int32_t y, left, right;
        Ink ink;
    };

    // Whether drawing a pixel twice differs from drawing it once.
    static bool shows(RasterFunction function)
    {
        const auto table = static_cast<unsigned>(function);
        return (table & 0xc) == 0x8 || (table & 0x3) == 0x2;
    }
    void drawRow(std::span<const Piece> row);

    Inks& inks_;
    bool keeps_;
    std::vector<Piece> pieces_;
};

} // namespace vitrine
