// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/extent.h"

#include "protocol/canvas/depths.h"
#include "protocol/ops/bounds.h"

#include <span>

namespace vitrine {
namespace {

constexpr std::size_t mostWrites = 64;

// Collects what an op writes, kept inside the target and the clip.
enum class Detail : std::uint8_t { All, BoundsOnly };

class Collector {
public:
    Collector(const Op& op, const Images& images, Detail detail)
        : images_(images), boundsOnly_(detail == Detail::BoundsOnly)
    {
        extent_.target = targetOf(op);
        target_ = images.find(extent_.target);
        if (target_) limit_ = target_->bounds();
    }

    void clip(const Clip& clip)
    {
        if (!clip.rects) return;
        clip_ = *clip.rects;
        Rect around;
        for (const Rect& rect : clip_) around = around.united(rect);
        limit_ = limit_.intersected(around);
        clipped_ = true;
    }
    void raster(const Raster& raster)
    {
        clip(raster.clip);
        const std::uint32_t mask = target_ ? target_->pixelMask() : 0;
        const bool wholePixel = (raster.planeMask & mask) == mask;
        extent_.blends = !wholePixel || !overwrites(raster.function);
        extent_.covers = !extent_.blends;
        if ((raster.planeMask & mask) == 0 || raster.function == RasterFunction::NoOp) limit_ = {};
    }
    void paint(const Paint& paint)
    {
        raster(paint.raster);
        if (paint.style == FillStyle::Solid) return;
        const Image* pattern = images_.find(paint.pattern);
        if (!pattern || pattern->size().empty()) {
            limit_ = {}; // a missing pattern draws nothing
            return;
        }
        extent_.pattern = Read{paint.pattern, pattern->bounds()};
        if (paint.style == FillStyle::Stippled) extent_.covers = false;
    }
    // `opaque`: of the colour's places, all are covered by nothing else than it.
    void tint(const Tint& tint, bool opaque)
    {
        clip(tint.clip);
        const Operator operation = tint.operation;
        extent_.covers = operation == Operator::Clear || operation == Operator::Src ||
                         (operation == Operator::Over && opaque);
        extent_.blends = !extent_.covers;
        if (!target_ || !isCompositedOn(target_->depth()) || operation == Operator::Dst)
            limit_ = {};
    }
    // What a composite reads; where it is transparent outside of that and this changes nothing
    // there, only what arrives from inside is written.
    void composited(const CompositeImage& op)
    {
        const Image* source = images_.find(op.source);
        const Image* mask = images_.find(op.mask);
        if ((op.source && !source) || (op.mask && !mask)) limit_ = {};
        const Point shift = op.from - op.to.origin(), maskShift = op.maskFrom - op.to.origin();
        Rect to = op.to;
        if (keepsUnderClear(op.tint.operation)) {
            if (source && !op.repeats) to = to.intersected(source->bounds().translated(-shift));
            if (mask) to = to.intersected(mask->bounds().translated(-maskShift));
        }
        writeExactly(to);
        if (extent_.bounds.empty()) return;
        if (source && op.repeats) extent_.pattern = Read{op.source, source->bounds()};
        if (source && !op.repeats)
            extent_.source = read(op.source, *source, extent_.bounds.translated(shift));
        if (mask) extent_.mask = read(op.mask, *mask, extent_.bounds.translated(maskShift));
    }
    void source(ImageId id, Point from, const Rect& to)
    {
        const Image* image = images_.find(id);
        const Point shift = from - to.origin();
        if (image) limit_ = limit_.intersected(image->bounds().translated(-shift));
        if (!image) limit_ = {};
        writeExactly(to);
        if (!extent_.bounds.empty()) extent_.source = Read{id, extent_.bounds.translated(shift)};
    }

    // All of the rectangle that the clip lets through.
    void writeExactly(const Rect& rect)
    {
        if (!clipped_ || boundsOnly_) return add(rect); // the limit is around the clip
        for (const Rect& part : clip_) {
            const Rect inside = part.intersected(rect);
            if (!inside.empty()) add(inside);
        }
    }
    // Something inside the rectangle.
    void write(const Rect& rect)
    {
        extent_.covers = false;
        add(rect);
    }

    Extent take()
    {
        if (extent_.bounds.empty()) extent_.pattern.reset();
        return std::move(extent_);
    }

private:
    // Also where nothing of it is looked at: the image must be there.
    static Read read(ImageId id, const Image& image, const Rect& rect)
    {
        return {id, rect.intersected(image.bounds())};
    }
    static bool overwrites(RasterFunction function)
    {
        return function == RasterFunction::Copy || function == RasterFunction::CopyInverted ||
               function == RasterFunction::Clear || function == RasterFunction::Set;
    }

    void add(const Rect& rect)
    {
        const Rect inside = rect.intersected(limit_);
        if (inside.empty()) return;
        extent_.bounds = extent_.bounds.united(inside);
        if (boundsOnly_) return;
        if (extent_.writes.size() < mostWrites && !merged_) {
            extent_.writes.push_back(inside);
            return;
        }
        merged_ = true; // too many: one box around all, not all of which is written
        extent_.covers = false;
        extent_.writes = {extent_.bounds};
    }

    const Images& images_;
    const Image* target_ = nullptr;
    bool boundsOnly_;
    Rect limit_;
    std::span<const Rect> clip_; // the op's
    bool clipped_ = false;
    bool merged_ = false;
    Extent extent_;
};

struct Visitor {
    Collector& to;
    const Glyphs& glyphs;

    void operator()(const FillRects& op) const
    {
        to.paint(op.paint);
        for (const Rect& rect : op.rects) to.writeExactly(rect);
    }
    void operator()(const FillSpans& op) const
    {
        to.paint(op.paint);
        for (const Span& span : op.spans) to.writeExactly({span.x, span.y, span.width, 1});
    }
    void operator()(const DrawPoints& op) const
    {
        to.paint(op.paint);
        for (const Point point : op.points) to.writeExactly({point.x, point.y, 1, 1});
    }
    void operator()(const DrawSegments& op) const
    {
        to.paint(op.paint);
        for (const Segment& segment : op.segments) to.write(boundsOf(segment, op.stroke));
    }
    void operator()(const DrawPolyline& op) const
    {
        to.paint(op.paint);
        to.write(boundsOf(op.points).grown(reachOf(op.stroke, true)));
    }
    void operator()(const DrawRectangles& op) const
    {
        to.paint(op.paint);
        for (const Rect& rect : op.rects) to.write(boundsOfOutline(rect, op.stroke));
    }
    void operator()(const DrawArcs& op) const
    {
        to.paint(op.paint);
        for (const Arc& arc : op.arcs) to.write(boundsOf(arc, op.stroke));
    }
    void operator()(const FillArcs& op) const
    {
        to.paint(op.paint);
        for (const Arc& arc : op.arcs) to.write(boundsOfFilled(arc));
    }
    void operator()(const FillPolygon& op) const
    {
        to.paint(op.paint);
        to.write(boundsOf(op.points));
    }
    void operator()(const DrawText& op) const
    {
        to.paint(op.paint);
        to.write(boundsOf(op.glyphs, glyphs));
    }
    void operator()(const CopyArea& op) const
    {
        to.raster(op.raster);
        to.source(op.source, op.from, op.to);
    }
    void operator()(const CopyPlane& op) const
    {
        to.raster(op.raster);
        to.source(op.source, op.from, op.to);
    }
    void operator()(const PutPixels& op) const
    {
        to.raster(op.raster);
        to.writeExactly(Rect::at(op.at, op.pixels.size()));
    }
    void operator()(const CompositeRects& op) const
    {
        to.tint(op.tint, op.tint.color >> 24 == 255);
        for (const Rect& rect : op.rects) to.writeExactly(rect);
    }
    void operator()(const CompositeGlyphs& op) const
    {
        to.tint(op.tint, false);
        to.write(boundsOf(op.glyphs, glyphs));
    }
    void operator()(const CompositeImage& op) const
    {
        to.tint(op.tint, !op.source && !op.mask && op.tint.color >> 24 == 255);
        to.composited(op);
    }
};

} // namespace

std::span<const GlyphAt> glyphsOf(const Op& op)
{
    if (const auto* text = std::get_if<DrawText>(&op)) return text->glyphs;
    if (const auto* smooth = std::get_if<CompositeGlyphs>(&op)) return smooth->glyphs;
    return {};
}

ImageId targetOf(const Op& op)
{
    return std::visit([](const auto& alternative) { return alternative.target; }, op);
}

Extent extentOf(const Op& op, const Images& images, const Glyphs& glyphs)
{
    Collector to(op, images, Detail::All);
    std::visit(Visitor{to, glyphs}, op);
    return to.take();
}

Rect boundsOf(const Op& op, const Images& images, const Glyphs& glyphs)
{
    Collector to(op, images, Detail::BoundsOnly);
    std::visit(Visitor{to, glyphs}, op);
    return to.take().bounds;
}

} // namespace vitrine
