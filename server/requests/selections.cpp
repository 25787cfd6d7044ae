// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/selections.h"

#include "server/display/display.h"

namespace vitrine {

namespace {

void checkAtom(Call& call, Atom atom)
{
    if (!call.display.atoms().has(atom)) throw badAtom(atom);
}

} // namespace

void handle(Call& call, const x11::SetSelectionOwner& request)
{
    Window* owner = request.owner == 0 ? nullptr : &call.display.window(request.owner);
    checkAtom(call, request.selection);
    call.display.selections().setOwner(request.selection, owner, call.client.id(), request.time);
}

x11::GetSelectionOwner::Reply handle(Call& call, const x11::GetSelectionOwner& request)
{
    checkAtom(call, request.selection);
    x11::GetSelectionOwner::Reply reply;
    reply.owner = call.display.selections().owner(request.selection).window;
    return reply;
}

void handle(Call& call, const x11::ConvertSelection& request)
{
    call.display.window(request.requestor);
    checkAtom(call, request.selection);
    checkAtom(call, request.target);
    if (request.property != 0) checkAtom(call, request.property);
    call.display.selections().convert(
        call.client.id(),
        {request.requestor, request.selection, request.target, request.property, request.time});
}

} // namespace vitrine
