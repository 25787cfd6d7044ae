// SPDX-License-Identifier: GPL-2.0-or-later
// "XC-MISC Extension", version 1.1: a client that has used up its ids asks for some it has freed.
#include "server/display/display.h"
#include "server/requests/call.h"
#include "server/requests/extensions/registry.h"

#include <algorithm>

#include "x11/xc_misc_dispatch.h"

namespace vitrine {

namespace {
// The server may give fewer than were asked for, and must not be kept busy by the question.
constexpr std::size_t longestList = 16'384;
} // namespace

x11::xc_misc::GetVersion::Reply handle(Call&, const x11::xc_misc::GetVersion&)
{
    return {.serverMajorVersion = 1, .serverMinorVersion = 1};
}

// The longest run of ids that name nothing. Never 0 ids: (0, 1) says that there is none.
x11::xc_misc::GetXIDRange::Reply handle(Call& call, const x11::xc_misc::GetXIDRange&)
{
    std::vector<Xid> used = call.display.resources().ownedBy(call.client.id());
    const Xid end = call.client.resourceBase() + XClient::resourceMask() + 1;
    used.push_back(end);
    Xid best = 0, count = 1;
    Xid start = call.client.resourceBase();
    for (const Xid id : used) {
        if (id > start && (best == 0 || id - start > count)) {
            best = start;
            count = id - start;
        }
        start = id + 1;
    }
    return {.startId = best, .count = count};
}

x11::xc_misc::GetXIDList::Reply handle(Call& call, const x11::xc_misc::GetXIDList& request)
{
    const Resources& resources = call.display.resources();
    const std::size_t most = std::min<std::size_t>(request.count, longestList);
    x11::xc_misc::GetXIDList::Reply reply;
    const Xid first = call.client.resourceBase();
    for (Xid id = first; id <= first + XClient::resourceMask() && reply.ids.size() < most; ++id) {
        if (!resources.has(id)) reply.ids.push_back(id);
    }
    return reply;
}

static constexpr auto table = x11::xc_misc::requestTable<Call>();
extern const Extension xcMisc;
const Extension xcMisc{x11::xc_misc::extension, &x11::xc_misc::dispatch<Call>, table};

} // namespace vitrine
