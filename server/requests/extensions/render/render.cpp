// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/extensions/registry.h"
#include "server/requests/extensions/render/handlers.h"

#include "x11/render_dispatch.h"

namespace vitrine {

static constexpr auto table = x11::render::requestTable<Call>();
extern const Extension renderExtension;
const Extension renderExtension{x11::render::extension, &x11::render::dispatch<Call>, table};

} // namespace vitrine
