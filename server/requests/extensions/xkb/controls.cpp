// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/xkb/controls.h"

#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keyboard.h"
#include "server/display/xkb/xkb_clients.h"
#include "server/requests/extensions/xkb/checks.h"
#include "server/requests/extensions/xkb/xkb.h"

namespace vitrine {

using namespace xkb;
namespace wire = x11::xkb;

namespace {

std::uint8_t maskOf(const Description& description, std::uint8_t real, std::uint16_t virtually)
{
    for (std::size_t i = 0; i < virtualModifierCount; ++i)
        if (virtually >> i & 1) real |= description.virtualModifiers[i];
    return real;
}

struct Change {
    const wire::SetControls& request;
    Controls& controls;
    KeyboardControl& keys;
    std::uint32_t groups;
    std::uint32_t changed = 0; // of Controls::all

    bool wants(std::uint32_t control) const { return request.changeControls & control; }

    template<class T> void set(T& field, T value, std::uint32_t control)
    {
        if (field != value) changed |= control;
        field = value;
    }
    static void atLeastOne(std::uint32_t place, std::uint16_t value)
    {
        if (value < 1) throw badValue(errorValue(place, value));
    }

    void all()
    {
        modifiers();
        enabled();
        delays();
        mouseKeys();
        groupsWrap();
        accessX();
        if (wants(wire::Control::PerKeyRepeat)) {
            std::bitset<256> repeats;
            for (std::size_t key = 0; key < repeats.size(); ++key)
                repeats.set(key, request.perKeyRepeat[key / 8] >> key % 8 & 1);
            set(keys.repeats, repeats, wire::Control::PerKeyRepeat);
        }
    }

    void modifiers()
    {
        const auto mixed = [](auto old, auto affect, auto value) {
            checkMatch(affect, value);
            return static_cast<decltype(old)>((old & ~affect) | (affect & value));
        };
        if (wants(wire::Control::InternalMods)) {
            constexpr std::uint32_t control = wire::Control::InternalMods;
            set(controls.internalReal,
                mixed(controls.internalReal, request.affectInternalRealMods,
                      request.internalRealMods),
                control);
            set(controls.internalVirtual,
                mixed(controls.internalVirtual, request.affectInternalVirtualMods,
                      request.internalVirtualMods),
                control);
        }
        if (wants(wire::Control::IgnoreLockMods)) {
            constexpr std::uint32_t control = wire::Control::IgnoreLockMods;
            set(controls.ignoreLockReal,
                mixed(controls.ignoreLockReal, request.affectIgnoreLockRealMods,
                      request.ignoreLockRealMods),
                control);
            set(controls.ignoreLockVirtual,
                mixed(controls.ignoreLockVirtual, request.affectIgnoreLockVirtualMods,
                      request.ignoreLockVirtualMods),
                control);
        }
    }

    void enabled()
    {
        checkMatch(request.affectEnabledControls, request.enabledControls);
        checkLegal(request.affectEnabledControls, Controls::allBoolean);
        const std::uint32_t before =
            (controls.enabled & ~Controls::repeatKeys) | (keys.autoRepeat ? 1u : 0u);
        const std::uint32_t now = (before & ~request.affectEnabledControls) |
                                  (request.affectEnabledControls & request.enabledControls);
        if (before != now) changed |= wire::Control::ControlsEnabled;
        controls.enabled = now;
        keys.autoRepeat = now & Controls::repeatKeys;
    }

    void delays()
    {
        using Bool = wire::BoolCtrl;
        if (wants(Bool::RepeatKeys)) {
            atLeastOne(8, request.repeatDelay);
            atLeastOne(8, request.repeatInterval);
            set(keys.repeatDelay, std::uint32_t{request.repeatDelay}, Bool::RepeatKeys);
            set(keys.repeatInterval, std::uint32_t{request.repeatInterval}, Bool::RepeatKeys);
        }
        if (wants(Bool::SlowKeys)) {
            atLeastOne(9, request.slowKeysDelay);
            set(controls.slowKeysDelay, request.slowKeysDelay, Bool::SlowKeys);
        }
        if (wants(Bool::BounceKeys)) {
            atLeastOne(10, request.debounceDelay);
            set(controls.debounceDelay, request.debounceDelay, Bool::BounceKeys);
        }
    }

    void mouseKeys()
    {
        using Bool = wire::BoolCtrl;
        if (wants(Bool::MouseKeys)) {
            constexpr std::uint8_t lastButton = 5;
            if (request.mouseKeysDfltBtn > lastButton)
                throw badValue(errorValue(11, request.mouseKeysDfltBtn));
            set(controls.mouseKeysButton, request.mouseKeysDfltBtn, Bool::MouseKeys);
        }
        if (!wants(Bool::MouseKeysAccel)) return;
        for (const std::uint16_t value : {request.mouseKeysDelay, request.mouseKeysInterval,
                                          request.mouseKeysTimeToMax, request.mouseKeysMaxSpeed})
            atLeastOne(12, value);
        constexpr int leastCurve = -1000;
        if (request.mouseKeysCurve < leastCurve) throw badValue(errorValue(12, 0));
        constexpr std::uint32_t control = Bool::MouseKeysAccel;
        set(controls.mouseKeysDelay, request.mouseKeysDelay, control);
        set(controls.mouseKeysInterval, request.mouseKeysInterval, control);
        set(controls.mouseKeysTimeToMax, request.mouseKeysTimeToMax, control);
        set(controls.mouseKeysMaxSpeed, request.mouseKeysMaxSpeed, control);
        set(controls.mouseKeysCurve, request.mouseKeysCurve, control);
    }

    void groupsWrap()
    {
        if (!wants(wire::Control::GroupsWrap)) return;
        const std::uint32_t action = request.groupsWrap & 0xc0u;
        const std::uint32_t number = request.groupsWrap >> 4 & 3u;
        if (action == wire::GroupsWrap::RedirectIntoRange && number >= groups)
            throw badValue(errorValue(13, groups << 8 | number));
        if (action == 0xc0) throw badValue(errorValue(14, action));
        set(controls.groupsWrap, request.groupsWrap, wire::Control::GroupsWrap);
    }

    void accessX()
    {
        using Bool = wire::BoolCtrl;
        constexpr std::uint16_t allOptions = 0x0fff, sticky = 0x00c0, feedback = 0x0f3f;
        checkLegal(request.accessXOptions, allOptions);
        std::uint16_t affected = 0;
        if (wants(Bool::AccessXKeys))
            affected = allOptions;
        else if (wants(Bool::StickyKeys) || wants(Bool::AccessXFeedbackMask))
            affected =
                static_cast<std::uint16_t>((wants(Bool::StickyKeys) ? sticky : 0u) |
                                           (wants(Bool::AccessXFeedbackMask) ? feedback : 0u));
        set(controls.accessXOptions,
            static_cast<std::uint16_t>((controls.accessXOptions & ~affected) |
                                       (affected & request.accessXOptions)),
            Bool::AccessXKeys);
        if (!wants(Bool::AccessXTimeoutMask)) return;
        constexpr std::uint32_t control = Bool::AccessXTimeoutMask;
        atLeastOne(16, request.accessXTimeout);
        checkMatch(request.accessXTimeoutMask, request.accessXTimeoutValues);
        checkLegal(request.accessXTimeoutMask, Controls::allBoolean);
        checkMatch(request.accessXTimeoutOptionsMask, request.accessXTimeoutOptionsValues);
        checkLegal(request.accessXTimeoutOptionsMask, allOptions);
        set(controls.accessXTimeout, request.accessXTimeout, control);
        set(controls.timeoutControls, request.accessXTimeoutMask, control);
        set(controls.timeoutControlValues, request.accessXTimeoutValues, control);
        set(controls.timeoutOptions, request.accessXTimeoutOptionsMask, control);
        set(controls.timeoutOptionValues, request.accessXTimeoutOptionsValues, control);
    }
};

} // namespace

wire::GetControls::Reply handle(Call& call, const wire::GetControls& request)
{
    const Keyboard& keyboard = keyboardOf(call, request.deviceSpec);
    const XkbClients& clients = call.display.input().xkbClients();
    const Controls& controls = clients.controls;
    const KeyboardControl& keys = keyboard.control();
    const Description& description = keyboard.keymap().description();
    wire::GetControls::Reply reply;
    reply.deviceID = checkDevice(request.deviceSpec);
    reply.mouseKeysDfltBtn = controls.mouseKeysButton;
    reply.numGroups = static_cast<std::uint8_t>(description.groupCount());
    reply.groupsWrap = controls.groupsWrap;
    reply.internalModsMask = maskOf(description, controls.internalReal, controls.internalVirtual);
    reply.ignoreLockModsMask =
        maskOf(description, controls.ignoreLockReal, controls.ignoreLockVirtual);
    reply.internalModsRealMods = controls.internalReal;
    reply.ignoreLockModsRealMods = controls.ignoreLockReal;
    reply.internalModsVmods = controls.internalVirtual;
    reply.ignoreLockModsVmods = controls.ignoreLockVirtual;
    reply.repeatDelay = static_cast<std::uint16_t>(keys.repeatDelay);
    reply.repeatInterval = static_cast<std::uint16_t>(keys.repeatInterval);
    reply.slowKeysDelay = controls.slowKeysDelay;
    reply.debounceDelay = controls.debounceDelay;
    reply.mouseKeysDelay = controls.mouseKeysDelay;
    reply.mouseKeysInterval = controls.mouseKeysInterval;
    reply.mouseKeysTimeToMax = controls.mouseKeysTimeToMax;
    reply.mouseKeysMaxSpeed = controls.mouseKeysMaxSpeed;
    reply.mouseKeysCurve = controls.mouseKeysCurve;
    reply.accessXOption = controls.accessXOptions;
    reply.accessXTimeout = controls.accessXTimeout;
    reply.accessXTimeoutOptionsMask = controls.timeoutOptions;
    reply.accessXTimeoutOptionsValues = controls.timeoutOptionValues;
    reply.accessXTimeoutMask = controls.timeoutControls;
    reply.accessXTimeoutValues = controls.timeoutControlValues;
    reply.enabledControls = clients.enabledControls();
    for (std::size_t key = 0; key < keys.repeats.size(); ++key)
        if (keys.repeats.test(key))
            reply.perKeyRepeat[key / 8] |= static_cast<std::uint8_t>(1u << key % 8);
    return reply;
}

void handle(Call& call, const wire::SetControls& request)
{
    Keyboard& keyboard = keyboardOf(call, request.deviceSpec);
    checkLegal(request.changeControls, Controls::all);
    XkbClients& clients = call.display.input().xkbClients();
    Controls controls = clients.controls; // all or nothing
    KeyboardControl keys = keyboard.control();
    const auto groups = static_cast<std::uint32_t>(keyboard.keymap().description().groupCount());
    Change change{request, controls, keys, groups};
    change.all();
    const std::uint32_t enabledBefore = clients.enabledControls();
    clients.controls = controls;
    keyboard.control() = keys;
    clients.tellControls(
        change.changed, enabledBefore,
        {.majorOpcode = wire::extension.majorOpcode, .minorOpcode = wire::SetControls::opcode});
}

} // namespace vitrine
