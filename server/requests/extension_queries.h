// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

namespace vitrine {

x11::QueryExtension::Reply handle(Call& call, const x11::QueryExtension& request);
x11::ListExtensions::Reply handle(Call& call, const x11::ListExtensions& request);
void handle(Call& call, const x11::NoOperation& request);

} // namespace vitrine
