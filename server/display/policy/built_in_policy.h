// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "server/base/ids.h"
#include "server/display/policy/closing.h"
#include "server/display/policy/policy.h"
#include "server/display/policy/policy_atoms.h"
#include "server/display/policy/resize_pace.h"
#include "server/display/policy/settings.h"
#include "server/display/policy/window_drag.h"

#include <map>
#include <optional>
#include <span>
#include <vector>

namespace vitrine {

class Display;
class Launches;
class Window;

// A top-level window that is placed, stacked and focused by us.
struct ManagedWindow {
    SurfaceRole role = SurfaceRole::Normal;
    Xid transientFor = 0;
    Rect restore; // the inside as it is when neither maximised nor full screen
    bool minimized = false;
    bool maximizedHorizontally = false;
    bool maximizedVertically = false;
    bool fullScreen = false;
    bool modal = false;
    bool above = false;
    bool below = false;
    bool skipTaskbar = false;
    bool skipPager = false;
    bool demandsAttention = false;
    std::optional<std::uint32_t> lastUse; // when its user pressed a key or button in it

    bool maximized() const { return maximizedHorizontally && maximizedVertically; }
    bool fitted() const { return maximizedHorizontally || maximizedVertically || fullScreen; }
};

// The policy where no window manager runs, by ICCCM and EWMH.
class BuiltInPolicy {
public:
    BuiltInPolicy(Display& display, const PolicyAtoms& atoms, Launches& launches); // all borrowed

    void begin(); // announces itself and takes over the windows there are
    void end();   // leaves them to a window manager

    const ManagedWindow* find(Xid window) const; // null: not ours
    Xid active() const { return active_; }       // None: none

    // What users and clients ask for.
    void activate(Window& window); // shows, raises and focuses it
    void moveResize(Window& window, Rect inside);
    void minimize(Window& window);
    void setMaximized(Window& window, bool horizontally, bool vertically);
    void setFullScreen(Window& window, bool fullScreen);
    void restore(Window& window); // back from any of the three
    void close(const Window& window) { closing_.close(window); }
    bool drags(const DeviceEvent& event, bool cancels); // it moves a window, and is no client's
    void used(Xid window, std::uint32_t time);          // by its user

    // As Policy has them.
    void mapRequested(Window& window);
    void configureRequested(Window& window, const Rect& geometry);
    void unmapped(Window& window);
    void destroyed(const Window& window);
    void propertyChanged(Window& window, Atom atom);
    void clientMessage(Window& window, const ClientMessage& message);
    void screenResized();
    void buttonPressed(Window& window);

private:
    enum class Placing { Place, LeaveInPlace };

    // Lifetime.
    ManagedWindow& manage(Window& window, Placing placing);
    void readHints(const Window& window, ManagedWindow& managed) const;
    void readStates(const Window& window, ManagedWindow& managed) const;
    void place(Window& window);
    void forget(Xid window);

    // Geometry.
    void fit(Window& window);
    void setGeometry(Window& window, const Rect& inside);
    void tellGeometry(const Window& window); // ICCCM 4.1.5

    // Stacking and focus.
    int layer(const Window& window) const;
    void raise(Window& window, int depth = 0); // with its dialogs
    void lower(Window& window);
    void show(Window& window); // no longer minimised
    bool focusable(const Window& window) const;
    void focus(Window& window);
    void focusNext();
    std::optional<std::uint32_t> lastUseOf(const Window& window) const;
    // Whether it may have the keyboard for what its user `asked` then; none: not known when.
    bool mayTakeFocus(const Window& window, std::optional<std::uint32_t> asked) const;
    void demandAttention(Window& window);          // instead of the focus
    Window* modalOver(const Window& window) const; // a dialog that must be answered first
    std::vector<Window*> transientsOf(const Window& window) const; // bottom to top

    // Announcement.
    void tellState(Window& window);
    void tellFrame(Window& window);
    void tellActive();
    void tellLists();
    void tellScreen();
    void set(Window& window, Atom name, Atom type, std::span<const std::uint32_t> values);

    // Messages.
    void changeStates(Window& window, const ClientMessage& message);
    void startDrag(Window& window, const ClientMessage& message);

    Window* findWindow(Xid id) const;

    Display& display_;
    const PolicyAtoms& atoms_;
    Launches& launches_;
    std::map<Xid, ManagedWindow> managed_;
    std::vector<Xid> mapOrder_;   // as they came
    std::vector<Xid> focusOrder_; // the last is the most recent
    std::vector<Xid> stacking_;   // as it was told
    Xid active_ = 0;
    Xid checkWindow_ = 0;
    Rect workArea_;
    Xid unmapping_ = 0; // by ourselves
    Closing closing_{display_, atoms_};
    ResizePace pace_{display_, atoms_,
                     [this](Window& window, const Rect& inside) { moveResize(window, inside); }};
    WindowDrag drag_;
    DesktopSettings settings_{display_};
};

} // namespace vitrine
