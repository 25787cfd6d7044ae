// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/focus.h"

#include "server/display/display.h"
#include "server/display/input/focus.h"
#include "server/display/input/input_devices.h"

namespace vitrine {

void handle(Call& call, const x11::SetInputFocus& request)
{
    if (request.revertTo > x11::InputFocus::Parent) throw badValue(request.revertTo);
    call.display.input().focus().set(request.focus, static_cast<Focus::RevertTo>(request.revertTo),
                                     request.time);
}

x11::GetInputFocus::Reply handle(Call& call, const x11::GetInputFocus&)
{
    const Focus& focus = call.display.input().focus();
    return {.revertTo = static_cast<std::uint8_t>(focus.revertTo()), .focus = focus.id()};
}

} // namespace vitrine
