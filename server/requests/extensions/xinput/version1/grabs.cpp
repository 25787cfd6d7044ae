// SPDX-License-Identifier: GPL-2.0-or-later
// "X Input Device Extension", version 1.5: one client has a device to itself. Its master goes on.
#include "server/display/input/grabs.h"

#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keymap.h"
#include "server/requests/extensions/xinput/version1/classes.h"
#include "server/requests/extensions/xinput/version1/version1.h"

namespace vitrine {

namespace wire = x11::xinput;

namespace {

using Start = PassiveGrab::Device;

Grabs& grabsOf(Call& call)
{
    return call.display.input().grabs();
}

GrabMode modeOf(std::uint8_t mode)
{
    if (mode > x11::GrabMode::Async) throw badValue(mode);
    return static_cast<GrabMode>(mode);
}

std::uint16_t checkedModifiers(std::uint16_t modifiers)
{
    if (modifiers != x11::ModMask::Any && (modifiers & 0xff00)) throw badValue(modifiers);
    return modifiers;
}

void checkKey(std::uint8_t key)
{
    if (key != PassiveGrab::anyDetail && key < Keymap::minimum) throw badValue(key);
}

// All keyboards' modifiers are those of the one keyboard; but what is grabbed by one's is given
// back by the same one's.
std::uint8_t modifierDeviceOf(Call& call, std::uint8_t number)
{
    const bool display = number == wire::ModifierDevice::UseXKeyboard;
    const DeviceNumber device =
        display ? DeviceNumber::MasterKeyboard : xi::checkKeyboard(call, number);
    return static_cast<std::uint8_t>(device);
}

// But for the window, which X.Org looks up at the end.
template<class Request> Grab grabOf(Call& call, const Request& request, DeviceNumber device)
{
    Grab grab;
    grab.client = call.client.id();
    grab.byDevice = true;
    grab.eventMask = xi::maskOf(call, request.classes, device);
    const GrabMode own = modeOf(request.thisDeviceMode), other = modeOf(request.otherDeviceMode);
    const bool keyboard = xi::isKeyboard(device);
    grab.keyboardMode = keyboard ? own : other;
    grab.pointerMode = keyboard ? other : own;
    grab.ownerEvents = request.ownerEvents;
    return grab;
}

} // namespace

wire::GrabDevice::Reply handle(Call& call, const wire::GrabDevice& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.deviceId);
    Grab grab = grabOf(call, request, device);
    grab.window = call.display.window(request.grabWindow).id();
    grab.time = request.time;
    const GrabStatus status = grabsOf(call).grab(device, std::move(grab));
    return {.xiReplyType = wire::GrabDevice::opcode, .status = static_cast<std::uint8_t>(status)};
}

void handle(Call& call, const wire::UngrabDevice& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.deviceId);
    const Grab* const active = grabsOf(call).active(device);
    if (active && active->byDevice) grabsOf(call).ungrab(device, call.client.id(), request.time);
}

void handle(Call& call, const wire::GrabDeviceKey& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.grabbedDevice);
    PassiveGrab passive;
    passive.modifierDevice = modifierDeviceOf(call, request.modifierDevice);
    passive.device = Start::Keyboard;
    passive.xiDevice = request.grabbedDevice;
    passive.detail = request.key;
    passive.grab = grabOf(call, request, device);
    passive.modifiers = checkedModifiers(request.modifiers);
    if (!xi::isKeyboard(device)) throw badMatch();
    checkKey(request.key);
    passive.grab.window = call.display.window(request.grabWindow).id();
    grabsOf(call).passive().add(std::move(passive));
}

void handle(Call& call, const wire::UngrabDeviceKey& request)
{
    const DeviceNumber device = xi::checkKeyboard(call, request.grabbedDevice);
    PassiveGrab wanted;
    wanted.device = Start::Keyboard;
    wanted.xiDevice = static_cast<std::uint16_t>(device);
    wanted.modifierDevice = modifierDeviceOf(call, request.modifierDevice);
    wanted.grab.client = call.client.id();
    wanted.grab.byDevice = true;
    wanted.grab.window = call.display.window(request.grabWindow).id();
    checkKey(request.key);
    wanted.detail = request.key;
    wanted.modifiers = checkedModifiers(request.modifiers);
    grabsOf(call).passive().remove(wanted);
}

void handle(Call& call, const wire::GrabDeviceButton& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.grabbedDevice);
    PassiveGrab passive;
    passive.modifierDevice = modifierDeviceOf(call, request.modifierDevice);
    passive.device = Start::Pointer;
    passive.xiDevice = request.grabbedDevice;
    passive.detail = request.button;
    passive.grab = grabOf(call, request, device);
    passive.modifiers = checkedModifiers(request.modifiers);
    passive.grab.window = call.display.window(request.grabWindow).id();
    grabsOf(call).passive().add(std::move(passive));
}

void handle(Call& call, const wire::UngrabDeviceButton& request)
{
    const DeviceNumber device = xi::checkPointer(call, request.grabbedDevice);
    PassiveGrab wanted;
    wanted.device = Start::Pointer;
    wanted.xiDevice = static_cast<std::uint16_t>(device);
    wanted.modifierDevice = modifierDeviceOf(call, request.modifierDevice);
    wanted.grab.client = call.client.id();
    wanted.grab.byDevice = true;
    wanted.grab.window = call.display.window(request.grabWindow).id();
    wanted.detail = request.button;
    wanted.modifiers = checkedModifiers(request.modifiers);
    grabsOf(call).passive().remove(wanted);
}

void handle(Call& call, const wire::AllowDeviceEvents& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.deviceId);
    const auto allow = [&](AllowMode mode) {
        grabsOf(call).allowEvents(device, call.client.id(), mode, request.time);
    };
    using Mode = wire::DeviceInputMode;
    switch (request.mode) { // "Pointer" stands for the device, whichever it is
    case Mode::AsyncThisDevice: return allow(AllowMode::AsyncPointer);
    case Mode::SyncThisDevice: return allow(AllowMode::SyncPointer);
    case Mode::ReplayThisDevice: return allow(AllowMode::ReplayPointer);
    case Mode::AsyncOtherDevices: return allow(AllowMode::AsyncOthers);
    case Mode::AsyncAll: return allow(AllowMode::AsyncBoth);
    case Mode::SyncAll: return allow(AllowMode::SyncBoth);
    default: throw badValue(request.mode);
    }
}

} // namespace vitrine
