// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"

namespace vitrine {

// A COLORMAP. Every visual is TrueColor, so a colormap holds nothing: pixels are their colours.
struct Colormap {
    Xid visual = 0;
    bool installed = false;
};

} // namespace vitrine
