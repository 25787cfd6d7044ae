// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/requests/extensions/glx/handlers.h"

namespace vitrine {

using x11::glx::ErrorCode;

namespace {

enum Attribute : std::uint32_t {
    VisualId = 0x800b,
    ScreenNumber = 0x800c,
    ConfigId = 0x8013,
    PreservedContents = 0x801b,
    Width = 0x801d,
    Height = 0x801e,
    EventMask = 0x801f,
    PbufferHeight = 0x8040,
    PbufferWidth = 0x8041,
    YInverted = 0x20d4,
    TextureTarget = 0x20d6,
    DrawableType = 0x8010,
};
enum TypeBit : std::uint32_t { WindowBit = 1, PixmapBit = 2, PbufferBit = 4 };
constexpr std::uint32_t texture2d = 0x20dc;
constexpr std::int32_t longestSide = 8192;

// The value of an attribute in a list of pairs; none where it is not in it.
std::optional<std::uint32_t> valueOf(std::span<const std::uint32_t> pairs, std::uint32_t name)
{
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2)
        if (pairs[i] == name) return pairs[i + 1];
    return std::nullopt;
}

void addPixmap(Call& call, Xid pixmap, Xid id, std::uint32_t config, int depth)
{
    call.display.checkNew(call.client, id);
    const Pixmap* const found = call.display.resources().find<Pixmap>(pixmap);
    if (!found) throw badPixmap(pixmap);
    if (found->depth() != depth) throw badMatch();
    call.display.add<GlxDrawable>(
        call.client, id,
        std::make_shared<GlxDrawable>(GlxDrawable{GlxDrawable::Kind::Pixmap, pixmap, config, 0}));
}

void freeDrawable(Call& call, Xid id, GlxDrawable::Kind kind, std::uint8_t error)
{
    const GlxDrawable& found = call.display.resources().get<GlxDrawable>(id, error);
    if (found.kind != kind) throw XError{error, id};
    call.display.free(id);
}

GlxPbuffer* findPbuffer(Call& call, Xid id)
{
    return dynamic_cast<GlxPbuffer*>(call.display.resources().find<Pixmap>(id));
}

} // namespace

void handle(Call& call, const x11::glx::CreateWindow& request)
{
    checkScreen(request.screen);
    const GlxConfig& config = checkedGlxConfig(request.fbconfig);
    call.display.checkNew(call.client, request.glxWindow);
    if (call.display.window(request.window).visual() != config.visual.id) throw badMatch();
    call.display.add<GlxDrawable>(call.client, request.glxWindow,
                                  std::make_shared<GlxDrawable>(GlxDrawable{
                                      GlxDrawable::Kind::Window, request.window, config.id, 0}));
}

void handle(Call& call, const x11::glx::DeleteWindow& request)
{
    freeDrawable(call, request.glxwindow, GlxDrawable::Kind::Window, ErrorCode::Window);
}

void handle(Call& call, const x11::glx::CreateGLXPixmap& request)
{
    checkScreen(request.screen);
    const Visual* const visual = Screen::visual(request.visual);
    if (!visual) throw badValue(request.visual);
    addPixmap(call, request.pixmap, request.glxPixmap, 0, visual->depth);
}

void handle(Call& call, const x11::glx::CreatePixmap& request)
{
    checkScreen(request.screen);
    const GlxConfig& config = checkedGlxConfig(request.fbconfig);
    addPixmap(call, request.pixmap, request.glxPixmap, config.id, config.visual.depth);
}

void handle(Call& call, const x11::glx::DestroyGLXPixmap& request)
{
    freeDrawable(call, request.glxPixmap, GlxDrawable::Kind::Pixmap, ErrorCode::Pixmap);
}

void handle(Call& call, const x11::glx::DestroyPixmap& request)
{
    freeDrawable(call, request.glxPixmap, GlxDrawable::Kind::Pixmap, ErrorCode::Pixmap);
}

void handle(Call& call, const x11::glx::CreatePbuffer& request)
{
    checkScreen(request.screen);
    const GlxConfig& config = checkedGlxConfig(request.fbconfig);
    call.display.checkNew(call.client, request.pbuffer);
    const std::uint32_t width = valueOf(request.attribs, PbufferWidth).value_or(0);
    const std::uint32_t height = valueOf(request.attribs, PbufferHeight).value_or(0);
    if (width > longestSide || height > longestSide) throw badAlloc();
    const Size size{std::max(1, static_cast<std::int32_t>(width)),
                    std::max(1, static_cast<std::int32_t>(height))};
    auto pbuffer = std::make_shared<GlxPbuffer>(request.pbuffer, size, config.visual.depth,
                                                call.display.painter(), call.client.pixels);
    pbuffer->config = config.id;
    call.display.add<Pixmap>(call.client, request.pbuffer, std::move(pbuffer));
}

void handle(Call& call, const x11::glx::DestroyPbuffer& request)
{
    if (!findPbuffer(call, request.pbuffer)) throw XError{ErrorCode::Pbuffer, request.pbuffer};
    call.display.free(request.pbuffer);
}

x11::glx::GetDrawableAttributes::Reply handle(Call& call,
                                              const x11::glx::GetDrawableAttributes& request)
{
    const Resources& resources = call.display.resources();
    const auto* const named = resources.find<GlxDrawable>(request.drawable);
    const auto* const pbuffer = findPbuffer(call, request.drawable);
    const Xid id = named ? named->drawable : request.drawable;
    const Drawable* drawable = resources.find<Window>(id);
    if (!drawable) drawable = resources.find<Pixmap>(id);
    if (!drawable) throw XError{ErrorCode::Drawable, request.drawable};

    const Size size = drawable->bounds().size();
    x11::glx::GetDrawableAttributes::Reply reply{
        .attribs = {YInverted, 0, Width, static_cast<std::uint32_t>(size.width), Height,
                    static_cast<std::uint32_t>(size.height), ScreenNumber, 0}};
    const auto add = [&](std::uint32_t name, std::uint32_t value) {
        reply.attribs.insert(reply.attribs.end(), {name, value});
    };
    if (named || pbuffer) {
        add(TextureTarget, texture2d);
        add(EventMask, named ? named->eventMask : pbuffer->eventMask);
        add(ConfigId, named ? named->config : pbuffer->config);
    }
    if (pbuffer) add(PreservedContents, 1);
    add(DrawableType, pbuffer ? PbufferBit : drawable->isWindow() ? WindowBit : PixmapBit);
    return reply;
}

// The one attribute that can be set: no event comes of it, as no pbuffer is ever lost.
void handle(Call& call, const x11::glx::ChangeDrawableAttributes& request)
{
    auto* const named = call.display.resources().find<GlxDrawable>(request.drawable);
    auto* const pbuffer = findPbuffer(call, request.drawable);
    if (!named && !pbuffer) throw XError{ErrorCode::Drawable, request.drawable};
    if (const auto mask = valueOf(request.attribs, EventMask))
        (named ? named->eventMask : pbuffer->eventMask) = *mask;
}

} // namespace vitrine
