// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/cursor.h"

namespace vitrine {

// The cursor of a screen on which nobody has chosen one: an arrow.
CursorRef arrowCursor(CursorId id);

} // namespace vitrine
