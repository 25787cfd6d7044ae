// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/policy/closing.h"

#include "server/display/policy/policy_atoms.h"
#include "server/display/policy/synthetic_event.h"
#include "server/display/policy/window_hints.h"

#include "x11/core.h"

namespace vitrine {

void sendProtocol(Display& display, const PolicyAtoms& atoms, const Window& window, Atom protocol)
{
    x11::ClientMessageEvent event;
    event.format = 32;
    event.window = window.id();
    event.type = atoms.wmProtocols;
    event.data.data32 = {protocol, display.now(), 0, 0, 0};
    if (XClient* const client = display.client(window.owner())) sendSynthetic(*client, event);
}

void closeWindow(Display& display, const PolicyAtoms& atoms, const Window& window)
{
    if (hasProtocol(window, atoms, atoms.wmDeleteWindow))
        sendProtocol(display, atoms, window, atoms.wmDeleteWindow);
    else
        display.kill(window.id());
}

} // namespace vitrine
