// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/input.h"

namespace vitrine {

class Display;

// Does to the display what a viewer's user did: pointer, wheel, keys, windows, the screen's size.
// What concerns the link (Hello, Acknowledge) or the clipboard does nothing here. Everything is
// bounded: a position is moved onto the screen, an unknown surface, button or keysym does nothing,
// nor does what the display refuses.
void act(Display& display, const Input& input);

} // namespace vitrine
