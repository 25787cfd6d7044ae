// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"
#include "server/base/region.h"
#include "server/display/drawn_sink.h"
#include "server/display/window.h"

#include <vector>

namespace vitrine {

class Display;

// "Composite Extension", version 0.4: which windows clients have redirected, and the overlay.
//
// Every top-level window has an image of its own anyway; redirected by hand it is merely no longer
// shown by itself. Another window gets an image when it is redirected; what is drawn on that is
// copied into its parent's at once, unless its client does so by hand.
class Composite : public DrawnListener {
public:
    Composite(Display& display, DrawnSink& sink) : display_(display), sink_(sink) {}

    enum class Scope { Window, Subwindows };
    void redirect(ClientId client, Window& window, Scope scope, Redirection how);
    void unredirect(ClientId client, Window& window, Scope scope, Redirection how);

    // Above all windows, inside the root, and in no list of its children. Each client that gets it
    // holds it until it releases it as often.
    Window& acquireOverlay(ClientId client);
    bool releaseOverlay(ClientId client);              // false where the client does not hold it
    const Window* overlay() const { return overlay_; } // null: there was none yet

    // A redirected window in its parent's image; `where` is in its own.
    void showIn(const Window& window, const Region& where);

    // What the window tree tells.
    void entered(Window& window); // a parent
    void left(Window& window);
    void windowGone(const Window& window);
    void screenResized();
    void clientGone(ClientId client);

    bool concerns(ImageId image) override;
    void drawn(ImageId image, const Region& where) override;

private:
    struct Redirect {
        ClientId client;
        Xid window;
        Scope scope;
        Redirection how;
        bool operator==(const Redirect&) const = default;
    };

    Redirection wanted(const Window& window) const;
    void update(Window& window);
    void update(Window& window, Scope scope);
    void hideOverlay();
    void forgetCopied(const Window& window);

    Display& display_;
    DrawnSink& sink_;
    std::vector<Redirect> redirects_;
    std::vector<const Window*> copied_; // redirected ones whose parents show them by us
    Window* overlay_ = nullptr;         // of the server, for ever
    std::vector<ClientId> holders_;     // of the overlay
};

} // namespace vitrine
