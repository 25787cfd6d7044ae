// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xcb/xcb.h>

namespace vitrine {

class TestServer;

// What the user's hands do: X's numbers for events, then a keycode or button, or a position on the
// screen. Done when it returns.
void fakeInput(TestServer& server, int type, int detail, int x = 0, int y = 0);
void fakeInput(xcb_connection_t* connection, int type, int detail, int x = 0,
               int y = 0); // by XTEST

} // namespace vitrine
