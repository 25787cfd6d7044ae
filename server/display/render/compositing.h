// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "protocol/canvas/tint.h"
#include "server/display/render/picture.h"

#include <cstdint>
#include <optional>
#include <span>

namespace vitrine {

class Display;

// X Rendering Extension, section 9, Composite: what the canvas can do becomes an op, all else is
// done by pixman and told as damage. Operators are X's numbers; coordinates are the pictures'.
struct Compositing {
    std::uint8_t operation;
    const Picture& source;
    const Picture* mask; // null: none
    Picture& target;
    Point from, maskFrom; // these come to the corner of `to`
    Rect to;
};
void composite(Display& display, const Compositing& compositing);

// The paint that does what the tint does wherever all of a pixel is covered, if there is one.
std::optional<Paint> paintOf(Display& display, Picture& target, const Tint& tint);

// The operator, if the canvas has it.
std::optional<Operator> canvasOperator(std::uint8_t operation);

void fillRectangles(Display& display, std::uint8_t operation, Picture& target, pixman_color_t color,
                    std::span<const Rect> rects);

} // namespace vitrine
