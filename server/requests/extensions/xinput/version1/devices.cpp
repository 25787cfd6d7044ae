// SPDX-License-Identifier: GPL-2.0-or-later
// "X Input Device Extension", version 1.5: which devices there are, and how they are.
#include "server/display/display.h"
#include "server/display/input/grabs.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keymap.h"
#include "server/display/input/pointer.h"
#include "server/display/xinput/xinput.h"
#include "server/requests/extensions/xinput/version1/version1.h"

namespace vitrine {

namespace wire = x11::xinput;

namespace {

using Class = wire::InputClass;

constexpr std::uint8_t keyCount = Keymap::maximum - Keymap::minimum + 1;
constexpr std::uint32_t noLimit = 0xffffffff;

wire::InputInfo keysOf()
{
    wire::InputInfo info;
    info.classId = Class::Key;
    info.len = 8;
    info.info.key = wire::InputInfo::Info::KeyCase{Keymap::minimum, Keymap::maximum, keyCount};
    return info;
}

wire::InputInfo buttonsOf(std::size_t count)
{
    wire::InputInfo info;
    info.classId = Class::Button;
    info.len = 4;
    info.info.button = wire::InputInfo::Info::ButtonCase{static_cast<std::uint16_t>(count)};
    return info;
}

wire::InputInfo axesOf(std::size_t count)
{
    wire::InputInfo info;
    info.classId = Class::Valuator;
    wire::InputInfo::Info::ValuatorCase axes{};
    axes.mode = wire::ValuatorMode::Relative;
    axes.motionSize = Pointer::historySize;
    for (std::size_t i = 0; i < count; ++i)
        axes.axes.push_back(
            {0, static_cast<std::int32_t>(noLimit), static_cast<std::int32_t>(noLimit)});
    info.len = static_cast<std::uint8_t>(8 + 12 * count);
    info.info.valuator = std::move(axes);
    return info;
}

// "The device specified … is already the X keyboard" or is none at all.
DeviceNumber checkSlave(Call& call, std::uint8_t number)
{
    const DeviceNumber device = xi::checkDevice(call, number);
    if (isMaster(device)) throw xi::badDevice(number);
    return device;
}

std::uint8_t useAs(DeviceNumber device)
{
    if (xi::isKeyboard(device))
        return isMaster(device) ? wire::DeviceUse::IsXKeyboard
                                : wire::DeviceUse::IsXExtensionKeyboard;
    return isMaster(device) ? wire::DeviceUse::IsXPointer : wire::DeviceUse::IsXExtensionPointer;
}

void describe(Call& call, DeviceNumber device, wire::ListInputDevices::Reply& reply)
{
    InputDevices& input = call.display.input();
    XInput& xinput = input.xinput();
    const bool keyboard = xi::isKeyboard(device);
    const char* const type = keyboard                              ? "KEYBOARD"
                             : device == DeviceNumber::ViewerTouch ? "TOUCHSCREEN"
                                                                   : "MOUSE";
    wire::DeviceInfo info;
    info.deviceId = static_cast<std::uint8_t>(device);
    info.deviceType = call.display.atoms().intern(type);
    info.deviceUse = useAs(device);
    info.numClassInfo = keyboard ? 1 : 2;
    reply.devices.push_back(info);
    if (keyboard) {
        reply.infos.push_back(keysOf());
    } else {
        reply.infos.push_back(buttonsOf(input.pointer().mapping().size()));
        reply.infos.push_back(axesOf(xinput.axesOf(device).size()));
    }
    reply.names.push_back({xinput.nameOf(device)});
}

std::array<std::uint8_t, 32> bitsOf(const std::bitset<256>& set)
{
    std::array<std::uint8_t, 32> bits{};
    for (std::size_t i = 0; i < set.size(); ++i)
        if (set.test(i)) bits[i / 8] |= static_cast<std::uint8_t>(1u << i % 8);
    return bits;
}

} // namespace

bool xi::isKeyboard(DeviceNumber device)
{
    return XInput::masterOf(device) == DeviceNumber::MasterKeyboard;
}

DeviceNumber xi::checkKeyboard(Call& call, std::uint8_t number)
{
    const DeviceNumber device = checkDevice(call, number);
    if (!isKeyboard(device)) throw badMatch();
    return device;
}

DeviceNumber xi::checkPointer(Call& call, std::uint8_t number)
{
    const DeviceNumber device = checkDevice(call, number);
    if (isKeyboard(device)) throw badMatch();
    return device;
}

wire::GetExtensionVersion::Reply handle(Call&, const wire::GetExtensionVersion&)
{
    return {.xiReplyType = wire::GetExtensionVersion::opcode,
            .serverMajor = 2,
            .serverMinor = 3,
            .present = true};
}

wire::ListInputDevices::Reply handle(Call& call, const wire::ListInputDevices&)
{
    wire::ListInputDevices::Reply reply;
    reply.xiReplyType = wire::ListInputDevices::opcode;
    constexpr auto first = static_cast<int>(DeviceNumber::MasterPointer);
    constexpr auto last = static_cast<int>(DeviceNumber::ViewerTouch);
    for (int number = first; number <= last; ++number) {
        const auto device = static_cast<DeviceNumber>(number);
        if (call.display.input().xinput().has(device)) describe(call, device, reply);
    }
    return reply;
}

// The classes of a device, and the number of the first event of each.
wire::OpenDevice::Reply handle(Call& call, const wire::OpenDevice& request)
{
    const DeviceNumber device = checkSlave(call, request.deviceId);
    const wire::InputClassInfo feedback{Class::Feedback, 0},
        other{Class::Other, wire::DeviceStateNotifyEvent::code};
    wire::OpenDevice::Reply reply;
    reply.xiReplyType = wire::OpenDevice::opcode;
    if (xi::isKeyboard(device))
        reply.classInfo = {{Class::Key, wire::DeviceKeyPressEvent::code},
                           feedback,
                           {Class::Focus, wire::DeviceFocusInEvent::code},
                           other};
    else
        reply.classInfo = {{Class::Button, wire::DeviceButtonPressEvent::code},
                           {Class::Valuator, wire::DeviceMotionNotifyEvent::code},
                           feedback,
                           other};
    return reply;
}

// Its grabs and selections end: "the server … releases any active grabs the client has on it".
void handle(Call& call, const wire::CloseDevice& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.deviceId);
    InputDevices& input = call.display.input();
    input.grabs().forget(call.client.id(), device);
    input.xinput().devices().selections.forget(call.client.id(), device);
}

wire::QueryDeviceState::Reply handle(Call& call, const wire::QueryDeviceState& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.deviceId);
    InputDevices& input = call.display.input();
    wire::QueryDeviceState::Reply reply;
    reply.xiReplyType = wire::QueryDeviceState::opcode;
    const auto down = bitsOf(input.xinput().devices().down(device));
    wire::InputState state;
    if (xi::isKeyboard(device)) {
        state.classId = Class::Key;
        state.len = 36;
        state.data.key = {keyCount, down};
        reply.classes.push_back(state);
        return reply;
    }
    input.xinput().devices().endHint(device, call.client.id());
    state.classId = Class::Button;
    state.len = 36;
    state.data.button = {static_cast<std::uint8_t>(input.pointer().mapping().size()), down};
    reply.classes.push_back(state);
    wire::InputState axes;
    axes.classId = Class::Valuator;
    axes.data.valuator = {wire::ValuatorMode::Relative, input.xinput().axesOf(device)};
    axes.len = static_cast<std::uint8_t>(4 + 4 * axes.data.valuator->valuators.size());
    reply.classes.push_back(std::move(axes));
    return reply;
}

// No device takes another's place: as X.Org answers since it has masters.
wire::ChangeKeyboardDevice::Reply handle(Call&, const wire::ChangeKeyboardDevice& request)
{
    throw xi::badDevice(request.deviceId);
}

wire::ChangePointerDevice::Reply handle(Call&, const wire::ChangePointerDevice& request)
{
    throw xi::badDevice(request.deviceId);
}

} // namespace vitrine
