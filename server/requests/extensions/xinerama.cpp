// SPDX-License-Identifier: GPL-2.0-or-later
// "XINERAMA", version 1.1: the monitors of RANDR, as older programs ask for them.
#include "server/display/display.h"
#include "server/display/randr/randr.h"
#include "server/requests/call.h"
#include "server/requests/extensions/registry.h"

#include "x11/xinerama_dispatch.h"

namespace vitrine {

namespace {

std::vector<Monitor> screens(Call& call)
{
    return call.display.randr().monitors(true);
}

} // namespace

x11::xinerama::QueryVersion::Reply handle(Call&, const x11::xinerama::QueryVersion&)
{
    return {.major = 1, .minor = 1};
}

x11::xinerama::GetState::Reply handle(Call& call, const x11::xinerama::GetState& request)
{
    call.display.window(request.window);
    return {.state = !screens(call).empty(), .window = request.window};
}

x11::xinerama::GetScreenCount::Reply handle(Call& call,
                                            const x11::xinerama::GetScreenCount& request)
{
    call.display.window(request.window);
    return {.screenCount = static_cast<std::uint8_t>(screens(call).size()),
            .window = request.window};
}

x11::xinerama::GetScreenSize::Reply handle(Call& call, const x11::xinerama::GetScreenSize& request)
{
    call.display.window(request.window);
    const auto all = screens(call);
    if (request.screen >= all.size()) throw badMatch();
    const Rect& area = all[request.screen].area;
    return {.width = static_cast<std::uint32_t>(area.width),
            .height = static_cast<std::uint32_t>(area.height),
            .window = request.window,
            .screen = request.screen};
}

x11::xinerama::IsActive::Reply handle(Call& call, const x11::xinerama::IsActive&)
{
    return {.state = !screens(call).empty()};
}

x11::xinerama::QueryScreens::Reply handle(Call& call, const x11::xinerama::QueryScreens&)
{
    x11::xinerama::QueryScreens::Reply reply;
    for (const Monitor& monitor : screens(call)) {
        const Rect& area = monitor.area;
        reply.screenInfo.push_back(
            {static_cast<std::int16_t>(area.x), static_cast<std::int16_t>(area.y),
             static_cast<std::uint16_t>(area.width), static_cast<std::uint16_t>(area.height)});
    }
    return reply;
}

static constexpr auto table = x11::xinerama::requestTable<Call>();
extern const Extension xinerama;
const Extension xinerama{x11::xinerama::extension, &x11::xinerama::dispatch<Call>, table};

} // namespace vitrine
