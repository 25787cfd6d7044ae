// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/requests/extensions/glx/handlers.h"

namespace vitrine {

using x11::glx::ErrorCode;

namespace {

GlxContext& contextOf(Call& call, Xid id)
{
    return call.display.resources().get<GlxContext>(id, ErrorCode::Context);
}

void create(Call& call, Xid id, bool direct, GlxContext context)
{
    call.display.checkNew(call.client, id);
    if (context.shareList != 0) contextOf(call, context.shareList);
    if (!direct) throw badValue(0); // as servers do that draw nothing for their clients
    call.display.add<GlxContext>(call.client, id, std::make_shared<GlxContext>(context));
}

// A context becomes current in its client alone; here there is none to leave and none to take.
void makeCurrent(Call& call, Xid context, std::uint32_t oldTag)
{
    if (oldTag != 0) throw XError{ErrorCode::ContextTag, oldTag};
    if (context == 0) return;
    contextOf(call, context);
    throw badMatch();
}

void checkNoTag(std::uint32_t tag)
{
    if (tag != 0) throw XError{ErrorCode::ContextTag, tag};
}

} // namespace

void handle(Call& call, const x11::glx::CreateContext& request)
{
    checkScreen(request.screen);
    if (!Screen::visual(request.visual)) throw badValue(request.visual);
    create(call, request.context, request.isDirect,
           {.visual = request.visual, .shareList = request.shareList});
}

void handle(Call& call, const x11::glx::CreateNewContext& request)
{
    checkScreen(request.screen);
    const GlxConfig& config = checkedGlxConfig(request.fbconfig);
    create(call, request.context, request.isDirect,
           {.config = config.id,
            .visual = config.visual.id,
            .renderType = request.renderType,
            .shareList = request.shareList});
}

// Its version and profile are the client's library's business.
void handle(Call& call, const x11::glx::CreateContextAttribsARB& request)
{
    checkScreen(request.screen);
    GlxContext context{.config = request.fbconfig, .shareList = request.shareList};
    if (request.fbconfig != 0) context.visual = checkedGlxConfig(request.fbconfig).visual.id;
    create(call, request.context, request.isDirect, context);
}

void handle(Call& call, const x11::glx::DestroyContext& request)
{
    contextOf(call, request.context);
    call.display.free(request.context);
}

x11::glx::IsDirect::Reply handle(Call& call, const x11::glx::IsDirect& request)
{
    contextOf(call, request.context);
    return {.isDirect = true};
}

x11::glx::QueryContext::Reply handle(Call& call, const x11::glx::QueryContext& request)
{
    const GlxContext& context = contextOf(call, request.context);
    return {.attribs = {0x800a, context.shareList, // GLX_SHARE_CONTEXT_EXT
                        0x800b, context.visual,    // GLX_VISUAL_ID_EXT
                        0x800c, 0,                 // GLX_SCREEN_EXT
                        0x8013, context.config,    // GLX_FBCONFIG_ID
                        0x8011, context.renderType}};
}

x11::glx::MakeCurrent::Reply handle(Call& call, const x11::glx::MakeCurrent& request)
{
    makeCurrent(call, request.context, request.oldContextTag);
    return {};
}

x11::glx::MakeContextCurrent::Reply handle(Call& call, const x11::glx::MakeContextCurrent& request)
{
    makeCurrent(call, request.context, request.oldContextTag);
    return {};
}

void handle(Call& call, const x11::glx::CopyContext& request)
{
    checkNoTag(request.srcContextTag);
    contextOf(call, request.src);
    contextOf(call, request.dest);
    throw badMatch(); // their state is with their clients
}

// Requests are answered in their order: there is nothing to wait for.
void handle(Call&, const x11::glx::WaitGL& request)
{
    checkNoTag(request.contextTag);
}

void handle(Call&, const x11::glx::WaitX& request)
{
    checkNoTag(request.contextTag);
}

// Whoever draws by itself has put its picture on the window already.
void handle(Call& call, const x11::glx::SwapBuffers& request)
{
    checkNoTag(request.contextTag);
    const Resources& resources = call.display.resources();
    if (resources.find<GlxDrawable>(request.drawable) || resources.find<Window>(request.drawable) ||
        resources.find<Pixmap>(request.drawable))
        return;
    throw XError{ErrorCode::Drawable, request.drawable};
}

void handle(Call&, const x11::glx::VendorPrivate& request)
{
    throw XError{ErrorCode::UnsupportedPrivateRequest, request.vendorCode};
}

x11::glx::VendorPrivateWithReply::Reply handle(Call&,
                                               const x11::glx::VendorPrivateWithReply& request)
{
    throw XError{ErrorCode::UnsupportedPrivateRequest, request.vendorCode};
}

} // namespace vitrine
