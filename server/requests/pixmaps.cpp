// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/pixmaps.h"

#include "server/display/display.h"

#include <algorithm>

namespace vitrine {

namespace {
constexpr int largest = 32767; // coordinates reach no further
}

void handle(Call& call, const x11::CreatePixmap& request)
{
    Display& display = call.display;
    display.checkNew(call.client, request.pid);
    display.drawable(request.drawable); // names the screen, of which there is one
    if (request.width == 0 || request.height == 0) throw badValue(0);
    if (request.width > largest || request.height > largest) throw badAlloc();
    if (!Screen::hasDepth(request.depth)) throw badValue(request.depth);
    display.add(call.client, request.pid,
                std::make_shared<Pixmap>(request.pid, Size{request.width, request.height},
                                         request.depth, display.painter(), call.client.pixels));
}

void handle(Call& call, const x11::FreePixmap& request)
{
    call.display.free(call.display.pixmap(request.pixmap).id());
}

x11::QueryBestSize::Reply handle(Call& call, const x11::QueryBestSize& request)
{
    if (request.class_ > x11::QueryShapeOf::FastestStipple) throw badValue(request.class_);
    const Drawable& drawable = call.display.drawable(request.drawable);
    x11::QueryBestSize::Reply reply;
    reply.width = request.width;
    reply.height = request.height;
    if (request.class_ == x11::QueryShapeOf::LargestCursor) {
        const Size screen = call.display.screen().size;
        reply.width = static_cast<std::uint16_t>(std::min<int>(request.width, screen.width));
        reply.height = static_cast<std::uint16_t>(std::min<int>(request.height, screen.height));
    } else if (drawable.isWindow() && static_cast<const Window&>(drawable).isInputOnly()) {
        throw badMatch();
    }
    return reply; // tiles and stipples of all sizes are equally fast
}

} // namespace vitrine
