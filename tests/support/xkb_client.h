// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/x_client.h"

// libxcb's header has a member whose name is a keyword here.
#define explicit explicit_
#include <xcb/xkb.h>
#undef explicit
