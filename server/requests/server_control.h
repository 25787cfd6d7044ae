// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

// What concerns the server and its clients as such.
namespace vitrine {

void handle(Call& call, const x11::GrabServer& request);
void handle(Call& call, const x11::UngrabServer& request);
void handle(Call& call, const x11::SetScreenSaver& request);
x11::GetScreenSaver::Reply handle(Call& call, const x11::GetScreenSaver& request);
void handle(Call& call, const x11::ForceScreenSaver& request);
void handle(Call& call, const x11::ChangeHosts& request);
x11::ListHosts::Reply handle(Call& call, const x11::ListHosts& request);
void handle(Call& call, const x11::SetAccessControl& request);
void handle(Call& call, const x11::SetCloseDownMode& request);
void handle(Call& call, const x11::KillClient& request);

} // namespace vitrine
