// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/display/shm/exact_put.h"
#include "server/display/shm/shared_pixmap.h"
#include "server/requests/extensions/shm/shm_requests.h"
#include "server/requests/image_formats.h"
#include "server/requests/images.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace vitrine {

namespace {

using Access = SharedMapping::Access;

// The client's image in the segment.
struct Source {
    std::span<const std::byte> bytes;
    std::uint8_t format;
    int depth;
    std::size_t stride;
    std::int32_t rows; // of each plane

    std::size_t planeBytes() const { return stride * static_cast<std::size_t>(rows); }
};

// "The image must lie inside the segment, and the part to be put inside the image."
Source sourceOf(Call& call, const shm::PutImage& request, const Drawable& drawable)
{
    Source source{segmentBytes(call, request.shmseg, request.offset, Access::Read), request.format,
                  request.depth, bitmapStride(request.totalWidth), request.totalHeight};
    std::size_t planes = 1;
    switch (request.format) {
    case x11::ImageFormat::XYBitmap:
        if (request.depth != 1) throw badMatch();
        break;
    case x11::ImageFormat::XYPixmap:
        if (request.depth != drawable.depth()) throw badMatch();
        planes = request.depth;
        break;
    case x11::ImageFormat::ZPixmap:
        if (request.depth != drawable.depth()) throw badMatch();
        source.stride = pixmapStride(request.totalWidth, request.depth);
        break;
    default: throw badValue(request.format);
    }
    if (source.planeBytes() * planes > source.bytes.size()) throw badValue(request.totalWidth);
    if (request.srcX > request.totalWidth) throw badValue(request.srcX);
    if (request.srcY > request.totalHeight) throw badValue(request.srcY);
    if (request.srcX + request.srcWidth > request.totalWidth) throw badValue(request.srcWidth);
    if (request.srcY + request.srcHeight > request.totalHeight) throw badValue(request.srcHeight);
    return source;
}

bool bitAt(const std::byte* row, std::int32_t x)
{
    const int place = std::endian::native == std::endian::little ? x % 8 : 7 - x % 8;
    return (std::to_integer<unsigned>(row[x / 8]) >> place & 1) != 0;
}

// Of depth 1: a bitmap, or a plane of an XYPixmap.
void readPlane(const Source& source, std::size_t plane, const Rect& part, Image& into,
               std::uint32_t value)
{
    const std::byte* first = source.bytes.data() + plane * source.planeBytes();
    for (std::int32_t y = 0; y < part.height; ++y) {
        const std::byte* row = first + static_cast<std::size_t>(part.y + y) * source.stride;
        for (std::int32_t x = 0; x < part.width; ++x)
            if (bitAt(row, part.x + x)) into.setPixel({x, y}, into.pixel({x, y}) | value);
    }
}

const std::byte* rowAt(const Source& source, Point at)
{
    return source.bytes.data() + static_cast<std::size_t>(at.y) * source.stride +
           static_cast<std::size_t>(at.x * bitsPerPixel(source.depth) / 8);
}

Image read(const Source& source, const Rect& part, const GraphicsContext& gc)
{
    if (source.format == x11::ImageFormat::ZPixmap && source.depth > 1)
        return imageFromRows(rowAt(source, part.origin()), source.stride, part.size(),
                             source.depth);
    Image image(part.size(), source.depth);
    const auto planes =
        source.format == x11::ImageFormat::XYPixmap ? static_cast<unsigned>(source.depth) : 1u;
    for (unsigned plane = 0; plane < planes; ++plane) // highest first
        readPlane(source, plane, part, image, 1u << (planes - 1 - plane));
    if (source.format != x11::ImageFormat::XYBitmap) return image;
    Image coloured(part.size(), gc.depth);
    for (std::int32_t y = 0; y < part.height; ++y)
        for (std::int32_t x = 0; x < part.width; ++x)
            coloured.setPixel({x, y}, image.pixel({x, y}) ? gc.foreground : gc.background);
    return coloured;
}

// What of `to` would be changed at all: no more is looked at, however large the client's image.
Rect visible(const Display& display, const Target& target, const Rect& to)
{
    const Image* image = const_cast<Display&>(display).images().find(target.image);
    Rect part = image ? to.intersected(image->bounds()) : Rect{};
    if (!target.clip.rects) return part;
    Rect open;
    for (const Rect& rect : *target.clip.rects) open = open.united(rect);
    return part.intersected(open);
}

void put(Call& call, const shm::PutImage& request)
{
    Display& display = call.display;
    const Drawable& drawable = display.drawable(request.drawable);
    const GraphicsContext& gc = display.gc(request.gc);
    const Target target = display.target(drawable, gc);
    const Source source = sourceOf(call, request, drawable);
    if (target.nothing()) return;

    const Rect whole{request.dstX + target.offset.x, request.dstY + target.offset.y,
                     request.srcWidth, request.srcHeight};
    const Rect to = visible(display, target, whole);
    if (to.empty()) return;
    const Point from = Point{request.srcX, request.srcY} + to.origin() - whole.origin();
    const bool plain = source.format == x11::ImageFormat::ZPixmap &&
                       isLaidOutAsImage(source.depth) && replacesPixels(gc, source.depth);
    if (plain)
        putExact(display.painter(), target, to, {rowAt(source, from), source.stride});
    else
        display.painter().putPixels(target.image, gc.raster(target),
                                    read(source, Rect::at(from, to.size()), gc), to.origin());
}

} // namespace

void handle(Call& call, const shm::PutImage& request)
{
    put(call, request);
    if (!request.sendEvent) return;
    shm::CompletionEvent event;
    event.drawable = request.drawable;
    event.minorEvent = shm::PutImage::opcode;
    event.majorEvent = shm::extension.majorOpcode;
    event.shmseg = request.shmseg;
    event.offset = request.offset;
    call.client.send(event);
}

shm::GetImage::Reply handle(Call& call, const shm::GetImage& request)
{
    if (request.format != x11::ImageFormat::XYPixmap && request.format != x11::ImageFormat::ZPixmap)
        throw badValue(request.format);
    const Drawable& drawable = call.display.drawable(request.drawable);
    const auto bytes = segmentBytes(call, request.shmseg, request.offset, Access::ReadWrite);
    const Rect rect{request.x, request.y, request.width, request.height};
    const bool planes = request.format == x11::ImageFormat::XYPixmap;
    const std::uint32_t asked = request.planeMask & Image({}, drawable.depth()).pixelMask();
    const std::size_t size =
        static_cast<std::size_t>(request.height) *
        (planes ? bitmapStride(request.width) * static_cast<std::size_t>(std::popcount(asked))
                : pixmapStride(request.width, drawable.depth()));
    if (size > bytes.size()) throw badAccess();

    const ReadPixels read = pixelsOf(call.display, drawable, rect);
    const auto pixels = planes ? planesFromImage(read.image(), read.part, request.planeMask)
                               : pixmapFromImage(read.image(), read.part, request.planeMask);
    std::memcpy(bytes.data(), pixels.data(), std::min(size, pixels.size()));
    shm::GetImage::Reply reply;
    reply.depth = static_cast<std::uint8_t>(drawable.depth());
    if (drawable.isWindow()) reply.visual = static_cast<const Window&>(drawable).visual();
    reply.size = static_cast<std::uint32_t>(size);
    return reply;
}

void handle(Call& call, const shm::CreatePixmap& request)
{
    Display& display = call.display;
    display.checkNew(call.client, request.pid);
    display.drawable(request.drawable); // names the screen, of which there is one
    const auto bytes = segmentBytes(call, request.shmseg, request.offset, Access::ReadWrite);
    if (request.width == 0 || request.height == 0 || request.depth == 0) throw badValue(0);
    constexpr std::uint16_t widest = 32767;
    if (request.width > widest || request.height > widest) throw badAlloc();
    if (!Screen::hasDepth(request.depth)) throw badValue(request.depth);
    if (pixmapStride(request.width, request.depth) * request.height > bytes.size())
        throw badAccess();
    const auto& segment = display.resources().get<ShmSegment>(request.shmseg, shm::ErrorCode::Seg);
    const std::shared_ptr<Pixmap> pixmap = std::make_shared<SharedPixmap>(
        request.pid, Size{request.width, request.height}, request.depth, display.painter(),
        call.client.pixels, display.extensions().drawn, segment.memory, request.offset);
    display.add(call.client, request.pid, pixmap);
}

} // namespace vitrine
