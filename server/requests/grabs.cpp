// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/grabs.h"

#include "server/display/display.h"
#include "server/display/input/grabs.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keymap.h"

namespace vitrine {

namespace {

using Device = Grabs::Device;

constexpr std::uint32_t pointerEvents =
    x11::EventMask::ButtonPress | x11::EventMask::ButtonRelease | x11::EventMask::EnterWindow |
    x11::EventMask::LeaveWindow | x11::EventMask::PointerMotion |
    x11::EventMask::PointerMotionHint | x11::EventMask::Button1Motion |
    x11::EventMask::Button2Motion | x11::EventMask::Button3Motion | x11::EventMask::Button4Motion |
    x11::EventMask::Button5Motion | x11::EventMask::ButtonMotion | x11::EventMask::KeymapState;

GrabMode modeOf(std::uint8_t mode)
{
    if (mode > x11::GrabMode::Async) throw badValue(mode);
    return static_cast<GrabMode>(mode);
}

std::uint32_t checkedEvents(std::uint32_t mask)
{
    if (mask & ~pointerEvents) throw badValue(mask);
    return mask;
}

std::uint16_t checkedModifiers(std::uint16_t modifiers)
{
    if (modifiers != x11::ModMask::Any && (modifiers & 0xff00)) throw badValue(modifiers);
    return modifiers;
}

std::uint8_t checkedKey(std::uint8_t key)
{
    if (key != PassiveGrab::anyDetail && key < Keymap::minimum) throw badValue(key);
    return key;
}

CursorRef cursorOrNone(Display& display, Xid id)
{
    if (id == 0) return nullptr;
    display.resources().get<Cursor>(id);
    return display.resources().share<Cursor>(id);
}

// What GrabPointer and GrabButton have in common.
template<class Request> Grab pointerGrab(Call& call, const Request& request)
{
    Grab grab;
    grab.client = call.client.id();
    grab.pointerMode = modeOf(request.pointerMode);
    grab.keyboardMode = modeOf(request.keyboardMode);
    grab.eventMask = checkedEvents(request.eventMask);
    grab.window = call.display.window(request.grabWindow).id();
    if (request.confineTo) grab.confineTo = call.display.window(request.confineTo).id();
    grab.cursor = cursorOrNone(call.display, request.cursor);
    grab.ownerEvents = request.ownerEvents;
    return grab;
}

template<class Request> Grab keyboardGrab(Call& call, const Request& request)
{
    Grab grab;
    grab.client = call.client.id();
    grab.pointerMode = modeOf(request.pointerMode);
    grab.keyboardMode = modeOf(request.keyboardMode);
    grab.window = call.display.window(request.grabWindow).id();
    grab.ownerEvents = request.ownerEvents;
    return grab;
}

Grabs& grabsOf(Call& call)
{
    return call.display.input().grabs();
}

} // namespace

x11::GrabPointer::Reply handle(Call& call, const x11::GrabPointer& request)
{
    Grab grab = pointerGrab(call, request);
    grab.time = request.time;
    const GrabStatus status = grabsOf(call).grab(Device::Pointer, std::move(grab));
    return {.status = static_cast<std::uint8_t>(status)};
}

void handle(Call& call, const x11::UngrabPointer& request)
{
    grabsOf(call).ungrab(Device::Pointer, call.client.id(), request.time);
}

void handle(Call& call, const x11::ChangeActivePointerGrab& request)
{
    const std::uint32_t events = checkedEvents(request.eventMask);
    grabsOf(call).changePointerGrab(call.client.id(), cursorOrNone(call.display, request.cursor),
                                    events, request.time);
}

x11::GrabKeyboard::Reply handle(Call& call, const x11::GrabKeyboard& request)
{
    Grab grab = keyboardGrab(call, request);
    grab.time = request.time;
    const GrabStatus status = grabsOf(call).grab(Device::Keyboard, std::move(grab));
    return {.status = static_cast<std::uint8_t>(status)};
}

void handle(Call& call, const x11::UngrabKeyboard& request)
{
    grabsOf(call).ungrab(Device::Keyboard, call.client.id(), request.time);
}

void handle(Call& call, const x11::GrabButton& request)
{
    PassiveGrab grab;
    grab.device = Device::Pointer;
    grab.detail = request.button;
    grab.modifiers = checkedModifiers(request.modifiers);
    grab.grab = pointerGrab(call, request);
    grabsOf(call).passive().add(std::move(grab));
}

void handle(Call& call, const x11::UngrabButton& request)
{
    const std::uint16_t modifiers = checkedModifiers(request.modifiers);
    const Window& window = call.display.window(request.grabWindow);
    grabsOf(call).passive().remove(call.client.id(), window.id(), Device::Pointer, request.button,
                                   modifiers);
}

void handle(Call& call, const x11::GrabKey& request)
{
    PassiveGrab grab;
    grab.device = Device::Keyboard;
    grab.grab = keyboardGrab(call, request);
    grab.detail = checkedKey(request.key);
    grab.modifiers = checkedModifiers(request.modifiers);
    grabsOf(call).passive().add(std::move(grab));
}

void handle(Call& call, const x11::UngrabKey& request)
{
    const Window& window = call.display.window(request.grabWindow);
    const std::uint8_t key = checkedKey(request.key);
    const std::uint16_t modifiers = checkedModifiers(request.modifiers);
    grabsOf(call).passive().remove(call.client.id(), window.id(), Device::Keyboard, key, modifiers);
}

void handle(Call& call, const x11::AllowEvents& request)
{
    if (request.mode > x11::Allow::SyncBoth) throw badValue(request.mode);
    grabsOf(call).allowEvents(call.client.id(), static_cast<AllowMode>(request.mode), request.time);
}

} // namespace vitrine
