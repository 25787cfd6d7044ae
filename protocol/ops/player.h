// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/canvas.h"
#include "protocol/ops/ops.h"

namespace vitrine {

// Performs ops on a canvas, which is borrowed.
class Player {
public:
    explicit Player(Canvas& canvas) : canvas_(canvas) {}
    void play(const Op& op) { std::visit(*this, op); }

    void operator()(const FillRects& op) { canvas_.fillRects(op.target, op.paint, op.rects); }
    void operator()(const FillSpans& op) { canvas_.fillSpans(op.target, op.paint, op.spans); }
    void operator()(const DrawPoints& op) { canvas_.drawPoints(op.target, op.paint, op.points); }
    void operator()(const DrawSegments& op)
    {
        canvas_.drawSegments(op.target, op.paint, op.stroke, op.segments);
    }
    void operator()(const DrawPolyline& op)
    {
        canvas_.drawPolyline(op.target, op.paint, op.stroke, op.points);
    }
    void operator()(const DrawRectangles& op)
    {
        canvas_.drawRectangles(op.target, op.paint, op.stroke, op.rects);
    }
    void operator()(const DrawArcs& op)
    {
        canvas_.drawArcs(op.target, op.paint, op.stroke, op.arcs);
    }
    void operator()(const FillArcs& op) { canvas_.fillArcs(op.target, op.paint, op.mode, op.arcs); }
    void operator()(const FillPolygon& op)
    {
        canvas_.fillPolygon(op.target, op.paint, op.rule, op.points);
    }
    void operator()(const DrawText& op) { canvas_.drawText(op.target, op.paint, op.glyphs); }
    void operator()(const CopyArea& op)
    {
        canvas_.copyArea(op.target, op.raster, op.source, op.from, op.to);
    }
    void operator()(const CopyPlane& op)
    {
        canvas_.copyPlane(op.target, op.raster, op.source, op.from, op.to, op.plane, op.foreground,
                          op.background);
    }
    void operator()(const PutPixels& op)
    {
        canvas_.putPixels(op.target, op.raster, op.pixels, op.at);
    }
    void operator()(const CompositeRects& op)
    {
        canvas_.compositeRects(op.target, op.tint, op.rects);
    }
    void operator()(const CompositeGlyphs& op)
    {
        canvas_.compositeGlyphs(op.target, op.tint, op.together, op.glyphs);
    }
    void operator()(const CompositeImage& op)
    {
        canvas_.compositeImage(op.target, op.tint, op.source, op.from, op.repeats, op.mask,
                               op.maskFrom, op.to);
    }

private:
    Canvas& canvas_;
};

} // namespace vitrine
