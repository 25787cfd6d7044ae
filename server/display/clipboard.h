// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/selections.h"

#include <functional>
#include <memory>
#include <string>

namespace vitrine {

class Display;
class Window;

// The viewers' clipboard as X clients see it. Text from a viewer makes the server itself the owner
// of CLIPBOARD and PRIMARY; when a program takes CLIPBOARD, its text is fetched and told.
class Clipboard {
public:
    explicit Clipboard(Display& display); // borrowed, outlives us
    ~Clipboard();

    void setText(std::string text); // UTF-8, of a viewer
    // What was copied last, wherever; UTF-8.
    const std::string& text() const { return text_; }
    // Called when a program's text has arrived.
    void onText(std::function<void(const std::string&)> told) { told_ = std::move(told); }

    // The rest is what the display tells.
    Xid window() const { return window_; }                // ours, the owner and the requestor
    void requested(const SelectionRequest& request);      // somebody converts what we own
    void ownerChanged(Atom selection, Xid window);        // None: nobody
    void selectionNotify(const SelectionRequest& answer); // sent to our window
    void propertyChanged(Window& window, Atom name, bool deleted);
    void windowGone(Xid window);

private:
    struct Transfer;

    Display& display_;
    Xid window_ = 0;
    std::string text_;
    std::function<void(const std::string&)> told_;
    std::unique_ptr<Transfer> transfer_;
};

} // namespace vitrine
