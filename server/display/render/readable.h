// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "protocol/canvas/ids.h"

#include <cstdint>
#include <optional>

namespace vitrine {

class Display;
class Picture;

// A picture that the canvas can read by itself: one colour, or an image's pixels as they are.
struct Readable {
    std::optional<std::uint32_t> color; // premultiplied, 0xAARRGGBB; none: the image
    ImageId image;
    Point from;           // of the image, for the corner of what was asked for
    bool repeats = false; // false: transparent outside, or never asked for
    bool opaque = false;  // in all that was asked for
    bool inside = false;  // the image has all that was asked for
};

// The picture's colour, if it has only one: a solid fill, or a single pixel that repeats.
std::optional<std::uint32_t> colorOf(Display& display, const Picture& picture);

// None where only pixman knows how to read `rect`, in the picture's coordinates.
std::optional<Readable> readable(Display& display, const Picture& picture, const Rect& rect);

// Whether the canvas can draw on it.
bool drawable(Display& display, Picture& picture);

} // namespace vitrine
