// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/display/input/input_devices.h"
#include "server/requests/extensions/xfixes/xfixes_requests.h"

#include "x11/xinput.h"

namespace vitrine {

namespace {

// A line that stops the pointer of devices that tell how far they moved. A viewer's pointer tells
// where it is, which no barrier stops in X.Org's server either; so they are only kept.
struct PointerBarrier {
    Point from, to;
};

Cursor& cursorOf(Call& call, Xid id)
{
    return call.display.resources().get<Cursor>(id);
}

std::string nameOf(Call& call, const Cursor& cursor)
{
    return cursor.name ? call.display.atoms().name(cursor.name) : std::string();
}

// What both requests for the cursor's picture tell.
template<class Reply> Reply described(Call& call, const Cursor& cursor)
{
    const Image& image = cursor.image();
    const Point pointer = call.display.input().position();
    Reply reply;
    reply.x = static_cast<std::int16_t>(pointer.x);
    reply.y = static_cast<std::int16_t>(pointer.y);
    reply.width = static_cast<std::uint16_t>(image.width());
    reply.height = static_cast<std::uint16_t>(image.height());
    reply.xhot = static_cast<std::uint16_t>(cursor.hotspot().x);
    reply.yhot = static_cast<std::uint16_t>(cursor.hotspot().y);
    reply.cursorSerial = cursor.id().value;
    reply.cursorImage.reserve(static_cast<std::size_t>(image.size().area()));
    for (std::int32_t y = 0; y < image.height(); ++y) {
        const std::uint32_t* row = image.row<std::uint32_t>(y);
        reply.cursorImage.insert(reply.cursorImage.end(), row, row + image.width());
    }
    return reply;
}

} // namespace

void handle(Call& call, const xfixes::SelectCursorInput& request)
{
    const Window& window = call.display.window(request.window);
    if (request.eventMask & ~xfixes::CursorNotifyMask::DisplayCursor)
        throw badValue(request.eventMask);
    call.display.extensions().xfixes.selectCursor(call.client.id(), window.id(), request.eventMask);
}

xfixes::GetCursorImage::Reply handle(Call& call, const xfixes::GetCursorImage&)
{
    return described<xfixes::GetCursorImage::Reply>(call, *call.display.input().cursor());
}

xfixes::GetCursorImageAndName::Reply handle(Call& call, const xfixes::GetCursorImageAndName&)
{
    const CursorRef cursor = call.display.input().cursor();
    auto reply = described<xfixes::GetCursorImageAndName::Reply>(call, *cursor);
    reply.cursorAtom = cursor->name;
    reply.name = nameOf(call, *cursor);
    return reply;
}

void handle(Call& call, const xfixes::SetCursorName& request)
{
    Cursor& cursor = cursorOf(call, request.cursor);
    cursor.name = call.display.atoms().intern(request.name_);
}

xfixes::GetCursorName::Reply handle(Call& call, const xfixes::GetCursorName& request)
{
    const Cursor& cursor = cursorOf(call, request.cursor);
    return {.atom = cursor.name, .name = nameOf(call, cursor)};
}

// "All cursors that are the destination become the source", wherever they are used.
void handle(Call& call, const xfixes::ChangeCursor& request)
{
    const Cursor& source = cursorOf(call, request.source);
    Cursor& destination = cursorOf(call, request.destination);
    if (&source == &destination) return;
    destination = Cursor(source);
    call.display.input().cursorChanged();
}

void handle(Call& call, const xfixes::ChangeCursorByName& request)
{
    const Cursor& source = cursorOf(call, request.src);
    const Atom name = call.display.atoms().find(request.name_);
    if (name == 0) return;
    call.display.resources().each<Cursor>([&](Xid, Cursor& cursor) {
        if (cursor.name == name && &cursor != &source) cursor = Cursor(source);
    });
    call.display.resources().each<Window>([&](Xid, Window& window) {
        Cursor* cursor = window.attributes.cursor.get(); // its id may be freed
        if (cursor && cursor->name == name && cursor != &source) *cursor = Cursor(source);
    });
    call.display.input().cursorChanged();
}

void handle(Call& call, const xfixes::HideCursor& request)
{
    call.display.window(request.window);
    call.display.extensions().xfixes.hideCursor(call.client.id());
}

void handle(Call& call, const xfixes::ShowCursor& request)
{
    call.display.window(request.window);
    if (!call.display.extensions().xfixes.showCursor(call.client.id())) throw badMatch();
}

void handle(Call& call, const xfixes::CreatePointerBarrier& request)
{
    call.display.checkNew(call.client, request.barrier);
    call.display.window(request.window);
    const Point from{request.x1, request.y1}, to{request.x2, request.y2};
    if (from.x != to.x && from.y != to.y) throw badValue(request.x1); // neither level nor upright
    constexpr std::uint16_t masterPointer = 2;
    for (const std::uint16_t device : request.devices)
        if (device != masterPointer) throw XError{x11::xinput::ErrorCode::Device, device};
    call.display.add(call.client, request.barrier,
                     std::make_shared<PointerBarrier>(PointerBarrier{from, to}));
}

void handle(Call& call, const xfixes::DeletePointerBarrier& request)
{
    if (!call.display.resources().find<PointerBarrier>(request.barrier))
        throw badValue(request.barrier);
    call.display.free(request.barrier);
}

} // namespace vitrine
