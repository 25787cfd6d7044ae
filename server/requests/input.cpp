// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/input.h"

#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/pointer.h"

#include <algorithm>
#include <bitset>

namespace vitrine {

namespace {

// The child of `window` that holds the pointer; None where the window itself, or another, does.
Xid childUnderPointer(const Window& window, const Window& under)
{
    const Window* child = &under;
    while (child && child->parent() != &window) child = child->parent();
    return child ? child->id() : 0;
}

std::int16_t coordinate(std::int32_t value)
{
    return static_cast<std::int16_t>(value);
}

} // namespace

x11::QueryPointer::Reply handle(Call& call, const x11::QueryPointer& request)
{
    const Window& window = call.display.window(request.window);
    InputDevices& input = call.display.input();
    input.pointer().endHint(call.client.id());
    const Point at = input.position();
    const Point inside = at - window.screenOrigin();
    return {
        .sameScreen = true,
        .root = call.display.root().id(),
        .child = childUnderPointer(window, input.pointer().window()),
        .rootX = coordinate(at.x),
        .rootY = coordinate(at.y),
        .winX = coordinate(inside.x),
        .winY = coordinate(inside.y),
        .mask = input.state(),
    };
}

x11::GetMotionEvents::Reply handle(Call& call, const x11::GetMotionEvents& request)
{
    const Window& window = call.display.window(request.window);
    Pointer& pointer = call.display.input().pointer();
    pointer.endHint(call.client.id());
    const std::uint32_t now = call.display.now();
    const auto timeOf = [&](std::uint32_t time) { return time ? time : now; };
    const std::uint32_t start = timeOf(request.start);
    const std::uint32_t last = timeOf(request.stop);
    const std::uint32_t stop = isEarlier(now, last) ? now : last;

    x11::GetMotionEvents::Reply reply;
    if (isEarlier(stop, start) || isEarlier(now, start)) return reply;
    const Point origin = window.screenOrigin();
    const Rect outside = window.inside().grown(window.borderWidth());
    for (const Pointer::Motion& motion : pointer.history()) {
        const Point at = motion.position - origin;
        if (isEarlier(motion.time, start) || isEarlier(stop, motion.time) || !outside.contains(at))
            continue;
        reply.events.push_back({motion.time, coordinate(at.x), coordinate(at.y)});
    }
    return reply;
}

void handle(Call& call, const x11::WarpPointer& request)
{
    InputDevices& input = call.display.input();
    const Point at = input.position();
    const Window* const target =
        request.dstWindow ? &call.display.window(request.dstWindow) : nullptr;
    if (request.srcWindow) {
        // Only from inside of the source rectangle, as far as it is seen.
        const Window& source = call.display.window(request.srcWindow);
        const Point inside = at - source.screenOrigin();
        Rect from{request.srcX, request.srcY, request.srcWidth, request.srcHeight};
        if (from.width == 0) from.width = std::max(0, source.size().width - from.x);
        if (from.height == 0) from.height = std::max(0, source.size().height - from.y);
        if (!source.isAncestorOf(input.pointer().window()) || !from.contains(inside) ||
            !source.inside().contains(inside))
            return;
    }
    const Point offset{request.dstX, request.dstY};
    input.warp((target ? target->screenOrigin() : at) + offset);
}

x11::SetPointerMapping::Reply handle(Call& call, const x11::SetPointerMapping& request)
{
    InputDevices& input = call.display.input();
    const auto current = input.pointer().mapping();
    if (request.map.size() != current.size())
        throw badValue(static_cast<std::uint32_t>(request.map.size()));
    std::bitset<256> seen;
    for (const std::uint8_t button : request.map) {
        if (button != 0 && seen.test(button)) throw badValue(button);
        seen.set(button);
    }
    for (std::size_t i = 0; i < current.size(); ++i)
        if (current[i] != request.map[i] && input.pointer().down().test(i + 1))
            return {.status = x11::MappingStatus::Busy};
    input.changeButtons(request.map);
    return {.status = x11::MappingStatus::Success};
}

x11::GetPointerMapping::Reply handle(Call& call, const x11::GetPointerMapping&)
{
    const auto mapping = call.display.input().pointer().mapping();
    return {.map = {mapping.begin(), mapping.end()}};
}

void handle(Call& call, const x11::ChangePointerControl& request)
{
    const PointerControl defaults;
    PointerControl control = call.display.input().pointer().control;
    constexpr std::int16_t reset = -1;
    const auto value = [](std::int16_t given, std::uint16_t whenReset, std::int16_t least) {
        if (given == reset) return whenReset;
        if (given < least)
            throw badValue(static_cast<std::uint32_t>(static_cast<std::int32_t>(given)));
        return static_cast<std::uint16_t>(given);
    };
    if (request.doAcceleration) {
        control.accelerationNumerator =
            value(request.accelerationNumerator, defaults.accelerationNumerator, 0);
        control.accelerationDenominator =
            value(request.accelerationDenominator, defaults.accelerationDenominator, 1);
    }
    if (request.doThreshold) control.threshold = value(request.threshold, defaults.threshold, 0);
    call.display.input().pointer().control = control;
}

x11::GetPointerControl::Reply handle(Call& call, const x11::GetPointerControl&)
{
    const PointerControl& control = call.display.input().pointer().control;
    return {
        .accelerationNumerator = control.accelerationNumerator,
        .accelerationDenominator = control.accelerationDenominator,
        .threshold = control.threshold,
    };
}

} // namespace vitrine
