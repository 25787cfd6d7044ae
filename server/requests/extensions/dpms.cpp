// SPDX-License-Identifier: GPL-2.0-or-later
// "X Display Power Management Signaling (DPMS) Extension", version 1.1.
#include "server/display/display.h"
#include "server/display/idle.h"
#include "server/display/saver/screen_savers.h"
#include "server/requests/call.h"
#include "server/requests/extensions/registry.h"

#include "x11/dpms_dispatch.h"

namespace vitrine {

x11::dpms::GetVersion::Reply handle(Call&, const x11::dpms::GetVersion&)
{
    return {.serverMajorVersion = 1, .serverMinorVersion = 1};
}

x11::dpms::Capable::Reply handle(Call&, const x11::dpms::Capable&)
{
    return {.capable = true};
}

x11::dpms::GetTimeouts::Reply handle(Call& call, const x11::dpms::GetTimeouts&)
{
    const PowerSaving& power = call.display.screenSavers().power;
    return {
        .standbyTimeout = power.standby, .suspendTimeout = power.suspend, .offTimeout = power.off};
}

// "A BadValue is generated if off < suspend, or suspend < standby, zero aside."
void handle(Call& call, const x11::dpms::SetTimeouts& request)
{
    if (request.offTimeout != 0 && request.offTimeout < request.suspendTimeout)
        throw badValue(request.offTimeout);
    if (request.suspendTimeout != 0 && request.suspendTimeout < request.standbyTimeout)
        throw badValue(request.suspendTimeout);
    PowerSaving& power = call.display.screenSavers().power;
    power.standby = request.standbyTimeout;
    power.suspend = request.suspendTimeout;
    power.off = request.offTimeout;
}

void handle(Call& call, const x11::dpms::Enable&)
{
    call.display.screenSavers().power.enabled = true;
}

void handle(Call& call, const x11::dpms::Disable&)
{
    call.display.screenSavers().power.enabled = false;
}

void handle(Call& call, const x11::dpms::ForceLevel& request)
{
    PowerSaving& power = call.display.screenSavers().power;
    if (!power.enabled) throw badMatch();
    if (request.powerLevel > x11::dpms::DPMSMode::Off) throw badValue(request.powerLevel);
    power.forced = static_cast<PowerSaving::Level>(request.powerLevel);
    if (power.forced == PowerSaving::Level::On) call.display.userActive();
}

x11::dpms::Info::Reply handle(Call& call, const x11::dpms::Info&)
{
    const PowerSaving& power = call.display.screenSavers().power;
    const auto level = power.level(call.display.idle().milliseconds());
    return {.powerLevel = static_cast<std::uint16_t>(level), .state = power.enabled};
}

static constexpr auto table = x11::dpms::requestTable<Call>();
extern const Extension dpms;
const Extension dpms{x11::dpms::extension, &x11::dpms::dispatch<Call>, table};

} // namespace vitrine
