// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/paint.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace vitrine {

class Font;
class Pixmap;
class Region;
struct Target;

// A GCONTEXT: plain values, as CreateGC describes them, copied by CopyGC. What it names (tile,
// stipple, font) lives on after its client has freed it.
struct GraphicsContext {
    std::uint32_t id = 0;
    int depth = 24; // of the drawables it draws on

    RasterFunction function = RasterFunction::Copy;
    std::uint32_t planeMask = ~std::uint32_t{0};
    std::uint32_t foreground = 0;
    std::uint32_t background = 1;

    std::uint16_t lineWidth = 0;
    LineStyle lineStyle = LineStyle::Solid;
    CapStyle capStyle = CapStyle::Butt;
    JoinStyle joinStyle = JoinStyle::Miter;
    std::uint16_t dashOffset = 0;
    std::vector<std::uint8_t> dashes{4, 4}; // on, off, on…: an even number of lengths

    FillStyle fillStyle = FillStyle::Solid;
    FillRule fillRule = FillRule::EvenOdd;
    ArcMode arcMode = ArcMode::PieSlice;
    std::shared_ptr<const Pixmap> tile; // null: all pixels have the value `tilePixel`
    std::uint32_t tilePixel = 0;
    std::shared_ptr<const Pixmap> stipple; // null: all ones
    Point patternOrigin;                   // in the drawable's coordinates

    std::shared_ptr<Font> font; // null: the server's default font

    bool includeInferiors = false;
    bool graphicsExposures = true;
    std::shared_ptr<const Region> clip; // relative to clipOrigin; null: no clip
    Point clipOrigin;                   // in the drawable's coordinates

    // Differs whenever clip, clipOrigin or includeInferiors do, also from any other context's:
    // the key under which a composite clip may be kept.
    std::uint64_t clipSerial = 0;
    void clipChanged(); // whoever changes one of them says so

    // What shapes on a target are filled with, and how pixels come there.
    Paint paint(const Target& target) const;
    Raster raster(const Target& target) const;
    Raster raster(Target&& target) const; // takes its clip over
    Stroke stroke() const;
};

} // namespace vitrine
