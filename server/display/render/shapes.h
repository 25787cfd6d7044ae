// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/render/picture.h"

#include <pixman.h>

#include <span>

namespace vitrine {

// X Rendering Extension, section 9, Trapezoids, Triangles and CompositeGlyphs. `from` of the source
// comes to the first point's pixel, whichever shapes of a list are drawn.
struct ShapeDrawing {
    std::uint8_t operation;
    const Picture& source;
    Picture& target;
    const PictFormat* maskFormat; // null: each shape by itself
    Point from;
    Point first;
};

// The box around what a shape may touch, in the target's coordinates.
Rect boxOf(const pixman_trapezoid_t& trapezoid);
Rect boxOf(const pixman_triangle_t& triangle);
Rect boxOf(const pixman_trap_t& trap);

void compositeShapes(Display& display, const ShapeDrawing& drawing,
                     std::span<const pixman_trapezoid_t> trapezoids);
void compositeShapes(Display& display, const ShapeDrawing& drawing,
                     std::span<const pixman_triangle_t> triangles);

// AddTraps: coverage added to the target's alpha.
void addTraps(Display& display, Picture& target, Point offset,
              std::span<const pixman_trap_t> traps);

} // namespace vitrine
