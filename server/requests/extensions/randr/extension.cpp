// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/extensions/randr/handlers.h"
#include "server/requests/extensions/registry.h"

#include "x11/randr_dispatch.h"

namespace vitrine {

static constexpr auto table = x11::randr::requestTable<Call>();
extern const Extension randr;
const Extension randr{x11::randr::extension, &x11::randr::dispatch<Call>, table};

} // namespace vitrine
