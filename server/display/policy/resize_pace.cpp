// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/policy/resize_pace.h"

#include "server/display/display.h"
#include "server/display/policy/policy_atoms.h"
#include "server/display/policy/synthetic_event.h"
#include "server/display/policy/window_hints.h"
#include "server/display/sync/sync.h"

#include "x11/core.h"

namespace vitrine {

namespace {
constexpr std::uint32_t longestWait = 250; // milliseconds: whoever takes longer gets the next size
}

ResizePace::ResizePace(Display& display, const PolicyAtoms& atoms, Apply apply)
    : display_(display), atoms_(atoms), apply_(std::move(apply))
{
}

bool ResizePace::holds(const Window& window, const Rect& wanted)
{
    const auto found = busy_.find(window.id());
    if (found == busy_.end()) return false;
    found->second.wanted = wanted;
    return true;
}

void ResizePace::resizing(const Window& window)
{
    XClient* const client = display_.client(window.owner());
    const auto counter = cardinalOf(window, atoms_.syncRequestCounter);
    if (!client || !counter || !hasProtocol(window, atoms_, atoms_.syncRequest)) return;
    const SyncCounter* const known = display_.resources().find<SyncCounter>(*counter);
    if (!known) return;

    Busy& busy = busy_[window.id()];
    busy.counter = *counter;
    busy.value = known->value + 1;
    const Xid id = window.id();
    busy.patience = std::make_unique<Timer>(display_.timers(), [this, id] { finished(id); });
    busy.patience->after(longestWait);
    display_.sync().onSet = [this](Xid set, std::int64_t value) { counterSet(set, value); };

    x11::ClientMessageEvent event;
    event.format = 32;
    event.window = id;
    event.type = atoms_.wmProtocols;
    event.data.data32 = {atoms_.syncRequest, display_.now(), static_cast<std::uint32_t>(busy.value),
                         static_cast<std::uint32_t>(busy.value >> 32), 0};
    sendSynthetic(*client, event);
}

void ResizePace::counterSet(Xid counter, std::int64_t value)
{
    std::vector<Xid> done;
    for (const auto& [window, busy] : busy_)
        if (busy.counter == counter && value >= busy.value) done.push_back(window);
    for (const Xid window : done) finished(window);
}

void ResizePace::finished(Xid id)
{
    auto node = busy_.extract(id); // its timer may be what calls us
    if (node.empty()) return;
    Window* const window = display_.resources().find<Window>(id);
    if (window && node.mapped().wanted) apply_(*window, *node.mapped().wanted);
}

} // namespace vitrine
