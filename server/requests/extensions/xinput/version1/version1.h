// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/requests/extensions/xinput/xinput.h"

namespace vitrine {

// "X Input Device Extension", version 1.5: requests 1 to 39.

// Devices.
x11::xinput::GetExtensionVersion::Reply handle(Call&, const x11::xinput::GetExtensionVersion&);
x11::xinput::ListInputDevices::Reply handle(Call&, const x11::xinput::ListInputDevices&);
x11::xinput::OpenDevice::Reply handle(Call&, const x11::xinput::OpenDevice&);
void handle(Call&, const x11::xinput::CloseDevice&);
x11::xinput::QueryDeviceState::Reply handle(Call&, const x11::xinput::QueryDeviceState&);
x11::xinput::ChangeKeyboardDevice::Reply handle(Call&, const x11::xinput::ChangeKeyboardDevice&);
x11::xinput::ChangePointerDevice::Reply handle(Call&, const x11::xinput::ChangePointerDevice&);

// What a device is set to.
x11::xinput::SetDeviceMode::Reply handle(Call&, const x11::xinput::SetDeviceMode&);
x11::xinput::SetDeviceValuators::Reply handle(Call&, const x11::xinput::SetDeviceValuators&);
x11::xinput::GetDeviceMotionEvents::Reply handle(Call&, const x11::xinput::GetDeviceMotionEvents&);
x11::xinput::GetDeviceControl::Reply handle(Call&, const x11::xinput::GetDeviceControl&);
x11::xinput::ChangeDeviceControl::Reply handle(Call&, const x11::xinput::ChangeDeviceControl&);
x11::xinput::GetFeedbackControl::Reply handle(Call&, const x11::xinput::GetFeedbackControl&);
void handle(Call&, const x11::xinput::ChangeFeedbackControl&);
void handle(Call&, const x11::xinput::DeviceBell&);

// Mappings.
x11::xinput::GetDeviceKeyMapping::Reply handle(Call&, const x11::xinput::GetDeviceKeyMapping&);
void handle(Call&, const x11::xinput::ChangeDeviceKeyMapping&);
x11::xinput::GetDeviceModifierMapping::Reply handle(Call&,
                                                    const x11::xinput::GetDeviceModifierMapping&);
x11::xinput::SetDeviceModifierMapping::Reply handle(Call&,
                                                    const x11::xinput::SetDeviceModifierMapping&);
x11::xinput::GetDeviceButtonMapping::Reply handle(Call&,
                                                  const x11::xinput::GetDeviceButtonMapping&);
x11::xinput::SetDeviceButtonMapping::Reply handle(Call&,
                                                  const x11::xinput::SetDeviceButtonMapping&);

// Events, focus and grabs.
void handle(Call&, const x11::xinput::SelectExtensionEvent&);
x11::xinput::GetSelectedExtensionEvents::Reply
handle(Call&, const x11::xinput::GetSelectedExtensionEvents&);
void handle(Call&, const x11::xinput::ChangeDeviceDontPropagateList&);
x11::xinput::GetDeviceDontPropagateList::Reply
handle(Call&, const x11::xinput::GetDeviceDontPropagateList&);
void handle(Call&, const x11::xinput::SendExtensionEvent&);
x11::xinput::GetDeviceFocus::Reply handle(Call&, const x11::xinput::GetDeviceFocus&);
void handle(Call&, const x11::xinput::SetDeviceFocus&);
x11::xinput::GrabDevice::Reply handle(Call&, const x11::xinput::GrabDevice&);
void handle(Call&, const x11::xinput::UngrabDevice&);
void handle(Call&, const x11::xinput::GrabDeviceKey&);
void handle(Call&, const x11::xinput::UngrabDeviceKey&);
void handle(Call&, const x11::xinput::GrabDeviceButton&);
void handle(Call&, const x11::xinput::UngrabDeviceButton&);
void handle(Call&, const x11::xinput::AllowDeviceEvents&);

// Properties.
x11::xinput::ListDeviceProperties::Reply handle(Call&, const x11::xinput::ListDeviceProperties&);
void handle(Call&, const x11::xinput::ChangeDeviceProperty&);
void handle(Call&, const x11::xinput::DeleteDeviceProperty&);
x11::xinput::GetDeviceProperty::Reply handle(Call&, const x11::xinput::GetDeviceProperty&);

namespace xi {

bool isKeyboard(DeviceNumber device);
// BadDevice where there is none, BadMatch where it is of the other kind.
DeviceNumber checkKeyboard(Call& call, std::uint8_t number);
DeviceNumber checkPointer(Call& call, std::uint8_t number);
// The device is another client's by a grab.
bool isTaken(Call& call, DeviceNumber device);

} // namespace xi
} // namespace vitrine
