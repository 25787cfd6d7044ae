// SPDX-License-Identifier: GPL-2.0-or-later
// "Big Requests Extension", version 2.0.
#include "server/requests/call.h"
#include "server/requests/extensions/registry.h"
#include "server/requests/limits.h"

#include "x11/bigreq_dispatch.h"

namespace vitrine {

x11::bigreq::Enable::Reply handle(Call& call, const x11::bigreq::Enable&)
{
    call.client.bigRequests = true; // the framer of its connection obeys
    return {.maximumRequestLength = static_cast<std::uint32_t>(longestRequest / 4)};
}

static constexpr auto table = x11::bigreq::requestTable<Call>();
extern const Extension bigRequests;
const Extension bigRequests{x11::bigreq::extension, &x11::bigreq::dispatch<Call>, table};

} // namespace vitrine
