// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/input.h"

namespace vitrine {

class Display;

// Does to the display what a viewer's user did: pointer, wheel, keys, windows. What concerns the
// link and not the display (Hello, Acknowledge, Viewport, SetClipboard) does nothing here.
// Everything is bounded: a position is moved onto the screen, an unknown surface, button or keysym
// does nothing.
void act(Display& display, const Input& input);

} // namespace vitrine
