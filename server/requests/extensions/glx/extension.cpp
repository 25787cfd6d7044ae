// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/extensions/glx/handlers.h"
#include "server/requests/extensions/registry.h"

#include "x11/glx_dispatch.h"

namespace vitrine {

static constexpr auto table = x11::glx::requestTable<Call>();
extern const Extension glx;
const Extension glx{x11::glx::extension, &x11::glx::dispatch<Call>, table};

} // namespace vitrine
