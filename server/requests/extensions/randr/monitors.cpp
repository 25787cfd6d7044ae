// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/extensions/randr/handlers.h"
#include "server/requests/property_values.h"

// Monitors, and the hardware that there is not: providers and leases.
namespace vitrine {

namespace {

[[noreturn]] void noProvider(Xid id)
{
    throw XError{x11::randr::ErrorCode::Provider, id};
}

} // namespace

x11::randr::GetMonitors::Reply handle(Call& call, const x11::randr::GetMonitors& request)
{
    call.display.window(request.window);
    RandR& randr = call.display.randr();
    x11::randr::GetMonitors::Reply reply;
    reply.timestamp = randr.configTime();
    for (const Monitor& monitor : randr.monitors(request.getActive)) {
        x11::randr::MonitorInfo info;
        info.name = monitor.name;
        info.primary = monitor.primary;
        info.automatic = monitor.automatic;
        info.x = static_cast<std::int16_t>(monitor.area.x);
        info.y = static_cast<std::int16_t>(monitor.area.y);
        info.width = static_cast<std::uint16_t>(monitor.area.width);
        info.height = static_cast<std::uint16_t>(monitor.area.height);
        info.widthInMillimeters = static_cast<std::uint32_t>(monitor.millimeters.width);
        info.heightInMillimeters = static_cast<std::uint32_t>(monitor.millimeters.height);
        info.outputs = monitor.outputs;
        reply.nOutputs += static_cast<std::uint32_t>(info.outputs.size());
        reply.monitors.push_back(std::move(info));
    }
    return reply;
}

void handle(Call& call, const x11::randr::SetMonitor& request)
{
    call.display.window(request.window);
    const x11::randr::MonitorInfo& info = request.monitorinfo;
    Monitor monitor;
    monitor.name = checkedAtom(call, info.name);
    monitor.primary = info.primary;
    monitor.area = {info.x, info.y, info.width, info.height};
    monitor.millimeters = {static_cast<std::int32_t>(info.widthInMillimeters),
                           static_cast<std::int32_t>(info.heightInMillimeters)};
    for (const Xid output : info.outputs) checkOutput(output);
    if (!info.outputs.empty()) monitor.outputs = {RandR::output};
    call.display.randr().setMonitor(std::move(monitor));
}

void handle(Call& call, const x11::randr::DeleteMonitor& request)
{
    call.display.window(request.window);
    call.display.randr().deleteMonitor(checkedAtom(call, request.name_));
}

x11::randr::GetProviders::Reply handle(Call& call, const x11::randr::GetProviders& request)
{
    call.display.window(request.window);
    x11::randr::GetProviders::Reply reply;
    reply.timestamp = call.display.randr().configTime();
    return reply;
}

x11::randr::GetProviderInfo::Reply handle(Call&, const x11::randr::GetProviderInfo& request)
{
    noProvider(request.provider);
}
void handle(Call&, const x11::randr::SetProviderOffloadSink& request)
{
    noProvider(request.provider);
}
void handle(Call&, const x11::randr::SetProviderOutputSource& request)
{
    noProvider(request.provider);
}
x11::randr::ListProviderProperties::Reply handle(Call&,
                                                 const x11::randr::ListProviderProperties& request)
{
    noProvider(request.provider);
}
x11::randr::QueryProviderProperty::Reply handle(Call&,
                                                const x11::randr::QueryProviderProperty& request)
{
    noProvider(request.provider);
}
void handle(Call&, const x11::randr::ConfigureProviderProperty& request)
{
    noProvider(request.provider);
}
void handle(Call&, const x11::randr::ChangeProviderProperty& request)
{
    noProvider(request.provider);
}
void handle(Call&, const x11::randr::DeleteProviderProperty& request)
{
    noProvider(request.provider);
}
x11::randr::GetProviderProperty::Reply handle(Call&, const x11::randr::GetProviderProperty& request)
{
    noProvider(request.provider);
}

// There is no device whose descriptor a client could be given.
x11::randr::CreateLease::Reply handle(Call& call, const x11::randr::CreateLease& request)
{
    call.display.checkNew(call.client, request.lid);
    call.display.window(request.window);
    for (const Xid crtc : request.crtcs) checkCrtc(crtc);
    for (const Xid output : request.outputs) checkOutput(output);
    throw badMatch();
}

void handle(Call&, const x11::randr::FreeLease& request)
{
    throw XError{x11::randr::ErrorCode::Lease, request.lid};
}

} // namespace vitrine
