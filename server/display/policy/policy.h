// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/input.h"
#include "protocol/ops/messages.h"

#include <array>
#include <cstdint>
#include <memory>

namespace vitrine {

class Display;
class Launches;
class Window;
struct DeviceEvent;

// The part of a ClientMessage event that policy reads; format 32.
struct ClientMessage {
    std::uint32_t type = 0; // an atom
    std::array<std::uint32_t, 5> values{};
};

// Places, stacks and focuses top-level windows by ICCCM and EWMH where no window manager runs, and
// turns what viewers ask into requests to the window manager where one does. Decorations are not
// X windows: the viewers draw them.
class Policy {
public:
    explicit Policy(Display& display); // borrowed for our life; call `start` once the root exists
    ~Policy();
    void start(); // announces itself on the root
    // For good: windows lie where programs put them, as on a server without a window manager.
    void standAside();
    bool standsAside() const;

    Launches& launches(); // of programs that have no window yet

    // A viewer acts. An unknown or vanished surface is no error: the viewer did not know yet.
    void perform(const ActOnSurface& action);

    // Fills what properties and policy know of a top-level window: role, parent, states, abilities,
    // decorated, size limits, title, application. The caller fills id, image, position, shape.
    void describe(const Window& topLevel, Surface& surface) const;

    // The last usable _NET_WM_ICON, of about the wanted size; straight alpha; empty: none.
    Image icon(const Window& topLevel, int wantedSize) const;

    // What the requests ask us about top-level windows without override-redirect, when no window
    // manager selects SubstructureRedirect on the root.
    void mapRequested(Window& topLevel);                      // we place it, map it, focus it
    void configureRequested(Window& topLevel, Rect geometry); // the inside's new place and size

    // Asks whose window it is, or one around it, to say when everything sent so far has been read:
    // EWMH's _NET_WM_PING; InputDevices' typing hears the answer. The window asked; None: nobody
    // would answer.
    std::uint32_t ping(const Window& window) const;

    // What the window tree tells, after the fact.
    void unmapped(Window& topLevel);
    void destroyed(Window& topLevel);                         // while it still has its parent
    void propertyChanged(Window& window, std::uint32_t atom); // of any window
    // Sent to the root with SubstructureRedirect | SubstructureNotify; `window` is its subject.
    void clientMessage(Window& window, const ClientMessage& message);
    void messageToServer(const Window& own, const ClientMessage& message); // to one of its windows
    void windowGone(const Window& window);                                 // of any depth
    void withdrawn(Window& window); // likewise: a synthetic UnmapNotify, ICCCM 4.1.4
    void redirectChanged();         // SubstructureRedirect on the root was taken or given up
    void screenResized();

    // The user pressed a button in this top-level window; before the event goes out.
    void buttonPressed(Window& topLevel);
    // True while a window follows the pointer: then the event is no client's. A key that `cancels`
    // takes the window back.
    bool drags(const DeviceEvent& event, bool cancels);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace vitrine
