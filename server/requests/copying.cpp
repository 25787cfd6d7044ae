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

Rect wholeOf(Display& display, const Target& target)
{
    const Image* image = display.images().find(target.image);
    return image ? image->bounds() : Rect{};
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

// Whether the source has all the pixels of the copy: what can be said at once of most sources.
bool surelyAvailable(Display& display, const Copy& copy, const Target& source)
{
    const Image* image = display.images().find(source.image);
    if (!image) return false;
    const Rect from = Rect::at(copy.from, copy.to.size());
    if (!copy.source.isWindow() && !Rect::of(copy.source.size()).contains(from)) return false;
    const Rect read = from.translated(source.offset);
    if (!image->bounds().contains(read)) return false;
    const auto& clip = source.clip.rects;
    return !clip || (clip->size() == 1 && clip->front().contains(read));
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

// What is read: an image, and where the source's origin lies in it. The root's picture with its
// inferiors is in no image; the part that is wanted is put together in one, for a moment.
class Picture {
public:
    Picture(Display& display, const Copy& copy, const Rect& part) : painter_(display.painter())
    {
        const Target source = display.target(copy.source, copy.gc.includeInferiors);
        image = source.image;
        offset = source.offset;
        if (copy.source.id() != Screen::root || !copy.gc.includeInferiors) return;
        image = composed_ = painter_.createImage(part.size(), copy.source.depth());
        offset = -part.origin();
        painter_.putPixels(composed_, {}, display.composed(part), {});
    }
    ~Picture()
    {
        if (composed_) painter_.dropImage(composed_);
    }
    Picture(const Picture&) = delete;
    Picture& operator=(const Picture&) = delete;

    ImageId image;
    Point offset;

private:
    Painter& painter_;
    ImageId composed_; // ours to drop, or none
};

// Draws by draw(target image, raster, source image, from, to), in image coordinates, then deals
// with the rest.
template<class Draw> void perform(Call& call, const Copy& copy, Draw&& draw)
{
    Display& display = call.display;
    copy.source.refresh(Rect::at(copy.from, copy.to.size()));
    Target target = display.target(copy.drawable, copy.gc);
    if (!copy.gc.includeInferiors && !copy.to.empty()) {
        const Target source = display.target(copy.source, false);
        if (surelyAvailable(display, copy, source)) {
            if (!target.nothing())
                draw(target.image, copy.gc.raster(std::move(target)), source.image,
                     copy.from + source.offset, copy.to.translated(target.offset));
            return sendExposures(call, copy, {});
        }
    }
    const Point shift = copy.to.origin() - copy.from;
    const Region there = available(display, copy).translate(shift).intersect(copy.to);
    Region missing = Region(copy.to).subtract(there);

    const auto drawOn = [&](const Target& on, const Picture& picture) {
        Target part = on;
        const Rect to = there.bounds().translated(on.offset);
        if (!there.isRect()) {
            const Region open = regionOf(on.clip, to);
            part.clip = clipOf(open.intersected(there.translated(on.offset)), wholeOf(display, on));
        }
        draw(on.image, copy.gc.raster(part), picture.image,
             there.bounds().origin() - shift + picture.offset, to);
    };
    if (!there.empty()) {
        const Picture picture(display, copy, there.bounds().translated(-shift));
        if (!target.nothing()) drawOn(target, picture);
        for (const Target& other : display.inferiorTargets(copy.drawable, copy.gc))
            drawOn(other, picture);
    }
    if (!missing.empty()) {
        missing.translate(target.offset).intersect(regionOf(target.clip, wholeOf(display, target)));
        if (copy.drawable.isWindow()) {
            const auto& window = static_cast<const Window&>(copy.drawable);
            // Children keep theirs, with IncludeInferiors too.
            paintBackground(display.painter(), window, missing.intersected(window.clipList()));
        } else {
            missing.intersect(copy.drawable.bounds());
        }
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
