// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/wire.h"

#include <cstdint>

namespace vitrine {

class Display;
class XClient;

// Answers one request, which becomes the client's next by number: its reply, or the error it
// earned.
void answer(Display& display, XClient& client, const x11::Frame& frame);

// The same for a request whose length cannot be: BadLength.
void answerBadLength(XClient& client, const x11::Frame& header);

} // namespace vitrine
