// SPDX-License-Identifier: GPL-2.0-or-later
// "X Input Device Extension", version 1.5: axes, and what X.Org calls controls. No device of ours
// can be told how to measure: "BadMatch … if the device does not support that control".
#include "server/display/display.h"
#include "server/display/input/grabs.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/pointer.h"
#include "server/display/xinput/xinput.h"
#include "server/requests/extensions/xinput/version1/version1.h"

namespace vitrine {

namespace wire = x11::xinput;

namespace {

bool isOfXTest(DeviceNumber device)
{
    return device == DeviceNumber::XTestPointer || device == DeviceNumber::XTestKeyboard;
}

wire::DeviceState resolutionOf(std::size_t axes)
{
    wire::DeviceState state;
    state.controlId = wire::DeviceControl::Resolution;
    state.len = static_cast<std::uint16_t>(8 + 12 * axes);
    wire::DeviceState::Data::ResolutionCase values;
    values.resolutionValues.assign(axes, 0);
    values.resolutionMin.assign(axes, 0);
    values.resolutionMax.assign(axes, 0);
    state.data.resolution = std::move(values);
    return state;
}

} // namespace

bool xi::isTaken(Call& call, DeviceNumber device)
{
    const Grab* const grab = call.display.input().grabs().active(device);
    return grab && grab->client != call.client.id();
}

wire::SetDeviceMode::Reply handle(Call& call, const wire::SetDeviceMode& request)
{
    const DeviceNumber device = xi::checkPointer(call, request.deviceId);
    if (isOfXTest(device) || !xi::isTaken(call, device)) throw badMatch();
    return {.xiReplyType = wire::SetDeviceMode::opcode, .status = x11::GrabStatus::AlreadyGrabbed};
}

wire::SetDeviceValuators::Reply handle(Call& call, const wire::SetDeviceValuators& request)
{
    const DeviceNumber device = xi::checkPointer(call, request.deviceId);
    if (isOfXTest(device)) throw badMatch();
    const std::size_t axes = call.display.input().xinput().axesOf(device).size();
    if (request.firstValuator + request.valuators.size() > axes) throw badValue(0);
    if (!xi::isTaken(call, device)) throw badMatch();
    return {.xiReplyType = wire::SetDeviceValuators::opcode,
            .status = x11::GrabStatus::AlreadyGrabbed};
}

wire::GetDeviceMotionEvents::Reply handle(Call& call, const wire::GetDeviceMotionEvents& request)
{
    const DeviceNumber device = xi::checkPointer(call, request.deviceId);
    InputDevices& input = call.display.input();
    input.xinput().devices().endHint(device, call.client.id());
    const std::vector<std::int32_t> axes = input.xinput().axesOf(device);
    wire::GetDeviceMotionEvents::Reply reply;
    reply.xiReplyType = wire::GetDeviceMotionEvents::opcode;
    reply.numAxes = static_cast<std::uint8_t>(axes.size());
    reply.deviceMode = wire::ValuatorMode::Absolute; // places, whatever the device is otherwise

    const std::uint32_t now = call.display.now();
    const std::uint32_t start = request.start ? request.start : now;
    const std::uint32_t last = request.stop ? request.stop : now;
    if (isEarlier(last, start) || isEarlier(now, start)) return reply;
    const std::uint32_t stop = isEarlier(now, last) ? now : last;
    for (const Pointer::Motion& motion : input.pointer().history()) {
        if (isEarlier(motion.time, start) || isEarlier(stop, motion.time)) continue;
        wire::DeviceTimeCoord event{motion.time, axes};
        event.axisvalues[0] = motion.position.x;
        event.axisvalues[1] = motion.position.y;
        reply.events.push_back(std::move(event));
    }
    return reply;
}

wire::GetDeviceControl::Reply handle(Call& call, const wire::GetDeviceControl& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.deviceId);
    wire::GetDeviceControl::Reply reply;
    reply.xiReplyType = wire::GetDeviceControl::opcode;
    reply.control.controlId = request.controlId;
    switch (request.controlId) {
    case wire::DeviceControl::Resolution:
        if (xi::isKeyboard(device)) throw badMatch();
        reply.control = resolutionOf(call.display.input().xinput().axesOf(device).size());
        return reply;
    case wire::DeviceControl::AbsCalib:
    case wire::DeviceControl::AbsArea: throw badMatch();
    case wire::DeviceControl::Core:
        reply.control.len = 8;
        reply.control.data.core = {true, isMaster(device)};
        return reply;
    case wire::DeviceControl::Enable:
        reply.control.len = 8;
        reply.control.data.enable = {true};
        return reply;
    default: throw badValue(request.controlId);
    }
}

wire::ChangeDeviceControl::Reply handle(Call& call, const wire::ChangeDeviceControl& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.deviceId);
    if (isOfXTest(device)) throw badMatch();
    if (request.controlId > wire::DeviceControl::AbsArea || request.controlId == 0)
        throw badValue(0);
    const auto& resolution = request.control.data.resolution;
    if (request.controlId != wire::DeviceControl::Resolution || !resolution) throw badMatch();
    if (xi::isKeyboard(device)) throw badMatch();
    if (!xi::isTaken(call, device)) {
        const std::size_t axes = call.display.input().xinput().axesOf(device).size();
        if (resolution->firstValuator + resolution->resolutionValues.size() > axes)
            throw badValue(0);
        throw badMatch();
    }
    call.display.input().xinput().devices().tellPresence(device, wire::DeviceChange::ControlChanged,
                                                         request.controlId);
    return {.xiReplyType = wire::ChangeDeviceControl::opcode,
            .status = x11::GrabStatus::AlreadyGrabbed};
}

} // namespace vitrine
