// SPDX-License-Identifier: GPL-2.0-or-later
// "X11 Screen Saver Extension", MIT-SCREEN-SAVER version 1.1.
#include "server/display/display.h"
#include "server/display/idle.h"
#include "server/display/saver/screen_savers.h"
#include "server/requests/call.h"
#include "server/requests/extensions/registry.h"
#include "server/requests/window_attributes.h"

#include "x11/screensaver_dispatch.h"

namespace vitrine {

namespace {

constexpr std::uint32_t allEvents = ScreenSavers::Notify | ScreenSavers::Cycle;

// The names differ by a letter, the values do not.
x11::CreateWindow::Values asForWindow(const x11::screensaver::SetAttributes::Values& values)
{
    x11::CreateWindow::Values same;
    same.backgroundPixmap = values.backgroundPixmap;
    same.backgroundPixel = values.backgroundPixel;
    same.borderPixmap = values.borderPixmap;
    same.borderPixel = values.borderPixel;
    same.bitGravity = values.bitGravity;
    same.winGravity = values.winGravity;
    same.backingStore = values.backingStore;
    same.backingPlanes = values.backingPlanes;
    same.backingPixel = values.backingPixel;
    same.overrideRedirect = values.overrideRedirect;
    same.saveUnder = values.saveUnder;
    same.eventMask = values.eventMask;
    same.doNotPropagateMask = values.doNotPropogateMask;
    same.colormap = values.colormap;
    same.cursor = values.cursor;
    return same;
}

} // namespace

x11::screensaver::QueryVersion::Reply handle(Call&, const x11::screensaver::QueryVersion&)
{
    return {.serverMajorVersion = 1, .serverMinorVersion = 1};
}

x11::screensaver::QueryInfo::Reply handle(Call& call, const x11::screensaver::QueryInfo& request)
{
    call.display.drawable(request.drawable);
    const ScreenSavers& savers = call.display.screenSavers();
    const bool enabled = call.display.screenSaver.timeout != 0;
    x11::screensaver::QueryInfo::Reply reply;
    reply.state = static_cast<std::uint8_t>(savers.active() ? x11::screensaver::State::On
                                            : enabled       ? x11::screensaver::State::Off
                                                            : x11::screensaver::State::Disabled);
    reply.saverWindow = savers.window();
    reply.msUntilServer = savers.untilOrSince();
    reply.msSinceUserInput = call.display.idle().milliseconds();
    reply.eventMask = savers.selectedBy(call.client.id());
    reply.kind = static_cast<std::uint8_t>(savers.kind());
    return reply;
}

void handle(Call& call, const x11::screensaver::SelectInput& request)
{
    call.display.drawable(request.drawable);
    if (request.eventMask & ~allEvents) throw badValue(request.eventMask);
    call.display.screenSavers().select(call.client.id(), request.eventMask);
}

void handle(Call& call, const x11::screensaver::SetAttributes& request)
{
    Display& display = call.display;
    display.drawable(request.drawable);
    const Window& root = display.root();
    if (request.width == 0 || request.height == 0) throw badValue(0);
    if (request.class_ > x11::WindowClass::InputOnly) throw badValue(request.class_);
    const bool inputOnly = request.class_ == x11::WindowClass::InputOnly;
    const Xid visual = request.visual == 0 ? root.visual() : request.visual;
    const Visual* const known = Screen::visual(visual);
    const int depth = inputOnly ? 0 : request.depth == 0 ? root.depth() : request.depth;
    if (inputOnly && (request.depth != 0 || request.borderWidth != 0)) throw badMatch();
    if (!known || (!inputOnly && known->depth != depth)) throw badMatch();
    if (visual != root.visual() && !request.valueList.colormap) throw badMatch();

    SaverAttributes wanted;
    wanted.client = call.client.id();
    wanted.bounds = {request.x, request.y, request.width, request.height};
    wanted.borderWidth = request.borderWidth;
    wanted.windowClass = inputOnly ? WindowClass::InputOnly : WindowClass::InputOutput;
    wanted.depth = depth;
    wanted.visual = visual;
    Window like(0, wanted.client, wanted.windowClass, depth, visual); // to check the values
    if (!inputOnly) {
        like.attributes.border = root.attributes.border;
        like.attributes.colormap = root.attributes.colormap;
    }
    setAttributes(call, like, &display.root(), asForWindow(request.valueList));
    wanted.attributes = like.attributes;
    wanted.events = like.selectedBy(wanted.client);
    display.screenSavers().setAttributes(std::move(wanted));
}

void handle(Call& call, const x11::screensaver::UnsetAttributes& request)
{
    call.display.drawable(request.drawable);
    call.display.screenSavers().unsetAttributes(call.client.id());
}

void handle(Call& call, const x11::screensaver::Suspend& request)
{
    call.display.screenSavers().suspend(call.client.id(), request.suspend != 0);
}

static constexpr auto table = x11::screensaver::requestTable<Call>();
extern const Extension screenSaver;
const Extension screenSaver{x11::screensaver::extension, &x11::screensaver::dispatch<Call>, table};

} // namespace vitrine
