// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/policy/built_in_policy.h"
#include "server/display/policy/placement.h"
#include "server/display/policy/window_hints.h"

#include <algorithm>
#include <string_view>

// What BuiltInPolicy tells clients by properties of the root and of their windows.
namespace vitrine {

void BuiltInPolicy::set(Window& window, Atom name, Atom type, std::span<const std::uint32_t> values)
{
    const Property* const old = window.properties.find(name);
    const auto bytes = std::as_bytes(values);
    if (old && old->type == type && old->format == 32 && std::ranges::equal(old->bytes, bytes))
        return;
    display_.changeProperty(window, PropertyMode::Replace, name, type, 32, bytes);
}

void BuiltInPolicy::tellScreen()
{
    Window& root = display_.root();
    const auto word = [](std::int32_t value) { return static_cast<std::uint32_t>(value); };
    if (!findWindow(checkWindow_)) {
        Window& check = display_.createOwnWindow();
        checkWindow_ = check.id();
        constexpr std::string_view ourName = "Vitrine";
        set(check, atoms_.supportingWmCheck, atom::window, {&checkWindow_, 1});
        display_.changeProperty(check, PropertyMode::Replace, atoms_.name, atoms_.utf8String, 8,
                                std::as_bytes(std::span(ourName)));
    }
    set(root, atoms_.supportingWmCheck, atom::window, {&checkWindow_, 1});
    set(root, atoms_.supported, atom::atom, atoms_.announced());
    const std::uint32_t one[] = {1};
    const std::uint32_t zero[] = {0};
    const std::uint32_t viewport[] = {0, 0};
    const Size size = display_.screen().size;
    const std::uint32_t geometry[] = {word(size.width), word(size.height)};
    const std::uint32_t area[] = {word(workArea_.x), word(workArea_.y), word(workArea_.width),
                                  word(workArea_.height)};
    set(root, atoms_.numberOfDesktops, atom::cardinal, one);
    constexpr std::string_view desktopName{"Desktop\0", 8};
    if (!root.properties.find(atoms_.desktopNames))
        display_.changeProperty(root, PropertyMode::Replace, atoms_.desktopNames, atoms_.utf8String,
                                8, std::as_bytes(std::span(desktopName)));
    set(root, atoms_.currentDesktop, atom::cardinal, zero);
    set(root, atoms_.desktopViewport, atom::cardinal, viewport);
    set(root, atoms_.desktopGeometry, atom::cardinal, geometry);
    set(root, atoms_.workArea, atom::cardinal, area);
}

void BuiltInPolicy::end()
{
    Window& root = display_.root();
    for (const Atom name :
         {atoms_.supportingWmCheck, atoms_.supported, atoms_.numberOfDesktops, atoms_.desktopNames,
          atoms_.currentDesktop, atoms_.desktopViewport, atoms_.desktopGeometry, atoms_.workArea,
          atoms_.clientList, atoms_.clientListStacking, atoms_.activeWindow})
        display_.deleteProperty(root, name);
    settings_.end();
    drag_.end();
    managed_.clear();
    mapOrder_.clear();
    focusOrder_.clear();
    stacking_.clear();
    active_ = 0;
    if (Window* const check = findWindow(checkWindow_)) display_.tree().destroy(*check);
    checkWindow_ = 0;
}

void BuiltInPolicy::tellLists()
{
    std::vector<Xid> stacking;
    for (const Window* const window : display_.root().children())
        if (find(window->id())) stacking.push_back(window->id());
    set(display_.root(), atoms_.clientList, atom::window, mapOrder_);
    set(display_.root(), atoms_.clientListStacking, atom::window, stacking);
}

void BuiltInPolicy::tellActive()
{
    set(display_.root(), atoms_.activeWindow, atom::window, {&active_, 1});
}

void BuiltInPolicy::tellState(Window& window)
{
    const ManagedWindow& managed = managed_.at(window.id());
    constexpr std::uint32_t normal = 1, iconic = 3, noIcon = 0;
    const std::uint32_t wmState[] = {managed.minimized ? iconic : normal, noIcon};
    set(window, atoms_.wmState, atoms_.wmState, wmState);

    std::vector<Atom> states;
    const auto add = [&](bool is, Atom state) {
        if (is) states.push_back(state);
    };
    add(managed.modal, atoms_.stateModal);
    add(managed.maximizedVertically, atoms_.stateMaximizedVertically);
    add(managed.maximizedHorizontally, atoms_.stateMaximizedHorizontally);
    add(managed.fullScreen, atoms_.stateFullScreen);
    add(managed.above, atoms_.stateAbove);
    add(managed.below, atoms_.stateBelow);
    add(managed.skipTaskbar, atoms_.stateSkipTaskbar);
    add(managed.skipPager, atoms_.stateSkipPager);
    add(managed.demandsAttention, atoms_.stateDemandsAttention);
    add(managed.minimized, atoms_.stateHidden);
    add(active_ == window.id(), atoms_.stateFocused);
    set(window, atoms_.state, atom::atom, states);
    display_.changed();
}

void BuiltInPolicy::tellFrame(Window& window)
{
    const ManagedWindow* const managed = find(window.id());
    const MotifHints motif = motifHintsOf(window, atoms_);
    const bool titled = motif.decorated && !(managed && managed->fullScreen);
    const std::uint32_t extents[] = {0, 0, titled ? std::uint32_t{titleRoom} : 0, 0};
    set(window, atoms_.frameExtents, atom::cardinal, extents);
    if (!managed) return; // it asks before it is mapped

    std::vector<Atom> actions;
    const auto add = [&](bool can, Atom action) {
        if (can) actions.push_back(action);
    };
    const bool resizable = motif.resizable && !sizeHintsOf(window).fixed();
    add(motif.movable, atoms_.actionMove);
    add(resizable, atoms_.actionResize);
    add(motif.minimizable, atoms_.actionMinimize);
    add(motif.maximizable && resizable, atoms_.actionMaximizeHorizontally);
    add(motif.maximizable && resizable, atoms_.actionMaximizeVertically);
    add(true, atoms_.actionFullScreen);
    add(motif.closable, atoms_.actionClose);
    set(window, atoms_.allowedActions, atom::atom, actions);
    const std::uint32_t onlyDesktop[] = {0};
    set(window, atoms_.desktop, atom::cardinal, onlyDesktop);
}

} // namespace vitrine
