// SPDX-License-Identifier: GPL-2.0-or-later
// "X Input Device Extension", version 1.5: what keys and buttons stand for. All keyboards have the
// one keymap, and all pointers the one order of buttons.
#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keymap.h"
#include "server/display/input/pointer.h"
#include "server/requests/extensions/xinput/version1/version1.h"
#include "server/requests/input.h"
#include "server/requests/keyboard.h"

#include <algorithm>
#include <bitset>

namespace vitrine {

namespace wire = x11::xinput;

wire::GetDeviceKeyMapping::Reply handle(Call& call, const wire::GetDeviceKeyMapping& request)
{
    xi::checkKeyboard(call, request.deviceId);
    x11::GetKeyboardMapping::Reply core =
        handle(call, x11::GetKeyboardMapping{request.firstKeycode, request.count});
    return {.xiReplyType = wire::GetDeviceKeyMapping::opcode,
            .keysymsPerKeycode = core.keysymsPerKeycode,
            .keysyms = std::move(core.keysyms)};
}

void handle(Call& call, const wire::ChangeDeviceKeyMapping& request)
{
    xi::checkKeyboard(call, request.deviceId);
    if (request.firstKeycode < Keymap::minimum ||
        request.firstKeycode + request.keycodeCount - 1 > Keymap::maximum)
        throw badValue(request.firstKeycode);
    if (request.keysymsPerKeycode == 0) throw badValue(0);
    if (request.keycodeCount == 0) return;
    call.display.input().changeKeysyms(request.firstKeycode, request.keysymsPerKeycode,
                                       request.keysyms);
}

wire::GetDeviceModifierMapping::Reply handle(Call& call,
                                             const wire::GetDeviceModifierMapping& request)
{
    xi::checkKeyboard(call, request.deviceId);
    x11::GetModifierMapping::Reply core = handle(call, x11::GetModifierMapping{});
    return {.xiReplyType = wire::GetDeviceModifierMapping::opcode,
            .keymaps = std::move(core.keycodes)};
}

wire::SetDeviceModifierMapping::Reply handle(Call& call,
                                             const wire::SetDeviceModifierMapping& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.deviceId);
    // X.Org answers with a status, where the core request ends in an error.
    std::bitset<256> seen;
    for (const std::uint8_t keycode : request.keymaps) {
        if (keycode != 0 && seen.test(keycode))
            return {.xiReplyType = wire::SetDeviceModifierMapping::opcode,
                    .status = x11::MappingStatus::Failure};
        seen.set(keycode);
    }
    if (!xi::isKeyboard(device)) throw badMatch();
    const auto core = handle(call, x11::SetModifierMapping{request.keymaps});
    return {.xiReplyType = wire::SetDeviceModifierMapping::opcode, .status = core.status};
}

wire::GetDeviceButtonMapping::Reply handle(Call& call, const wire::GetDeviceButtonMapping& request)
{
    xi::checkPointer(call, request.deviceId);
    const auto mapping = call.display.input().pointer().mapping();
    return {.xiReplyType = wire::GetDeviceButtonMapping::opcode,
            .map = {mapping.begin(), mapping.end()}};
}

// X.Org takes a list of any length, and any values in it.
wire::SetDeviceButtonMapping::Reply handle(Call& call, const wire::SetDeviceButtonMapping& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.deviceId);
    if (xi::isKeyboard(device)) throw xi::badDevice(request.deviceId);
    InputDevices& input = call.display.input();
    const auto current = input.pointer().mapping();
    std::vector<std::uint8_t> mapping(current.begin(), current.end());
    std::copy_n(request.map.begin(), std::min(mapping.size(), request.map.size()), mapping.begin());
    wire::SetDeviceButtonMapping::Reply reply{.xiReplyType = wire::SetDeviceButtonMapping::opcode};
    for (std::size_t i = 0; i < current.size(); ++i)
        if (current[i] != mapping[i] && input.pointer().down().test(i + 1))
            reply.status = x11::MappingStatus::Busy;
    if (reply.status == x11::MappingStatus::Success) input.changeButtons(mapping);
    return reply;
}

} // namespace vitrine
