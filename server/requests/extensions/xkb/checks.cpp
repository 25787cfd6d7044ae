// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/extensions/xkb/checks.h"

#include "server/display/display.h"
#include "server/display/input/device_numbers.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keyboard.h"
#include "server/display/xkb/xkb_clients.h"

#include <algorithm>

#include "x11/xinput.h"
#include "x11/xkb.h"

namespace vitrine::xkb {

XkbClient& clientOf(Call& call)
{
    XkbClient& client = call.display.input().xkbClients().of(call.client.id());
    if (!client.initialized) throw badAccess();
    return client;
}

std::uint32_t errorValue(std::uint32_t place, std::uint32_t value)
{
    return place << 24 | (value & 0xffffff);
}

std::uint8_t checkDevice(std::uint16_t specification, Wanted wanted)
{
    constexpr std::uint16_t coreKeyboard = 0x100, corePointer = 0x200;
    constexpr std::uint32_t badDevice = 0xff, badClass = 0xfe;
    std::uint16_t number = specification;
    if (specification == coreKeyboard)
        number = static_cast<std::uint16_t>(DeviceNumber::MasterKeyboard);
    if (specification == corePointer)
        number = static_cast<std::uint16_t>(DeviceNumber::MasterPointer);
    const DeviceUse use =
        number > 0xff ? DeviceUse::None : useOf(static_cast<std::uint8_t>(number));
    if (use == DeviceUse::None)
        throw XError{x11::xinput::ErrorCode::Device, errorValue(badDevice, specification)};
    if (wanted == Wanted::Keyboard && use != DeviceUse::Keyboard)
        throw XError{x11::xkb::ErrorCode::Keyboard, errorValue(badClass, specification)};
    return static_cast<std::uint8_t>(number);
}

Keyboard& keyboardOf(Call& call, std::uint16_t specification)
{
    clientOf(call);
    checkDevice(specification);
    return call.display.input().keyboard();
}

void checkLegal(std::uint32_t mask, std::uint32_t legal)
{
    if (mask & ~legal) throw badValue(errorValue(1, mask & ~legal));
}

void checkMatch(std::uint32_t affect, std::uint32_t values)
{
    if (values & ~affect) throw badMatch();
}

void checkLed(std::uint16_t ledClass)
{
    constexpr std::uint16_t keyboardFeedback = 0, byDefault = 0x300;
    if (ledClass != keyboardFeedback && ledClass != byDefault)
        throw XError{x11::xkb::ErrorCode::Keyboard, errorValue(0xfe, ledClass)};
}

std::size_t indicatorNamed(Call& call, const Keyboard& keyboard, Atom atom)
{
    const auto& indicators = keyboard.keymap().description().indicators;
    const std::string& name = call.display.atoms().name(atom); // or BadAtom
    const auto found = std::find_if(indicators.begin(), indicators.end(),
                                    [&](const Indicator& led) { return led.name == name; });
    return static_cast<std::size_t>(found - indicators.begin());
}

Range checkKeys(std::uint8_t first, std::uint8_t count)
{
    if (first < Keymap::minimum || first + count - 1 > Keymap::maximum)
        throw badValue(errorValue(5, static_cast<std::uint32_t>(first << 8 | count)));
    return {first, count};
}

} // namespace vitrine::xkb
