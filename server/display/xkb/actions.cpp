// SPDX-License-Identifier: GPL-2.0-or-later
// XKB protocol, 6.3: key actions, from the text that xkbcommon writes.
#include "server/display/xkb/description.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace vitrine::xkb {

namespace {

constexpr std::array<std::string_view, modifierCount> realNames{"Shift", "Lock", "Control", "Mod1",
                                                                "Mod2",  "Mod3", "Mod4",    "Mod5"};

std::string_view takeUntil(std::string_view& text, char separator)
{
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

// The arguments between the brackets: name=value, name or !name.
struct Arguments {
    explicit Arguments(std::string_view text)
    {
        while (!text.empty()) {
            const std::string_view argument = takeUntil(text, ',');
            const std::size_t equals = std::min(argument.find('='), argument.size());
            all.emplace_back(argument.substr(0, equals),
                             argument.substr(std::min(equals + 1, argument.size())));
        }
    }
    bool has(std::string_view name) const { return find(name) != nullptr; }
    std::string_view operator[](std::string_view name) const
    {
        const auto* found = find(name);
        return found ? found->second : std::string_view{};
    }

    std::vector<std::pair<std::string_view, std::string_view>> all;

private:
    const std::pair<std::string_view, std::string_view>* find(std::string_view name) const
    {
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const auto& a) { return a.first == name; });
        return found == all.end() ? nullptr : &*found;
    }
};

bool isSigned(std::string_view number)
{
    return !number.empty() && (number.front() == '+' || number.front() == '-');
}

int parseNumber(std::string_view text)
{
    const bool hexadecimal = text.starts_with("0x");
    if (hexadecimal) text.remove_prefix(2);
    if (text.starts_with('+')) text.remove_prefix(1);
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value, hexadecimal ? 16 : 10);
    return value;
}

std::uint8_t byte(int value)
{
    return static_cast<std::uint8_t>(value & 0xff);
}

// "affect=…" of actions that lock.
std::uint8_t lockFlags(std::string_view affect)
{
    constexpr std::uint8_t noLock = 1, noUnlock = 2;
    if (affect == "lock") return noUnlock;
    if (affect == "unlock") return noLock;
    if (affect == "neither") return noLock | noUnlock;
    return 0;
}

std::uint32_t parseControls(std::string_view text)
{
    constexpr std::array<std::string_view, 13> names{
        "RepeatKeys",     "SlowKeys",    "BounceKeys",     "StickyKeys",      "MouseKeys",
        "MouseKeysAccel", "AccessXKeys", "AccessXTimeout", "AccessXFeedback", "AudibleBell",
        "Overlay1",       "Overlay2",    "IgnoreGroupLock"};
    std::uint32_t controls = 0;
    while (!text.empty()) {
        const std::string_view name = takeUntil(text, '+');
        for (std::size_t i = 0; i < names.size(); ++i)
            if (names[i] == name) controls |= 1u << i;
        if (name == "all") controls |= (1u << names.size()) - 1;
    }
    return controls;
}

Action modifierAction(std::uint8_t type, const Arguments& given,
                      const std::vector<std::string>& virtualNames)
{
    constexpr std::uint8_t clearLocks = 1, latchToLock = 2, useModMap = 4;
    Action action{type};
    if (given.has("clearLocks")) action[1] |= clearLocks;
    if (given.has("latchToLock")) action[1] |= latchToLock;
    if (given.has("affect")) action[1] |= lockFlags(given["affect"]);
    if (given["modifiers"] == "modMapMods") {
        action[1] |= useModMap;
        return action;
    }
    const Modifiers modifiers = parseModifiers(given["modifiers"], virtualNames);
    action[2] = action[3] = modifiers.real;
    action[4] = byte(modifiers.virtually >> 8);
    action[5] = byte(modifiers.virtually);
    return action;
}

Action groupAction(std::uint8_t type, const Arguments& given)
{
    constexpr std::uint8_t clearLocks = 1, latchToLock = 2, absolute = 4;
    Action action{type};
    if (given.has("clearLocks")) action[1] |= clearLocks;
    if (given.has("latchToLock")) action[1] |= latchToLock;
    const int group = parseNumber(given["group"]);
    if (isSigned(given["group"])) {
        action[2] = byte(group);
    } else {
        action[1] |= absolute;
        action[2] = byte(group - 1);
    }
    return action;
}

Action pointerAction(std::uint8_t type, const Arguments& given)
{
    constexpr std::uint8_t noAcceleration = 1, absoluteX = 2, absoluteY = 4;
    Action action{type};
    if (given.has("!accel")) action[1] |= noAcceleration;
    if (!isSigned(given["x"])) action[1] |= absoluteX;
    if (!isSigned(given["y"])) action[1] |= absoluteY;
    const int x = parseNumber(given["x"]), y = parseNumber(given["y"]);
    action[2] = byte(x >> 8);
    action[3] = byte(x);
    action[4] = byte(y >> 8);
    action[5] = byte(y);
    return action;
}

} // namespace

Modifiers parseModifiers(std::string_view text, const std::vector<std::string>& virtualNames)
{
    Modifiers modifiers;
    while (!text.empty()) {
        const std::string_view name = takeUntil(text, '+');
        if (name == "all") modifiers.real = 0xff;
        for (std::size_t i = 0; i < realNames.size(); ++i)
            if (realNames[i] == name) modifiers.real = byte(modifiers.real | 1 << i);
        for (std::size_t i = 0; i < virtualNames.size() && i < virtualModifierCount; ++i)
            if (virtualNames[i] == name)
                modifiers.virtually = static_cast<std::uint16_t>(modifiers.virtually | 1u << i);
    }
    modifiers.mask = modifiers.real;
    return modifiers;
}

Action parseAction(std::string_view text, const std::vector<std::string>& virtualNames)
{
    const std::string_view name = takeUntil(text, '(');
    const Arguments given(text.substr(0, text.rfind(')')));
    if (name == "SetMods") return modifierAction(1, given, virtualNames);
    if (name == "LatchMods") return modifierAction(2, given, virtualNames);
    if (name == "LockMods") return modifierAction(3, given, virtualNames);
    if (name == "SetGroup") return groupAction(4, given);
    if (name == "LatchGroup") return groupAction(5, given);
    if (name == "LockGroup") return groupAction(6, given);
    if (name == "MovePtr") return pointerAction(7, given);
    if (name == "PtrBtn" || name == "LockPtrBtn") {
        const bool locks = name == "LockPtrBtn";
        const int button = given["button"] == "default" ? 0 : parseNumber(given["button"]);
        return {byte(locks ? 9 : 8), locks ? lockFlags(given["affect"]) : std::uint8_t{0},
                byte(parseNumber(given["count"])), byte(button)};
    }
    if (name == "SetPtrDflt") {
        constexpr std::uint8_t affectButton = 1, absolute = 4;
        return {10, isSigned(given["button"]) ? std::uint8_t{0} : absolute, affectButton,
                byte(parseNumber(given["button"]))};
    }
    if (name == "Terminate") return {12};
    if (name == "SwitchScreen") {
        constexpr std::uint8_t application = 1, absolute = 4;
        const std::uint8_t how = isSigned(given["screen"]) ? std::uint8_t{0} : absolute;
        return {13, byte(how | (given.has("!same") ? 0 : application)),
                byte(parseNumber(given["screen"]))};
    }
    if (name == "SetControls" || name == "LockControls") {
        const std::uint32_t controls = parseControls(given["controls"]);
        Action action{byte(name == "SetControls" ? 14 : 15)};
        if (given.has("affect")) action[1] = lockFlags(given["affect"]);
        for (std::size_t i = 0; i < 4; ++i)
            action[2 + i] = byte(static_cast<int>(controls >> (24 - 8 * i)));
        return action;
    }
    if (name == "Private") {
        Action action{byte(parseNumber(given["type"]))};
        for (std::size_t i = 1; i < action.size(); ++i)
            action[i] = byte(parseNumber(given["data[" + std::to_string(i - 1) + "]"]));
        return action;
    }
    return {};
}

} // namespace vitrine::xkb
