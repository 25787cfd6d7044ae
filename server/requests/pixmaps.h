// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

namespace vitrine {

void handle(Call& call, const x11::CreatePixmap& request);
void handle(Call& call, const x11::FreePixmap& request);
x11::QueryBestSize::Reply handle(Call& call, const x11::QueryBestSize& request);

} // namespace vitrine
