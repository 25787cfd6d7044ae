// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"

#include <vector>

namespace vitrine {

class Display;

// One colormap at a time is installed. X11 protocol, InstallColormap: windows hear of it.
void installColormap(Display& display, Xid id);

// Windows that have one of them have none then, and the default one is installed in its place.
void freeColormaps(Display& display, const std::vector<Xid>& ids); // sorted

} // namespace vitrine
