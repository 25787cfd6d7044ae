// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/policy/built_in_policy.h"

#include "server/display/display.h"
#include "server/display/input/focus.h"
#include "server/display/input/input_devices.h"
#include "server/display/policy/closing.h"
#include "server/display/policy/focus_times.h"
#include "server/display/policy/launches.h"
#include "server/display/policy/placement.h"
#include "server/display/policy/window_hints.h"

#include <algorithm>

namespace vitrine {

BuiltInPolicy::BuiltInPolicy(Display& display, const PolicyAtoms& atoms, Launches& launches)
    : display_(display), atoms_(atoms), launches_(launches),
      workArea_(Rect::of(display.screen().size))
{
}

const ManagedWindow* BuiltInPolicy::find(Xid window) const
{
    const auto found = managed_.find(window);
    return found == managed_.end() ? nullptr : &found->second;
}

Window* BuiltInPolicy::findWindow(Xid id) const
{
    return display_.resources().find<Window>(id);
}

// A window with an "iconic" WM_STATE is one that a window manager, now gone, had minimised.
void BuiltInPolicy::begin()
{
    constexpr std::uint32_t iconicState = 3;
    tellScreen();
    settings_.begin();
    const auto children = display_.root().children();
    for (Window* const window : std::vector<Window*>(children.begin(), children.end())) {
        if (window->attributes.overrideRedirect || window->isInputOnly()) continue;
        const bool iconic = !window->mapped() && wmStateOf(*window, atoms_) == iconicState;
        if (!window->mapped() && !iconic) continue;
        manage(*window, Placing::LeaveInPlace).minimized = iconic;
        tellState(*window);
        tellFrame(*window);
    }
    screenResized();
    tellLists();
    focusNext();
}

ManagedWindow& BuiltInPolicy::manage(Window& window, Placing placing)
{
    const auto [found, isNew] = managed_.try_emplace(window.id());
    ManagedWindow& managed = found->second;
    if (!isNew) return managed;
    mapOrder_.push_back(window.id());
    focusOrder_.insert(focusOrder_.begin(), window.id());
    readHints(window, managed);
    readStates(window, managed);
    if (placing == Placing::Place) place(window);
    managed.restore = window.bounds();
    return managed;
}

void BuiltInPolicy::readHints(const Window& window, ManagedWindow& managed) const
{
    managed.role = roleOf(window, atoms_);
    managed.transientFor = transientForOf(window);
}

void BuiltInPolicy::readStates(const Window& window, ManagedWindow& managed) const
{
    for (const Atom state : statesOf(window, atoms_)) {
        if (state == atoms_.stateModal) managed.modal = true;
        if (state == atoms_.stateMaximizedHorizontally) managed.maximizedHorizontally = true;
        if (state == atoms_.stateMaximizedVertically) managed.maximizedVertically = true;
        if (state == atoms_.stateFullScreen) managed.fullScreen = true;
        if (state == atoms_.stateAbove) managed.above = true;
        if (state == atoms_.stateBelow) managed.below = true;
        if (state == atoms_.stateSkipTaskbar) managed.skipTaskbar = true;
        if (state == atoms_.stateSkipPager) managed.skipPager = true;
        if (state == atoms_.stateDemandsAttention) managed.demandsAttention = true;
    }
}

void BuiltInPolicy::place(Window& window)
{
    const SizeHints hints = sizeHintsOf(window);
    const SurfaceRole role = roleOf(window, atoms_);
    const bool decorated = motifHintsOf(window, atoms_).decorated;
    Rect inside = window.bounds();
    if (role != SurfaceRole::Normal && role != SurfaceRole::Dialog &&
        role != SurfaceRole::Utility && role != SurfaceRole::Splash)
        return; // panels, menus and the like know their place

    const int border = 2 * window.borderWidth();
    const Size room{workArea_.width - border,
                    workArea_.height - border - (decorated ? titleRoom : 0)};
    if (!hints.fixed() && (inside.width > room.width || inside.height > room.height)) {
        const Size size = hints.constrained({std::min(inside.width, std::max(room.width, 1)),
                                             std::min(inside.height, std::max(room.height, 1))});
        inside = Rect::at(inside.origin(), size);
    }
    Newcomer newcomer{{inside.width + border, inside.height + border}, decorated, std::nullopt};
    const Window* const parent = findWindow(transientForOf(window));
    if (parent && parent != &window && parent->isTopLevel() && parent->mapped())
        newcomer.parent = parent->outer();
    else if (role == SurfaceRole::Splash)
        newcomer.parent = workArea_;

    // Many toolkits claim to have chosen 0, 0.
    const bool chosen = hints.userPosition ||
                        (hints.programPosition && inside.origin() != Point{} && !newcomer.parent);
    if (chosen) {
        const Rect outer = Rect::at(inside.origin(), newcomer.size);
        const Point at = reachable(outer, decorated, workArea_);
        setGeometry(window, Rect::at(at, inside.size()));
        return;
    }
    std::vector<Rect> others;
    for (const auto& [id, other] : managed_)
        if (const Window* const shown = findWindow(id);
            shown && shown != &window && shown->mapped())
            others.push_back(shown->outer());
    setGeometry(window, Rect::at(placeNew(newcomer, workArea_, others), inside.size()));
}

void BuiltInPolicy::mapRequested(Window& window)
{
    if (const ManagedWindow* const known = find(window.id()); known && known->minimized) {
        activate(window); // ICCCM 4.1.4: mapping an iconic window makes it normal
        return;
    }
    ManagedWindow& managed = manage(window, Placing::Place);
    tellFrame(window);
    if (managed.fitted()) fit(window);
    if (wmHintsOf(window).iconic) {
        managed.minimized = true;
        tellState(window);
        tellLists();
        display_.changed();
        return;
    }
    tellState(window);
    display_.tree().map(window);
    if (!window.mapped()) return;
    raise(window);
    tellLists();
    const auto launched = launches_.finish(window);
    const SurfaceRole role = managed.role;
    if (role != SurfaceRole::Normal && role != SurfaceRole::Dialog) return;
    const auto userTime = userTimeOf(display_, window, atoms_);
    if (userTime == 0u) return; // EWMH: it asks for no focus
    if (mayTakeFocus(window, later(launched, userTime)))
        focus(window);
    else
        demandAttention(window);
}

void BuiltInPolicy::unmapped(Window& window)
{
    if (!find(window.id()) || unmapping_ == window.id()) return;
    // ICCCM 4.1.4: a client that unmaps its window withdraws it.
    forget(window.id());
    constexpr std::uint32_t withdrawn[] = {0, 0};
    set(window, atoms_.wmState, atoms_.wmState, withdrawn);
    display_.deleteProperty(window, atoms_.state);
    display_.deleteProperty(window, atoms_.frameExtents);
    display_.deleteProperty(window, atoms_.allowedActions);
}

void BuiltInPolicy::destroyed(const Window& window)
{
    if (find(window.id())) forget(window.id());
}

void BuiltInPolicy::forget(Xid window)
{
    managed_.erase(window);
    closing_.windowGone(window);
    pace_.windowGone(window);
    if (drag_.window() == window) drag_.end();
    std::erase(mapOrder_, window);
    std::erase(focusOrder_, window);
    tellLists();
    screenResized(); // it may have been a panel
    if (active_ == window) focusNext();
}

void BuiltInPolicy::propertyChanged(Window& window, Atom atom)
{
    const auto found = managed_.find(window.id());
    if (found == managed_.end()) return;
    if (atom == atoms_.startupId) launches_.finish(window); // a window that was there already
    readHints(window, found->second);
    if (atom == atoms_.strut || atom == atoms_.strutPartial) screenResized();
    if (atom == atoms_.motifWmHints || atom == atoms_.type || atom == atom::wmNormalHints)
        tellFrame(window);
    if (atom == atoms_.type || atom == atom::wmTransientFor) raise(window);
}

void BuiltInPolicy::buttonPressed(Window& window)
{
    if (!find(window.id()) || !focusable(window)) return;
    used(window.id(), display_.now());
    activate(window);
}

// The layers of EWMH's "Stacking order", the lowest first.
int BuiltInPolicy::layer(const Window& window) const
{
    const ManagedWindow* const managed = find(window.id());
    if (!managed) return 0;
    const SurfaceRole role = managed->role;
    if (role == SurfaceRole::Desktop) return 1;
    if (managed->below) return 2;
    int own = 3;
    if (managed->above || role == SurfaceRole::Dock || role == SurfaceRole::Notification) own = 4;
    if (managed->fullScreen && active_ == window.id()) own = 5;
    // One step: windows that are transient for each other must not send us round.
    const ManagedWindow* const over = find(managed->transientFor);
    if (over && over->fullScreen) return std::max(own, 5);
    return over && over->above ? std::max(own, 4) : own;
}

void BuiltInPolicy::raise(Window& window, int depth)
{
    const int own = layer(window);
    Window* under = nullptr; // the highest that we may cover
    Window* above = nullptr; // the lowest that we may not
    for (Window* const other : display_.root().children()) {
        if (other == &window || !find(other->id())) continue;
        if (layer(*other) <= own)
            under = other;
        else if (!above)
            above = other;
    }
    const auto siblings = display_.root().children();
    const auto place = [&](const Window* w) {
        return std::find(siblings.begin(), siblings.end(), w) - siblings.begin();
    };
    WindowChanges changes;
    if (under && place(under) > place(&window)) {
        changes.stackMode = StackMode::Above;
        changes.sibling = under;
    } else if (above && place(above) < place(&window)) {
        changes.stackMode = StackMode::Below;
        changes.sibling = above;
    }
    if (changes.stackMode) display_.tree().configure(window, changes);
    constexpr int deepest = 8; // windows may be transient for each other in a ring
    if (depth < deepest)
        for (Window* const transient : transientsOf(window)) raise(*transient, depth + 1);
    if (depth == 0) tellLists();
}

void BuiltInPolicy::lower(Window& window)
{
    const int own = layer(window);
    for (Window* const other : display_.root().children()) {
        if (other == &window) break;
        if (!find(other->id()) || layer(*other) < own) continue;
        WindowChanges changes;
        changes.stackMode = StackMode::Below;
        changes.sibling = other;
        display_.tree().configure(window, changes);
        break;
    }
    tellLists();
}

std::vector<Window*> BuiltInPolicy::transientsOf(const Window& window) const
{
    std::vector<Window*> result;
    for (Window* const other : display_.root().children()) {
        const ManagedWindow* const managed = find(other->id());
        if (other != &window && managed && managed->transientFor == window.id())
            result.push_back(other);
    }
    return result;
}

Window* BuiltInPolicy::modalOver(const Window& window) const
{
    for (Window* const transient : transientsOf(window)) {
        const ManagedWindow* const managed = find(transient->id());
        if (managed->modal && !managed->minimized && transient->viewable()) return transient;
    }
    return nullptr;
}

void BuiltInPolicy::activate(Window& window)
{
    if (!find(window.id())) return;
    show(window);
    raise(window);
    Window* const modal = modalOver(window);
    focus(modal ? *modal : window);
}

void BuiltInPolicy::show(Window& window)
{
    ManagedWindow& managed = managed_.at(window.id());
    if (!managed.minimized) return;
    managed.minimized = false;
    display_.tree().map(window);
    tellState(window);
    for (Window* const transient : transientsOf(window)) show(*transient);
}

bool BuiltInPolicy::focusable(const Window& window) const
{
    const ManagedWindow* const managed = find(window.id());
    switch (managed ? managed->role : SurfaceRole::Menu) {
    case SurfaceRole::Normal:
    case SurfaceRole::Dialog:
    case SurfaceRole::Utility:
    case SurfaceRole::Desktop: return true;
    default: return false;
    }
}

void BuiltInPolicy::focus(Window& window)
{
    if (!window.viewable()) return;
    const bool takes = hasProtocol(window, atoms_, atoms_.wmTakeFocus);
    const bool input = wmHintsOf(window).input;
    if (!input && !takes) return; // ICCCM 4.1.7: it never wants the keyboard
    if (input) display_.input().focus().set(window.id(), Focus::RevertTo::PointerRoot, 0);
    if (takes) sendProtocol(display_, atoms_, window, atoms_.wmTakeFocus);
    const Xid before = active_;
    active_ = window.id();
    std::erase(focusOrder_, window.id());
    focusOrder_.push_back(window.id());
    managed_.at(window.id()).demandsAttention = false;
    tellActive();
    if (before == active_) return;
    if (Window* const old = findWindow(before); old && find(before)) {
        tellState(*old);
        if (find(before)->fullScreen) raise(*old); // into its layer without the focus
    }
    tellState(window);
    raise(window);
    display_.changed();
}

void BuiltInPolicy::focusNext()
{
    active_ = 0;
    for (auto id = focusOrder_.rbegin(); id != focusOrder_.rend(); ++id) {
        Window* const window = findWindow(*id);
        if (!window || !window->viewable() || !focusable(*window) ||
            find(*id)->role == SurfaceRole::Desktop)
            continue;
        focus(*window);
        if (active_) return;
    }
    tellActive();
    display_.changed();
}

} // namespace vitrine
