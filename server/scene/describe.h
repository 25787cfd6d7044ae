// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/scene/scene_state.h"

#include <memory>

namespace vitrine {

class Display;

// The display's surfaces, stacking and cursor as they are. What is as it was in `previous` (null:
// nothing) is shared with it.
std::shared_ptr<const SceneState> describeScene(Display& display, const SceneState* previous);

} // namespace vitrine
