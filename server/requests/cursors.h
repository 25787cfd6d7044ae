// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

namespace vitrine {

void handle(Call& call, const x11::CreateCursor& request);
void handle(Call& call, const x11::CreateGlyphCursor& request);
void handle(Call& call, const x11::RecolorCursor& request);
void handle(Call& call, const x11::FreeCursor& request);

} // namespace vitrine
