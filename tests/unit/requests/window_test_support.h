// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/windows.h"
#include "tests/support/test_display.h"

namespace vitrine::test {

inline x11::CreateWindow createRequest(TestClient& client, Xid parent, const Rect& bounds,
                                       int borderWidth = 0)
{
    x11::CreateWindow request;
    request.wid = client.newId();
    request.parent = parent;
    request.x = static_cast<std::int16_t>(bounds.x);
    request.y = static_cast<std::int16_t>(bounds.y);
    request.width = static_cast<std::uint16_t>(bounds.width);
    request.height = static_cast<std::uint16_t>(bounds.height);
    request.borderWidth = static_cast<std::uint16_t>(borderWidth);
    return request;
}

// A window with override-redirect, so that no window policy has a say, that hears `events`.
inline Xid createWindow(TestClient& client, Xid parent, const Rect& bounds,
                        std::uint32_t events = 0, int borderWidth = 0)
{
    x11::CreateWindow request = createRequest(client, parent, bounds, borderWidth);
    request.valueList.overrideRedirect = 1;
    request.valueList.eventMask = events;
    request.valueList.backgroundPixel = 0x123456;
    request.valueMask = x11::CW::OverrideRedirect | x11::CW::EventMask | x11::CW::BackPixel;
    client(request);
    return request.wid;
}

inline Xid createMapped(TestClient& client, Xid parent, const Rect& bounds,
                        std::uint32_t events = 0, int borderWidth = 0)
{
    const Xid id = createWindow(client, parent, bounds, events, borderWidth);
    client(x11::MapWindow{id});
    return id;
}

inline void changeEvents(TestClient& client, Xid window, std::uint32_t events)
{
    x11::ChangeWindowAttributes request;
    request.window = window;
    request.valueMask = x11::CW::EventMask;
    request.valueList.eventMask = events;
    client(request);
}

inline Rect rectOf(const x11::ExposeEvent& event)
{
    return {event.x, event.y, event.width, event.height};
}

} // namespace vitrine::test
