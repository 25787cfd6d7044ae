// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/graphics_context.h"

#include "server/display/pixmap.h"

namespace vitrine {

void GraphicsContext::clipChanged()
{
    static std::uint64_t last = 0; // the core is one thread
    clipSerial = ++last;
}

Paint GraphicsContext::paint(const Target& target) const
{
    Paint paint{.raster = raster(target),
                .style = fillStyle,
                .foreground = foreground,
                .background = background};
    const Pixmap* pattern = fillStyle == FillStyle::Tiled ? tile.get() : stipple.get();
    if (fillStyle == FillStyle::Solid) return paint;
    if (!pattern) { // one pixel fills everything
        paint.style = FillStyle::Solid;
        if (fillStyle == FillStyle::Tiled) paint.foreground = tilePixel;
        return paint;
    }
    pattern->refresh(pattern->bounds());
    paint.pattern = pattern->image();
    paint.origin = patternOrigin + target.offset;
    return paint;
}

Raster GraphicsContext::raster(const Target& target) const
{
    return {function, planeMask & target.planes, target.clip};
}

Raster GraphicsContext::raster(Target&& target) const
{
    return {function, planeMask & target.planes, std::move(target.clip)};
}

Stroke GraphicsContext::stroke() const
{
    Stroke stroke{.width = lineWidth, .style = lineStyle, .cap = capStyle, .join = joinStyle};
    if (lineStyle != LineStyle::Solid) {
        stroke.dashOffset = dashOffset;
        stroke.dashes = dashes;
    }
    return stroke;
}

} // namespace vitrine
