// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

namespace vitrine {

void handle(Call& call, const x11::SetInputFocus& request);
x11::GetInputFocus::Reply handle(Call& call, const x11::GetInputFocus& request);

} // namespace vitrine
