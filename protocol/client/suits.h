// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/images.h"
#include "protocol/ops/ops.h"

namespace vitrine {

// Whether an op keeps what the canvas demands of its caller: that pixels, sources and tiles have
// the target's depth, stipples and planes exist, and what is composited is no image of depth 16.
// Missing images are fine: nothing is drawn then.
bool suits(const Op& op, const Images& images);

} // namespace vitrine
