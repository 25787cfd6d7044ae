// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

// The window tree. X11 protocol, section 9 (requests), in its order.
namespace vitrine {

void handle(Call& call, const x11::CreateWindow& request);
void handle(Call& call, const x11::ChangeWindowAttributes& request);
x11::GetWindowAttributes::Reply handle(Call& call, const x11::GetWindowAttributes& request);
void handle(Call& call, const x11::DestroyWindow& request);
void handle(Call& call, const x11::DestroySubwindows& request);
void handle(Call& call, const x11::ChangeSaveSet& request);
void handle(Call& call, const x11::ReparentWindow& request);
void handle(Call& call, const x11::MapWindow& request);
void handle(Call& call, const x11::MapSubwindows& request);
void handle(Call& call, const x11::UnmapWindow& request);
void handle(Call& call, const x11::UnmapSubwindows& request);
void handle(Call& call, const x11::ConfigureWindow& request);
void handle(Call& call, const x11::CirculateWindow& request);
x11::GetGeometry::Reply handle(Call& call, const x11::GetGeometry& request);
x11::QueryTree::Reply handle(Call& call, const x11::QueryTree& request);
x11::TranslateCoordinates::Reply handle(Call& call, const x11::TranslateCoordinates& request);
void handle(Call& call, const x11::ClearArea& request);

} // namespace vitrine
