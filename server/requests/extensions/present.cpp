// SPDX-License-Identifier: GPL-2.0-or-later
// "The Present Extension", version 1.2.
#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/display/present/presentations.h"
#include "server/display/randr/randr.h"
#include "server/display/sync/sync.h"
#include "server/requests/call.h"
#include "server/requests/extensions/registry.h"
#include "server/requests/extensions/xfixes/named_regions.h"

#include <algorithm>
#include <utility>

#include "x11/present_dispatch.h"

namespace vitrine {

namespace {

namespace present = x11::present;

constexpr std::pair<std::uint32_t, std::uint32_t> ourVersion{1, 2};

void checkCrtc(Xid crtc)
{
    if (crtc != RandR::crtc) throw XError{x11::randr::ErrorCode::Crtc, crtc};
}

// "If divisor is zero, remainder must be; otherwise remainder must be less".
template<class Request> PresentTime timeOf(const Request& request)
{
    const bool sane =
        request.divisor == 0 ? request.remainder == 0 : request.remainder < request.divisor;
    if (!sane) throw badValue(static_cast<std::uint32_t>(request.remainder));
    return {request.targetMsc, request.divisor, request.remainder};
}

Presentations& presentations(Call& call)
{
    return call.display.extensions().presentations;
}

} // namespace

present::QueryVersion::Reply handle(Call&, const present::QueryVersion& request)
{
    const auto [major, minor] = std::min(ourVersion, {request.majorVersion, request.minorVersion});
    return {.majorVersion = major, .minorVersion = minor};
}

void handle(Call& call, const present::Pixmap& request)
{
    Display& display = call.display;
    const Window& window = display.window(request.window);
    display.pixmap(request.pixmap);
    Presentation presentation;
    presentation.window = window.id();
    presentation.serial = request.serial;
    presentation.ofPixmap = true;
    presentation.pixmap = display.resources().share<Pixmap>(request.pixmap);
    if (presentation.pixmap->depth() != window.depth()) throw badMatch();
    namedRegionOrNone(call,
                      request.valid); // what the pixmap holds; it is no less for our copying more
    presentation.update = namedRegionOrNone(call, request.update);
    presentation.offset = {request.xOff, request.yOff};
    if (request.targetCrtc) checkCrtc(request.targetCrtc);
    if (request.waitFence) display.sync().fence(request.waitFence);
    if (request.idleFence) display.sync().fence(request.idleFence);
    presentation.waitFence = request.waitFence;
    presentation.idleFence = request.idleFence;
    using Option = present::Option;
    if (request.options & ~(Option::Async | Option::Copy | Option::UST | Option::Suboptimal))
        throw badValue(request.options);
    PresentTime time = timeOf(request);
    time.async = request.options & Option::Async;
    presentation.msc = presentations(call).targetOf(time);
    for (const present::Notify& notify : request.notifies) {
        display.window(notify.window);
        presentation.notifies.push_back({notify.window, notify.serial});
    }
    presentations(call).present(std::move(presentation));
}

void handle(Call& call, const present::NotifyMSC& request)
{
    const Window& window = call.display.window(request.window);
    PresentTime time = timeOf(request);
    time.async = request.divisor == 0; // then a field that has begun is good enough
    call.display.extensions().presentations.present({.window = window.id(),
                                                     .serial = request.serial,
                                                     .msc = presentations(call).targetOf(time)});
}

void handle(Call& call, const present::SelectInput& request)
{
    Display& display = call.display;
    const Window& window = display.window(request.window);
    using Mask = present::EventMask;
    if (request.eventMask & ~(Mask::ConfigureNotify | Mask::CompleteNotify | Mask::IdleNotify))
        throw badValue(request.eventMask);
    if (auto* old = display.resources().find<PresentSelection>(request.eid)) {
        if (old->window() != window.id() || old->client() != call.client.id()) throw badMatch();
        if (request.eventMask)
            old->mask = request.eventMask;
        else
            display.free(request.eid);
        return;
    }
    if (request.eventMask == 0) return;
    display.checkNew(call.client, request.eid);
    display.add(call.client, request.eid,
                std::make_shared<PresentSelection>(presentations(call), request.eid,
                                                   call.client.id(), window.id(),
                                                   request.eventMask));
}

present::QueryCapabilities::Reply handle(Call& call, const present::QueryCapabilities& request)
{
    if (!call.display.resources().find<Window>(request.target)) checkCrtc(request.target);
    return {.capabilities = present::Capability::None};
}

static constexpr auto table = present::requestTable<Call>();
extern const Extension presentExtension;
const Extension presentExtension{present::extension, &present::dispatch<Call>, table};

} // namespace vitrine
