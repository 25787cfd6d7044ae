// SPDX-License-Identifier: GPL-2.0-or-later
// "Double Buffer Extension Protocol", version 1.0.
#include "server/display/dbe/double_buffers.h"
#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/requests/call.h"
#include "server/requests/extensions/registry.h"

#include <algorithm>

#include "x11/dbe_dispatch.h"

namespace vitrine {

namespace {

SwapAction swapAction(std::uint8_t action)
{
    if (action > x11::dbe::SwapAction::Copied) throw badValue(action);
    return static_cast<SwapAction>(action);
}

DoubleBuffers& doubleBuffers(Call& call)
{
    return call.display.extensions().doubleBuffers;
}

} // namespace

x11::dbe::QueryVersion::Reply handle(Call&, const x11::dbe::QueryVersion&)
{
    return {.majorVersion = 1, .minorVersion = 0};
}

// The action is a hint of what swaps will come.
void handle(Call& call, const x11::dbe::AllocateBackBuffer& request)
{
    Window& window = call.display.window(request.window);
    call.display.checkNew(call.client, request.buffer);
    swapAction(request.swapAction);
    if (window.isInputOnly()) throw badMatch();
    call.display.add(call.client, request.buffer,
                     std::make_shared<BackBuffer>(request.buffer, doubleBuffers(call), window));
}

void handle(Call& call, const x11::dbe::DeallocateBackBuffer& request)
{
    call.display.resources().get<BackBuffer>(request.buffer, x11::dbe::ErrorCode::Buffer);
    call.display.free(request.buffer);
}

// All or none: "if a window is listed more than once, or has no back buffer, a Match error".
void handle(Call& call, const x11::dbe::SwapBuffers& request)
{
    struct Swap {
        Window* window;
        SwapAction action;
    };
    std::vector<Swap> swaps;
    for (const x11::dbe::SwapInfo& info : request.actions) {
        Window& window = call.display.window(info.window);
        if (!doubleBuffers(call).has(window)) throw badMatch();
        swaps.push_back({&window, swapAction(info.swapAction)});
    }
    std::vector<Window*> windows;
    for (const Swap& swap : swaps) windows.push_back(swap.window);
    std::ranges::sort(windows);
    if (std::ranges::adjacent_find(windows) != windows.end()) throw badMatch();
    for (const Swap& swap : swaps) doubleBuffers(call).swap(*swap.window, swap.action);
}

// Hints of which requests belong together: here each is as fast by itself.
void handle(Call&, const x11::dbe::BeginIdiom&) {}
void handle(Call&, const x11::dbe::EndIdiom&) {}

// For each drawable the visuals of its screen, or once for all screens: there is one.
x11::dbe::GetVisualInfo::Reply handle(Call& call, const x11::dbe::GetVisualInfo& request)
{
    constexpr std::size_t most = 16'384; // each is answered with all visuals
    if (request.drawables.size() > most) throw badAlloc();
    x11::dbe::VisualInfos screen;
    for (const Visual& visual : Screen::visuals)
        screen.infos.push_back(
            {.visualId = visual.id, .depth = static_cast<std::uint8_t>(visual.depth)});
    for (const Xid id : request.drawables) call.display.drawable(id);
    x11::dbe::GetVisualInfo::Reply reply;
    reply.supportedVisuals.assign(std::max<std::size_t>(request.drawables.size(), 1), screen);
    return reply;
}

x11::dbe::GetBackBufferAttributes::Reply handle(Call& call,
                                                const x11::dbe::GetBackBufferAttributes& request)
{
    const BackBuffer* buffer = call.display.resources().find<BackBuffer>(request.buffer);
    return {.attributes = {.window = buffer ? buffer->window() : 0}};
}

static constexpr auto table = x11::dbe::requestTable<Call>();
extern const Extension doubleBuffer;
const Extension doubleBuffer{x11::dbe::extension, &x11::dbe::dispatch<Call>, table};

} // namespace vitrine
