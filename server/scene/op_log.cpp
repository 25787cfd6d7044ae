// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/scene/op_log.h"

#include "protocol/ops/cost.h"
#include "protocol/ops/limits.h"

#include <algorithm>

namespace vitrine {
namespace {

bool fits(const Clip& clip)
{
    return !clip.rects || clip.rects->size() <= limits::listLength;
}

bool fits(const PutPixels& op)
{
    const Size size = op.pixels.size();
    return fits(op.raster.clip) && size.area() <= limits::imagePixels &&
           std::max(size.width, size.height) <= limits::imageSide;
}
bool fits(const CopyArea& op)
{
    return fits(op.raster.clip);
}
bool fits(const CopyPlane& op)
{
    return fits(op.raster.clip);
}

template<class Shape> bool fits(const Paint& paint, const std::vector<Shape>& shapes)
{
    return fits(paint.raster.clip) && shapes.size() <= limits::listLength;
}
bool fits(const FillRects& op)
{
    return fits(op.paint, op.rects);
}
bool fits(const FillSpans& op)
{
    return fits(op.paint, op.spans);
}
bool fits(const DrawPoints& op)
{
    return fits(op.paint, op.points);
}
bool fits(const DrawSegments& op)
{
    return fits(op.paint, op.segments);
}
bool fits(const DrawPolyline& op)
{
    return fits(op.paint, op.points);
}
bool fits(const DrawRectangles& op)
{
    return fits(op.paint, op.rects);
}
bool fits(const DrawArcs& op)
{
    return fits(op.paint, op.arcs);
}
bool fits(const FillArcs& op)
{
    return fits(op.paint, op.arcs);
}
bool fits(const FillPolygon& op)
{
    return fits(op.paint, op.points);
}
bool fits(const DrawText& op)
{
    return fits(op.paint, op.glyphs);
}

// What keeping the op takes, in bytes of a frame or as memory that is worth as much: an op that
// says little with many pixels must not be kept without bound either.
std::size_t costOf(const Op& op)
{
    const std::size_t coded = estimatedBytes(op);
    const auto* put = std::get_if<PutPixels>(&op);
    return put ? std::max(coded, put->pixels.bytes().size() / 64) : coded;
}

Point shiftOf(const Op& op)
{
    if (const auto* copy = std::get_if<CopyArea>(&op)) return copy->from - copy->to.origin();
    if (const auto* plane = std::get_if<CopyPlane>(&op)) return plane->from - plane->to.origin();
    return {};
}

bool movesPixels(const Op& op, const Drawing& drawing)
{
    const auto* copy = std::get_if<CopyArea>(&op);
    return copy && copy->source == copy->target && drawing.covers && drawing.writes.isRect() &&
           copy->raster.function == RasterFunction::Copy;
}

} // namespace

void OpLog::add(Record record, const Images& images, const Glyphs& glyphs)
{
    auto drawing = std::make_shared<Drawing>();
    if (const auto* damage = std::get_if<Damage>(&record)) {
        const Image* image = images.find(damage->target);
        drawing->target = damage->target;
        if (image) drawing->writes = damage->rect.intersected(image->bounds());
        drawing->covers = true;
    } else {
        Op& op = std::get<Op>(record);
        Extent extent = extentOf(op, images, glyphs);
        drawing->target = extent.target;
        drawing->writes = Region(extent.writes);
        if (std::visit([](const auto& each) { return fits(each); }, op)) {
            drawing->covers = extent.covers && !extent.blends;
            drawing->source = extent.source;
            drawing->pattern = extent.pattern;
            drawing->shift = shiftOf(op);
            drawing->moves = movesPixels(op, *drawing);
            drawing->cost = costOf(op);
            drawing->op = std::move(op);
        } else {
            drawing->covers = true;
        }
    }
    if (!drawing->writes.empty()) entries_.push_back(std::move(drawing));
}

} // namespace vitrine
