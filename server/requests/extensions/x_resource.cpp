// SPDX-License-Identifier: GPL-2.0-or-later
// "X-Resource extension", version 1.2: who uses how much of the server.
#include "server/display/display.h"
#include "server/display/sync/sync.h"
#include "server/requests/call.h"
#include "server/requests/extensions/registry.h"

#include <algorithm>
#include <map>

#include "x11/res_dispatch.h"

namespace vitrine {

namespace {

constexpr std::size_t mostSpecs = 4096;

// A client's number is that of any id of its; what is no client's is a BadValue.
const XClient& clientOf(Call& call, Xid id)
{
    const XClient* const client = call.display.client(Resources::ownerOf(id));
    if (!client || client->gone()) throw badValue(id);
    return *client;
}

// Calls use(name of the type, id, bytes) for each resource.
template<class Use> void eachResource(const Resources& resources, Use use)
{
    const auto as = [&](const char* name, auto bytesOf) {
        return
            [&use, name, bytesOf](Xid id, const auto& object) { use(name, id, bytesOf(object)); };
    };
    const auto pixels = [](const Drawable& drawable) {
        return static_cast<std::uint32_t>(
            Pixels::bytesOf(drawable.bounds().size(), drawable.depth()));
    };
    const auto none = [](const auto&) { return std::uint32_t{0}; };
    resources.each<Window>(as("WINDOW", none));
    resources.each<Pixmap>(as("PIXMAP", pixels));
    resources.each<GraphicsContext>(as("GC", none));
    resources.each<Font>(as("FONT", none));
    resources.each<Cursor>(as("CURSOR", none));
    resources.each<Colormap>(as("COLORMAP", none));
    resources.each<SyncCounter>(as("SyncCounter", none));
    resources.each<SyncAlarm>(as("SyncAlarm", none));
    resources.each<SyncFence>(as("SyncFence", none));
}

} // namespace

x11::res::QueryVersion::Reply handle(Call&, const x11::res::QueryVersion&)
{
    return {.serverMajor = 1, .serverMinor = 2};
}

x11::res::QueryClients::Reply handle(Call& call, const x11::res::QueryClients&)
{
    x11::res::QueryClients::Reply reply;
    call.display.eachClient([&](const XClient& client) {
        reply.clients.push_back({client.resourceBase(), XClient::resourceMask()});
    });
    return reply;
}

x11::res::QueryClientResources::Reply handle(Call& call,
                                             const x11::res::QueryClientResources& request)
{
    const ClientId client = clientOf(call, request.xid).id();
    std::map<std::string_view, std::uint32_t> counts;
    eachResource(call.display.resources(), [&](const char* type, Xid id, std::uint32_t) {
        if (Resources::ownerOf(id) == client) ++counts[type];
    });
    x11::res::QueryClientResources::Reply reply;
    for (const auto& [type, count] : counts)
        reply.types.push_back({call.display.atoms().intern(type), count});
    return reply;
}

x11::res::QueryClientPixmapBytes::Reply handle(Call& call,
                                               const x11::res::QueryClientPixmapBytes& request)
{
    const std::int64_t used = clientOf(call, request.xid).pixels->used;
    return {.bytes = static_cast<std::uint32_t>(used),
            .bytesOverflow = static_cast<std::uint32_t>(used >> 32)};
}

// "If client is None, all clients; if mask is 0, all kinds of ids." An unknown client has none.
x11::res::QueryClientIds::Reply handle(Call& call, const x11::res::QueryClientIds& request)
{
    using x11::res::ClientIdMask;
    if (request.specs.size() > mostSpecs) throw badAlloc();
    x11::res::QueryClientIds::Reply reply;
    call.display.eachClient([&](const XClient& client) {
        std::uint32_t wanted = 0;
        for (const x11::res::ClientIdSpec& spec : request.specs)
            if (spec.client == 0 || Resources::ownerOf(spec.client) == client.id())
                wanted |= spec.mask == 0 ? ~0u : spec.mask;
        const Xid base = client.resourceBase();
        if (wanted & ClientIdMask::ClientXID)
            reply.ids.push_back({{base, ClientIdMask::ClientXID}, 0, {}});
        if ((wanted & ClientIdMask::LocalClientPID) && client.processId != 0)
            reply.ids.push_back({{base, ClientIdMask::LocalClientPID}, 4, {client.processId}});
    });
    return reply;
}

x11::res::QueryResourceBytes::Reply handle(Call& call, const x11::res::QueryResourceBytes& request)
{
    if (request.specs.size() > mostSpecs) throw badAlloc();
    const Xid only = request.client;
    if (only != 0) clientOf(call, only);
    const Atoms& atoms = call.display.atoms();
    std::map<std::pair<Xid, Atom>, std::uint32_t> found; // bytes
    eachResource(call.display.resources(), [&](const char* name, Xid id, std::uint32_t bytes) {
        if (only != 0 && Resources::ownerOf(id) != Resources::ownerOf(only)) return;
        const Atom type = atoms.find(name);
        const auto fits = [&](const x11::res::ResourceIdSpec& spec) {
            return (spec.resource == 0 || spec.resource == id) &&
                   (spec.type == 0 || spec.type == type);
        };
        if (std::ranges::any_of(request.specs, fits)) found[{id, type}] = bytes;
    });
    x11::res::QueryResourceBytes::Reply reply;
    for (const auto& [what, bytes] : found) {
        const auto& [id, type] = what;
        reply.sizes.push_back({{{id, type}, bytes, 1, 1}, {}});
    }
    return reply;
}

static constexpr auto table = x11::res::requestTable<Call>();
extern const Extension xResource;
const Extension xResource{x11::res::extension, &x11::res::dispatch<Call>, table};

} // namespace vitrine
