// SPDX-License-Identifier: GPL-2.0-or-later
// CopyArea and CopyPlane: what of the source is there, the copy, and what is told of the rest.
#include "server/display/display.h"
#include "server/display/window_painting.h"
#include "server/requests/drawing.h"

namespace vitrine {

namespace {

// What both requests say.
struct Copy {
    Drawable& source;
    Drawable& drawable;
    const GraphicsContext& gc;
    Point from; // in the source's coordinates
    Rect to;    // in the drawable's
    std::uint8_t opcode;
};

template<class Request> Copy copyOf(Call& call, const Request& request)
{
    Display& display = call.display;
    return {display.drawable(request.srcDrawable),
            display.drawable(request.dstDrawable),
            display.gc(request.gc),
            {request.srcX, request.srcY},
            {request.dstX, request.dstY, request.width, request.height},
            Request::opcode};
}

Region regionOf(const Clip& clip, const Rect& whole)
{
    return clip.rects ? Region(std::span<const Rect>(*clip.rects)) : Region(whole);
}

// The pixels that the source has, in its own coordinates: "if regions of the source rectangle are
// obscured and have not been retained, or lie outside", they are not there.
Region available(Display& display, const Copy& copy)
{
    const Target source = display.target(copy.source, copy.gc.includeInferiors);
    const Image* image = display.images().find(source.image);
    if (!image) return {};
    Region region = regionOf(source.clip, image->bounds());
    if (!copy.source.isWindow()) region.intersect(copy.source.bounds());
    return region.translate(-source.offset);
}

void sendExposures(Call& call, const Copy& copy, const Region& missing)
{
    if (!copy.gc.graphicsExposures) return;
    if (missing.empty()) {
        call.client.send(x11::NoExposureEvent{
            .drawable = copy.drawable.id(), .minorOpcode = 0, .majorOpcode = copy.opcode});
        return;
    }
    std::size_t left = missing.count();
    missing.each([&](const Rect& rect) {
        x11::GraphicsExposureEvent event;
        event.drawable = copy.drawable.id();
        event.x = static_cast<std::uint16_t>(rect.x);
        event.y = static_cast<std::uint16_t>(rect.y);
        event.width = static_cast<std::uint16_t>(rect.width);
        event.height = static_cast<std::uint16_t>(rect.height);
        event.count = static_cast<std::uint16_t>(std::min<std::size_t>(--left, 0xffff));
        event.majorOpcode = copy.opcode;
        call.client.send(event);
    });
}

// Draws by draw(raster, source image, from, to), in image coordinates, then deals with the rest.
template<class Draw> void perform(Call& call, const Copy& copy, Draw&& draw)
{
    Display& display = call.display;
    const Target target = display.target(copy.drawable, copy.gc);
    const Target source = display.target(copy.source, copy.gc.includeInferiors);
    const Point shift = copy.to.origin() - copy.from;
    Region there = available(display, copy).translate(shift).intersect(copy.to);
    Region missing = Region(copy.to).subtract(there);

    const Image* pixels = display.images().find(target.image);
    const Rect whole = pixels ? pixels->bounds() : Rect{};
    if (!target.nothing() && !there.empty()) {
        const Rect to = there.bounds().translated(target.offset);
        Clip clip = target.clip;
        if (!there.isRect()) {
            Region open = regionOf(target.clip, to);
            clip = clipOf(open.intersect(there.translated(target.offset)), whole);
        }
        draw(target.image, copy.gc.raster(clip), source.image,
             there.bounds().origin() - shift + source.offset, to);
    }
    if (!missing.empty()) {
        missing.translate(target.offset).intersect(regionOf(target.clip, whole));
        if (!copy.drawable.isWindow())
            missing.intersect(copy.drawable.bounds());
        else if (!missing.empty())
            paintBackground(display.painter(), static_cast<const Window&>(copy.drawable), missing);
        missing.translate(-target.offset);
    }
    sendExposures(call, copy, missing);
}

void checkSource(const Copy& copy)
{
    if (copy.source.isWindow() && static_cast<const Window&>(copy.source).isInputOnly())
        throw badMatch();
}

} // namespace

void handle(Call& call, const x11::CopyArea& request)
{
    const Copy copy = copyOf(call, request);
    checkSource(copy);
    if (copy.source.depth() != copy.drawable.depth()) throw badMatch();
    Painter& painter = call.display.painter();
    perform(call, copy,
            [&](ImageId target, const Raster& raster, ImageId source, Point from, const Rect& to) {
                painter.copyArea(target, raster, source, from, to);
            });
}

void handle(Call& call, const x11::CopyPlane& request)
{
    const Copy copy = copyOf(call, request);
    checkSource(copy);
    const std::uint32_t plane = request.bitPlane;
    const bool oneBit = plane != 0 && (plane & (plane - 1)) == 0;
    if (!oneBit || std::uint64_t{plane} >= std::uint64_t{1} << copy.source.depth())
        throw badValue(plane);
    Painter& painter = call.display.painter();
    perform(call, copy,
            [&](ImageId target, const Raster& raster, ImageId source, Point from, const Rect& to) {
                painter.copyPlane(target, raster, source, from, to, plane, copy.gc.foreground,
                                  copy.gc.background);
            });
}

} // namespace vitrine
