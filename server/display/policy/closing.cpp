// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/policy/closing.h"

#include "server/display/display.h"
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
    // EWMH: a ping names its window besides.
    const Xid subject = protocol == atoms.wmPing ? window.id() : 0;
    event.data.data32 = {protocol, display.now(), subject, 0, 0};
    if (XClient* const client = display.client(window.owner())) sendSynthetic(*client, event);
}

void closeWindow(Display& display, const PolicyAtoms& atoms, const Window& window)
{
    if (hasProtocol(window, atoms, atoms.wmDeleteWindow))
        sendProtocol(display, atoms, window, atoms.wmDeleteWindow);
    else
        display.kill(window.id());
}

void Closing::close(const Window& window)
{
    const std::uint32_t now = display_.now();
    const auto waiting = pinged_.find(window.id());
    if (waiting != pinged_.end() && now - waiting->second >= patience)
        return display_.kill(window.id());
    const bool answers = waiting == pinged_.end() && hasProtocol(window, atoms_, atoms_.wmPing) &&
                         hasProtocol(window, atoms_, atoms_.wmDeleteWindow);
    if (answers) {
        pinged_[window.id()] = now;
        sendProtocol(display_, atoms_, window, atoms_.wmPing);
    }
    closeWindow(display_, atoms_, window);
}

void Closing::answered(Xid window)
{
    pinged_.erase(window);
}

} // namespace vitrine
