// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/image.h"
#include "server/requests/call.h"

#include "x11/core.h"

// Pixels in and out. X11 protocol, section 9 (requests).
namespace vitrine {

class Drawable;
struct GraphicsContext;

void handle(Call& call, const x11::PutImage& request);
x11::GetImage::Reply handle(Call& call, const x11::GetImage& request);

// The pixels of a drawable, as it tells them: those of the root are the screen's. BadMatch where a
// window is not viewable, or the rectangle not inside its outer edges.
struct ReadPixels {
    Image made;                   // where they had to be put together, or else
    const Image* shown = nullptr; // the drawable's own, until it changes
    Rect part;                    // of the image

    const Image& image() const { return shown ? *shown : made; }
};
ReadPixels pixelsOf(Display& display, const Drawable& drawable, const Rect& rect);

// Whether pixels that are put come there as they are.
bool replacesPixels(const GraphicsContext& gc, int depth);

} // namespace vitrine
