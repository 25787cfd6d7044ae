// SPDX-License-Identifier: GPL-2.0-or-later
// "The X Keyboard Extension: Protocol Specification", version 1.0.
#include "server/requests/extensions/registry.h"
#include "server/requests/extensions/xkb/geometry.h"
#include "server/requests/extensions/xkb/xkb.h"

#include "x11/xkb_dispatch.h"

namespace vitrine {

namespace {

void dispatchXkb(Call& call, const x11::Frame& frame)
{
    if (xkb::isGeometry(frame)) return xkb::answerGeometry(call, frame);
    x11::xkb::dispatch(call, frame);
}

} // namespace

static constexpr auto table = x11::xkb::requestTable<Call>();
extern const Extension xkeyboard;
const Extension xkeyboard{x11::xkb::extension, &dispatchXkb, table};

} // namespace vitrine
