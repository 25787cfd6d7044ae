// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/line_faces.h"

namespace vitrine {

struct Faces {
    LineFace from, to; // at the segment's ends
};

struct Projections {
    bool from = false, to = false; // ends that reach half a width further
};

// The body of a wide line between two points; where it is joined or capped is the answer.
Faces drawWideSegment(StrokeInk& target, std::int32_t width, const Segment& segment,
                      Projections projections);

} // namespace vitrine
