// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/colors.h"

#include "server/display/colormap.h"
#include "server/display/display.h"
#include "server/display/installed_colormaps.h"
#include "server/requests/color_names.h"

namespace vitrine {

namespace {

Colormap& colormap(Display& display, Xid id)
{
    return display.resources().get<Colormap>(id);
}

int depthOf(const Colormap& map)
{
    const Visual* visual = Screen::visual(map.visual);
    return visual ? visual->depth : Screen::rootVisual.depth;
}

std::uint32_t namedColor(std::string_view name)
{
    const auto rgb = colorNamed(name);
    if (!rgb) throw badName();
    return *rgb;
}

// The 16 bits of a channel that is shown by 8; `shift` is the channel's place in a pixel.
std::uint16_t channel(std::uint32_t rgb, int shift)
{
    return static_cast<std::uint16_t>((rgb >> shift & 0xff) * 0x101);
}

// In the alpha visual, what is allocated is opaque.
std::uint32_t pixelOf(const Colormap& map, std::uint32_t rgb)
{
    return depthOf(map) == 32 ? rgb | 0xff000000 : rgb;
}

template<class Reply> Reply namedReply(std::uint32_t rgb)
{
    Reply reply;
    reply.exactRed = reply.visualRed = channel(rgb, 16);
    reply.exactGreen = reply.visualGreen = channel(rgb, 8);
    reply.exactBlue = reply.visualBlue = channel(rgb, 0);
    return reply;
}

Colormap& create(Call& call, Xid id, Xid visual)
{
    call.display.add(call.client, id, std::make_shared<Colormap>(visual));
    return colormap(call.display, id);
}

// All bits that pixels of the colormap have.
std::uint32_t pixelMask(const Colormap& map)
{
    return depthOf(map) == 32 ? 0xffffffff : 0xffffff;
}

} // namespace

void handle(Call& call, const x11::CreateColormap& request)
{
    Display& display = call.display;
    if (request.alloc > x11::ColormapAlloc::All) throw badValue(request.alloc);
    display.checkNew(call.client, request.mid);
    display.window(request.window);
    if (!Screen::visual(request.visual)) throw badMatch();
    if (request.alloc == x11::ColormapAlloc::All) throw badMatch(); // cells that do not exist
    create(call, request.mid, request.visual);
}

void handle(Call& call, const x11::FreeColormap& request)
{
    colormap(call.display, request.cmap);
    if (request.cmap != Screen::defaultColormap) freeColormaps(call.display, {request.cmap});
}

void handle(Call& call, const x11::CopyColormapAndFree& request)
{
    call.display.checkNew(call.client, request.mid);
    Colormap& source = colormap(call.display, request.srcCmap);
    source.moveTo(create(call, request.mid, source.visual), call.client.id());
}

void handle(Call& call, const x11::InstallColormap& request)
{
    installColormap(call.display, request.cmap);
}

void handle(Call& call, const x11::UninstallColormap& request)
{
    if (!colormap(call.display, request.cmap).installed) return;
    if (request.cmap != Screen::defaultColormap)
        installColormap(call.display, Screen::defaultColormap);
}

x11::ListInstalledColormaps::Reply handle(Call& call, const x11::ListInstalledColormaps& request)
{
    call.display.window(request.window);
    x11::ListInstalledColormaps::Reply reply;
    call.display.resources().each<Colormap>([&reply](Xid id, const Colormap& map) {
        if (map.installed) reply.cmaps.push_back(id);
    });
    return reply;
}

x11::AllocColor::Reply handle(Call& call, const x11::AllocColor& request)
{
    Colormap& map = colormap(call.display, request.cmap);
    const std::uint32_t rgb = static_cast<std::uint32_t>(request.red >> 8) << 16 |
                              static_cast<std::uint32_t>(request.green >> 8) << 8 |
                              static_cast<std::uint32_t>(request.blue >> 8);
    x11::AllocColor::Reply reply;
    reply.red = channel(rgb, 16);
    reply.green = channel(rgb, 8);
    reply.blue = channel(rgb, 0);
    reply.pixel = pixelOf(map, rgb);
    map.allocate(call.client.id(), reply.pixel);
    return reply;
}

x11::AllocNamedColor::Reply handle(Call& call, const x11::AllocNamedColor& request)
{
    Colormap& map = colormap(call.display, request.cmap);
    const std::uint32_t rgb = namedColor(request.name_);
    auto reply = namedReply<x11::AllocNamedColor::Reply>(rgb);
    reply.pixel = pixelOf(map, rgb);
    map.allocate(call.client.id(), reply.pixel);
    return reply;
}

x11::AllocColorCells::Reply handle(Call& call, const x11::AllocColorCells& request)
{
    colormap(call.display, request.cmap);
    if (request.colors == 0) throw badValue(0);
    throw badAlloc(); // a static visual has no cells to give
}

x11::AllocColorPlanes::Reply handle(Call& call, const x11::AllocColorPlanes& request)
{
    colormap(call.display, request.cmap);
    if (request.colors == 0) throw badValue(0);
    throw badAlloc();
}

void handle(Call& call, const x11::FreeColors& request)
{
    Colormap& map = colormap(call.display, request.cmap);
    const std::uint32_t mask = pixelMask(map);
    std::vector<std::uint32_t> entries;
    std::optional<std::uint32_t> noEntry;
    for (const std::uint32_t pixel : request.pixels) {
        if (pixel & ~mask)
            noEntry = pixel;
        else
            entries.push_back(pixel);
    }
    // "All specified pixels that are allocated by the client in that colormap are freed, even if
    // one or more pixels produce an error."
    const bool allFreed = map.free(call.client.id(), entries, request.planeMask & mask);
    if (noEntry) throw badValue(*noEntry);
    if ((request.planeMask & ~mask) && !request.pixels.empty())
        throw badValue(request.pixels[0] | request.planeMask);
    if (!allFreed) throw badAccess();
}

void handle(Call& call, const x11::StoreColors& request)
{
    colormap(call.display, request.cmap);
    if (!request.items.empty()) throw badAccess(); // every entry is read-only
}

void handle(Call& call, const x11::StoreNamedColor& request)
{
    colormap(call.display, request.cmap);
    namedColor(request.name_);
    throw badAccess();
}

x11::QueryColors::Reply handle(Call& call, const x11::QueryColors& request)
{
    const std::uint32_t mask = pixelMask(colormap(call.display, request.cmap));
    x11::QueryColors::Reply reply;
    for (const std::uint32_t pixel : request.pixels) {
        if (pixel & ~mask) throw badValue(pixel);
        x11::Rgb color;
        color.red = channel(pixel, 16);
        color.green = channel(pixel, 8);
        color.blue = channel(pixel, 0);
        reply.colors.push_back(color);
    }
    return reply;
}

x11::LookupColor::Reply handle(Call& call, const x11::LookupColor& request)
{
    colormap(call.display, request.cmap);
    return namedReply<x11::LookupColor::Reply>(namedColor(request.name_));
}

} // namespace vitrine
