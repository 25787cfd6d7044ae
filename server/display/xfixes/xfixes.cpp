// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/xfixes/xfixes.h"

#include "server/display/cursor.h"
#include "server/display/display.h"

#include <algorithm>

#include "x11/xfixes.h"

namespace vitrine {

void XFixes::selectSelection(ClientId client, Xid window, Atom selection, std::uint32_t mask)
{
    const auto found = std::ranges::find_if(selectionWatches_, [&](const SelectionWatch& watch) {
        return watch.client == client && watch.window == window && watch.selection == selection;
    });
    if (found == selectionWatches_.end()) {
        if (mask) selectionWatches_.push_back({client, window, selection, mask});
    } else if (mask) {
        found->mask = mask;
    } else {
        selectionWatches_.erase(found);
    }
}

void XFixes::selectionChanged(SelectionChange why, Atom selection, const SelectionOwner& now)
{
    for (const SelectionWatch& watch : selectionWatches_) {
        if (watch.selection != selection || !(watch.mask & 1u << static_cast<unsigned>(why)))
            continue;
        x11::xfixes::SelectionNotifyEvent event;
        event.subtype = static_cast<std::uint8_t>(why);
        event.window = watch.window;
        event.owner = why == SelectionChange::SetOwner ? now.window : 0;
        event.selection = selection;
        event.timestamp = display_.now();
        event.selectionTimestamp = now.time;
        if (XClient* to = display_.client(watch.client)) to->send(event);
    }
}

void XFixes::selectCursor(ClientId client, Xid window, std::uint32_t mask)
{
    std::erase_if(cursorWatches_, [&](const CursorWatch& watch) {
        return watch.client == client && watch.window == window;
    });
    if (mask) cursorWatches_.push_back({client, window});
}

void XFixes::cursorShown(const Cursor& cursor)
{
    for (const CursorWatch& watch : cursorWatches_) {
        x11::xfixes::CursorNotifyEvent event;
        event.subtype = x11::xfixes::CursorNotify::DisplayCursor;
        event.window = watch.window;
        event.cursorSerial = cursor.id().value;
        event.timestamp = display_.now();
        event.name = cursor.name;
        if (XClient* to = display_.client(watch.client)) to->send(event);
    }
}

void XFixes::hideCursor(ClientId client)
{
    if (hiding_.empty()) display_.changed();
    ++hiding_[client.value];
}

bool XFixes::showCursor(ClientId client)
{
    const auto found = hiding_.find(client.value);
    if (found == hiding_.end()) return false;
    if (--found->second == 0) hiding_.erase(found);
    if (hiding_.empty()) display_.changed();
    return true;
}

void XFixes::setDisconnectMode(ClientId client, std::uint32_t mode)
{
    disconnectModes_[client.value] = mode;
}

std::uint32_t XFixes::disconnectMode(ClientId client) const
{
    const auto found = disconnectModes_.find(client.value);
    return found == disconnectModes_.end() ? 0 : found->second;
}

void XFixes::windowGone(Xid window)
{
    std::erase_if(selectionWatches_, [&](const auto& watch) { return watch.window == window; });
    std::erase_if(cursorWatches_, [&](const auto& watch) { return watch.window == window; });
}

void XFixes::clientGone(ClientId client)
{
    std::erase_if(selectionWatches_, [&](const auto& watch) { return watch.client == client; });
    std::erase_if(cursorWatches_, [&](const auto& watch) { return watch.client == client; });
    if (hiding_.erase(client.value) > 0 && hiding_.empty()) display_.changed();
    disconnectModes_.erase(client.value);
}

} // namespace vitrine
