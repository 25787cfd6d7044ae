// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/keyboard.h"

#include "server/display/display.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keyboard.h"

#include <algorithm>
#include <cstdlib>

namespace vitrine {

namespace {

constexpr std::size_t modifierCount = 8;

Keyboard& keyboardOf(Call& call)
{
    return call.display.input().keyboard();
}

// The keycodes from `first` on, `count` of them, all exist.
void checkKeycodes(std::uint8_t first, std::uint8_t count)
{
    if (first < Keymap::minimum) throw badValue(first);
    if (first + count - 1 > Keymap::maximum) throw badValue(count);
}

// A value of which -1 means the default.
template<class Short, class Field>
void change(Field& field, const std::optional<std::int32_t>& given, Field whenReset,
            std::int32_t most)
{
    if (!given) return;
    const std::int32_t value = static_cast<Short>(*given); // the rest of the 32 bits is unused
    if (value < -1 || value > most) throw badValue(static_cast<std::uint32_t>(value));
    field = value == -1 ? whenReset : static_cast<Field>(value);
}

void changeLeds(KeyboardControl& control, const x11::ChangeKeyboardControl::Values& values)
{
    constexpr std::uint32_t off = x11::LedMode::Off, on = x11::LedMode::On;
    const auto led = static_cast<std::uint8_t>(values.led.value_or(1)); // the rest is unused
    if (led < 1 || led > 32) throw badValue(led);
    if (values.led && !values.ledMode) throw badMatch();
    if (!values.ledMode) return;
    const auto mode = static_cast<std::uint8_t>(*values.ledMode);
    if (mode != off && mode != on) throw badValue(mode);
    const std::uint32_t which = values.led ? 1u << (led - 1) : ~0u;
    control.leds = mode == on ? control.leds | which : control.leds & ~which;
}

void changeRepeat(KeyboardControl& control, const Keymap& keymap,
                  const x11::ChangeKeyboardControl::Values& values)
{
    const auto key = static_cast<Keycode>(values.key.value_or(Keymap::minimum)); // of 32 bits, 8
    if (key < Keymap::minimum) throw badValue(key);
    if (values.key && !values.autoRepeatMode) throw badMatch();
    if (!values.autoRepeatMode) return;
    const auto mode = static_cast<std::uint8_t>(*values.autoRepeatMode);
    if (mode > x11::AutoRepeatMode::Default) throw badValue(mode);
    if (!values.key) {
        control.autoRepeat = mode != x11::AutoRepeatMode::Off;
        return;
    }
    const bool repeats = mode == x11::AutoRepeatMode::Default ? keymap.repeats(key)
                                                              : mode == x11::AutoRepeatMode::On;
    control.repeats.set(key, repeats);
}

} // namespace

x11::QueryKeymap::Reply handle(Call& call, const x11::QueryKeymap&)
{
    return {.keys = keyboardOf(call).downBits()};
}

void handle(Call& call, const x11::ChangeKeyboardMapping& request)
{
    checkKeycodes(request.firstKeycode, request.keycodeCount);
    if (request.keysymsPerKeycode == 0) throw badValue(0);
    if (request.keycodeCount == 0) return;
    call.display.input().changeKeysyms(request.firstKeycode, request.keysymsPerKeycode,
                                       request.keysyms);
}

x11::GetKeyboardMapping::Reply handle(Call& call, const x11::GetKeyboardMapping& request)
{
    checkKeycodes(request.firstKeycode, request.count);
    const Keymap& keymap = keyboardOf(call).keymap();
    x11::GetKeyboardMapping::Reply reply;
    reply.keysymsPerKeycode = static_cast<std::uint8_t>(keymap.width());
    for (int keycode = request.firstKeycode; keycode < request.firstKeycode + request.count;
         ++keycode)
        for (int column = 0; column < keymap.width(); ++column)
            reply.keysyms.push_back(keymap.keysym(static_cast<Keycode>(keycode), column));
    return reply;
}

x11::SetModifierMapping::Reply handle(Call& call, const x11::SetModifierMapping& request)
{
    const std::size_t perModifier = request.keycodes.size() / modifierCount;
    Keyboard& keyboard = keyboardOf(call);
    Keymap::Modifiers modifiers{};
    for (std::size_t i = 0; i < perModifier * modifierCount; ++i) {
        const Keycode keycode = request.keycodes[i];
        if (keycode == 0) continue;
        if (keycode < Keymap::minimum) throw badValue(keycode);
        if (modifiers[keycode]) throw badValue(keycode); // each is one modifier at most
        modifiers[keycode] = static_cast<std::uint8_t>(1u << i / perModifier);
    }
    const Keymap::Modifiers& before = keyboard.keymap().modifiers();
    for (int keycode = Keymap::minimum; keycode <= Keymap::maximum; ++keycode) {
        const auto code = static_cast<Keycode>(keycode);
        if (before[code] != modifiers[code] && keyboard.isDown(code))
            return {.status = x11::MappingStatus::Busy};
    }
    call.display.input().changeModifiers(modifiers);
    return {.status = x11::MappingStatus::Success};
}

x11::GetModifierMapping::Reply handle(Call& call, const x11::GetModifierMapping&)
{
    std::array<std::vector<Keycode>, modifierCount> keys;
    const Keymap::Modifiers& modifiers = keyboardOf(call).keymap().modifiers();
    std::size_t most = 1;
    for (int keycode = Keymap::minimum; keycode <= Keymap::maximum; ++keycode)
        for (std::size_t modifier = 0; modifier < modifierCount; ++modifier)
            if (modifiers[static_cast<Keycode>(keycode)] >> modifier & 1) {
                keys[modifier].push_back(static_cast<Keycode>(keycode));
                most = std::max(most, keys[modifier].size());
            }
    x11::GetModifierMapping::Reply reply;
    for (std::vector<Keycode>& row : keys) {
        row.resize(most);
        reply.keycodes.insert(reply.keycodes.end(), row.begin(), row.end());
    }
    return reply;
}

void handle(Call& call, const x11::ChangeKeyboardControl& request)
{
    Keyboard& keyboard = keyboardOf(call);
    const x11::ChangeKeyboardControl::Values& values = request.valueList;
    const KeyboardControl defaults;
    KeyboardControl control = keyboard.control();
    change<std::int8_t>(control.keyClickPercent, values.keyClickPercent, defaults.keyClickPercent,
                        100);
    change<std::int8_t>(control.bellPercent, values.bellPercent, defaults.bellPercent, 100);
    change<std::int16_t>(control.bellPitch, values.bellPitch, defaults.bellPitch, 32767);
    change<std::int16_t>(control.bellDuration, values.bellDuration, defaults.bellDuration, 32767);
    changeLeds(control, values);
    changeRepeat(control, keyboard.keymap(), values);
    keyboard.control() = control;
}

x11::GetKeyboardControl::Reply handle(Call& call, const x11::GetKeyboardControl&)
{
    const Keyboard& keyboard = keyboardOf(call);
    const KeyboardControl& control = keyboard.control();
    x11::GetKeyboardControl::Reply reply;
    reply.globalAutoRepeat = control.autoRepeat;
    reply.ledMask = keyboard.leds();
    reply.keyClickPercent = control.keyClickPercent;
    reply.bellPercent = control.bellPercent;
    reply.bellPitch = control.bellPitch;
    reply.bellDuration = control.bellDuration;
    for (std::size_t keycode = 0; keycode < control.repeats.size(); ++keycode)
        if (control.repeats.test(keycode))
            reply.autoRepeats[keycode / 8] |= static_cast<std::uint8_t>(1u << keycode % 8);
    return reply;
}

void handle(Call& call, const x11::Bell& request)
{
    if (request.percent < -100 || request.percent > 100)
        throw badValue(static_cast<std::uint32_t>(static_cast<std::int32_t>(request.percent)));
    const int base = keyboardOf(call).control().bellPercent;
    const int volume = request.percent < 0 ? base + base * request.percent / 100
                                           : base - base * request.percent / 100 + request.percent;
    if (call.display.onBell) call.display.onBell(static_cast<std::uint8_t>(volume));
}

} // namespace vitrine
