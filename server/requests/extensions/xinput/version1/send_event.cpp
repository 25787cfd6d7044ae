// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/send_event.h"

#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/pointer.h"
#include "server/display/xinput/xinput.h"
#include "server/requests/extensions/xinput/version1/classes.h"
#include "server/requests/extensions/xinput/version1/version1.h"

namespace vitrine {

namespace wire = x11::xinput;

namespace {

constexpr std::uint8_t firstExtensionEvent = 64, lastEvent = 127;

struct Destination {
    Window* window = nullptr;     // null: nobody
    const Window* last = nullptr; // how far up it may propagate; null: to the root
};

// A pointer has no focus: that is its own window.
Destination destinationOf(Call& call, DeviceNumber device, Xid id)
{
    InputDevices& input = call.display.input();
    Window& pointed = input.pointer().window();
    if (id == x11::SendEventDest::PointerWindow) return {&pointed, nullptr};
    if (id != x11::SendEventDest::ItemFocus) return {&call.display.window(id), nullptr};
    if (!xi::isKeyboard(device)) return {&pointed, &pointed};
    const FocusTarget focus = input.xinput().focusOf(device);
    if (focus.kind == FocusTarget::Kind::None) return {};
    Window& window = focus.kind == FocusTarget::Kind::Window ? *focus.window : call.display.root();
    return {window.isAncestorOf(pointed) ? &pointed : &window, &window};
}

// True where somebody wants it there; of no class: the window's owner does.
bool deliver(Call& call, const Window& window, DeviceNumber device, DeviceMask mask,
             std::span<const x11::RawEvent> events)
{
    if (mask == 0) {
        XClient* const owner = call.display.client(window.owner());
        for (const x11::RawEvent& event : events)
            if (owner) sendWritten(*owner, event, call.client.byteOrder());
        return owner != nullptr;
    }
    const auto* const found = call.display.input().xinput().devices().selections.of(window.id());
    const auto index = static_cast<std::size_t>(device);
    if (!found || !(found->all[index] & mask)) return false;
    for (const DeviceSelections::OfClient& each : found->clients) {
        XClient* const client = call.display.client(each.client);
        if (!client || !(each.masks[index] & mask)) continue;
        for (const x11::RawEvent& event : events)
            sendWritten(*client, event, call.client.byteOrder());
    }
    return true;
}

} // namespace

void handle(Call& call, const wire::SendExtensionEvent& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.deviceId);
    if (request.events.empty()) return;
    for (const x11::RawEvent& event : request.events)
        if (event.bytes[0] < firstExtensionEvent || event.bytes[0] > lastEvent)
            throw badValue(event.bytes[0]);
    DeviceMask mask = xi::maskOf(call, request.classes, device);
    const Destination destination = destinationOf(call, device, request.destination);
    // X.Org says of the first alone that a client sent it.
    std::vector<x11::RawEvent> events(request.events.begin(), request.events.end());
    events[0].bytes[0] |= sentByClient;
    const DeviceSelections& selections = call.display.input().xinput().devices().selections;
    for (Window* window = destination.window; window; window = window->parent()) {
        if (deliver(call, *window, device, mask, events) || !request.propagate) return;
        if (window == destination.last) return;
        const DeviceMask kept = selections.kept(window->id(), device);
        if (mask != 0 && (mask & ~kept) == 0) return;
        mask &= ~kept;
    }
}

} // namespace vitrine
