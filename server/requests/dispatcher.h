// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/wire.h"

#include <cstdint>
#include <functional>

namespace vitrine {

class Display;
class XClient;

struct Call;
using RestOfAnswer = std::function<bool(Call&)>; // Call::rest

// Answers one request, which becomes the client's next by number: its reply, or the error it
// earned. Sets `rest` where there is more to answer before the next request.
void answer(Display& display, XClient& client, const x11::Frame& frame, RestOfAnswer& rest);

// Goes on; empties `rest` at the end.
void continueAnswer(Display& display, XClient& client, RestOfAnswer& rest);

// The same for a request whose length cannot be: BadLength.
void answerBadLength(XClient& client, const x11::Frame& header);

} // namespace vitrine
