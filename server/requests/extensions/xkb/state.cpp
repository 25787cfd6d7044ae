// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/xkb/state.h"

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

constexpr XkbClients::Cause causedBy(std::uint8_t minorOpcode)
{
    return {.majorOpcode = wire::extension.majorOpcode, .minorOpcode = minorOpcode};
}

// One kind of event: all of it, nothing of it, or as its two masks say.
class Selection {
public:
    explicit Selection(const wire::SelectEvents& request) : request_(request) {}

    template<class Mask>
    void apply(std::uint32_t event, Mask& mask, std::uint32_t legal,
               const std::optional<Mask>& affect, const std::optional<Mask>& values) const
    {
        if (!(request_.affectWhich & event)) return;
        if (request_.clear & event) {
            mask = 0;
        } else if (request_.selectAll & event) {
            mask = static_cast<Mask>(~Mask{0});
        } else {
            checkMatch(affect.value_or(Mask{0}), values.value_or(Mask{0}));
            checkLegal(affect.value_or(Mask{0}), legal);
            mask = static_cast<Mask>((mask & ~*affect) | (*affect & *values));
        }
    }

private:
    const wire::SelectEvents& request_;
};

} // namespace

wire::UseExtension::Reply handle(Call& call, const wire::UseExtension& request)
{
    // "0.65 is compatible with 1.00", says X.Org's server.
    const bool supported =
        request.wantedMajor == 1 || (request.wantedMajor == 0 && request.wantedMinor == 65);
    XkbClient& client = call.display.input().xkbClients().of(call.client.id());
    if (supported) client.initialized = true;
    return {.supported = supported, .serverMajor = 1, .serverMinor = 0};
}

void handle(Call& call, const wire::SelectEvents& request)
{
    XkbClient& asked = clientOf(call);
    checkDevice(request.deviceSpec, Wanted::Any);
    constexpr std::uint32_t allEvents = 0xfff;
    if (request.affectWhich & ~allEvents)
        throw badValue(errorValue(33, request.affectWhich & ~allEvents));

    XkbClient client = asked; // all or nothing
    using Event = wire::EventType;
    if (request.affectWhich & Event::MapNotify)
        client.map = static_cast<std::uint16_t>((client.map & ~request.affectMap) |
                                                (request.affectMap & request.map));
    const wire::SelectEvents::Details& d = request.details;
    const Selection selection(request);
    selection.apply(Event::NewKeyboardNotify, client.newKeyboard, 0x7, d.affectNewKeyboard,
                    d.newKeyboardDetails);
    selection.apply(Event::StateNotify, client.state, 0x3fff, d.affectState, d.stateDetails);
    selection.apply(Event::ControlsNotify, client.controls, Controls::all, d.affectCtrls,
                    d.ctrlDetails);
    selection.apply(Event::IndicatorStateNotify, client.indicatorState, 0xffffffff,
                    d.affectIndicatorState, d.indicatorStateDetails);
    selection.apply(Event::IndicatorMapNotify, client.indicatorMap, 0xffffffff,
                    d.affectIndicatorMap, d.indicatorMapDetails);
    selection.apply(Event::NamesNotify, client.names, 0x3fff, d.affectNames, d.namesDetails);
    selection.apply(Event::CompatMapNotify, client.compatibility, 0x3, d.affectCompat,
                    d.compatDetails);
    selection.apply(Event::BellNotify, client.bell, 0x1, d.affectBell, d.bellDetails);
    selection.apply(Event::ActionMessage, client.message, 0x1, d.affectMsgDetails, d.msgDetails);
    selection.apply(Event::AccessXNotify, client.accessX, 0x7f, d.affectAccessX, d.accessXDetails);
    selection.apply(Event::ExtensionDeviceNotify, client.extensionDevice, 0x801f, d.affectExtDev,
                    d.extdevDetails);
    asked = client;
}

wire::PerClientFlags::Reply handle(Call& call, const wire::PerClientFlags& request)
{
    XkbClient& client = clientOf(call);
    const std::uint8_t device = checkDevice(request.deviceSpec);
    constexpr std::uint32_t allFlags = 0x1f, autoReset = 0x4;
    checkLegal(request.change, allFlags);
    checkMatch(request.change, request.value);
    const bool resets = request.change & request.value & autoReset;
    if (resets) {
        checkLegal(request.ctrlsToChange, Controls::allBoolean);
        checkMatch(request.ctrlsToChange, request.autoCtrls);
        checkMatch(request.autoCtrls, request.autoCtrlsValues);
    }
    client.flags = (client.flags & ~request.change) | request.value;
    if (resets) {
        const std::uint32_t kept = ~request.ctrlsToChange;
        client.autoControls = (client.autoControls & kept) | request.autoCtrls;
        client.autoControlValues = (client.autoControlValues & kept) | request.autoCtrlsValues;
    } else if (request.change & autoReset) {
        client.autoControls = client.autoControlValues = 0;
    }
    return {.deviceID = device,
            .supported = allFlags,
            .value = client.flags,
            .autoCtrls = client.autoControls,
            .autoCtrlsValues = client.autoControlValues};
}

wire::GetState::Reply handle(Call& call, const wire::GetState& request)
{
    keyboardOf(call, request.deviceSpec);
    const State state = call.display.input().xkbState();
    wire::GetState::Reply reply;
    reply.deviceID = checkDevice(request.deviceSpec);
    reply.mods = state.modifiers;
    reply.baseMods = state.baseModifiers;
    reply.latchedMods = state.latchedModifiers;
    reply.lockedMods = state.lockedModifiers;
    reply.group = state.group;
    reply.baseGroup = state.baseGroup;
    reply.latchedGroup = state.latchedGroup;
    reply.lockedGroup = state.lockedGroup;
    reply.compatState = state.compatible;
    reply.ptrBtnState = state.buttons;
    return reply; // X.Org leaves the modifiers for grabs and lookups zero, and so do we
}

void handle(Call& call, const wire::LatchLockState& request)
{
    Keyboard& keyboard = keyboardOf(call, request.deviceSpec);
    checkMatch(request.affectModLocks, request.modLocks);
    checkMatch(request.affectModLatches, request.modLatches);
    if (request.affectModLocks) keyboard.lockModifiers(request.affectModLocks, request.modLocks);
    if (request.lockGroup) keyboard.lockGroup(request.groupLock);
    if (request.affectModLatches)
        keyboard.latchModifiers(request.affectModLatches, request.modLatches);
    if (request.latchGroup) keyboard.latchGroup(static_cast<std::int16_t>(request.groupLatch));
    call.display.input().xkbClients().tellState(causedBy(wire::LatchLockState::opcode));
}

void handle(Call& call, const wire::Bell& request)
{
    clientOf(call);
    checkDevice(request.deviceSpec);
    if (request.name_ && !call.display.atoms().has(request.name_)) throw badAtom(request.name_);
    if (request.forceSound && request.eventOnly) throw badMatch();
    const auto refuse = [](std::uint32_t place, int value) {
        throw badValue(errorValue(place, static_cast<std::uint32_t>(value)));
    };
    if (request.percent < -100 || request.percent > 100) refuse(2, request.percent);
    if (request.duration < -1) refuse(3, request.duration);
    if (request.pitch < -1) refuse(4, request.pitch);
    if (request.window) call.display.window(request.window);
    constexpr std::uint16_t keyboardFeedback = 0, byDefault = 0x300, defaultId = 0x400;
    if (request.bellClass != keyboardFeedback && request.bellClass != byDefault)
        refuse(7, request.bellClass);
    if (request.bellID != 0 && request.bellID != defaultId) refuse(5, request.bellID);

    InputDevices& input = call.display.input();
    const KeyboardControl& control = input.keyboard().control();
    const KeyboardControl defaults;
    const int base = control.bellPercent;
    XkbClients::Bell bell;
    bell.percent = static_cast<std::uint8_t>(
        request.percent < 0 ? base + base * request.percent / 100
                            : base - base * request.percent / 100 + request.percent);
    const auto value = [](int given, std::uint16_t now, std::uint16_t whenReset) {
        return given == 0 ? now : given == -1 ? whenReset : static_cast<std::uint16_t>(given);
    };
    bell.pitch = value(request.pitch, control.bellPitch, defaults.bellPitch);
    bell.duration = value(request.duration, control.bellDuration, defaults.bellDuration);
    bell.name = request.name_;
    bell.window = request.window;
    bell.eventOnly = request.eventOnly;
    const bool audible = input.xkbClients().enabledControls() & Controls::audibleBell;
    if (!request.eventOnly && (audible || request.forceSound) && call.display.onBell)
        call.display.onBell(bell.percent);
    if (!request.forceSound) input.xkbClients().tellBell(bell);
}

// Nothing of this server can be debugged so.
wire::SetDebuggingFlags::Reply handle(Call&, const wire::SetDebuggingFlags&)
{
    return {};
}

} // namespace vitrine
