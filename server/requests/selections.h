// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

namespace vitrine {

void handle(Call& call, const x11::SetSelectionOwner& request);
x11::GetSelectionOwner::Reply handle(Call& call, const x11::GetSelectionOwner& request);
void handle(Call& call, const x11::ConvertSelection& request);

} // namespace vitrine
