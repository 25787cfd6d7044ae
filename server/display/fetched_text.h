// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/selections.h"

#include <cstddef>
#include <functional>
#include <string>

namespace vitrine {

class Display;
class Window;

// The text of a selection, asked of the program that owns it (ICCCM 2.4): in UTF-8, or else in
// Latin-1; whole, or in parts.
class FetchedText {
public:
    static constexpr std::size_t maximumBytes = std::size_t{16} << 20;

    // The text comes to a property of that name on the window, which is the server's own; `told` is
    // called with it. The display is borrowed and outlives us.
    FetchedText(Display& display, Xid window, Atom selection, Atom landing,
                std::function<void(std::string)> told);

    void begin();
    void stop() { target_ = 0; }

    // What the display tells.
    void selectionNotify(const SelectionRequest& answer); // to the window
    void propertyChanged(Atom name, bool deleted);        // of the window

private:
    void ask(Atom target);
    void receive(bool part);

    Display& display_;
    Xid window_;
    Atom selection_, landing_, utf8_, incr_;
    std::function<void(std::string)> told_;
    Atom target_ = 0; // that was asked for; 0: nothing is fetched
    bool incremental_ = false;
    std::string received_;
};

} // namespace vitrine
