// SPDX-License-Identifier: GPL-2.0-or-later
// "Generic Event Extension", version 1.0: events longer than 32 bytes, of other extensions.
#include "server/requests/call.h"
#include "server/requests/extensions/registry.h"

#include "x11/ge_dispatch.h"

namespace vitrine {

x11::ge::QueryVersion::Reply handle(Call&, const x11::ge::QueryVersion&)
{
    return {.majorVersion = 1, .minorVersion = 0};
}

static constexpr auto table = x11::ge::requestTable<Call>();
extern const Extension genericEvent;
const Extension genericEvent{x11::ge::extension, &x11::ge::dispatch<Call>, table};

} // namespace vitrine
