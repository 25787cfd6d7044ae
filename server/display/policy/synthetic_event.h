// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/writer.h"
#include "server/display/display.h"

#include <vector>

namespace vitrine {

// Sends an event as SendEvent does: marked as not of the server's own.
template<class Event> void sendSynthetic(XClient& client, const Event& event)
{
    if (!client.output()) return;
    constexpr std::byte sent{0x80};
    std::vector<std::byte> bytes;
    x11::Writer writer(bytes, client.byteOrder(), client.sequence());
    event.write(writer);
    bytes[0] |= sent;
    std::vector<std::byte>& out = client.output()->buffer();
    out.insert(out.end(), bytes.begin(), bytes.end());
    client.output()->appended();
}

template<class Event>
void sendSynthetic(Display& display, const Window& window, std::uint32_t mask, const Event& event)
{
    for (const EventSelection selection : window.selections())
        if (selection.mask & mask)
            if (XClient* const client = display.client(selection.client))
                sendSynthetic(*client, event);
}

} // namespace vitrine
