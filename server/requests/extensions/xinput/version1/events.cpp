// SPDX-License-Identifier: GPL-2.0-or-later
// "X Input Device Extension", version 1.5: who hears of which events, and of which focus.
#include "server/display/display.h"
#include "server/display/input/focus.h"
#include "server/display/input/input_devices.h"
#include "server/display/xinput/xinput.h"
#include "server/requests/extensions/xinput/version1/classes.h"
#include "server/requests/extensions/xinput/version1/version1.h"

#include <algorithm>

namespace vitrine {

namespace wire = x11::xinput;

namespace {

DeviceSelections& selectionsOf(Call& call)
{
    return call.display.input().xinput().devices().selections;
}

// X.Org lets a master follow none but itself: it stays where it is.
bool staysWithItself(DeviceNumber keyboard, Xid focus)
{
    return isMaster(keyboard) && focus == SlaveFocus::followKeyboard;
}

DeviceNumber checkFocusable(Call& call, std::uint8_t number)
{
    const DeviceNumber device = xi::checkDevice(call, number);
    if (!xi::isKeyboard(device)) throw xi::badDevice(number);
    return device;
}

} // namespace

void handle(Call& call, const wire::SelectExtensionEvent& request)
{
    const Window& window = call.display.window(request.window);
    DeviceSelections& selections = selectionsOf(call);
    const ClientId client = call.client.id();
    std::vector<std::uint32_t> ofDevices;
    bool presence = false;
    for (const std::uint32_t eventClass : request.classes) {
        presence = presence || xi::isPresence(eventClass);
        if (!xi::isOfNoDevice(eventClass)) ofDevices.push_back(eventClass);
    }
    if (presence)
        selections.select(window.id(), client, DeviceSelections::noDevice, device_mask::presence);
    const xi::ClassMasks wanted = xi::masksOf(call, ofDevices);
    for (std::size_t device = 0; device < wanted.masks.size(); ++device)
        if (wanted.named[device] &&
            !selections.select(window.id(), client, device, wanted.masks[device]))
            throw badAccess(); // another client has DeviceButtonPressGrab
}

wire::GetSelectedExtensionEvents::Reply handle(Call& call,
                                               const wire::GetSelectedExtensionEvents& request)
{
    const Window& window = call.display.window(request.window);
    wire::GetSelectedExtensionEvents::Reply reply;
    reply.xiReplyType = wire::GetSelectedExtensionEvents::opcode;
    const DeviceSelections::OfWindow* const found = selectionsOf(call).of(window.id());
    if (!found) return reply;
    for (const DeviceSelections::OfClient& each : found->clients) {
        if (each.client == call.client.id()) xi::appendClasses(reply.thisClasses, each.masks);
        xi::appendClasses(reply.allClasses, each.masks);
    }
    return reply;
}

void handle(Call& call, const wire::ChangeDeviceDontPropagateList& request)
{
    const Window& window = call.display.window(request.window);
    const bool removes = request.mode == wire::PropagateMode::DeleteFromList;
    if (!removes && request.mode != wire::PropagateMode::AddToList)
        throw XError{wire::ErrorCode::Mode, request.window};
    const xi::ClassMasks wanted = xi::masksOf(call, request.classes);
    DeviceSelections& selections = selectionsOf(call);
    for (std::size_t device = 0; device < wanted.masks.size(); ++device) {
        const DeviceMask mask = wanted.masks[device];
        if (mask == 0) continue;
        const DeviceMask before = selections.kept(window.id(), static_cast<DeviceNumber>(device));
        const DeviceMask after = removes ? before & ~mask : before | mask;
        if (after & ~device_mask::propagated) throw XError{wire::ErrorCode::Class, after};
        selections.keep(window.id(), device, after);
    }
}

wire::GetDeviceDontPropagateList::Reply handle(Call& call,
                                               const wire::GetDeviceDontPropagateList& request)
{
    const Window& window = call.display.window(request.window);
    wire::GetDeviceDontPropagateList::Reply reply;
    reply.xiReplyType = wire::GetDeviceDontPropagateList::opcode;
    if (const auto* const found = selectionsOf(call).of(window.id()))
        xi::appendClasses(reply.classes, found->kept);
    return reply;
}

void xi::setFocus(Call& call, DeviceNumber device, Xid focus, Focus::RevertTo revertTo,
                  std::uint32_t time)
{
    InputDevices& input = call.display.input();
    if (isMaster(device)) {
        if (!staysWithItself(device, focus)) input.focus().set(focus, revertTo, time);
        return;
    }
    input.xinput().slaveFocus().set(device, focus, static_cast<SlaveFocus::RevertTo>(revertTo),
                                    time);
}

wire::GetDeviceFocus::Reply handle(Call& call, const wire::GetDeviceFocus& request)
{
    const DeviceNumber device = checkFocusable(call, request.deviceId);
    InputDevices& input = call.display.input();
    wire::GetDeviceFocus::Reply reply;
    reply.xiReplyType = wire::GetDeviceFocus::opcode;
    if (isMaster(device)) {
        reply.focus = input.focus().id();
        reply.time = input.focus().time();
        reply.revertTo = static_cast<std::uint8_t>(input.focus().revertTo());
        return reply;
    }
    const SlaveFocus::State& state = input.xinput().slaveFocus().of(device);
    reply.focus = state.id;
    reply.time = state.time;
    reply.revertTo = static_cast<std::uint8_t>(state.revertTo);
    return reply;
}

void handle(Call& call, const wire::SetDeviceFocus& request)
{
    const DeviceNumber device = checkFocusable(call, request.deviceId);
    if (request.revertTo > x11::InputFocus::FollowKeyboard) throw badValue(request.revertTo);
    const bool follows = request.revertTo == x11::InputFocus::FollowKeyboard;
    const auto revertTo = isMaster(device) && follows
                              ? Focus::RevertTo::None
                              : static_cast<Focus::RevertTo>(request.revertTo);
    xi::setFocus(call, device, request.focus, revertTo, request.time);
}

} // namespace vitrine
