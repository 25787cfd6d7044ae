// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/twofold.h"

namespace vitrine {

// Of angles up to pi / 4 in radians; correctly rounded, so that every machine has the same.
double smallSine(Twofold angle);
double smallCosine(Twofold angle);

} // namespace vitrine
