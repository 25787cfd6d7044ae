// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

// Core fonts. X11 protocol, section 9 (requests), in its order.
namespace vitrine {

void handle(Call& call, const x11::OpenFont& request);
void handle(Call& call, const x11::CloseFont& request);
x11::QueryFont::Reply handle(Call& call, const x11::QueryFont& request);
x11::QueryTextExtents::Reply handle(Call& call, const x11::QueryTextExtents& request);
x11::ListFonts::Reply handle(Call& call, const x11::ListFonts& request);
void handle(Call& call, const x11::ListFontsWithInfo& request); // replies once a font
void handle(Call& call, const x11::SetFontPath& request);
x11::GetFontPath::Reply handle(Call& call, const x11::GetFontPath& request);

} // namespace vitrine
