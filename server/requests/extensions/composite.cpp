// SPDX-License-Identifier: GPL-2.0-or-later
// "Composite Extension", version 0.4.
#include "server/display/composite/composite.h"

#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/requests/call.h"
#include "server/requests/extensions/registry.h"
#include "server/requests/extensions/xfixes/named_regions.h"

#include <algorithm>
#include <utility>

#include "x11/composite_dispatch.h"

namespace vitrine {

namespace {

using Scope = Composite::Scope;

constexpr std::pair<std::uint32_t, std::uint32_t> ourVersion{0, 4};

Redirection redirectionOf(std::uint8_t update)
{
    switch (update) {
    case x11::composite::Redirect::Automatic: return Redirection::Automatic;
    case x11::composite::Redirect::Manual: return Redirection::Manual;
    default: throw badValue(update);
    }
}

template<class Request> void redirect(Call& call, const Request& request, Scope scope)
{
    Window& window = call.display.window(request.window);
    call.display.extensions().composite.redirect(call.client.id(), window, scope,
                                                 redirectionOf(request.update));
}

template<class Request> void unredirect(Call& call, const Request& request, Scope scope)
{
    Window& window = call.display.window(request.window);
    call.display.extensions().composite.unredirect(call.client.id(), window, scope,
                                                   redirectionOf(request.update));
}

} // namespace

x11::composite::QueryVersion::Reply handle(Call&, const x11::composite::QueryVersion& request)
{
    const auto [major, minor] =
        std::min(ourVersion, {request.clientMajorVersion, request.clientMinorVersion});
    return {.majorVersion = major, .minorVersion = minor};
}

void handle(Call& call, const x11::composite::RedirectWindow& request)
{
    redirect(call, request, Scope::Window);
}

void handle(Call& call, const x11::composite::RedirectSubwindows& request)
{
    redirect(call, request, Scope::Subwindows);
}

void handle(Call& call, const x11::composite::UnredirectWindow& request)
{
    unredirect(call, request, Scope::Window);
}

void handle(Call& call, const x11::composite::UnredirectSubwindows& request)
{
    unredirect(call, request, Scope::Subwindows);
}

void handle(Call& call, const x11::composite::CreateRegionFromBorderClip& request)
{
    const Window& window = call.display.window(request.window);
    addRegion(call, request.region, window.borderClip().translated(-window.offset()));
}

void handle(Call& call, const x11::composite::NameWindowPixmap& request)
{
    const Window& window = call.display.window(request.window);
    if (!window.viewable()) throw badMatch();
    call.display.checkNew(call.client, request.pixmap);
    if (window.redirection() == Redirection::None || !window.pixels()) throw badMatch();
    call.display.add(call.client, request.pixmap,
                     std::make_shared<Pixmap>(request.pixmap, window.depth(), window.pixels()));
}

x11::composite::GetOverlayWindow::Reply handle(Call& call,
                                               const x11::composite::GetOverlayWindow& request)
{
    call.display.window(request.window); // names the screen, of which there is one
    return {.overlayWin =
                call.display.extensions().composite.acquireOverlay(call.client.id()).id()};
}

void handle(Call& call, const x11::composite::ReleaseOverlayWindow& request)
{
    call.display.window(request.window);
    if (!call.display.extensions().composite.releaseOverlay(call.client.id())) throw badMatch();
}

static constexpr auto table = x11::composite::requestTable<Call>();
extern const Extension compositeExtension;
const Extension compositeExtension{x11::composite::extension, &x11::composite::dispatch<Call>,
                                   table};

} // namespace vitrine
