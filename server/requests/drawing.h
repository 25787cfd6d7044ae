// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

// Shapes. X11 protocol, section 9 (requests), in its order.
namespace vitrine {

void handle(Call& call, const x11::CopyArea& request);
void handle(Call& call, const x11::CopyPlane& request);
void handle(Call& call, const x11::PolyPoint& request);
void handle(Call& call, const x11::PolyLine& request);
void handle(Call& call, const x11::PolySegment& request);
void handle(Call& call, const x11::PolyRectangle& request);
void handle(Call& call, const x11::PolyArc& request);
void handle(Call& call, const x11::FillPoly& request);
void handle(Call& call, const x11::PolyFillRectangle& request);
void handle(Call& call, const x11::PolyFillArc& request);

} // namespace vitrine
