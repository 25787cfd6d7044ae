// SPDX-License-Identifier: GPL-2.0-or-later
// XKB protocol, 16.3: what is told of the keymap.
#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keyboard.h"
#include "server/display/xkb/xkb_clients.h"
#include "server/requests/extensions/xkb/checks.h"
#include "server/requests/extensions/xkb/replies.h"
#include "server/requests/extensions/xkb/xkb.h"

#include <algorithm>

namespace vitrine {

using namespace xkb;
namespace wire = x11::xkb;

wire::GetMap::Reply handle(Call& call, const wire::GetMap& request)
{
    const Keyboard& keyboard = keyboardOf(call, request.deviceSpec);
    if (request.full & request.partial) throw badMatch();
    constexpr std::uint16_t allParts = 0xff;
    checkLegal(request.full, allParts);
    checkLegal(request.partial, allParts);
    wire::GetMap::Reply reply = mapReply(keyboard.keymap().description(), request);
    reply.deviceID = checkDevice(request.deviceSpec);
    return reply;
}

wire::GetCompatMap::Reply handle(Call& call, const wire::GetCompatMap& request)
{
    const Keyboard& keyboard = keyboardOf(call, request.deviceSpec);
    wire::GetCompatMap::Reply reply = compatMapReply(keyboard.keymap().description(), request);
    reply.deviceID = checkDevice(request.deviceSpec);
    return reply;
}

wire::GetIndicatorState::Reply handle(Call& call, const wire::GetIndicatorState& request)
{
    const Keyboard& keyboard = keyboardOf(call, request.deviceSpec);
    return {.deviceID = checkDevice(request.deviceSpec), .state = keyboard.leds()};
}

wire::GetIndicatorMap::Reply handle(Call& call, const wire::GetIndicatorMap& request)
{
    const Keyboard& keyboard = keyboardOf(call, request.deviceSpec);
    wire::GetIndicatorMap::Reply reply =
        indicatorMapReply(keyboard.keymap().description(), request.which);
    reply.deviceID = checkDevice(request.deviceSpec);
    return reply;
}

wire::GetNamedIndicator::Reply handle(Call& call, const wire::GetNamedIndicator& request)
{
    const Keyboard& keyboard = keyboardOf(call, request.deviceSpec);
    checkLed(request.ledClass);
    const std::size_t found = indicatorNamed(call, keyboard, request.indicator);
    wire::GetNamedIndicator::Reply reply;
    reply.deviceID = checkDevice(request.deviceSpec);
    reply.indicator = request.indicator;
    reply.supported = true;
    constexpr std::uint8_t noIndicator = 0xff;
    reply.ndx = noIndicator;
    if (found == indicatorCount) return reply;
    const Indicator& led = keyboard.keymap().description().indicators[found];
    reply.found = true;
    reply.on = keyboard.leds() >> found & 1;
    reply.realIndicator = led.physical;
    reply.ndx = static_cast<std::uint8_t>(found);
    reply.mapFlags = led.flags;
    reply.mapWhichGroups = led.whichGroups;
    reply.mapGroups = led.groups;
    reply.mapWhichMods = led.whichModifiers;
    reply.mapMods = led.modifiers.mask;
    reply.mapRealMods = led.modifiers.real;
    reply.mapVmod = led.modifiers.virtually;
    reply.mapCtrls = led.controls;
    return reply;
}

wire::GetNames::Reply handle(Call& call, const wire::GetNames& request)
{
    const Keyboard& keyboard = keyboardOf(call, request.deviceSpec);
    constexpr std::uint32_t allNames = 0x3fff;
    checkLegal(request.which, allNames);
    const Keymap& keymap = keyboard.keymap();
    wire::GetNames::Reply reply =
        namesReply(call.display.atoms(), keymap.description(), keymap.components(), request.which);
    reply.deviceID = checkDevice(request.deviceSpec);
    return reply;
}

wire::GetDeviceInfo::Reply handle(Call& call, const wire::GetDeviceInfo& request)
{
    clientOf(call);
    constexpr std::uint32_t allFeatures = 0x1f, ofIndicators = 0x1c;
    wire::GetDeviceInfo::Reply reply;
    reply.deviceID = checkDevice(request.deviceSpec, Wanted::Any);
    checkLegal(request.wanted, allFeatures);
    const bool keyboard = reply.deviceID % 2 != 0;
    reply.supported = allFeatures;
    constexpr std::uint16_t none = 0xff00;
    reply.dfltKbdFB = keyboard ? std::uint16_t{0} : none;
    reply.dfltLedFB = none;
    reply.hasOwnState = keyboard;
    reply.name = keyboard ? "Virtual core keyboard" : "Virtual core pointer";
    if (!keyboard) {
        const std::size_t buttons = 10;
        if (request.firstButton + request.nButtons > static_cast<int>(buttons))
            throw badValue(errorValue(2, buttons));
        reply.totalBtns = buttons;
    }
    std::uint32_t present = request.wanted & 1u;
    if (keyboard && (request.wanted & ofIndicators)) {
        checkLed(request.ledClass);
        const Keyboard& own = call.display.input().keyboard();
        wire::DeviceLedInfo leds;
        leds.state = own.leds();
        const Description& description = own.keymap().description();
        for (std::size_t i = 0; i < indicatorCount; ++i) {
            const Indicator& led = description.indicators[i];
            if (led.physical) leds.physIndicators |= 1u << i;
            if (led.name.empty()) continue;
            leds.namesPresent |= 1u << i;
            leds.names.push_back(call.display.atoms().intern(led.name));
            if (!led.whichGroups && !led.whichModifiers && !led.controls) continue;
            leds.mapsPresent |= 1u << i;
            leds.maps.push_back(indicatorMapReply(description, 1u << i).maps[0]);
        }
        reply.leds.push_back(std::move(leds));
        present |= request.wanted & ofIndicators;
    }
    reply.present = static_cast<std::uint16_t>(present);
    return reply;
}

void handle(Call& call, const wire::SetDeviceInfo& request)
{
    clientOf(call);
    checkDevice(request.deviceSpec, Wanted::Any);
    constexpr std::uint32_t changeable = 0x1e;
    checkLegal(request.change, changeable);
    if (request.change) throw badAccess();
}

} // namespace vitrine
