// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

namespace vitrine {

x11::QueryPointer::Reply handle(Call& call, const x11::QueryPointer& request);
x11::GetMotionEvents::Reply handle(Call& call, const x11::GetMotionEvents& request);
void handle(Call& call, const x11::WarpPointer& request);
x11::SetPointerMapping::Reply handle(Call& call, const x11::SetPointerMapping& request);
x11::GetPointerMapping::Reply handle(Call& call, const x11::GetPointerMapping& request);
void handle(Call& call, const x11::ChangePointerControl& request);
x11::GetPointerControl::Reply handle(Call& call, const x11::GetPointerControl& request);

} // namespace vitrine
