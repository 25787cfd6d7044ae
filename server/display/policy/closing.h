// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"

namespace vitrine {

class Display;
class Window;
struct PolicyAtoms;

// A message of WM_PROTOCOLS to the window's client: ICCCM 4.2.8.
void sendProtocol(Display& display, const PolicyAtoms& atoms, const Window& window, Atom protocol);

// By WM_DELETE_WINDOW; a client that does not understand it is killed.
void closeWindow(Display& display, const PolicyAtoms& atoms, const Window& window);

} // namespace vitrine
