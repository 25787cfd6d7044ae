// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/glyph.h"
#include "protocol/canvas/image.h"
#include "protocol/canvas/paint.h"
#include "protocol/canvas/tint.h"
#include "protocol/ops/field.h"

#include <string_view>
#include <tuple>
#include <type_traits>
#include <variant>
#include <vector>

// The drawing operations, as plain data. What each does to pixels: protocol/canvas/canvas.h, the
// method of the same name. To add one, see "Adding an op" in protocol/README.md.
namespace vitrine {

struct FillRects {
    ImageId target;
    Paint paint;
    std::vector<Rect> rects;

    static constexpr std::string_view name = "FillRects";
    static constexpr auto fields =
        std::tuple{Field{"target", &FillRects::target}, Field{"paint", &FillRects::paint},
                   Field{"rects", &FillRects::rects}};
    bool operator==(const FillRects&) const = default;
};

// Shapes that the server has scan-converted.
struct FillSpans {
    ImageId target;
    Paint paint;
    std::vector<Span> spans;

    static constexpr std::string_view name = "FillSpans";
    static constexpr auto fields =
        std::tuple{Field{"target", &FillSpans::target}, Field{"paint", &FillSpans::paint},
                   Field{"spans", &FillSpans::spans}};
    bool operator==(const FillSpans&) const = default;
};

struct DrawPoints {
    ImageId target;
    Paint paint;
    std::vector<Point> points;

    static constexpr std::string_view name = "DrawPoints";
    static constexpr auto fields =
        std::tuple{Field{"target", &DrawPoints::target}, Field{"paint", &DrawPoints::paint},
                   Field{"points", &DrawPoints::points}};
    bool operator==(const DrawPoints&) const = default;
};

struct DrawSegments {
    ImageId target;
    Paint paint;
    Stroke stroke;
    std::vector<Segment> segments;

    static constexpr std::string_view name = "DrawSegments";
    static constexpr auto fields = std::tuple{
        Field{"target", &DrawSegments::target}, Field{"paint", &DrawSegments::paint},
        Field{"stroke", &DrawSegments::stroke}, Field{"segments", &DrawSegments::segments}};
    bool operator==(const DrawSegments&) const = default;
};

struct DrawPolyline {
    ImageId target;
    Paint paint;
    Stroke stroke;
    std::vector<Point> points;

    static constexpr std::string_view name = "DrawPolyline";
    static constexpr auto fields =
        std::tuple{Field{"target", &DrawPolyline::target}, Field{"paint", &DrawPolyline::paint},
                   Field{"stroke", &DrawPolyline::stroke}, Field{"points", &DrawPolyline::points}};
    bool operator==(const DrawPolyline&) const = default;
};

struct DrawRectangles {
    ImageId target;
    Paint paint;
    Stroke stroke;
    std::vector<Rect> rects;

    static constexpr std::string_view name = "DrawRectangles";
    static constexpr auto fields = std::tuple{
        Field{"target", &DrawRectangles::target}, Field{"paint", &DrawRectangles::paint},
        Field{"stroke", &DrawRectangles::stroke}, Field{"rects", &DrawRectangles::rects}};
    bool operator==(const DrawRectangles&) const = default;
};

struct DrawArcs {
    ImageId target;
    Paint paint;
    Stroke stroke;
    std::vector<Arc> arcs;

    static constexpr std::string_view name = "DrawArcs";
    static constexpr auto fields =
        std::tuple{Field{"target", &DrawArcs::target}, Field{"paint", &DrawArcs::paint},
                   Field{"stroke", &DrawArcs::stroke}, Field{"arcs", &DrawArcs::arcs}};
    bool operator==(const DrawArcs&) const = default;
};

struct FillArcs {
    ImageId target;
    Paint paint;
    ArcMode mode = ArcMode::PieSlice;
    std::vector<Arc> arcs;

    static constexpr std::string_view name = "FillArcs";
    static constexpr auto fields =
        std::tuple{Field{"target", &FillArcs::target}, Field{"paint", &FillArcs::paint},
                   Field{"mode", &FillArcs::mode}, Field{"arcs", &FillArcs::arcs}};
    bool operator==(const FillArcs&) const = default;
};

struct FillPolygon {
    ImageId target;
    Paint paint;
    FillRule rule = FillRule::EvenOdd;
    std::vector<Point> points;

    static constexpr std::string_view name = "FillPolygon";
    static constexpr auto fields =
        std::tuple{Field{"target", &FillPolygon::target}, Field{"paint", &FillPolygon::paint},
                   Field{"rule", &FillPolygon::rule}, Field{"points", &FillPolygon::points}};
    bool operator==(const FillPolygon&) const = default;
};

struct DrawText {
    ImageId target;
    Paint paint;
    std::vector<GlyphAt> glyphs;

    static constexpr std::string_view name = "DrawText";
    static constexpr auto fields =
        std::tuple{Field{"target", &DrawText::target}, Field{"paint", &DrawText::paint},
                   Field{"glyphs", &DrawText::glyphs}};
    bool operator==(const DrawText&) const = default;
};

struct CopyArea {
    ImageId target;
    Raster raster;
    ImageId source;
    Point from;
    Rect to;

    static constexpr std::string_view name = "CopyArea";
    static constexpr auto fields =
        std::tuple{Field{"target", &CopyArea::target}, Field{"raster", &CopyArea::raster},
                   Field{"source", &CopyArea::source}, Field{"from", &CopyArea::from},
                   Field{"to", &CopyArea::to}};
    bool operator==(const CopyArea&) const = default;
};

struct CopyPlane {
    ImageId target;
    Raster raster;
    ImageId source;
    Point from;
    Rect to;
    std::uint32_t plane = 1; // one bit
    std::uint32_t foreground = 0;
    std::uint32_t background = 0;

    static constexpr std::string_view name = "CopyPlane";
    static constexpr auto fields = std::tuple{Field{"target", &CopyPlane::target},
                                              Field{"raster", &CopyPlane::raster},
                                              Field{"source", &CopyPlane::source},
                                              Field{"from", &CopyPlane::from},
                                              Field{"to", &CopyPlane::to},
                                              Field{"plane", &CopyPlane::plane},
                                              Field{"foreground", &CopyPlane::foreground},
                                              Field{"background", &CopyPlane::background}};
    bool operator==(const CopyPlane&) const = default;
};

struct PutPixels {
    ImageId target;
    Raster raster;
    Point at;
    Image pixels; // of the target's depth

    static constexpr std::string_view name = "PutPixels";
    static constexpr auto fields =
        std::tuple{Field{"target", &PutPixels::target}, Field{"raster", &PutPixels::raster},
                   Field{"at", &PutPixels::at}, Field{"pixels", &PutPixels::pixels}};
    bool operator==(const PutPixels&) const = default;
};

struct CompositeRects {
    ImageId target;
    Tint tint;
    std::vector<Rect> rects;

    static constexpr std::string_view name = "CompositeRects";
    static constexpr auto fields =
        std::tuple{Field{"target", &CompositeRects::target}, Field{"tint", &CompositeRects::tint},
                   Field{"rects", &CompositeRects::rects}};
    bool operator==(const CompositeRects&) const = default;
};

// Smooth text, and shapes that the server has made into coverage.
struct CompositeGlyphs {
    ImageId target;
    Tint tint;
    bool together = false;
    std::vector<GlyphAt> glyphs;

    static constexpr std::string_view name = "CompositeGlyphs";
    static constexpr auto fields = std::tuple{
        Field{"target", &CompositeGlyphs::target}, Field{"tint", &CompositeGlyphs::tint},
        Field{"together", &CompositeGlyphs::together}, Field{"glyphs", &CompositeGlyphs::glyphs}};
    bool operator==(const CompositeGlyphs&) const = default;
};

struct CompositeImage {
    ImageId target;
    Tint tint;
    ImageId source; // none: the tint's colour
    Point from;
    bool repeats = false; // the source
    ImageId mask;         // none: all of it
    Point maskFrom;
    Rect to;

    static constexpr std::string_view name = "CompositeImage";
    static constexpr auto fields = std::tuple{
        Field{"target", &CompositeImage::target},     Field{"tint", &CompositeImage::tint},
        Field{"source", &CompositeImage::source},     Field{"from", &CompositeImage::from},
        Field{"repeats", &CompositeImage::repeats},   Field{"mask", &CompositeImage::mask},
        Field{"maskFrom", &CompositeImage::maskFrom}, Field{"to", &CompositeImage::to}};
    bool operator==(const CompositeImage&) const = default;
};

// The order is the wire's: an op's number is its place here.
using Op = std::variant<FillRects, FillSpans, DrawPoints, DrawSegments, DrawPolyline,
                        DrawRectangles, DrawArcs, FillArcs, FillPolygon, DrawText, CopyArea,
                        CopyPlane, PutPixels, CompositeRects, CompositeGlyphs, CompositeImage>;

// Whether a type is one of them.
template<class Type>
inline constexpr bool isOp = []<class... Ops>(const std::variant<Ops...>*) {
    return (std::is_same_v<Type, Ops> || ...);
}(static_cast<const Op*>(nullptr));
template<class Type>
concept IsOp = isOp<Type>;

} // namespace vitrine
