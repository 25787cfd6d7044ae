// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

namespace vitrine {

x11::QueryKeymap::Reply handle(Call& call, const x11::QueryKeymap& request);
void handle(Call& call, const x11::ChangeKeyboardMapping& request);
x11::GetKeyboardMapping::Reply handle(Call& call, const x11::GetKeyboardMapping& request);
x11::SetModifierMapping::Reply handle(Call& call, const x11::SetModifierMapping& request);
x11::GetModifierMapping::Reply handle(Call& call, const x11::GetModifierMapping& request);
void handle(Call& call, const x11::ChangeKeyboardControl& request);
x11::GetKeyboardControl::Reply handle(Call& call, const x11::GetKeyboardControl& request);
void handle(Call& call, const x11::Bell& request);

} // namespace vitrine
