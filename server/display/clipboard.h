// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/fetched_text.h"
#include "server/display/selections.h"
#include "server/display/timers.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace vitrine {

class Display;
class Window;

// The viewers' clipboard as X clients see it (ICCCM 2). Text from a viewer makes the server itself
// the owner of CLIPBOARD and PRIMARY; when a program takes CLIPBOARD, its text is fetched and told.
class Clipboard {
public:
    static constexpr std::size_t maximumBytes = FetchedText::maximumBytes; // of a text

    explicit Clipboard(Display& display); // borrowed, outlives us

    void setText(std::string text); // UTF-8, of a viewer
    // What was copied last, wherever; UTF-8.
    const std::string& text() const { return text_; }
    // Called when a program's text has arrived.
    void onText(std::function<void(const std::string&)> told) { told_ = std::move(told); }

    // PRIMARY alone: what a viewer's user selected, and what programs did, while anybody wants to
    // know it: each who `follows` says once that he does not any more.
    void setPrimary(std::string text);
    const std::string& primary() const { return primary_; }
    void onPrimary(std::function<void(const std::string&)> told) { primaryTold_ = std::move(told); }
    void followPrimary(bool follows);

    // The rest is what the display tells.
    Xid window() const { return window_; } // ours, the owner and the requestor
    void requested(ClientId asker, const SelectionRequest& request); // of what we own
    void ownerChanged(Atom selection, Xid window);                   // None: nobody
    void selectionNotify(const SelectionRequest& answer);            // sent to our window
    void propertyChanged(Window& window, Atom name, bool deleted);
    void windowGone(Xid window);

private:
    // A text too long for one property, handed over bit by bit (ICCCM 2.7.2).
    struct Outgoing {
        Xid requestor;
        Atom property;
        Atom type;
        std::string text;
        std::size_t sent = 0;
    };

    void own(Atom selection);
    bool convert(const SelectionRequest& request);
    bool convertSeveral(const SelectionRequest& request);
    void put(const SelectionRequest& request, Atom type, std::span<const std::uint32_t> values);
    void putText(const SelectionRequest& request, Atom type, std::string text);
    void sendMore(Outgoing& outgoing, Window& requestor);

    Display& display_;
    Xid window_;
    Atom clipboard_;
    Atom targets_, multiple_, timestamp_, utf8_, plainText_, plainUtf8_, incr_, pair_, anyText_;
    std::string text_, primary_;
    FetchedText clipboardText_, primaryText_;
    Timer primarySettles_;
    int primaryFollowers_ = 0;
    std::function<void(const std::string&)> told_, primaryTold_;
    std::vector<Outgoing> outgoing_;
};

} // namespace vitrine
