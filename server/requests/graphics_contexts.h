// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

// Graphics contexts. X11 protocol, section 9 (requests), in its order.
namespace vitrine {

void handle(Call& call, const x11::CreateGC& request);
void handle(Call& call, const x11::ChangeGC& request);
void handle(Call& call, const x11::CopyGC& request);
void handle(Call& call, const x11::SetDashes& request);
void handle(Call& call, const x11::SetClipRectangles& request);
void handle(Call& call, const x11::FreeGC& request);

} // namespace vitrine
