// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/input/pointer.h"

#include "server/display/display.h"
#include "server/display/input/device_event.h"
#include "server/display/input/focus.h"
#include "server/display/input/grabs.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keyboard.h"
#include "server/display/xinput/xinput.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "x11/core.h"

namespace vitrine {

namespace {

constexpr std::size_t buttonCount = 10; // with those that a wheel presses

Rect around(const Window& topLevel)
{
    return topLevel.outer();
}

Point clamped(Point point, const Rect& rect)
{
    return {std::clamp(point.x, rect.x, rect.right() - 1),
            std::clamp(point.y, rect.y, rect.bottom() - 1)};
}

} // namespace

Pointer::Pointer(Display& display) : display_(display), mapping_(buttonCount)
{
    std::iota(mapping_.begin(), mapping_.end(), std::uint8_t{1});
}

Window& Pointer::window() const
{
    Window* const found = display_.resources().find<Window>(window_);
    return found ? *found : display_.root();
}

Window& Pointer::windowAt(Point screen, Xid topLevel) const
{
    Window* window = display_.resources().find<Window>(topLevel);
    if (!window || !window->isTopLevel() || !window->viewable() ||
        !around(*window).contains(screen))
        window = &display_.root();
    for (;;) {
        Window* const child = window->childAt(screen - window->screenOrigin());
        if (!child) return *window;
        window = child;
    }
}

void Pointer::place(Point screen)
{
    // Windows that a viewer shows as its own may lie outside of the screen.
    constexpr Rect anywhere = {-32768, -32768, 65535, 65535};
    const Rect bounds = preferred_ ? anywhere : Rect::of(display_.screen().size);
    const Rect confined = display_.input().grabs().confines();
    position_ = clamped(screen, confined.empty() ? bounds : confined);

    Window& before = window();
    Window& now = windowAt(position_, preferred_);
    if (&before == &now || !display_.input().grabs().enter(before, now)) {
        window_ = now.id();
        cross(before, now, CrossingMode::Normal);
    }
    window_ = now.id();
}

void Pointer::treeChanged()
{
    preferred_ = 0;
    place(position_);
}

void Pointer::windowGone(Window& gone)
{
    if (hinted == gone.id()) hinted = 0;
    if (window_ == gone.id()) window_ = gone.parent() ? gone.parent()->id() : 0;
}

void Pointer::cross(Window& from, Window& to, CrossingMode mode)
{
    const std::vector<Crossing> crossings = pointerCrossings(from, to);
    for (const Crossing& crossing : crossings) send(crossing, mode);
    for (const Crossing& crossing : crossings) display_.input().xinput().cross(crossing, mode);
}

void Pointer::send(const Crossing& crossing, CrossingMode mode)
{
    const Window& window = *crossing.window;
    if (hinted == window.id() && crossing.detail != CrossingDetail::Inferior) hinted = 0;

    const FocusTarget focus = display_.input().focus().target();
    const bool focused = focus.kind == FocusTarget::Kind::PointerRoot ||
                         (focus.window && focus.window->isAncestorOf(window));
    const auto fill = [&](ClientId to, auto event) {
        const Point inside = position_ - window.screenOrigin();
        event.detail = static_cast<std::uint8_t>(crossing.detail);
        event.time = display_.now();
        event.root = display_.root().id();
        event.event = window.id();
        event.child = crossing.child ? crossing.child->id() : 0;
        event.rootX = static_cast<std::int16_t>(position_.x);
        event.rootY = static_cast<std::int16_t>(position_.y);
        event.eventX = static_cast<std::int16_t>(inside.x);
        event.eventY = static_cast<std::int16_t>(inside.y);
        event.state = display_.input().stateFor(to, display_.input().state());
        event.mode = static_cast<std::uint8_t>(mode);
        constexpr std::uint8_t sameScreen = 2;
        event.sameScreenFocus = static_cast<std::uint8_t>(sameScreen | (focused ? 1 : 0));
        return event;
    };
    const auto tell = [&](ClientId id, std::uint32_t mask) {
        XClient* const client = display_.client(id);
        if (!client || display_.input().grabs().interferes(id, DeviceNumber::MasterPointer)) return;
        if (!crossing.entered) {
            if (mask & x11::EventMask::LeaveWindow) client->send(fill(id, x11::LeaveNotifyEvent{}));
            return;
        }
        if (mask & x11::EventMask::EnterWindow) client->send(fill(id, x11::EnterNotifyEvent{}));
        if (mask & x11::EventMask::KeymapState) {
            x11::KeymapNotifyEvent keys;
            const auto bits = display_.input().keyboard().downBits();
            std::copy(bits.begin() + 1, bits.end(), keys.keys.begin());
            client->send(keys);
        }
    };
    // While the pointer is grabbed, nobody else hears of it.
    if (const Grab* grab = display_.input().grabs().active(Grabs::Device::Pointer)) {
        std::uint32_t mask = grab->window == window.id() && !grab->byDevice ? grab->eventMask : 0;
        if (grab->ownerEvents) mask |= window.selectedBy(grab->client);
        tell(grab->client, mask);
        return;
    }
    for (const EventSelection selection : window.selections())
        tell(selection.client, selection.mask);
}

bool Pointer::set(std::uint8_t button, bool pressed)
{
    if (button == 0 || down_.test(button) == pressed) return false;
    down_.set(button, pressed);
    hinted = 0;
    const std::uint8_t button1Bit = 8; // of Button1 in an event's state
    state_ = 0;
    for (std::size_t physical = 1; physical < down_.size(); ++physical)
        if (const std::uint8_t number = logical(static_cast<std::uint8_t>(physical));
            down_.test(physical) && number >= 1 && number <= 5)
            state_ = static_cast<std::uint16_t>(state_ | 1u << (button1Bit + number - 1));
    return true;
}

std::bitset<32> Pointer::logicalDown() const
{
    std::bitset<32> result;
    for (std::size_t button = 1; button <= mapping_.size(); ++button)
        if (down_.test(button) && mapping_[button - 1] < result.size())
            result.set(mapping_[button - 1]);
    return result;
}

void Pointer::setMapping(std::span<const std::uint8_t> mapping)
{
    mapping_.assign(mapping.begin(), mapping.end());
}

void Pointer::endHint(ClientId client)
{
    const Window* const window = display_.resources().find<Window>(hinted);
    if (!window) return;
    const std::uint32_t selected = window->selectedBy(client) & x11::EventMask::PointerMotionHint;
    const Grab* const grab = display_.input().grabs().active(Grabs::Device::Pointer);
    const bool asked =
        grab ? grab->client == client && ((grab->eventMask & x11::EventMask::PointerMotionHint) ||
                                          (grab->ownerEvents && selected))
             : selected != 0;
    if (asked) hinted = 0;
}

void Pointer::remember(const Motion& motion)
{
    if (history_.size() == historySize) history_.pop_front();
    history_.push_back(motion);
}

} // namespace vitrine
