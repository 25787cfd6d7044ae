// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/image.h"
#include "server/base/region.h"

#include <cstdint>
#include <span>
#include <vector>

#include "x11/core.h"

// Regions as X's requests say them, and as its replies do.
namespace vitrine {

// BadValue for an ordering that there is not; BadMatch where the rectangles are not so ordered.
void checkOrder(std::span<const x11::Rectangle> rectangles, std::uint8_t ordering);

// What of it X can name, or a BadAlloc where that might be too much.
Region regionOf(std::span<const x11::Rectangle> rectangles);
Region regionOf(const Image& bitmap); // its ones

// Moved, less what X's 16 bits cannot name any more.
Region moved(Region region, Point by);

x11::Rectangle rectangleOf(const Rect& rect);
std::vector<x11::Rectangle> rectanglesOf(const Region& region);

} // namespace vitrine
