// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/display.h"
#include "server/display/randr/randr.h"
#include "server/requests/call.h"

#include "x11/randr.h"

// "The X Resize, Rotate and Reflect Extension", version 1.6.
namespace vitrine {

inline void checkOutput(Xid id)
{
    if (id != RandR::output) throw XError{x11::randr::ErrorCode::Output, id};
}
inline void checkCrtc(Xid id)
{
    if (id != RandR::crtc) throw XError{x11::randr::ErrorCode::Crtc, id};
}
inline const Mode& checkedMode(Call& call, Xid id)
{
    const Mode* const mode = call.display.randr().modes().find(id);
    if (!mode) throw XError{x11::randr::ErrorCode::Mode, id};
    return *mode;
}
// Rotations and reflections as RANDR counts them; here nothing is ever turned.
inline constexpr std::uint16_t unrotated = 1;
void checkRotation(std::uint16_t rotation);

// The screen.
x11::randr::QueryVersion::Reply handle(Call&, const x11::randr::QueryVersion&);
void handle(Call&, const x11::randr::SelectInput&);
x11::randr::GetScreenInfo::Reply handle(Call&, const x11::randr::GetScreenInfo&);
x11::randr::SetScreenConfig::Reply handle(Call&, const x11::randr::SetScreenConfig&);
x11::randr::GetScreenSizeRange::Reply handle(Call&, const x11::randr::GetScreenSizeRange&);
void handle(Call&, const x11::randr::SetScreenSize&);
x11::randr::GetScreenResources::Reply handle(Call&, const x11::randr::GetScreenResources&);
x11::randr::GetScreenResourcesCurrent::Reply handle(Call&,
                                                    const x11::randr::GetScreenResourcesCurrent&);

// The output and its modes.
x11::randr::GetOutputInfo::Reply handle(Call&, const x11::randr::GetOutputInfo&);
void handle(Call&, const x11::randr::SetOutputPrimary&);
x11::randr::GetOutputPrimary::Reply handle(Call&, const x11::randr::GetOutputPrimary&);
x11::randr::CreateMode::Reply handle(Call&, const x11::randr::CreateMode&);
void handle(Call&, const x11::randr::DestroyMode&);
void handle(Call&, const x11::randr::AddOutputMode&);
void handle(Call&, const x11::randr::DeleteOutputMode&);

// Its properties.
x11::randr::ListOutputProperties::Reply handle(Call&, const x11::randr::ListOutputProperties&);
x11::randr::QueryOutputProperty::Reply handle(Call&, const x11::randr::QueryOutputProperty&);
void handle(Call&, const x11::randr::ConfigureOutputProperty&);
void handle(Call&, const x11::randr::ChangeOutputProperty&);
void handle(Call&, const x11::randr::DeleteOutputProperty&);
x11::randr::GetOutputProperty::Reply handle(Call&, const x11::randr::GetOutputProperty&);

// The CRTC.
x11::randr::GetCrtcInfo::Reply handle(Call&, const x11::randr::GetCrtcInfo&);
x11::randr::SetCrtcConfig::Reply handle(Call&, const x11::randr::SetCrtcConfig&);
x11::randr::GetCrtcGammaSize::Reply handle(Call&, const x11::randr::GetCrtcGammaSize&);
x11::randr::GetCrtcGamma::Reply handle(Call&, const x11::randr::GetCrtcGamma&);
void handle(Call&, const x11::randr::SetCrtcGamma&);
void handle(Call&, const x11::randr::SetCrtcTransform&);
x11::randr::GetCrtcTransform::Reply handle(Call&, const x11::randr::GetCrtcTransform&);
x11::randr::GetPanning::Reply handle(Call&, const x11::randr::GetPanning&);
x11::randr::SetPanning::Reply handle(Call&, const x11::randr::SetPanning&);

// Providers and leases: there are none.
x11::randr::GetProviders::Reply handle(Call&, const x11::randr::GetProviders&);
x11::randr::GetProviderInfo::Reply handle(Call&, const x11::randr::GetProviderInfo&);
void handle(Call&, const x11::randr::SetProviderOffloadSink&);
void handle(Call&, const x11::randr::SetProviderOutputSource&);
x11::randr::ListProviderProperties::Reply handle(Call&, const x11::randr::ListProviderProperties&);
x11::randr::QueryProviderProperty::Reply handle(Call&, const x11::randr::QueryProviderProperty&);
void handle(Call&, const x11::randr::ConfigureProviderProperty&);
void handle(Call&, const x11::randr::ChangeProviderProperty&);
void handle(Call&, const x11::randr::DeleteProviderProperty&);
x11::randr::GetProviderProperty::Reply handle(Call&, const x11::randr::GetProviderProperty&);
x11::randr::CreateLease::Reply handle(Call&, const x11::randr::CreateLease&);
void handle(Call&, const x11::randr::FreeLease&);

// Monitors.
x11::randr::GetMonitors::Reply handle(Call&, const x11::randr::GetMonitors&);
void handle(Call&, const x11::randr::SetMonitor&);
void handle(Call&, const x11::randr::DeleteMonitor&);

} // namespace vitrine
