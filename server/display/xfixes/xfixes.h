// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"
#include "server/display/selections.h"

#include <cstdint>
#include <map>
#include <vector>

namespace vitrine {

class Cursor;
class Display;

// XFIXES: who is told of selections and of the cursor, and who hides it.
class XFixes {
public:
    explicit XFixes(Display& display) : display_(display) {} // borrowed, outlives us

    // A mask of 1 << SelectionChange; 0: no more.
    void selectSelection(ClientId client, Xid window, Atom selection, std::uint32_t mask);
    void selectionChanged(SelectionChange why, Atom selection, const SelectionOwner& now);

    void selectCursor(ClientId client, Xid window, std::uint32_t mask);
    void cursorShown(const Cursor& cursor); // another than before

    // Each client may hide the cursor several times, and shows it as often.
    void hideCursor(ClientId client);
    bool showCursor(ClientId client); // false where the client does not hide it
    bool cursorHidden() const { return !hiding_.empty(); }

    void setDisconnectMode(ClientId client, std::uint32_t mode);
    std::uint32_t disconnectMode(ClientId client) const;

    void windowGone(Xid window);
    void clientGone(ClientId client);

private:
    struct SelectionWatch {
        ClientId client;
        Xid window;
        Atom selection;
        std::uint32_t mask;
    };
    struct CursorWatch {
        ClientId client;
        Xid window;
    };

    Display& display_;
    std::vector<SelectionWatch> selectionWatches_;
    std::vector<CursorWatch> cursorWatches_;
    std::map<std::uint32_t, int> hiding_; // by client, how often
    std::map<std::uint32_t, std::uint32_t> disconnectModes_;
};

} // namespace vitrine
