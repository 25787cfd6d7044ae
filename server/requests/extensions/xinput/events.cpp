// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/input/focus.h"
#include "server/display/input/input_devices.h"
#include "server/display/xinput/xinput.h"
#include "server/requests/extensions/xinput/xinput.h"

namespace vitrine {

namespace wire = x11::xinput;

namespace {

constexpr XiMask bit(int type)
{
    return XiMask{1} << type;
}

constexpr XiMask rawEvents =
    bit(wire::RawKeyPressEvent::eventType) | bit(wire::RawKeyReleaseEvent::eventType) |
    bit(wire::RawButtonPressEvent::eventType) | bit(wire::RawButtonReleaseEvent::eventType) |
    bit(wire::RawMotionEvent::eventType) | bit(wire::RawTouchBeginEvent::eventType) |
    bit(wire::RawTouchUpdateEvent::eventType) | bit(wire::RawTouchEndEvent::eventType);
constexpr XiMask touchEvents = bit(wire::TouchBeginEvent::eventType) |
                               bit(wire::TouchUpdateEvent::eventType) |
                               bit(wire::TouchEndEvent::eventType);
constexpr XiMask touchOwnership = bit(wire::TouchOwnershipEvent::eventType);
constexpr XiMask allEvents = (bit(wire::BarrierLeaveEvent::eventType) << 1) - 1;

void check(Call& call, const Window& window, std::uint16_t device, XiMask mask)
{
    if (device > xi::allMasters) xi::checkDevice(call, device);
    constexpr XiMask hierarchy = bit(wire::HierarchyEvent::eventType);
    if (device != xi::allDevices && (mask & hierarchy))
        throw badValue(wire::HierarchyEvent::eventType);
    if (!window.isRoot() && (mask & rawEvents)) throw badValue(wire::RawKeyPressEvent::eventType);
    if ((mask & (touchEvents | touchOwnership)) && (mask & touchEvents) != touchEvents)
        throw badValue(wire::TouchBeginEvent::eventType);
    if (!(mask & touchEvents)) return;
    for (const auto& other : call.display.input().xinput().selections.of(window.id()))
        if (other.client != call.client.id() && (other.mask & touchEvents) &&
            (other.device == device || other.device == xi::allDevices || device == xi::allDevices))
            throw badAccess(); // "a touch is one client's"
}

} // namespace

std::uint64_t xi::checkMask(std::span<const std::uint32_t> words)
{
    XiMask mask = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i >= 2 ? words[i] != 0 : (XiMask{words[i]} << 32 * i & ~allEvents) != 0)
            throw badValue(words[i]);
        if (i < 2) mask |= XiMask{words[i]} << 32 * i;
    }
    return mask;
}

void handle(Call& call, const wire::XISelectEvents& request)
{
    if (request.masks.empty()) throw badValue(0);
    const Window& window = call.display.window(request.window);
    for (const wire::EventMask& each : request.masks)
        check(call, window, each.deviceid, xi::checkMask(each.mask));
    XInput& xinput = call.display.input().xinput();
    for (const wire::EventMask& each : request.masks)
        xinput.selections.select(window.id(),
                                 {call.client.id(), each.deviceid, xi::checkMask(each.mask)});
}

wire::XIGetSelectedEvents::Reply handle(Call& call, const wire::XIGetSelectedEvents& request)
{
    const Window& window = call.display.window(request.window);
    wire::XIGetSelectedEvents::Reply reply;
    for (const auto& selection : call.display.input().xinput().selections.of(window.id())) {
        if (selection.client != call.client.id()) continue;
        wire::EventMask told;
        told.deviceid = selection.device;
        told.mask = {static_cast<std::uint32_t>(selection.mask)};
        if (selection.mask >> 32)
            told.mask.push_back(static_cast<std::uint32_t>(selection.mask >> 32));
        reply.masks.push_back(std::move(told));
    }
    return reply;
}

void handle(Call& call, const wire::XISetFocus& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.deviceid);
    if (XInput::masterOf(device) != DeviceNumber::MasterKeyboard)
        throw xi::badDevice(request.deviceid);
    xi::setFocus(call, device, request.window, Focus::RevertTo::Parent, request.time);
}

wire::XIGetFocus::Reply handle(Call& call, const wire::XIGetFocus& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.deviceid);
    if (XInput::masterOf(device) != DeviceNumber::MasterKeyboard)
        throw xi::badDevice(request.deviceid);
    InputDevices& input = call.display.input();
    return {.focus =
                isMaster(device) ? input.focus().id() : input.xinput().slaveFocus().of(device).id};
}

} // namespace vitrine
