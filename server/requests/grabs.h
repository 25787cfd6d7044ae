// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

namespace vitrine {

x11::GrabPointer::Reply handle(Call& call, const x11::GrabPointer& request);
void handle(Call& call, const x11::UngrabPointer& request);
void handle(Call& call, const x11::ChangeActivePointerGrab& request);
x11::GrabKeyboard::Reply handle(Call& call, const x11::GrabKeyboard& request);
void handle(Call& call, const x11::UngrabKeyboard& request);
void handle(Call& call, const x11::GrabButton& request);
void handle(Call& call, const x11::UngrabButton& request);
void handle(Call& call, const x11::GrabKey& request);
void handle(Call& call, const x11::UngrabKey& request);
void handle(Call& call, const x11::AllowEvents& request);

} // namespace vitrine
