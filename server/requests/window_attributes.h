// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

namespace vitrine {

class Window;

// Checks and sets what a value list gives. A new window has its parent's to copy from.
void setAttributes(Call& call, Window& window, const Window* parent,
                   const x11::CreateWindow::Values& values);
void setAttributes(Call& call, Window& window, const Window* parent,
                   const x11::ChangeWindowAttributes::Values& values);

} // namespace vitrine
