// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/call.h"

#include "x11/core.h"

namespace vitrine {

void handle(Call& call, const x11::SendEvent& request);

// An event as another client, of this byte order, has written it; but for its sequence number.
void sendWritten(XClient& client, x11::RawEvent event, x11::ByteOrder from);
constexpr std::uint8_t sentByClient = 0x80; // of an event's number

} // namespace vitrine
