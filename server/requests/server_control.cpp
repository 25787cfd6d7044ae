// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/server_control.h"

#include "server/display/display.h"
#include "server/display/saver/screen_savers.h"

#include <algorithm>

namespace vitrine {

namespace {

// "type", a zero, "value" in the family ServerInterpreted.
bool isAddress(std::uint8_t family, std::span<const std::byte> address)
{
    switch (family) {
    case x11::Family::Internet: return address.size() == 4;
    case x11::Family::Internet6: return address.size() == 16;
    case x11::Family::ServerInterpreted: return std::ranges::count(address, std::byte{}) == 1;
    default: throw badValue(family);
    }
}

} // namespace

void handle(Call& call, const x11::GrabServer&)
{
    if (!call.display.serverGrab) call.display.serverGrab = call.client.id();
}

void handle(Call& call, const x11::UngrabServer&)
{
    if (call.display.serverGrab == call.client.id()) call.display.serverGrab.reset();
}

void handle(Call& call, const x11::SetScreenSaver& request)
{
    if (request.preferBlanking > x11::Blanking::Default) throw badValue(request.preferBlanking);
    if (request.allowExposures > x11::Exposures::Default) throw badValue(request.allowExposures);
    const auto seconds = [](std::int16_t value, std::uint16_t standard) {
        if (value < -1) throw badValue(static_cast<std::uint32_t>(value));
        return value == -1 ? standard : static_cast<std::uint16_t>(value);
    };
    const ScreenSaver standard;
    ScreenSaver saver = call.display.screenSaver;
    saver.timeout = seconds(request.timeout, standard.timeout);
    saver.interval = seconds(request.interval, standard.interval);
    saver.preferBlanking = request.preferBlanking == x11::Blanking::Default
                               ? standard.preferBlanking
                               : request.preferBlanking == x11::Blanking::Preferred;
    saver.allowExposures = request.allowExposures == x11::Exposures::Default
                               ? standard.allowExposures
                               : request.allowExposures == x11::Exposures::Allowed;
    call.display.screenSaver = saver;
    call.display.screenSavers().settingsChanged();
}

x11::GetScreenSaver::Reply handle(Call& call, const x11::GetScreenSaver&)
{
    const ScreenSaver& saver = call.display.screenSaver;
    x11::GetScreenSaver::Reply reply;
    reply.timeout = saver.timeout;
    reply.interval = saver.interval;
    reply.preferBlanking = saver.preferBlanking;
    reply.allowExposures = saver.allowExposures;
    return reply;
}

void handle(Call& call, const x11::ForceScreenSaver& request)
{
    if (request.mode > x11::ScreenSaver::Active) throw badValue(request.mode);
    call.display.screenSavers().force(request.mode == x11::ScreenSaver::Active);
}

void handle(Call& call, const x11::ChangeHosts& request)
{
    if (request.mode > x11::HostMode::Delete) throw badValue(request.mode);
    if (!isAddress(request.family, request.address))
        throw badValue(static_cast<std::uint32_t>(request.address.size()));
    HostAddress host{request.family, {request.address.begin(), request.address.end()}};
    std::vector<HostAddress>& hosts = call.display.accessControl.hosts;
    const auto found = std::ranges::find(hosts, host);
    if (request.mode == x11::HostMode::Delete) {
        if (found != hosts.end()) hosts.erase(found);
    } else if (found == hosts.end()) {
        if (hosts.size() == AccessControl::mostHosts) throw badAlloc();
        hosts.push_back(std::move(host));
    }
}

x11::ListHosts::Reply handle(Call& call, const x11::ListHosts&)
{
    const AccessControl& control = call.display.accessControl;
    x11::ListHosts::Reply reply;
    reply.mode = control.enabled ? x11::AccessControl::Enable : x11::AccessControl::Disable;
    for (const auto& [family, address] : control.hosts) reply.hosts.push_back({family, address});
    return reply;
}

void handle(Call& call, const x11::SetAccessControl& request)
{
    if (request.mode > x11::AccessControl::Enable) throw badValue(request.mode);
    call.display.accessControl.enabled = request.mode == x11::AccessControl::Enable;
}

void handle(Call& call, const x11::SetCloseDownMode& request)
{
    if (request.mode > x11::CloseDown::RetainTemporary) throw badValue(request.mode);
    call.client.closeDownMode = static_cast<CloseDownMode>(request.mode);
}

void handle(Call& call, const x11::KillClient& request)
{
    if (request.resource == x11::Kill::AllTemporary)
        call.display.destroyRetained();
    else
        call.display.kill(request.resource);
}

} // namespace vitrine
