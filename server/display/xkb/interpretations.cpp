// SPDX-License-Identifier: GPL-2.0-or-later
// XKB protocol, 13.4: "Changing the Keyboard Mapping Using the Core Protocol": what keys do that
// nobody gave actions to follows from their keysyms and modifiers.
#include "server/display/xkb/description.h"

#include <algorithm>

namespace vitrine::xkb {

namespace {

constexpr std::uint8_t levelOneOnly = 0x80;
constexpr std::uint8_t explicitInterpret = 0x10, explicitRepeat = 0x20, explicitVirtual = 0x80;

bool fits(const Interpretation& interpretation, std::uint8_t held)
{
    const std::uint8_t wanted = interpretation.modifiers;
    switch (interpretation.match & ~levelOneOnly) {
    case 0: return (wanted & held) == 0;              // none of
    case 1: return held == 0 || (wanted & held) != 0; // any of, or none
    case 2: return (wanted & held) != 0;              // any of
    case 3: return (wanted & held) == wanted;         // all of
    default: return wanted == held;                   // exactly
    }
}

const Interpretation* find(const Description& description, std::uint32_t keysym,
                           std::uint8_t modifiers, std::size_t level)
{
    const Interpretation* general = nullptr;
    for (const Interpretation& each : description.interpretations) {
        if (each.keysym != 0 && each.keysym != keysym) continue;
        const bool counts = level == 0 || !(each.match & levelOneOnly);
        if (!fits(each, counts ? modifiers : std::uint8_t{0})) continue;
        if (each.keysym != 0) return &each;
        if (!general) general = &each;
    }
    return general;
}

// Of actions that set, latch or lock modifiers.
void setMask(const Description& description, Action& action, std::uint8_t modifierMap)
{
    constexpr std::uint8_t lockMods = 3, useModMap = 4;
    if (action[0] < 1 || action[0] > lockMods) return;
    if (action[1] & useModMap) action[3] = modifierMap;
    std::uint8_t mask = action[3];
    const unsigned virtually = static_cast<unsigned>(action[4] << 8 | action[5]);
    for (std::size_t i = 0; i < virtualModifierCount; ++i)
        if (virtually >> i & 1) mask |= description.virtualModifiers[i];
    action[2] = mask;
}

void interpret(const Description& description, Key& key)
{
    std::uint16_t virtually = 0;
    const Interpretation* first = nullptr;
    bool found = false;
    for (std::size_t group = 0; group < key.groups.size(); ++group) {
        Group& levels = key.groups[group];
        std::vector<Action> actions(levels.keysyms.size());
        for (std::size_t level = 0; level < levels.keysyms.size(); ++level) {
            if (levels.keysyms[level] == 0) continue;
            const Interpretation* interpretation =
                find(description, levels.keysyms[level], key.modifiers, level);
            if (!interpretation) continue;
            if (group == 0 && level == 0) first = interpretation;
            const bool counts = level == 0 || !(interpretation->match & levelOneOnly);
            if (counts && interpretation->virtualModifier != noModifier)
                virtually =
                    static_cast<std::uint16_t>(virtually | 1u << interpretation->virtualModifier);
            if (interpretation->action[0] == 0) continue;
            actions[level] = interpretation->action;
            found = true;
        }
        levels.actions = std::move(actions);
    }
    if (!found)
        for (Group& group : key.groups) group.actions.clear();
    if (!(key.explicitly & explicitRepeat)) key.repeats = !first || first->repeats;
    if (!(key.explicitly & explicitVirtual)) key.virtualModifiers = virtually;
}

void setMask(const Description& description, Modifiers& modifiers)
{
    modifiers.mask = modifiers.real;
    for (std::size_t i = 0; i < virtualModifierCount; ++i)
        if (modifiers.virtually >> i & 1) modifiers.mask |= description.virtualModifiers[i];
}

} // namespace

std::size_t Key::width() const
{
    std::size_t width = 0;
    for (const Group& group : groups) width = std::max(width, group.keysyms.size());
    return width;
}

std::size_t Description::groupCount() const
{
    std::size_t count = 1;
    for (const Key& key : keys) count = std::max(count, key.groups.size());
    return count;
}

void applyInterpretations(Description& description)
{
    for (Key& key : description.keys)
        if (!(key.explicitly & explicitInterpret)) interpret(description, key);
    description.virtualModifiers = {};
    for (const Key& key : description.keys)
        for (std::size_t i = 0; i < virtualModifierCount; ++i)
            if (key.virtualModifiers >> i & 1) description.virtualModifiers[i] |= key.modifiers;
    resolveModifiers(description);
}

void resolveModifiers(Description& description)
{
    for (Key& key : description.keys)
        for (Group& group : key.groups)
            for (Action& action : group.actions) setMask(description, action, key.modifiers);
    for (KeyType& type : description.types) {
        setMask(description, type.modifiers);
        for (KeyType::Entry& entry : type.entries) {
            setMask(description, entry.modifiers);
            setMask(description, entry.preserve);
        }
    }
    for (Interpretation& each : description.interpretations)
        if (!(each.action[1] & 4)) setMask(description, each.action, 0);
    for (Modifiers& compatible : description.groupCompatibility) setMask(description, compatible);
    for (Indicator& indicator : description.indicators) setMask(description, indicator.modifiers);
}

} // namespace vitrine::xkb
