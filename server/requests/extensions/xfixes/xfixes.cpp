// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/display.h"
#include "server/display/extension_states.h"
#include "server/requests/extensions/registry.h"
#include "server/requests/extensions/xfixes/xfixes_requests.h"

#include <algorithm>
#include <utility>

#include "x11/xfixes_dispatch.h"

namespace vitrine {

namespace {
constexpr std::pair<std::uint32_t, std::uint32_t> ourVersion{6, 0};
}

xfixes::QueryVersion::Reply handle(Call&, const xfixes::QueryVersion& request)
{
    const auto [major, minor] =
        std::min(ourVersion, {request.clientMajorVersion, request.clientMinorVersion});
    return {.majorVersion = major, .minorVersion = minor};
}

void handle(Call& call, const xfixes::ChangeSaveSet& request)
{
    Window& window = call.display.window(request.window);
    if (window.owner() == call.client.id()) throw badMatch();
    if (request.mode > xfixes::SaveSetMode::Delete) throw badValue(request.mode);
    if (request.target > xfixes::SaveSetTarget::Root) throw badValue(request.target);
    if (request.map > xfixes::SaveSetMapping::Unmap) throw badValue(request.map);
    call.client.changeSaveSet({.window = window.id(),
                               .toRoot = request.target == xfixes::SaveSetTarget::Root,
                               .map = request.map == xfixes::SaveSetMapping::Map},
                              request.mode == xfixes::SaveSetMode::Insert);
    if (request.mode == xfixes::SaveSetMode::Insert) window.inSaveSet = true;
}

void handle(Call& call, const xfixes::SelectSelectionInput& request)
{
    const Window& window = call.display.window(request.window);
    using Mask = xfixes::SelectionEventMask;
    if (request.eventMask &
        ~(Mask::SetSelectionOwner | Mask::SelectionWindowDestroy | Mask::SelectionClientClose))
        throw badValue(request.eventMask);
    call.display.extensions().xfixes.selectSelection(call.client.id(), window.id(),
                                                     request.selection, request.eventMask);
}

// A session never ends because its last client did, so the mode is only remembered.
void handle(Call& call, const xfixes::SetClientDisconnectMode& request)
{
    call.display.extensions().xfixes.setDisconnectMode(call.client.id(), request.disconnectMode);
}

xfixes::GetClientDisconnectMode::Reply handle(Call& call, const xfixes::GetClientDisconnectMode&)
{
    return {.disconnectMode = call.display.extensions().xfixes.disconnectMode(call.client.id())};
}

static constexpr auto table = x11::xfixes::requestTable<Call>();
extern const Extension xfixesExtension;
const Extension xfixesExtension{x11::xfixes::extension, &x11::xfixes::dispatch<Call>, table};

} // namespace vitrine
