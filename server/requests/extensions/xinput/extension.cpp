// SPDX-License-Identifier: GPL-2.0-or-later
// "X Input Device Extension", version 2.3.
#include "server/requests/extensions/registry.h"
#include "server/requests/extensions/xinput/xinput.h"

#include <concepts>

#include "x11/xinput_dispatch.h"

namespace vitrine {

namespace {

namespace wire = x11::xinput;

template<class Request, class... Several>
concept OneOf = (std::same_as<Request, Several> || ...);

// Version 1's requests that change a device, or take it or its events from its master. No device of
// ours can be had so: all are refused with the error for that.
template<class Request>
concept Refused = OneOf<
    Request, wire::SetDeviceMode, wire::ChangeDeviceDontPropagateList,
    wire::GetDeviceDontPropagateList, wire::GetDeviceMotionEvents, wire::ChangeKeyboardDevice,
    wire::ChangePointerDevice, wire::GrabDevice, wire::UngrabDevice, wire::GrabDeviceKey,
    wire::UngrabDeviceKey, wire::GrabDeviceButton, wire::UngrabDeviceButton,
    wire::AllowDeviceEvents, wire::GetDeviceFocus, wire::SetDeviceFocus, wire::GetFeedbackControl,
    wire::ChangeFeedbackControl, wire::GetDeviceKeyMapping, wire::ChangeDeviceKeyMapping,
    wire::GetDeviceModifierMapping, wire::SetDeviceModifierMapping, wire::GetDeviceButtonMapping,
    wire::SetDeviceButtonMapping, wire::QueryDeviceState, wire::SendExtensionEvent,
    wire::DeviceBell, wire::SetDeviceValuators, wire::GetDeviceControl, wire::ChangeDeviceControl,
    wire::ChangeDeviceProperty, wire::DeleteDeviceProperty, wire::GetDeviceProperty>;

template<class Request> struct ReplyOf {
    using Type = void;
};
template<class Request>
requires requires
{
    typename Request::Reply;
}
struct ReplyOf<Request> {
    using Type = typename Request::Reply;
};

} // namespace

template<Refused Request> typename ReplyOf<Request>::Type handle(Call&, const Request& request)
{
    if constexpr (requires { request.deviceId; })
        throw xi::badDevice(request.deviceId);
    else
        throw xi::badDevice(0);
}

static constexpr auto table = wire::requestTable<Call>();
extern const Extension xinput;
const Extension xinput{wire::extension, &wire::dispatch<Call>, table};

} // namespace vitrine
