// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "protocol/canvas/ids.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace vitrine {

// The part of an image that drawing may change: null is all of it, otherwise disjoint rectangles,
// sorted by y, then x (an empty list: nothing). Shared and immutable, as many ops carry the same.
struct Clip {
    std::shared_ptr<const std::vector<Rect>> rects;

    bool operator==(const Clip& other) const
    {
        if (rects == other.rects) return true;
        return rects && other.rects && *rects == *other.rects;
    }
};

// X11 protocol, CreateGC, "function"; the numbers are X's.
enum class RasterFunction : std::uint8_t {
    Clear,
    And,
    AndReverse,
    Copy,
    AndInverted,
    NoOp,
    Xor,
    Or,
    Nor,
    Equiv,
    Invert,
    OrReverse,
    CopyInverted,
    OrInverted,
    Nand,
    Set,
};

// How a result meets the pixels that are there: destination = function(source, destination), in
// the bits of the plane mask, inside the clip.
struct Raster {
    RasterFunction function = RasterFunction::Copy;
    std::uint32_t planeMask = ~std::uint32_t{0};
    Clip clip;

    bool operator==(const Raster&) const = default;
};

// X11 protocol, CreateGC, "fill-style"; the numbers are X's.
enum class FillStyle : std::uint8_t { Solid, Tiled, Stippled, OpaqueStippled };

// What a shape is filled with. A tile's depth fits the target's (depths.h), a stipple has depth 1;
// both repeat from `origin`, which is in the target's coordinates. Tiles ignore the colours.
struct Paint {
    Raster raster;
    FillStyle style = FillStyle::Solid;
    std::uint32_t foreground = 0;
    std::uint32_t background = 0;
    ImageId pattern; // none for Solid
    Point origin;

    bool operator==(const Paint&) const = default;
};

// X11 protocol, CreateGC; the numbers are X's.
enum class CapStyle : std::uint8_t { NotLast, Butt, Round, Projecting };
enum class JoinStyle : std::uint8_t { Miter, Round, Bevel };
enum class LineStyle : std::uint8_t { Solid, OnOffDash, DoubleDash };
enum class FillRule : std::uint8_t { EvenOdd, Winding };
enum class ArcMode : std::uint8_t { Chord, PieSlice };

// How a line is stroked. Width 0 is X's thin line (the canvas's own, exact algorithm).
struct Stroke {
    std::uint16_t width = 0;
    LineStyle style = LineStyle::Solid;
    CapStyle cap = CapStyle::Butt;
    JoinStyle join = JoinStyle::Miter;
    std::uint16_t dashOffset = 0;
    std::vector<std::uint8_t> dashes; // lengths on, off, on…; none of them zero; empty if Solid

    bool operator==(const Stroke&) const = default;
};

struct Segment {
    Point from, to;
    bool operator==(const Segment&) const = default;
};

// One row of pixels, width > 0.
struct Span {
    std::int32_t x = 0, y = 0, width = 0;
    bool operator==(const Span&) const = default;
};

// X11 protocol, PolyArc: the ellipse inside the rectangle, angles in 1/64 degree, anticlockwise
// from three o'clock.
struct Arc {
    Rect bounds;
    std::int32_t start = 0;
    std::int32_t extent = 0;
    bool operator==(const Arc&) const = default;
};

} // namespace vitrine
