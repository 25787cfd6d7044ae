// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/xkb/xkb_clients.h"

#include "server/display/display.h"
#include "server/display/input/device_numbers.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keyboard.h"
#include "server/display/xkb/description.h"

#include "x11/xkb.h"

namespace vitrine {

namespace wire = x11::xkb;

namespace {

constexpr auto device = static_cast<std::uint8_t>(DeviceNumber::MasterKeyboard);
constexpr auto keycodeCount = static_cast<std::uint8_t>(Keymap::maximum - Keymap::minimum + 1);

} // namespace

std::uint16_t xkb::changedParts(const State& before, const State& now)
{
    namespace wire = x11::xkb;
    std::uint32_t parts = 0;
    const auto note = [&](auto State::*member, std::uint32_t part) {
        if (before.*member != now.*member) parts |= part;
    };
    note(&State::modifiers,
         wire::StatePart::ModifierState | wire::StatePart::GrabMods | wire::StatePart::LookupMods);
    note(&State::baseModifiers, wire::StatePart::ModifierBase);
    note(&State::latchedModifiers, wire::StatePart::ModifierLatch);
    note(&State::lockedModifiers, wire::StatePart::ModifierLock);
    note(&State::group, wire::StatePart::GroupState);
    note(&State::baseGroup, wire::StatePart::GroupBase);
    note(&State::latchedGroup, wire::StatePart::GroupLatch);
    note(&State::lockedGroup, wire::StatePart::GroupLock);
    note(&State::compatible, wire::StatePart::CompatState | wire::StatePart::CompatGrabMods |
                                 wire::StatePart::CompatLookupMods);
    return static_cast<std::uint16_t>(parts);
}

template<class Tell> void XkbClients::each(Tell tell)
{
    display_.eachClient([&](XClient& client) { tell(client, of(client.id())); });
}

std::uint8_t XkbClients::groups()
{
    return static_cast<std::uint8_t>(
        display_.input().keyboard().keymap().description().groupCount());
}

std::uint32_t XkbClients::enabledControls() const
{
    const bool repeats = display_.input().keyboard().control().autoRepeat;
    return (controls.enabled & ~xkb::Controls::repeatKeys) |
           (repeats ? xkb::Controls::repeatKeys : 0);
}

void XkbClients::rememberState()
{
    told_ = display_.input().xkbState();
    toldIndicators_ = display_.input().keyboard().leds();
}

void XkbClients::tellState(const Cause& cause, std::uint16_t alsoChanged)
{
    const xkb::State before = told_;
    const std::uint32_t lit = toldIndicators_;
    rememberState();
    const auto changed = static_cast<std::uint16_t>(xkb::changedParts(before, told_) | alsoChanged);
    if (changed) {
        wire::StateNotifyEvent event;
        event.time = display_.now();
        event.deviceID = device;
        event.mods = event.grabMods = event.lookupMods = told_.modifiers;
        event.baseMods = told_.baseModifiers;
        event.latchedMods = told_.latchedModifiers;
        event.lockedMods = told_.lockedModifiers;
        event.group = told_.group;
        event.baseGroup = told_.baseGroup;
        event.latchedGroup = told_.latchedGroup;
        event.lockedGroup = told_.lockedGroup;
        event.compatState = event.compatGrabMods = event.compatLoockupMods = told_.compatible;
        event.ptrBtnState = told_.buttons;
        event.changed = changed;
        event.keycode = cause.keycode;
        event.eventType = cause.eventType;
        event.requestMajor = cause.majorOpcode;
        event.requestMinor = cause.minorOpcode;
        each([&](XClient& client, const XkbClient& asked) {
            if (asked.state & changed) client.send(event);
        });
    }
    if (const std::uint32_t differ = lit ^ toldIndicators_) {
        wire::IndicatorStateNotifyEvent event;
        event.time = display_.now();
        event.deviceID = device;
        event.state = toldIndicators_;
        event.stateChanged = differ;
        each([&](XClient& client, const XkbClient& asked) {
            if (asked.indicatorState & differ) client.send(event);
        });
    }
}

void XkbClients::tellKeysyms(std::uint8_t first, std::uint8_t count)
{
    wire::MapNotifyEvent event;
    event.time = display_.now();
    event.deviceID = device;
    event.minKeyCode = Keymap::minimum;
    event.maxKeyCode = Keymap::maximum;
    event.changed = wire::MapPart::KeySyms | wire::MapPart::KeyActions |
                    wire::MapPart::VirtualModMap | wire::MapPart::ExplicitComponents;
    event.firstKeySym = event.firstKeyAct = event.firstVModMapKey = event.firstKeyExplicit = first;
    event.nKeySyms = event.nKeyActs = event.nVModMapKeys = event.nKeyExplicit = count;
    x11::MappingNotifyEvent core;
    core.request = x11::Mapping::Keyboard;
    core.firstKeycode = first;
    core.count = count;
    each([&](XClient& client, const XkbClient& asked) {
        if (asked.map & event.changed) client.send(event);
        // As X.Org does: who uses XKB hears of a core mapping only where XKB's was asked for.
        if (!asked.initialized || (asked.map & wire::MapPart::KeySyms)) client.send(core);
    });
}

void XkbClients::tellMap(wire::MapNotifyEvent event)
{
    event.time = display_.now();
    event.deviceID = device;
    event.minKeyCode = Keymap::minimum;
    event.maxKeyCode = Keymap::maximum;
    x11::MappingNotifyEvent keysyms, modifiers;
    keysyms.request = x11::Mapping::Keyboard;
    keysyms.firstKeycode = event.firstKeySym;
    keysyms.count = event.nKeySyms;
    modifiers.request = x11::Mapping::Modifier;
    each([&](XClient& client, const XkbClient& asked) {
        if (asked.map & event.changed) client.send(event);
        const std::uint32_t core = asked.initialized ? event.changed & asked.map : event.changed;
        if (core & wire::MapPart::KeySyms) client.send(keysyms);
        if (core & wire::MapPart::ModifierMap) client.send(modifiers);
    });
}

void XkbClients::tellNames(wire::NamesNotifyEvent event)
{
    event.time = display_.now();
    event.deviceID = device;
    each([&](XClient& client, const XkbClient& asked) {
        if (asked.names & event.changed) client.send(event);
    });
}

void XkbClients::tellCompatMap(wire::CompatMapNotifyEvent event)
{
    event.time = display_.now();
    event.deviceID = device;
    each([&](XClient& client, const XkbClient& asked) {
        if (asked.compatibility) client.send(event);
    });
}

void XkbClients::tellIndicatorMaps(std::uint32_t changed)
{
    wire::IndicatorMapNotifyEvent event;
    event.time = display_.now();
    event.deviceID = device;
    event.state = display_.input().keyboard().leds();
    event.mapChanged = changed;
    each([&](XClient& client, const XkbClient& asked) {
        if (asked.indicatorMap & changed) client.send(event);
    });
}

void XkbClients::tellModifierMap()
{
    wire::MapNotifyEvent event;
    event.time = display_.now();
    event.deviceID = device;
    event.minKeyCode = Keymap::minimum;
    event.maxKeyCode = Keymap::maximum;
    event.changed =
        wire::MapPart::ModifierMap | wire::MapPart::KeyActions | wire::MapPart::VirtualMods;
    event.firstModMapKey = event.firstKeyAct = Keymap::minimum;
    event.nModMapKeys = event.nKeyActs = keycodeCount;
    event.virtualMods = 0xffff;
    x11::MappingNotifyEvent core;
    core.request = x11::Mapping::Modifier;
    each([&](XClient& client, const XkbClient& asked) {
        if (asked.map & event.changed) client.send(event);
        if (!asked.initialized || (asked.map & wire::MapPart::ModifierMap)) client.send(core);
    });
}

void XkbClients::tellNewKeyboard(std::uint8_t minorOpcode, bool geometry)
{
    wire::NewKeyboardNotifyEvent event;
    event.time = display_.now();
    event.deviceID = event.oldDeviceID = device;
    event.minKeyCode = event.oldMinKeyCode = Keymap::minimum;
    event.maxKeyCode = event.oldMaxKeyCode = Keymap::maximum;
    event.requestMajor = wire::extension.majorOpcode;
    event.requestMinor = minorOpcode;
    event.changed = static_cast<std::uint16_t>(wire::NKNDetail::Keycodes |
                                               (geometry ? wire::NKNDetail::Geometry : 0u));
    x11::MappingNotifyEvent keysyms, modifiers;
    keysyms.request = x11::Mapping::Keyboard;
    keysyms.firstKeycode = Keymap::minimum;
    keysyms.count = keycodeCount;
    modifiers.request = x11::Mapping::Modifier;
    each([&](XClient& client, const XkbClient& asked) {
        if (asked.newKeyboard & event.changed) client.send(event);
        if (asked.initialized) return;
        client.send(keysyms);
        client.send(modifiers);
    });
}

void XkbClients::tellControls(std::uint32_t changed, std::uint32_t enabledBefore,
                              const Cause& cause)
{
    if (changed == 0) return;
    wire::ControlsNotifyEvent event;
    event.time = display_.now();
    event.deviceID = device;
    event.numGroups = groups();
    event.changedControls = changed;
    event.enabledControls = enabledControls();
    event.enabledControlChanges = enabledBefore ^ event.enabledControls;
    event.keycode = cause.keycode;
    event.eventType = cause.eventType;
    event.requestMajor = cause.majorOpcode;
    event.requestMinor = cause.minorOpcode;
    each([&](XClient& client, const XkbClient& asked) {
        if (asked.controls & changed) client.send(event);
    });
}

void XkbClients::tellBell(const Bell& bell)
{
    wire::BellNotifyEvent event;
    event.time = display_.now();
    event.deviceID = device;
    event.bellClass = bell.bellClass;
    event.bellID = bell.id;
    event.percent = bell.percent;
    event.pitch = bell.pitch;
    event.duration = bell.duration;
    event.name = bell.name;
    event.window = bell.window;
    event.eventOnly = bell.eventOnly;
    each([&](XClient& client, const XkbClient& asked) {
        if (asked.bell) client.send(event);
    });
}

} // namespace vitrine
