// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/held_region.h"
#include "server/requests/call.h"

// The regions that clients name by XFIXES, for those extensions that read and write them.
namespace vitrine {

HeldRegion namedRegion(Call& call, Xid id);       // or throws BadRegion
HeldRegion namedRegionOrNone(Call& call, Xid id); // None: null

void addRegion(Call& call, Xid id, Region region);
void setRegion(Call& call, Xid id, Region region); // of one that there is

} // namespace vitrine
