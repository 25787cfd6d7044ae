// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/cursors.h"

#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/render/font.h"

namespace vitrine {

namespace {

constexpr int largest = 1024; // pixels of a cursor's side; no hand wants more

// Of any request that colours a cursor.
template<class Request> CursorColor foregroundOf(const Request& request)
{
    return {request.foreRed, request.foreGreen, request.foreBlue};
}
template<class Request> CursorColor backgroundOf(const Request& request)
{
    return {request.backRed, request.backGreen, request.backBlue};
}

Image filled(Size size)
{
    Image image(size, 1);
    for (std::int32_t y = 0; y < size.height; ++y)
        for (std::int32_t x = 0; x < size.width; ++x) image.setPixel({x, y}, 1);
    return image;
}

const Image& bitmap(Display& display, Xid id)
{
    const Pixmap& pixmap = display.pixmap(id);
    if (pixmap.depth() != 1) throw badMatch();
    const Image* const image = display.images().find(pixmap.image());
    if (!image) throw badAlloc();
    return *image;
}

Glyph glyphOf(Display& display, Xid font, std::uint16_t character)
{
    Glyph glyph;
    CharMetrics metrics;
    if (!display.resources().get<Font>(font).shape(character, glyph, metrics))
        throw badValue(character);
    return glyph;
}

void add(Call& call, Xid id, Image source, Image mask, Point hotspot, CursorColor foreground,
         CursorColor background)
{
    if (source.size().empty()) source = mask = Image({1, 1}, 1); // a blank character: nothing shows
    if (source.width() > largest || source.height() > largest) throw badAlloc();
    call.display.add(call.client, id,
                     std::make_shared<Cursor>(call.display.input().newCursorId(), std::move(source),
                                              std::move(mask), hotspot, foreground, background));
}

} // namespace

void handle(Call& call, const x11::CreateCursor& request)
{
    call.display.checkNew(call.client, request.cid);
    const Image& source = bitmap(call.display, request.source);
    Image mask = request.mask ? bitmap(call.display, request.mask) : filled(source.size());
    const Point hotspot{request.x, request.y};
    // "must be a point within the source": X.Org allows one beyond, and GTK 3 relies on it.
    const bool within = hotspot.x <= source.width() && hotspot.y <= source.height();
    if (mask.size() != source.size() || !within) throw badMatch();
    add(call, request.cid, source, std::move(mask), hotspot, foregroundOf(request),
        backgroundOf(request));
}

// The cursor is as large as the mask's character; the source's is laid over it, pen on pen.
void handle(Call& call, const x11::CreateGlyphCursor& request)
{
    call.display.checkNew(call.client, request.cid);
    const Glyph source = glyphOf(call.display, request.sourceFont, request.sourceChar);
    Glyph mask{filled(source.mask.size()), source.origin};
    if (request.maskFont) mask = glyphOf(call.display, request.maskFont, request.maskChar);
    Image picture(mask.mask.size(), 1);
    const Point shift = source.origin - mask.origin;
    for (std::int32_t y = 0; y < picture.height(); ++y)
        for (std::int32_t x = 0; x < picture.width(); ++x)
            if (const Point from = Point{x, y} + shift; source.mask.bounds().contains(from))
                picture.setPixel({x, y}, source.mask.pixel(from));
    add(call, request.cid, std::move(picture), std::move(mask.mask), mask.origin,
        foregroundOf(request), backgroundOf(request));
}

void handle(Call& call, const x11::RecolorCursor& request)
{
    Cursor& cursor = call.display.resources().get<Cursor>(request.cursor);
    const auto recolor = [&](Cursor& each) {
        each.recolor(call.display.input().newCursorId(), foregroundOf(request),
                     backgroundOf(request));
    };
    recolor(cursor);
    for (const Cursor::Frame& frame : cursor.frames()) recolor(*frame.cursor);
    call.display.input().cursorChanged();
}

void handle(Call& call, const x11::FreeCursor& request)
{
    call.display.resources().get<Cursor>(request.cursor);
    call.display.free(request.cursor);
}

} // namespace vitrine
