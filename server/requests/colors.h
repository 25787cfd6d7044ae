// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

// Colormaps and colours. X11 protocol, section 9 (requests), in its order. All visuals are
// TrueColor: cells cannot be allocated or stored, and colours are computed.
namespace vitrine {

void handle(Call& call, const x11::CreateColormap& request);
void handle(Call& call, const x11::FreeColormap& request);
void handle(Call& call, const x11::CopyColormapAndFree& request);
void handle(Call& call, const x11::InstallColormap& request);
void handle(Call& call, const x11::UninstallColormap& request);
x11::ListInstalledColormaps::Reply handle(Call& call, const x11::ListInstalledColormaps& request);
x11::AllocColor::Reply handle(Call& call, const x11::AllocColor& request);
x11::AllocNamedColor::Reply handle(Call& call, const x11::AllocNamedColor& request);
x11::AllocColorCells::Reply handle(Call& call, const x11::AllocColorCells& request);
x11::AllocColorPlanes::Reply handle(Call& call, const x11::AllocColorPlanes& request);
void handle(Call& call, const x11::FreeColors& request);
void handle(Call& call, const x11::StoreColors& request);
void handle(Call& call, const x11::StoreNamedColor& request);
x11::QueryColors::Reply handle(Call& call, const x11::QueryColors& request);
x11::LookupColor::Reply handle(Call& call, const x11::LookupColor& request);

} // namespace vitrine
