// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

// Atoms and properties.
namespace vitrine {

x11::InternAtom::Reply handle(Call& call, const x11::InternAtom& request);
x11::GetAtomName::Reply handle(Call& call, const x11::GetAtomName& request);
void handle(Call& call, const x11::ChangeProperty& request);
void handle(Call& call, const x11::DeleteProperty& request);
x11::GetProperty::Reply handle(Call& call, const x11::GetProperty& request);
x11::ListProperties::Reply handle(Call& call, const x11::ListProperties& request);
void handle(Call& call, const x11::RotateProperties& request);

} // namespace vitrine
