// SPDX-License-Identifier: GPL-2.0-or-later
// "X Input Device Extension", version 1.5: bells, lights, repetition and acceleration. Each device
// has one feedback of its kind, number 0; all keyboards are the one keyboard, all pointers too.
#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keyboard.h"
#include "server/display/input/pointer.h"
#include "server/requests/extensions/xinput/version1/version1.h"

namespace vitrine {

namespace wire = x11::xinput;

namespace {

using Mask = wire::ChangeFeedbackControlMask;

constexpr std::uint8_t onlyFeedback = 0;

XError badSigned(std::int32_t value)
{
    return badValue(static_cast<std::uint32_t>(value));
}

// A value of which -1 means the default.
template<class Field>
void change(Field& field, std::int32_t value, Field whenReset, std::int32_t least,
            std::int32_t most)
{
    constexpr std::int32_t reset = -1;
    if (value != reset && (value < least || value > most)) throw badSigned(value);
    field = value == reset ? whenReset : static_cast<Field>(value);
}

void changeRepeat(KeyboardControl& control, const Keymap& keymap, std::uint32_t mask,
                  const wire::FeedbackCtl::Data::KeyboardCase& wanted)
{
    const bool ofKey = mask & Mask::Key;
    if (ofKey && wanted.key < Keymap::minimum) throw badValue(wanted.key);
    if (!(mask & Mask::AutoRepeatMode)) {
        if (ofKey) throw badMatch();
        return;
    }
    const std::uint8_t mode = wanted.autoRepeatMode;
    if (mode > x11::AutoRepeatMode::Default) throw badValue(mode);
    if (!ofKey)
        control.autoRepeat = mode != x11::AutoRepeatMode::Off;
    else
        control.repeats.set(wanted.key, mode == x11::AutoRepeatMode::Default
                                            ? keymap.repeats(wanted.key)
                                            : mode == x11::AutoRepeatMode::On);
}

void changeKeyboard(Keyboard& keyboard, std::uint32_t mask,
                    const wire::FeedbackCtl::Data::KeyboardCase& wanted)
{
    constexpr std::int32_t percent = 100, most = 32767;
    const KeyboardControl defaults;
    KeyboardControl control = keyboard.control();
    if (mask & Mask::KeyClickPercent)
        change(control.keyClickPercent, wanted.keyClickPercent, defaults.keyClickPercent, 0,
               percent);
    if (mask & Mask::Percent)
        change(control.bellPercent, wanted.bellPercent, defaults.bellPercent, 0, percent);
    if (mask & Mask::Pitch)
        change(control.bellPitch, wanted.bellPitch, defaults.bellPitch, 0, most);
    if (mask & Mask::Duration)
        change(control.bellDuration, wanted.bellDuration, defaults.bellDuration, 0, most);
    if (mask & Mask::Led)
        control.leds = (control.leds & ~wanted.ledMask) | (wanted.ledMask & wanted.ledValues);
    changeRepeat(control, keyboard.keymap(), mask, wanted);
    keyboard.control() = control;
}

void changePointer(Pointer& pointer, std::uint32_t mask,
                   const wire::FeedbackCtl::Data::PointerCase& wanted)
{
    constexpr std::int32_t most = 32767;
    const PointerControl defaults;
    PointerControl control = pointer.control;
    if (mask & Mask::AccelNum)
        change(control.accelerationNumerator, wanted.num, defaults.accelerationNumerator, 0, most);
    if (mask & Mask::AccelDenom)
        change(control.accelerationDenominator, wanted.denom, defaults.accelerationDenominator, 1,
               most);
    if (mask & Mask::Threshold)
        change(control.threshold, wanted.threshold, defaults.threshold, 0, most);
    pointer.control = control;
}

wire::FeedbackState stateOf(const Keyboard& keyboard)
{
    const KeyboardControl& control = keyboard.control();
    wire::FeedbackState::Data::KeyboardCase state{};
    state.pitch = control.bellPitch;
    state.duration = control.bellDuration;
    state.ledMask = keyboard.leds();
    state.globalAutoRepeat = control.autoRepeat;
    state.click = control.keyClickPercent;
    state.percent = control.bellPercent;
    for (std::size_t keycode = 0; keycode < control.repeats.size(); ++keycode)
        if (control.repeats.test(keycode))
            state.autoRepeats[keycode / 8] |= static_cast<std::uint8_t>(1u << keycode % 8);
    wire::FeedbackState result;
    result.classId = wire::FeedbackClass::Keyboard;
    result.len = 52;
    result.data.keyboard = state;
    return result;
}

wire::FeedbackState stateOf(const Pointer& pointer)
{
    wire::FeedbackState result;
    result.classId = wire::FeedbackClass::Pointer;
    result.len = 12;
    result.data.pointer = {pointer.control.accelerationNumerator,
                           pointer.control.accelerationDenominator, pointer.control.threshold};
    return result;
}

} // namespace

wire::GetFeedbackControl::Reply handle(Call& call, const wire::GetFeedbackControl& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.deviceId);
    InputDevices& input = call.display.input();
    wire::GetFeedbackControl::Reply reply;
    reply.xiReplyType = wire::GetFeedbackControl::opcode;
    reply.feedbacks.push_back(xi::isKeyboard(device) ? stateOf(input.keyboard())
                                                     : stateOf(input.pointer()));
    return reply;
}

// "If the feedback … is not on the device, a BadMatch error will be returned."
void handle(Call& call, const wire::ChangeFeedbackControl& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.deviceId);
    const bool keyboard = xi::isKeyboard(device);
    const std::uint8_t wanted =
        keyboard ? wire::FeedbackClass::Keyboard : wire::FeedbackClass::Pointer;
    const wire::FeedbackCtl& feedback = request.feedback;
    if (request.feedbackId != wanted || feedback.classId != wanted ||
        feedback.feedbackId != onlyFeedback)
        throw badMatch();
    if (keyboard)
        changeKeyboard(call.display.input().keyboard(), request.mask, *feedback.data.keyboard);
    else
        changePointer(call.display.input().pointer(), request.mask, *feedback.data.pointer);
}

void handle(Call& call, const wire::DeviceBell& request)
{
    const DeviceNumber device = xi::checkDevice(call, request.deviceId);
    if (request.percent < -100 || request.percent > 100) throw badSigned(request.percent);
    if (request.feedbackClass == wire::FeedbackClass::Bell) throw badValue(request.feedbackId);
    if (request.feedbackClass != wire::FeedbackClass::Keyboard)
        throw badValue(request.feedbackClass);
    if (!xi::isKeyboard(device) || request.feedbackId != onlyFeedback)
        throw badValue(request.feedbackId);
    const int base = call.display.input().keyboard().control().bellPercent;
    const int part = base * request.percent / 100;
    const int volume = request.percent < 0 ? base + part : base - part + request.percent;
    if (call.display.onBell) call.display.onBell(static_cast<std::uint8_t>(volume));
}

} // namespace vitrine
