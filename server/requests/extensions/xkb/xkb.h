// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/xkb.h"

namespace vitrine {

// Who asks for what, and the keyboard's state.
x11::xkb::UseExtension::Reply handle(Call& call, const x11::xkb::UseExtension& request);
void handle(Call& call, const x11::xkb::SelectEvents& request);
x11::xkb::PerClientFlags::Reply handle(Call& call, const x11::xkb::PerClientFlags& request);
x11::xkb::GetState::Reply handle(Call& call, const x11::xkb::GetState& request);
void handle(Call& call, const x11::xkb::LatchLockState& request);
void handle(Call& call, const x11::xkb::Bell& request);
x11::xkb::SetDebuggingFlags::Reply handle(Call& call, const x11::xkb::SetDebuggingFlags& request);

// How keys act.
x11::xkb::GetControls::Reply handle(Call& call, const x11::xkb::GetControls& request);
void handle(Call& call, const x11::xkb::SetControls& request);

// The keymap, told.
x11::xkb::GetMap::Reply handle(Call& call, const x11::xkb::GetMap& request);
x11::xkb::GetCompatMap::Reply handle(Call& call, const x11::xkb::GetCompatMap& request);
x11::xkb::GetIndicatorState::Reply handle(Call& call, const x11::xkb::GetIndicatorState& request);
x11::xkb::GetIndicatorMap::Reply handle(Call& call, const x11::xkb::GetIndicatorMap& request);
x11::xkb::GetNamedIndicator::Reply handle(Call& call, const x11::xkb::GetNamedIndicator& request);
x11::xkb::GetNames::Reply handle(Call& call, const x11::xkb::GetNames& request);
x11::xkb::GetDeviceInfo::Reply handle(Call& call, const x11::xkb::GetDeviceInfo& request);
x11::xkb::ListComponents::Reply handle(Call& call, const x11::xkb::ListComponents& request);

// The keymap, changed.
void handle(Call& call, const x11::xkb::SetMap& request);
void handle(Call& call, const x11::xkb::SetCompatMap& request);
void handle(Call& call, const x11::xkb::SetIndicatorMap& request);
void handle(Call& call, const x11::xkb::SetNamedIndicator& request);
void handle(Call& call, const x11::xkb::SetNames& request);
void handle(Call& call, const x11::xkb::SetDeviceInfo& request);
void handle(Call& call, const x11::xkb::GetKbdByName& request); // replies itself

} // namespace vitrine
