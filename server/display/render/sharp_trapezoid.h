// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/paint.h"

#include <pixman.h>

#include <vector>

namespace vitrine {

// Appends the pixels whose centres lie inside a trapezoid, row by row, as far as they are in
// `area`: what pixman makes of it in a mask of depth 1. False, and nothing, where its sides lead
// too far away for the numbers that pixman takes.
bool appendSharp(const pixman_trapezoid_t& shape, const Rect& area, std::vector<Span>& rows);

} // namespace vitrine
