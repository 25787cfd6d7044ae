// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/graphics_contexts.h"

#include "server/display/display.h"
#include "server/display/held_region.h"
#include "server/requests/regions.h"

namespace vitrine {

namespace {

template<class Enum> Enum checked(std::uint32_t value, Enum last)
{
    if (value > static_cast<std::uint32_t>(last)) throw badValue(value);
    return static_cast<Enum>(value);
}

bool checkedBool(std::uint32_t value)
{
    if (value > 1) throw badValue(value);
    return value != 0;
}

std::shared_ptr<const Pixmap> pixmapOfDepth(Display& display, Xid id, int depth)
{
    auto pixmap = display.resources().share<Pixmap>(id);
    if (!pixmap) throw badPixmap(id);
    if (pixmap->depth() != depth) throw badMatch();
    return pixmap;
}

HeldRegion clipOfPixmap(Call& call, Xid id)
{
    if (id == 0) return nullptr;
    const auto pixmap = pixmapOfDepth(call.display, id, 1);
    const Image* bitmap = call.display.images().find(pixmap->image());
    return held(bitmap ? regionOf(*bitmap) : Region(), call.client.memory);
}

std::shared_ptr<Font> fontOf(Display& display, Xid id)
{
    auto font = display.resources().share<Font>(id);
    if (!font) throw badFont(id);
    return font;
}

template<class Values> void setPattern(Display& display, GraphicsContext& gc, const Values& values)
{
    if (values.fillStyle) gc.fillStyle = checked(*values.fillStyle, FillStyle::OpaqueStippled);
    if (values.fillRule) gc.fillRule = checked(*values.fillRule, FillRule::Winding);
    if (values.tile) gc.tile = pixmapOfDepth(display, *values.tile, gc.depth);
    if (values.stipple) gc.stipple = pixmapOfDepth(display, *values.stipple, 1);
    if (values.tileStippleXOrigin)
        gc.patternOrigin.x = static_cast<std::int16_t>(*values.tileStippleXOrigin);
    if (values.tileStippleYOrigin)
        gc.patternOrigin.y = static_cast<std::int16_t>(*values.tileStippleYOrigin);
}

template<class Values> void setLines(GraphicsContext& gc, const Values& values)
{
    if (values.lineWidth) gc.lineWidth = static_cast<std::uint16_t>(*values.lineWidth);
    if (values.lineStyle) gc.lineStyle = checked(*values.lineStyle, LineStyle::DoubleDash);
    if (values.capStyle) gc.capStyle = checked(*values.capStyle, CapStyle::Projecting);
    if (values.joinStyle) gc.joinStyle = checked(*values.joinStyle, JoinStyle::Bevel);
    if (values.dashOffset) gc.dashOffset = static_cast<std::uint16_t>(*values.dashOffset);
    if (values.dashes) {
        const auto length = static_cast<std::uint8_t>(*values.dashes);
        if (length == 0) throw badValue(0);
        gc.dashes = {length, length};
    }
    if (values.arcMode) gc.arcMode = checked(*values.arcMode, ArcMode::PieSlice);
}

template<class Values> void setClip(Call& call, GraphicsContext& gc, const Values& values)
{
    if (values.subwindowMode) gc.includeInferiors = checkedBool(*values.subwindowMode);
    if (values.graphicsExposures) gc.graphicsExposures = checkedBool(*values.graphicsExposures);
    if (values.clipXOrigin) gc.clipOrigin.x = static_cast<std::int16_t>(*values.clipXOrigin);
    if (values.clipYOrigin) gc.clipOrigin.y = static_cast<std::int16_t>(*values.clipYOrigin);
    if (values.clipMask) gc.clip = clipOfPixmap(call, *values.clipMask);
    if (values.subwindowMode || values.clipXOrigin || values.clipYOrigin || values.clipMask)
        gc.clipChanged();
}

template<class Values> void set(Call& call, GraphicsContext& gc, const Values& values)
{
    if (values.function) {
        const auto function = static_cast<std::uint8_t>(*values.function); // the rest is unused
        gc.function = checked(function, RasterFunction::Set);
    }
    if (values.planeMask) gc.planeMask = *values.planeMask;
    if (values.foreground) gc.foreground = *values.foreground;
    if (values.background) gc.background = *values.background;
    setLines(gc, values);
    setPattern(call.display, gc, values);
    if (values.font) gc.font = fontOf(call.display, *values.font);
    setClip(call, gc, values);
}

void checkMask(std::uint32_t mask)
{
    constexpr std::uint32_t known = (x11::GC::ArcMode << 1) - 1;
    if (mask & ~known) throw badValue(mask);
}

} // namespace

void handle(Call& call, const x11::CreateGC& request)
{
    Display& display = call.display;
    display.checkNew(call.client, request.cid);
    checkMask(request.valueMask);
    const Drawable& drawable = display.drawable(request.drawable);
    if (drawable.isWindow() && static_cast<const Window&>(drawable).isInputOnly()) throw badMatch();
    auto gc = std::make_shared<GraphicsContext>();
    gc->id = request.cid;
    gc->depth = drawable.depth();
    set(call, *gc, request.valueList);
    if (!request.valueList.tile) gc->tilePixel = gc->foreground;
    display.add(call.client, request.cid, std::move(gc));
}

void handle(Call& call, const x11::ChangeGC& request)
{
    checkMask(request.valueMask);
    // "If an error is generated, a subset of the components may have been altered."
    set(call, call.display.gc(request.gc), request.valueList);
}

void handle(Call& call, const x11::CopyGC& request)
{
    const GraphicsContext& from = call.display.gc(request.srcGc);
    GraphicsContext& to = call.display.gc(request.dstGc);
    checkMask(request.valueMask);
    if (from.depth != to.depth) throw badMatch();
    using Bit = x11::GC;
    const auto copy = [&](std::uint32_t bit, auto member) {
        if (request.valueMask & bit) to.*member = from.*member;
    };
    const auto copyPoint = [&](std::uint32_t xBit, std::uint32_t yBit, Point GraphicsContext::*at) {
        if (request.valueMask & xBit) (to.*at).x = (from.*at).x;
        if (request.valueMask & yBit) (to.*at).y = (from.*at).y;
    };
    copy(Bit::Function, &GraphicsContext::function);
    copy(Bit::PlaneMask, &GraphicsContext::planeMask);
    copy(Bit::Foreground, &GraphicsContext::foreground);
    copy(Bit::Background, &GraphicsContext::background);
    copy(Bit::LineWidth, &GraphicsContext::lineWidth);
    copy(Bit::LineStyle, &GraphicsContext::lineStyle);
    copy(Bit::CapStyle, &GraphicsContext::capStyle);
    copy(Bit::JoinStyle, &GraphicsContext::joinStyle);
    copy(Bit::FillStyle, &GraphicsContext::fillStyle);
    copy(Bit::FillRule, &GraphicsContext::fillRule);
    copy(Bit::Tile, &GraphicsContext::tile);
    copy(Bit::Tile, &GraphicsContext::tilePixel);
    copy(Bit::Stipple, &GraphicsContext::stipple);
    copyPoint(Bit::TileStippleOriginX, Bit::TileStippleOriginY, &GraphicsContext::patternOrigin);
    copy(Bit::Font, &GraphicsContext::font);
    copy(Bit::SubwindowMode, &GraphicsContext::includeInferiors);
    copy(Bit::GraphicsExposures, &GraphicsContext::graphicsExposures);
    copyPoint(Bit::ClipOriginX, Bit::ClipOriginY, &GraphicsContext::clipOrigin);
    copy(Bit::ClipMask, &GraphicsContext::clip);
    copy(Bit::DashOffset, &GraphicsContext::dashOffset);
    copy(Bit::DashList, &GraphicsContext::dashes);
    copy(Bit::ArcMode, &GraphicsContext::arcMode);
    to.clipChanged();
}

void handle(Call& call, const x11::SetDashes& request)
{
    GraphicsContext& gc = call.display.gc(request.gc);
    if (request.dashes.empty()) throw badValue(0);
    for (const std::uint8_t length : request.dashes)
        if (length == 0) throw badValue(0);
    gc.dashOffset = request.dashOffset;
    gc.dashes.assign(request.dashes.begin(), request.dashes.end());
    if (request.dashes.size() % 2 != 0) // an odd list means itself twice
        gc.dashes.insert(gc.dashes.end(), request.dashes.begin(), request.dashes.end());
}

void handle(Call& call, const x11::SetClipRectangles& request)
{
    GraphicsContext& gc = call.display.gc(request.gc);
    checkOrder(request.rectangles, request.ordering);
    gc.clip = held(regionOf(request.rectangles), call.client.memory);
    gc.clipOrigin = {request.clipXOrigin, request.clipYOrigin};
    gc.clipChanged();
}

void handle(Call& call, const x11::FreeGC& request)
{
    call.display.free(call.display.gc(request.gc).id);
}

} // namespace vitrine
