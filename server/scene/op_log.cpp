// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/scene/op_log.h"

#include "protocol/ops/cost.h"

#include <algorithm>

namespace vitrine {
namespace {

constexpr std::size_t mostDamageRects = 32;

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

OpLog::OpLog(const OpLog* last, LogLimits limits) : limits_(limits)
{
    if (!last) return;
    for (const Flow& flow : last->flows_)
        if (flow.damage) floods_.push_back({flow.target, flow.drawings});
}

OpLog::Flow& OpLog::flowOf(ImageId target)
{
    if (!flows_.empty() && flows_.back().target == target) return flows_.back();
    const auto found = std::ranges::find(flows_, target, &Flow::target);
    if (found != flows_.end()) {
        std::swap(*found, flows_.back()); // the next op is likely to be on the same image
        return flows_.back();
    }
    Flow& flow = flows_.emplace_back();
    flow.target = target;
    flow.limit = limits_.costWorthComparing;
    const auto flood = std::ranges::find(floods_, target, &Flood::target);
    if (flood != floods_.end()) {
        flow.flooded = flood->drawings >= limits_.flood;
        flow.limit = flow.flooded ? limits_.costOfFlood : limits_.costWorthComparingAgain;
    }
    return flow;
}

bool OpLog::gaveUpOn(ImageId target) const
{
    const auto found = std::ranges::find(flows_.rbegin(), flows_.rend(), target, &Flow::target);
    return found != flows_.rend() && found->damage;
}

std::size_t OpLog::costOfPixels(const Flow& flow, const Images& images) const
{
    const Image* image = images.find(flow.target);
    if (!image) return 0;
    Rect box;
    for (const LogEntry& entry : entries_)
        if (const auto* drawing = std::get_if<DrawingRef>(&entry))
            if ((*drawing)->target == flow.target) box = box.united((*drawing)->writes.bounds());
    return estimatedBytes(*image, box);
}

void OpLog::flood(Flow& flow, const Rect& rect)
{
    if (rect.empty()) return;
    ++flow.drawings;
    Region& writes = flow.damage->writes;
    if (writes.empty()) entries_.push_back(flow.damage);
    widen(writes, rect);
}

void OpLog::touch(ImageId target, const Rect& place, const Images& images)
{
    Flow& flow = flowOf(target);
    if (flow.damage) return flood(flow, place.intersected(flow.bounds));
    const Image* image = images.find(target);
    const Rect rect = image ? place.intersected(image->bounds()) : Rect{};
    if (!rect.empty()) damage(flow, rect);
}

void OpLog::widen(Region& writes, const Rect& rect)
{
    if (!writes.contains(rect)) writes.unite(rect).coarsen(mostDamageRects);
}

void OpLog::damage(Flow& flow, const Rect& rect)
{
    const auto* before = entries_.empty() ? nullptr : std::get_if<DrawingRef>(&entries_.back());
    if (before && flow.last && *before == flow.last) return widen(flow.last->writes, rect);
    flow.last = std::make_shared<Drawing>();
    flow.last->target = flow.target;
    flow.last->writes = rect;
    flow.last->covers = true;
    entries_.push_back(flow.last);
}

void OpLog::add(Op&& op, const Images& images, const Glyphs& glyphs)
{
    Flow& flow = flowOf(targetOf(op));
    if (flow.damage) return flood(flow, boundsOf(op, images, glyphs));

    Extent extent = extentOf(op, images, glyphs);
    if (extent.bounds.empty()) return;
    auto drawing = std::make_shared<Drawing>();
    drawing->target = extent.target;
    drawing->writes = Region(extent.writes);
    drawing->covers = true;
    if (withinLimits(op)) {
        drawing->weight = weightOf(op);
        drawing->covers = extent.covers && !extent.blends;
        drawing->source = extent.source;
        drawing->pattern = extent.pattern;
        drawing->mask = extent.mask;
        drawing->shift = shiftOf(op);
        drawing->moves = movesPixels(op, *drawing);
        drawing->cost = costOf(op);
        drawing->op = std::move(op);
        flow.cost += drawing->cost;
    }
    entries_.push_back(std::move(drawing));
    if (flow.cost <= flow.limit) return;
    // Until ops cost what pixels do now, looking at those again is not worth its time.
    const std::size_t pixels = flow.flooded ? 0 : limits_.timesPixels * costOfPixels(flow, images);
    flow.limit = std::max(flow.cost * 2, pixels);
    if (flow.cost > pixels) giveUp(flow, images);
}

void OpLog::giveUp(Flow& flow, const Images& images)
{
    const Image* image = images.find(flow.target);
    flow.bounds = image ? image->bounds() : Rect{};
    flow.damage = std::make_shared<Drawing>();
    flow.damage->target = flow.target;
    flow.damage->covers = true;
}

} // namespace vitrine
