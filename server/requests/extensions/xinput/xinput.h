// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/input/device_numbers.h"
#include "server/display/input/focus.h"
#include "server/requests/call.h"

#include "x11/xinput.h"

namespace vitrine {

// Devices.
x11::xinput::XIQueryVersion::Reply handle(Call&, const x11::xinput::XIQueryVersion&);
x11::xinput::XIQueryDevice::Reply handle(Call&, const x11::xinput::XIQueryDevice&);
void handle(Call&, const x11::xinput::XIChangeHierarchy&);
x11::xinput::XIGetClientPointer::Reply handle(Call&, const x11::xinput::XIGetClientPointer&);
void handle(Call&, const x11::xinput::XISetClientPointer&);
x11::xinput::XIQueryPointer::Reply handle(Call&, const x11::xinput::XIQueryPointer&);
void handle(Call&, const x11::xinput::XIWarpPointer&);
void handle(Call&, const x11::xinput::XIChangeCursor&);
void handle(Call&, const x11::xinput::XIBarrierReleasePointer&);

// Events, focus and grabs.
void handle(Call&, const x11::xinput::XISelectEvents&);
x11::xinput::XIGetSelectedEvents::Reply handle(Call&, const x11::xinput::XIGetSelectedEvents&);
void handle(Call&, const x11::xinput::XISetFocus&);
x11::xinput::XIGetFocus::Reply handle(Call&, const x11::xinput::XIGetFocus&);
x11::xinput::XIGrabDevice::Reply handle(Call&, const x11::xinput::XIGrabDevice&);
void handle(Call&, const x11::xinput::XIUngrabDevice&);
void handle(Call&, const x11::xinput::XIAllowEvents&);
x11::xinput::XIPassiveGrabDevice::Reply handle(Call&, const x11::xinput::XIPassiveGrabDevice&);
void handle(Call&, const x11::xinput::XIPassiveUngrabDevice&);

// Properties.
x11::xinput::XIListProperties::Reply handle(Call&, const x11::xinput::XIListProperties&);
void handle(Call&, const x11::xinput::XIChangeProperty&);
void handle(Call&, const x11::xinput::XIDeleteProperty&);
x11::xinput::XIGetProperty::Reply handle(Call&, const x11::xinput::XIGetProperty&);

namespace xi {

// BadDevice where there is no such device, or none of the use that is wanted.
DeviceNumber checkDevice(Call& call, std::uint32_t number);
DeviceNumber checkMasterPointer(Call& call, std::uint32_t number);
XError badDevice(std::uint32_t number);
// Of a keyboard, its own or, of the master, the display's.
void setFocus(Call& call, DeviceNumber keyboard, Xid focus, Focus::RevertTo revertTo,
              std::uint32_t time);
// The bits of a mask; BadValue where one is no event's.
std::uint64_t checkMask(std::span<const std::uint32_t> words);

} // namespace xi
} // namespace vitrine
