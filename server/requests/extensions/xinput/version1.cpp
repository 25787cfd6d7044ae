// SPDX-License-Identifier: GPL-2.0-or-later
// "X Input Device Extension", version 1.5: what tools ask to see which devices there are. A slave
// opens; nothing of it is selected or grabbed, as all of it goes to the masters.
#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keymap.h"
#include "server/display/input/pointer.h"
#include "server/display/xinput/xinput.h"
#include "server/requests/extensions/xinput/xinput.h"

namespace vitrine {

namespace wire = x11::xinput;

namespace {

constexpr std::uint8_t keyClass = 0, buttonClass = 1, valuatorClass = 2, focusClass = 5,
                       otherClass = 6;

wire::InputInfo keysOf()
{
    wire::InputInfo info;
    info.classId = keyClass;
    info.len = 8;
    info.info.key = wire::InputInfo::Info::KeyCase{Keymap::minimum, Keymap::maximum,
                                                   Keymap::maximum - Keymap::minimum + 1};
    return info;
}

wire::InputInfo buttonsOf(std::size_t count)
{
    wire::InputInfo info;
    info.classId = buttonClass;
    info.len = 4;
    info.info.button = wire::InputInfo::Info::ButtonCase{static_cast<std::uint16_t>(count)};
    return info;
}

wire::InputInfo axesOf(std::size_t count)
{
    wire::InputInfo info;
    info.classId = valuatorClass;
    wire::InputInfo::Info::ValuatorCase axes{};
    axes.mode = 0; // relative
    for (std::size_t i = 0; i < count; ++i) axes.axes.push_back({0, -1, -1});
    info.len = static_cast<std::uint8_t>(8 + 12 * count);
    info.info.valuator = std::move(axes);
    return info;
}

DeviceNumber checkSlave(std::uint8_t number)
{
    if (useOf(number) == DeviceUse::None || isMaster(static_cast<DeviceNumber>(number)))
        throw xi::badDevice(number);
    return static_cast<DeviceNumber>(number);
}

} // namespace

wire::GetExtensionVersion::Reply handle(Call&, const wire::GetExtensionVersion&)
{
    return {.xiReplyType = wire::GetExtensionVersion::opcode,
            .serverMajor = 2,
            .serverMinor = 3,
            .present = true};
}

wire::ListInputDevices::Reply handle(Call& call, const wire::ListInputDevices&)
{
    InputDevices& input = call.display.input();
    XInput& xinput = input.xinput();
    wire::ListInputDevices::Reply reply;
    reply.xiReplyType = wire::ListInputDevices::opcode;
    const auto first = static_cast<int>(DeviceNumber::MasterPointer);
    const auto last = static_cast<int>(DeviceNumber::ViewerKeyboard);
    for (int number = first; number <= last; ++number) {
        const auto device = static_cast<DeviceNumber>(number);
        const bool pointer = XInput::masterOf(device) == DeviceNumber::MasterPointer;
        wire::DeviceInfo info;
        info.deviceId = static_cast<std::uint8_t>(number);
        info.deviceType = call.display.atoms().intern(pointer ? "MOUSE" : "KEYBOARD");
        info.deviceUse = static_cast<std::uint8_t>(
            pointer            ? isMaster(device) ? wire::DeviceUse::IsXPointer
                                                  : wire::DeviceUse::IsXExtensionPointer
            : isMaster(device) ? wire::DeviceUse::IsXKeyboard
                               : wire::DeviceUse::IsXExtensionKeyboard);
        info.numClassInfo = pointer ? 2 : 1;
        reply.devices.push_back(info);
        if (pointer) {
            const bool scrolls =
                device == DeviceNumber::ViewerPointer || device == DeviceNumber::MasterPointer;
            reply.infos.push_back(buttonsOf(input.pointer().mapping().size()));
            reply.infos.push_back(axesOf(scrolls ? 4 : 2));
        } else {
            reply.infos.push_back(keysOf());
        }
        reply.names.push_back({xinput.nameOf(device)});
    }
    return reply;
}

wire::OpenDevice::Reply handle(Call&, const wire::OpenDevice& request)
{
    const DeviceNumber device = checkSlave(request.deviceId);
    // The classes of a device, and the number of the first event of each.
    constexpr std::uint8_t base = wire::extension.firstEvent;
    wire::OpenDevice::Reply reply;
    reply.xiReplyType = wire::OpenDevice::opcode;
    if (XInput::masterOf(device) == DeviceNumber::MasterKeyboard)
        reply.classInfo = {{keyClass, base + 1}, {focusClass, base + 6}, {otherClass, base}};
    else
        reply.classInfo = {{buttonClass, base + 3}, {valuatorClass, base + 5}, {otherClass, base}};
    return reply;
}

void handle(Call&, const wire::CloseDevice& request)
{
    checkSlave(request.deviceId);
}

// An event class is a device's number and an event's; BadClass where it is none.
void handle(Call& call, const wire::SelectExtensionEvent& request)
{
    call.display.window(request.window);
    for (const std::uint32_t eventClass : request.classes)
        if (useOf(static_cast<std::uint8_t>(eventClass >> 8)) == DeviceUse::None)
            throw XError{wire::ErrorCode::Class, eventClass};
}

wire::GetSelectedExtensionEvents::Reply handle(Call& call,
                                               const wire::GetSelectedExtensionEvents& request)
{
    call.display.window(request.window);
    wire::GetSelectedExtensionEvents::Reply reply;
    reply.xiReplyType = wire::GetSelectedExtensionEvents::opcode;
    return reply;
}

} // namespace vitrine
