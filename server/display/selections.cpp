// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/selections.h"

#include "server/display/clipboard.h"
#include "server/display/display.h"
#include "server/display/extension_states.h"

#include <utility>

#include "x11/core.h"

namespace vitrine {

SelectionOwner Selections::owner(Atom selection) const
{
    const auto found = owners_.find(selection);
    return found == owners_.end() ? SelectionOwner{} : found->second;
}

void Selections::setOwner(Atom selection, Window* window, ClientId client, std::uint32_t time)
{
    const std::uint32_t now = display_.now();
    if (time == 0) time = now;
    if (isEarlier(now, time)) return;
    const auto found = owners_.find(selection);
    if (found != owners_.end() && isEarlier(time, found->second.time)) return;

    const SelectionOwner old = owner(selection);
    owners_[selection] = {window ? window->id() : 0, client, time};
    if (old.window && (!window || old.client != client)) {
        x11::SelectionClearEvent event;
        event.time = time;
        event.owner = old.window;
        event.selection = selection;
        if (XClient* to = display_.client(old.client)) to->send(event);
    }
    display_.extensions().xfixes.selectionChanged(SelectionChange::SetOwner, selection,
                                                  owners_[selection]);
    display_.clipboard().ownerChanged(selection, window ? window->id() : 0);
}

void Selections::convert(ClientId asker, const SelectionRequest& request)
{
    const SelectionOwner owner = this->owner(request.selection);
    if (owner.window && owner.window == display_.clipboard().window())
        return display_.clipboard().requested(asker, request);

    if (XClient* to = owner.window ? display_.client(owner.client) : nullptr) {
        x11::SelectionRequestEvent event;
        event.time = request.time;
        event.owner = owner.window;
        event.requestor = request.requestor;
        event.selection = request.selection;
        event.target = request.target;
        event.property = request.property;
        return to->send(event);
    }
    SelectionRequest refusal = request;
    refusal.property = 0;
    answer(asker, refusal);
}

void Selections::answer(ClientId asker, const SelectionRequest& answer)
{
    if (answer.requestor == display_.clipboard().window())
        return display_.clipboard().selectionNotify(answer);
    x11::SelectionNotifyEvent event;
    event.time = answer.time;
    event.requestor = answer.requestor;
    event.selection = answer.selection;
    event.target = answer.target;
    event.property = answer.property;
    if (XClient* to = display_.client(asker)) to->send(event);
}

// The time of the last change stays, and core X tells nobody: that is X.Org's way too.
void Selections::disown(Atom selection, SelectionOwner& owner, SelectionChange why)
{
    owner.window = 0;
    owner.client = {};
    display_.extensions().xfixes.selectionChanged(why, selection, owner);
    display_.clipboard().ownerChanged(selection, 0);
}

void Selections::windowDestroyed(Xid window)
{
    for (auto& [selection, owner] : owners_)
        if (owner.window == window) disown(selection, owner, SelectionChange::WindowDestroyed);
}

void Selections::clientGone(ClientId client)
{
    for (auto& [selection, owner] : owners_)
        if (owner.window && owner.client == client)
            disown(selection, owner, SelectionChange::ClientClosed);
}

} // namespace vitrine
