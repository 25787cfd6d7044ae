// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/images.h"

#include "protocol/canvas/depths.h"
#include "server/display/display.h"
#include "server/display/shm/exact_put.h"
#include "server/requests/image_formats.h"

#include <array>

namespace vitrine {

namespace {

constexpr std::int32_t scanlinePad = 32;

// "The depth must match", and how the data must be laid out.
void check(const x11::PutImage& request, const Drawable& drawable)
{
    std::size_t bytes = 0;
    const std::int32_t padded = request.width + request.leftPad;
    switch (request.format) {
    case x11::ImageFormat::XYBitmap:
        if (request.depth != 1) throw badMatch();
        bytes = bitmapStride(padded);
        break;
    case x11::ImageFormat::XYPixmap:
        if (request.depth != drawable.depth()) throw badMatch();
        bytes = bitmapStride(padded) * request.depth;
        break;
    case x11::ImageFormat::ZPixmap:
        if (request.depth != drawable.depth() || request.leftPad != 0) throw badMatch();
        bytes = pixmapStride(request.width, request.depth);
        break;
    default: throw badValue(request.format);
    }
    if (request.leftPad >= scanlinePad) throw badMatch();
    bytes *= request.height;
    if (request.data.size() < bytes || request.data.size() > bytes + 3) throw badLength();
}

// A bitmap of ones and zeros is drawn in the context's two colours.
Image coloured(const Image& bitmap, const GraphicsContext& gc)
{
    Image image(bitmap.size(), gc.depth);
    const std::array colours{gc.background & image.pixelMask(), gc.foreground & image.pixelMask()};
    for (std::int32_t y = 0; y < bitmap.height(); ++y) {
        const std::uint8_t* bits = bitmap.row<std::uint8_t>(y);
        const auto fill = [&]<class Pixel>(Pixel* row) {
            for (std::int32_t x = 0; x < bitmap.width(); ++x)
                row[x] = static_cast<Pixel>(colours[bits[x]]);
        };
        image.bytesPerPixel() == 1 ? fill(image.row<std::uint8_t>(y))
                                   : fill(image.row<std::uint32_t>(y));
    }
    return image;
}

Image read(const x11::PutImage& request, const GraphicsContext& gc)
{
    const Size size{request.width, request.height};
    switch (request.format) {
    case x11::ImageFormat::XYBitmap:
        return coloured(imageFromBitmap(request.data, size, request.leftPad), gc);
    case x11::ImageFormat::XYPixmap:
        return imageFromPlanes(request.data, size, request.leftPad, request.depth);
    default: return imageFromPixmap(request.data, size, request.depth);
    }
}

// "The window must be viewable, and the rectangle inside its outside edges", borders and all.
Rect readablePart(const Drawable& drawable)
{
    const Rect inside = Rect::of(drawable.size());
    if (!drawable.isWindow()) return inside;
    const auto& window = static_cast<const Window&>(drawable);
    if (window.isInputOnly() || !window.viewable()) throw badMatch();
    return inside.grown(window.borderWidth());
}

// From an image of depth 24 to 32 or back: a window inside one of the other depth.
Image converted(const Image& image, int depth)
{
    Image result(image.size(), depth);
    const std::uint32_t gained = gainedBits(image.depth(), depth);
    for (std::int32_t y = 0; y < image.height(); ++y) {
        const std::uint32_t* from = image.row<std::uint32_t>(y);
        std::uint32_t* to = result.row<std::uint32_t>(y);
        for (std::int32_t x = 0; x < image.width(); ++x)
            to[x] = (from[x] | gained) & result.pixelMask();
    }
    return result;
}

// Also of a rectangle without pixels.
bool isWithin(const Rect& rect, const Rect& bounds)
{
    return rect.x >= bounds.x && rect.y >= bounds.y &&
           rect.x + rect.width <= bounds.x + bounds.width &&
           rect.y + rect.height <= bounds.y + bounds.height;
}

} // namespace

ReadPixels pixelsOf(Display& display, const Drawable& drawable, const Rect& rect)
{
    if (!isWithin(rect, readablePart(drawable))) throw badMatch();
    const auto made = [&](Image image) {
        return ReadPixels{.made = std::move(image), .part = Rect::of(rect.size())};
    };
    if (rect.empty()) return made(Image(rect.size(), drawable.depth()));
    drawable.refresh(rect);
    // The root is the screen: what stands on it belongs to the picture.
    if (drawable.id() == Screen::root) return made(display.composed(rect));
    const Image* image = display.images().find(drawable.image());
    const Rect part = rect.translated(drawable.offset());
    if (!image || !image->bounds().contains(part))
        return made(Image(rect.size(), drawable.depth()));
    if (image->depth() != drawable.depth())
        return made(converted(image->copy(part), drawable.depth()));
    return {.shown = image, .part = part};
}

bool replacesPixels(const GraphicsContext& gc, int depth)
{
    const std::uint32_t all = Image({}, depth).pixelMask();
    return gc.function == RasterFunction::Copy && (gc.planeMask & all) == all;
}

void handle(Call& call, const x11::PutImage& request)
{
    Display& display = call.display;
    const Drawable& drawable = display.drawable(request.drawable);
    const GraphicsContext& gc = display.gc(request.gc);
    const Target target = display.target(drawable, gc);
    check(request, drawable);
    if (request.width == 0 || request.height == 0) return;
    const Point at{request.dstX, request.dstY};
    const bool plain = request.format == x11::ImageFormat::ZPixmap && request.depth > 4 &&
                       replacesPixels(gc, request.depth);
    // What a window shows changes less often than programs say; a pixmap is there to be used again.
    if (plain && drawable.isWindow() && !gc.includeInferiors)
        return putExact(display.painter(), target,
                        Rect::at(at + target.offset, {request.width, request.height}),
                        {request.data.data(), pixmapStride(request.width, request.depth)});
    if (!target.nothing())
        display.painter().putPixels(target.image, gc.raster(target), read(request, gc),
                                    at + target.offset);
    for (const Target& other : display.inferiorTargets(drawable, gc))
        display.painter().putPixels(other.image, gc.raster(other), read(request, gc),
                                    at + other.offset);
}

x11::GetImage::Reply handle(Call& call, const x11::GetImage& request)
{
    if (request.format != x11::ImageFormat::XYPixmap && request.format != x11::ImageFormat::ZPixmap)
        throw badValue(request.format);
    const Drawable& drawable = call.display.drawable(request.drawable);
    const ReadPixels read =
        pixelsOf(call.display, drawable, {request.x, request.y, request.width, request.height});

    x11::GetImage::Reply reply;
    reply.depth = static_cast<std::uint8_t>(drawable.depth());
    if (drawable.isWindow()) reply.visual = static_cast<const Window&>(drawable).visual();
    if (read.part.empty()) return reply;
    reply.data = request.format == x11::ImageFormat::ZPixmap
                     ? pixmapFromImage(read.image(), read.part, request.planeMask)
                     : planesFromImage(read.image(), read.part, request.planeMask);
    return reply;
}

} // namespace vitrine
