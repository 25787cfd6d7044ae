// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

// Pixels in and out. X11 protocol, section 9 (requests).
namespace vitrine {

void handle(Call& call, const x11::PutImage& request);
x11::GetImage::Reply handle(Call& call, const x11::GetImage& request);

} // namespace vitrine
