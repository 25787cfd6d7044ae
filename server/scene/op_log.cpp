// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/scene/op_log.h"

#include "protocol/ops/cost.h"

#include <algorithm>

namespace vitrine {
namespace {

Message asMessage(Op&& op)
{
    return std::visit([](auto& each) { return Message(std::move(each)); }, op);
}

Op asOp(Message&& message)
{
    return std::visit(
        []<class Any>(Any& each) -> Op {
            if constexpr (std::is_constructible_v<Op, Any&&>)
                return std::move(each);
            else
                return {}; // never: it was one
        },
        message);
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
    if (const auto* composite = std::get_if<CompositeImage>(&op))
        return composite->from - composite->to.origin();
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
        const Point shift = shiftOf(op);
        const std::size_t cost = costOf(op);
        Message message = asMessage(std::move(op));
        if (withinLimits(message)) {
            drawing->weight = weightOf(message);
            drawing->op = asOp(std::move(message));
            drawing->covers = extent.covers && !extent.blends;
            drawing->source = extent.source;
            drawing->pattern = extent.pattern;
            drawing->mask = extent.mask;
            drawing->shift = shift;
            drawing->moves = movesPixels(*drawing->op, *drawing);
            drawing->cost = cost;
        } else {
            drawing->covers = true;
        }
    }
    if (!drawing->writes.empty()) entries_.push_back(std::move(drawing));
}

} // namespace vitrine
