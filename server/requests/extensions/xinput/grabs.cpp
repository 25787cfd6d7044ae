// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/input/grabs.h"

#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keymap.h"
#include "server/display/input/touches.h"
#include "server/display/xinput/xinput.h"
#include "server/requests/extensions/xinput/xinput.h"

namespace vitrine {

namespace wire = x11::xinput;

namespace {

using Device = Grabs::Device;

constexpr std::uint32_t anyModifiers = 1u << 31;

Device slotOf(DeviceNumber device)
{
    return XInput::masterOf(device) == DeviceNumber::MasterKeyboard ? Device::Keyboard
                                                                    : Device::Pointer;
}

GrabMode modeOf(std::uint8_t mode)
{
    if (mode > static_cast<std::uint8_t>(GrabMode::Async)) throw badValue(mode);
    return static_cast<GrabMode>(mode);
}

// What an active and a passive grab have in common.
template<class Request>
Grab grabOf(Call& call, const Request& request, Xid window, std::uint8_t mode, Device slot)
{
    Grab grab;
    grab.client = call.client.id();
    grab.xinput = true;
    grab.xiMask = xi::checkMask(request.mask);
    grab.pointerMode = modeOf(slot == Device::Keyboard ? request.pairedDeviceMode : mode);
    grab.keyboardMode = modeOf(slot == Device::Keyboard ? mode : request.pairedDeviceMode);
    if (request.cursor) {
        call.display.resources().get<Cursor>(request.cursor);
        grab.cursor = call.display.resources().share<Cursor>(request.cursor);
    }
    grab.window = call.display.window(window).id();
    grab.ownerEvents = request.ownerEvents;
    return grab;
}

Device startOf(std::uint8_t grabType)
{
    switch (grabType) {
    case wire::GrabType::Keycode: return Device::Keyboard;
    case wire::GrabType::Enter: return Device::Enter;
    case wire::GrabType::FocusIn: return Device::FocusIn;
    case wire::GrabType::TouchBegin: return Device::Touch;
    default: return Device::Pointer;
    }
}

// A passive grab's type and detail, as both requests have them.
template<class Request> void checkPassive(Call& call, const Request& request)
{
    if (request.deviceid > xi::allMasters) xi::checkDevice(call, request.deviceid);
    if (request.grabType > wire::GrabType::TouchBegin) throw badValue(request.grabType);
    const bool ofDetail =
        request.grabType == wire::GrabType::Button || request.grabType == wire::GrabType::Keycode;
    if (!ofDetail && request.detail != 0) throw badValue(request.detail);
}

std::uint16_t modifiersOf(std::uint32_t modifiers)
{
    if (modifiers == anyModifiers) return PassiveGrab::anyModifiers;
    if (modifiers & ~0xffu) throw badValue(modifiers);
    return static_cast<std::uint16_t>(modifiers);
}

} // namespace

wire::XIGrabDevice::Reply handle(Call& call, const wire::XIGrabDevice& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.deviceid);
    const Device slot = slotOf(device);
    Grab grab = grabOf(call, request, request.window, request.mode, slot);
    grab.time = request.time;
    // A slave alone cannot be had: it always feeds its master.
    if (!isMaster(device)) return {.status = x11::GrabStatus::AlreadyGrabbed};
    const GrabStatus status = call.display.input().grabs().grab(slot, std::move(grab));
    return {.status = static_cast<std::uint8_t>(status)};
}

void handle(Call& call, const wire::XIUngrabDevice& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.deviceid);
    const Device slot = slotOf(device);
    Grabs& grabs = call.display.input().grabs();
    const Grab* active = grabs.active(slot);
    if (isMaster(device) && active && active->xinput)
        grabs.ungrab(slot, call.client.id(), request.time);
}

void handle(Call& call, const wire::XIAllowEvents& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.deviceid);
    const bool pointer = slotOf(device) == Device::Pointer;
    const auto allow = [&](AllowMode ofPointer, AllowMode ofKeyboard) {
        if (isMaster(device))
            call.display.input().grabs().allowEvents(
                call.client.id(), pointer ? ofPointer : ofKeyboard, request.time);
    };
    using Mode = wire::EventMode;
    switch (request.eventMode) {
    case Mode::AsyncDevice: return allow(AllowMode::AsyncPointer, AllowMode::AsyncKeyboard);
    case Mode::SyncDevice: return allow(AllowMode::SyncPointer, AllowMode::SyncKeyboard);
    case Mode::ReplayDevice: return allow(AllowMode::ReplayPointer, AllowMode::ReplayKeyboard);
    case Mode::AsyncPairedDevice: return allow(AllowMode::AsyncKeyboard, AllowMode::AsyncPointer);
    case Mode::AsyncPair: return allow(AllowMode::AsyncBoth, AllowMode::AsyncBoth);
    case Mode::SyncPair: return allow(AllowMode::SyncBoth, AllowMode::SyncBoth);
    case Mode::AcceptTouch:
    case Mode::RejectTouch:
        return call.display.input().touches().allow(call.client.id(), request.touchid,
                                                    call.display.window(request.grabWindow).id(),
                                                    request.eventMode == Mode::AcceptTouch);
    default: throw badValue(request.eventMode);
    }
}

wire::XIPassiveGrabDevice::Reply handle(Call& call, const wire::XIPassiveGrabDevice& request)
{
    checkPassive(call, request);
    constexpr std::uint8_t touchMode = 2;
    const bool touch = request.grabType == wire::GrabType::TouchBegin;
    if (touch && (request.grabMode != touchMode || request.pairedDeviceMode != 1))
        throw badValue(request.grabMode);
    const bool key =
        request.grabType == wire::GrabType::Keycode || request.grabType == wire::GrabType::FocusIn;
    const Grab grab =
        grabOf(call, request, request.grabWindow, touch ? std::uint8_t{1} : request.grabMode,
               key ? Device::Keyboard : Device::Pointer);
    for (const std::uint32_t modifiers : request.modifiers) modifiersOf(modifiers);

    wire::XIPassiveGrabDevice::Reply reply;
    for (const std::uint32_t modifiers : request.modifiers) {
        bool granted = false;
        if (request.detail <= Keymap::maximum) {
            PassiveGrab passive;
            passive.device = startOf(request.grabType);
            passive.detail = static_cast<std::uint8_t>(request.detail);
            passive.modifiers = modifiersOf(modifiers);
            passive.xiDevice = request.deviceid;
            passive.grab = grab;
            try {
                call.display.input().grabs().passive().add(std::move(passive));
                granted = true;
            } catch (const XError& error) {
                if (error.code != badAccess().code) throw;
                granted = false; // another client has one of these combinations
            }
        }
        if (!granted) reply.modifiers.push_back({modifiers, x11::GrabStatus::AlreadyGrabbed, {}});
    }
    return reply;
}

void handle(Call& call, const wire::XIPassiveUngrabDevice& request)
{
    checkPassive(call, request);
    const Window& window = call.display.window(request.grabWindow);
    for (const std::uint32_t modifiers : request.modifiers) modifiersOf(modifiers);
    if (request.detail > Keymap::maximum) return;
    for (const std::uint32_t modifiers : request.modifiers)
        call.display.input().grabs().passive().remove(
            call.client.id(), window.id(), startOf(request.grabType),
            static_cast<std::uint8_t>(request.detail), modifiersOf(modifiers), request.deviceid);
}

} // namespace vitrine
