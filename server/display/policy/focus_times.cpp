// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/policy/focus_times.h"

#include "server/display/display.h"
#include "server/display/policy/built_in_policy.h"
#include "server/display/policy/policy_atoms.h"
#include "server/display/policy/window_hints.h"

// Who may take the keyboard from the window that is in use: EWMH, _NET_WM_USER_TIME.
namespace vitrine {

std::optional<std::uint32_t> userTimeOf(Display& display, const Window& window,
                                        const PolicyAtoms& atoms)
{
    const auto named = cardinalOf(window, atoms.userTimeWindow);
    const Window* const holder = named ? display.resources().find<Window>(*named) : nullptr;
    const auto own = cardinalOf(window, atoms.userTime);
    const auto held = holder ? cardinalOf(*holder, atoms.userTime) : std::nullopt;
    return held ? held : own;
}

void BuiltInPolicy::used(Xid window, std::uint32_t time)
{
    if (const auto found = managed_.find(window); found != managed_.end())
        found->second.lastUse = time;
}

std::optional<std::uint32_t> BuiltInPolicy::lastUseOf(const Window& window) const
{
    const ManagedWindow* const managed = find(window.id());
    std::optional<std::uint32_t> said = userTimeOf(display_, window, atoms_);
    // A time to come would keep the keyboard for ever.
    if (said == 0u || (said && isEarlier(display_.now(), *said))) said.reset();
    return later(said, managed ? managed->lastUse : std::nullopt);
}

bool BuiltInPolicy::mayTakeFocus(const Window& window, std::optional<std::uint32_t> asked) const
{
    const Window* const active = findWindow(active_);
    if (!asked || !active || active == &window || !active->viewable()) return true;
    // What a program shows of itself while it is in use is what its user waits for.
    if (transientForOf(window) == active_ || window.owner() == active->owner()) return true;
    const auto lastUse = lastUseOf(*active);
    return !lastUse || !isEarlier(*asked, *lastUse);
}

void BuiltInPolicy::demandAttention(Window& window)
{
    managed_.at(window.id()).demandsAttention = true;
    tellState(window);
    if (Window* const active = findWindow(active_); active && find(active_)) raise(*active);
}

} // namespace vitrine
