// SPDX-License-Identifier: GPL-2.0-or-later
// Every family of core requests is included here, and only here: a handler that is declared in one
// of these headers is the request's handler.
#include "server/requests/core_dispatch.h"

#include "server/requests/call.h"
#include "server/requests/colors.h"
#include "server/requests/cursors.h"
#include "server/requests/drawing.h"
#include "server/requests/extension_queries.h"
#include "server/requests/focus.h"
#include "server/requests/fonts.h"
#include "server/requests/grabs.h"
#include "server/requests/graphics_contexts.h"
#include "server/requests/images.h"
#include "server/requests/input.h"
#include "server/requests/keyboard.h"
#include "server/requests/pixmaps.h"
#include "server/requests/properties.h"
#include "server/requests/selections.h"
#include "server/requests/send_event.h"
#include "server/requests/server_control.h"
#include "server/requests/text.h"
#include "server/requests/windows.h"

#include "x11/core_dispatch.h"

namespace vitrine {

void dispatchCore(Call& call, const x11::Frame& frame)
{
    x11::dispatch(call, frame);
}

std::span<const x11::RequestInfo> coreRequests()
{
    static constexpr auto table = x11::requestTable<Call>();
    return table;
}

} // namespace vitrine
