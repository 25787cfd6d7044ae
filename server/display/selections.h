// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"

#include <map>
#include <span>

namespace vitrine {

class Display;
class Window;

struct SelectionOwner {
    Xid window = 0; // None: nobody
    ClientId client;
    std::uint32_t time = 0; // of the last change
};

// Why a selection has another owner, or none. The numbers are XFIXES'.
enum class SelectionChange : std::uint8_t { SetOwner, WindowDestroyed, ClientClosed };

// What was asked for, of whom: as in ConvertSelection.
struct SelectionRequest {
    Xid requestor = 0;
    Atom selection = 0;
    Atom target = 0;
    Atom property = 0;
    std::uint32_t time = 0;
};

// Who owns which selection (X11 protocol: SetSelectionOwner, GetSelectionOwner, ConvertSelection).
class Selections {
public:
    explicit Selections(Display& display) : display_(display) {} // borrowed, outlives us

    SelectionOwner owner(Atom selection) const;

    // `window` may be null. Does nothing where the time is earlier than the last change's or later
    // than now.
    void setOwner(Atom selection, Window* window, ClientId client, std::uint32_t time);
    void convert(ClientId asker, const SelectionRequest& request);
    // SelectionNotify to who asked; the property is None where it was refused.
    void answer(ClientId asker, const SelectionRequest& answer);

    void windowDestroyed(Xid window);
    void clientGone(ClientId client);

private:
    void disown(Atom selection, SelectionOwner& owner, SelectionChange why);

    Display& display_;
    std::map<Atom, SelectionOwner> owners_;
};

} // namespace vitrine
