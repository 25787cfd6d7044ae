// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

// Text in core fonts. X11 protocol, section 9 (requests), in its order.
namespace vitrine {

void handle(Call& call, const x11::PolyText8& request);
void handle(Call& call, const x11::PolyText16& request);
void handle(Call& call, const x11::ImageText8& request);
void handle(Call& call, const x11::ImageText16& request);

} // namespace vitrine
