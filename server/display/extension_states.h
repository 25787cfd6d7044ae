// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/composite/composite.h"
#include "server/display/damage/damages.h"
#include "server/display/dbe/double_buffers.h"
#include "server/display/drawn_sink.h"
#include "server/display/present/presentations.h"
#include "server/display/shape/shapes.h"
#include "server/display/window.h"
#include "server/display/xfixes/xfixes.h"
#include "server/display/xtest/delays.h"

namespace vitrine {

// What extensions keep beside the resources that clients name: one member each.
struct ExtensionStates {
    explicit ExtensionStates(Display& display)
        : drawn(display), shapes(display), xfixes(display), damages(display, drawn),
          composite(display, drawn), doubleBuffers(display), presentations(display), delays(display)
    {
    }

    void windowGone(const Window& window)
    {
        shapes.windowGone(window.id());
        xfixes.windowGone(window.id());
        damages.windowGone(window);
        composite.windowGone(window);
        doubleBuffers.windowGone(window);
        presentations.windowGone(window);
    }
    void clientGone(ClientId client) // its connection has ended
    {
        shapes.clientGone(client);
        xfixes.clientGone(client);
        composite.clientGone(client);
        delays.clientGone(client);
    }

    void treeChanged() { damages.treeChanged(); }

    DrawnSink drawn;
    Shapes shapes;
    XFixes xfixes;
    Damages damages;
    Composite composite;
    DoubleBuffers doubleBuffers;
    Presentations presentations;
    Delays delays;
};

} // namespace vitrine
