// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/window_painting.h"

#include "protocol/canvas/depths.h"
#include "server/display/painter.h"
#include "server/display/pixmap.h"
#include "server/display/window.h"

namespace vitrine {

namespace {

// What a window without alpha gains where it lies inside one that has it: it is opaque.
std::uint32_t gained(const Window& window)
{
    return gainedBits(window.depth(), window.surfaceOwner().depth());
}

Paint paintOf(std::uint32_t pixel, const Pixmap* pixmap, Point origin)
{
    Paint paint;
    paint.foreground = pixel;
    if (pixmap) {
        paint.style = FillStyle::Tiled;
        paint.pattern = pixmap->image();
        paint.origin = origin;
    }
    return paint;
}

// The window whose background shows: itself, or the ancestor to which ParentRelative leads.
const Window& backgroundSource(const Window& window)
{
    const Window* source = &window;
    while (source->parent() &&
           source->attributes.background.kind == Background::Kind::ParentRelative)
        source = source->parent();
    return *source;
}

} // namespace

std::optional<Paint> backgroundOf(const Window& window, Point inside)
{
    const Window& source = backgroundSource(window);
    const Background& background = source.attributes.background;
    if (background.kind == Background::Kind::None ||
        background.kind == Background::Kind::ParentRelative) {
        if (gained(window) == 0) return std::nullopt;
        return Paint{.raster = {.function = RasterFunction::Or}, .foreground = gained(window)};
    }
    const Point origin = inside + (source.screenOrigin() - window.screenOrigin());
    return paintOf(background.pixel | gained(window), background.pixmap.get(), origin);
}

void paintBackground(Painter& painter, const Window& window, const Region& part)
{
    if (part.empty() || window.isInputOnly()) return;
    if (const auto paint = backgroundOf(window, window.offset()))
        painter.fillRects(window.image(), *paint, part.rects());
}

void paintBorder(Painter& painter, const Window& window, const Region& part)
{
    if (part.empty() || window.isInputOnly()) return;
    const Border& border = window.attributes.border;
    // X11 protocol, CreateWindow: the border's tile origin is that of the background.
    const Point origin =
        window.offset() + (backgroundSource(window).screenOrigin() - window.screenOrigin());
    painter.fillRects(window.image(),
                      paintOf(border.pixel | gained(window), border.pixmap.get(), origin),
                      part.rects());
}

} // namespace vitrine
