// SPDX-License-Identifier: GPL-2.0-or-later
// A description as text that xkbcommon reads: clients change descriptions, xkbcommon computes the
// state. Names come from clients: what cannot stand in the text is given another name there.
#include "server/display/xkb/description.h"

#include <xkbcommon/xkbcommon.h>

#include <algorithm>
#include <cstdio>
#include <set>

namespace vitrine::xkb {

namespace {

constexpr std::uint8_t explicitInterpret = 0x10, explicitRepeat = 0x20, explicitVirtual = 0x80;
constexpr std::uint8_t levelOneOnly = 0x80, noAutomatic = 0x20;
constexpr std::array<std::string_view, modifierCount> realNames{"Shift", "Lock", "Control", "Mod1",
                                                                "Mod2",  "Mod3", "Mod4",    "Mod5"};

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isWord(const std::string& name) // as modifiers are called
{
    return !name.empty() && name.size() <= 64 &&
           std::ranges::all_of(name, [](char c) { return isLetter(c) || isDigit(c) || c == '_'; });
}

bool isKeyName(const std::string& name)
{
    return !name.empty() && name.size() <= 4 && std::ranges::all_of(name, [](char c) {
        return isLetter(c) || isDigit(c) || c == '_' || c == '+' || c == '-';
    });
}

bool isText(const std::string& name) // between quotes
{
    return !name.empty() && name.size() <= 256 && std::ranges::all_of(name, [](char c) {
        return c >= ' ' && c <= '~' && c != '"' && c != '\\';
    });
}

std::string hex(std::uint32_t number)
{
    char text[16];
    std::snprintf(text, sizeof text, "0x%x", number);
    return text;
}

std::string keysymText(std::uint32_t keysym)
{
    constexpr std::uint32_t highest = 0x1fffffff;
    char name[64];
    if (keysym == 0 || keysym > highest) return "NoSymbol";
    if (xkb_keysym_get_name(keysym, name, sizeof name) > 0) return name;
    return hex(keysym);
}

class TextWriter {
public:
    explicit TextWriter(const Description& description)
        : description_(description), interpreted_(description)
    {
        applyInterpretations(interpreted_);
        findUsed();
        nameModifiers();
        nameTypes();
        nameKeys();
    }

    std::string text()
    {
        out_ = "xkb_keymap {\n";
        writeKeycodes();
        writeTypes();
        writeCompatibility();
        writeSymbols();
        return std::move(out_) + "};\n";
    }

private:
    void findUsed() // of the virtual modifiers
    {
        std::uint16_t used = 0;
        const auto use = [&](const Modifiers& modifiers) { used |= modifiers.virtually; };
        const auto act = [&](const Action& action) {
            if (action[0] >= 1 && action[0] <= 3)
                used = static_cast<std::uint16_t>(used | action[4] << 8 | action[5]);
        };
        for (const KeyType& type : description_.types) {
            use(type.modifiers);
            for (const KeyType::Entry& entry : type.entries) {
                use(entry.modifiers);
                use(entry.preserve);
            }
        }
        for (const Key& key : description_.keys) {
            used |= key.virtualModifiers;
            for (const Group& group : key.groups) std::ranges::for_each(group.actions, act);
        }
        for (const Interpretation& each : description_.interpretations) {
            act(each.action);
            if (each.virtualModifier < virtualModifierCount)
                used = static_cast<std::uint16_t>(used | 1u << each.virtualModifier);
        }
        for (const Indicator& indicator : description_.indicators) use(indicator.modifiers);
        for (std::size_t i = 0; i < virtualModifierCount; ++i)
            used_[i] = (used >> i & 1) || description_.virtualModifiers[i];
    }

    void nameModifiers()
    {
        const auto& names = description_.virtualModifierNames;
        std::set<std::string> used(realNames.begin(), realNames.end());
        used.insert({"none", "all", "None", "All"});
        for (std::size_t i = 0; i < virtualModifierCount; ++i) {
            const bool usable = i < names.size() && isWord(names[i]) && isLetter(names[i][0]) &&
                                used.insert(names[i]).second;
            modifierNames_[i] = usable ? names[i] : "Virtual" + std::to_string(i);
        }
    }

    void nameTypes()
    {
        std::set<std::string> used;
        for (const KeyType& type : description_.types) {
            const bool usable = isText(type.name) && used.insert(type.name).second;
            typeNames_.push_back(usable ? type.name : "type " + std::to_string(typeNames_.size()));
        }
    }

    void nameKeys()
    {
        std::set<std::string> used;
        for (std::size_t code = 8; code < description_.keys.size(); ++code) {
            const Key& key = description_.keys[code];
            if (isKeyName(key.name) && used.insert(key.name).second) keyNames_[code] = key.name;
        }
        for (std::size_t code = 8; code < description_.keys.size(); ++code) {
            const Key& key = description_.keys[code];
            if (!keyNames_[code].empty() || (key.groups.empty() && key.modifiers == 0)) continue;
            std::string name = inventedName(static_cast<std::uint8_t>(code));
            if (used.insert(name).second) keyNames_[code] = std::move(name);
        }
    }

    void writeVirtualModifiers()
    {
        std::size_t count = virtualModifierCount;
        const auto& names = description_.virtualModifierNames;
        const auto unused = [&](std::size_t i) {
            return (i >= names.size() || names[i].empty()) && !used_[i];
        };
        while (count > 0 && unused(count - 1)) --count;
        if (count == 0) return;
        out_ += "virtual_modifiers ";
        for (std::size_t i = 0; i < count; ++i) {
            if (i > 0) out_ += ',';
            out_ += modifierNames_[i];
            if (const std::uint8_t real = description_.virtualModifiers[i]) out_ += '=' + hex(real);
        }
        out_ += ";\n";
    }

    void writeKeycodes()
    {
        out_ += "xkb_keycodes \"\" {\nminimum = 8;\nmaximum = 255;\n";
        std::set<std::string> names;
        for (std::size_t code = 8; code < keyNames_.size(); ++code) {
            if (keyNames_[code].empty()) continue;
            out_ += '<' + keyNames_[code] + "> = " + std::to_string(code) + ";\n";
            names.insert(keyNames_[code]);
        }
        std::set<std::string> lights;
        for (std::size_t i = 0; i < indicatorCount; ++i) {
            const std::string& name = description_.indicators[i].name;
            if (isText(name) && lights.insert(name).second)
                out_ += "indicator " + std::to_string(i + 1) + " = \"" + name + "\";\n";
        }
        std::set<std::string> aliases = names;
        for (const auto& [alias, real] : description_.aliases)
            if (names.contains(real) && isKeyName(alias) && aliases.insert(alias).second)
                out_ += "alias <" + alias + "> = <" + real + ">;\n";
        out_ += "};\n";
    }

    std::string maskText(const Modifiers& modifiers) const
    {
        std::string text;
        const auto add = [&](std::string_view name) {
            if (!text.empty()) text += '+';
            text += name;
        };
        for (std::size_t i = 0; i < modifierCount; ++i)
            if (modifiers.real >> i & 1) add(realNames[i]);
        for (std::size_t i = 0; i < virtualModifierCount; ++i)
            if (modifiers.virtually >> i & 1) add(modifierNames_[i]);
        return text.empty() ? "none" : text;
    }

    void writeTypes()
    {
        out_ += "xkb_types \"\" {\n";
        writeVirtualModifiers();
        for (std::size_t i = 0; i < description_.types.size(); ++i) {
            const KeyType& type = description_.types[i];
            out_ +=
                "type \"" + typeNames_[i] + "\" {\nmodifiers= " + maskText(type.modifiers) + ";\n";
            for (const KeyType::Entry& entry : type.entries) {
                const std::string mask = maskText(entry.modifiers);
                out_ += "map[" + mask + "]= " + std::to_string(entry.level + 1) + ";\n";
                if (entry.preserve.real || entry.preserve.virtually)
                    out_ += "preserve[" + mask + "]= " + maskText(entry.preserve) + ";\n";
            }
            for (std::size_t level = 0; level < type.levelNames.size(); ++level) {
                const std::string number = std::to_string(level + 1);
                const std::string& name = type.levelNames[level];
                out_ += "level_name[" + number + "]= \"" +
                        (isText(name) ? name : "Level " + number) + "\";\n";
            }
            out_ += "};\n";
        }
        out_ += "};\n";
    }

    std::string actionText(const Action& action) const
    {
        constexpr std::uint8_t lockMods = 3, lockGroup = 6;
        constexpr std::uint8_t clearLocks = 1, latchToLock = 2, third = 4;
        const std::uint8_t type = action[0], flags = action[1];
        if (type == 0 || type > lockGroup) return "NoAction()";
        constexpr std::array<std::string_view, 7> names{
            "", "SetMods(", "LatchMods(", "LockMods(", "SetGroup(", "LatchGroup(", "LockGroup("};
        std::string text(names[type]);
        if (type <= lockMods) {
            Modifiers modifiers;
            modifiers.real = action[3];
            modifiers.virtually = static_cast<std::uint16_t>(action[4] << 8 | action[5]);
            text += "modifiers=" + (flags & third ? "modMapMods" : maskText(modifiers));
        } else {
            const auto group = static_cast<std::int8_t>(action[2]);
            const int number = std::clamp<int>(group, -3, 3);
            text += "group=";
            if (flags & third)
                text += std::to_string((action[2] & 3) + 1);
            else
                text += (number < 0 ? "" : "+") + std::to_string(number);
        }
        if (type == lockMods) {
            constexpr std::array<std::string_view, 4> affects{"", ",affect=unlock", ",affect=lock",
                                                              ",affect=neither"};
            text += affects[flags & 3];
        } else if (type != lockGroup) {
            if (flags & clearLocks) text += ",clearLocks";
            if (flags & latchToLock) text += ",latchToLock";
        }
        return text + ")";
    }

    void writeCompatibility()
    {
        constexpr std::array<std::string_view, 5> matches{"NoneOf", "AnyOfOrNone", "AnyOf", "AllOf",
                                                          "Exactly"};
        out_ += "xkb_compatibility \"\" {\n";
        writeVirtualModifiers();
        for (const Interpretation& each : description_.interpretations) {
            const std::size_t match = each.match & ~levelOneOnly;
            const std::string keysym = each.keysym ? keysymText(each.keysym) : "Any";
            if (match >= matches.size() || keysym == "NoSymbol") continue;
            Modifiers modifiers;
            modifiers.real = each.modifiers;
            out_ += "interpret " + keysym + '+' + std::string(matches[match]) + '(' +
                    (each.modifiers == 0xff ? "all" : maskText(modifiers)) + ") {\n";
            if (each.virtualModifier < virtualModifierCount)
                out_ += "virtualModifier= " + modifierNames_[each.virtualModifier] + ";\n";
            if (each.match & levelOneOnly) out_ += "useModMapMods=level1;\n";
            out_ += std::string("repeat= ") + (each.repeats ? "True" : "False") + ";\n";
            out_ += "action= " + actionText(each.action) + ";\n};\n";
        }
        for (const Indicator& indicator : description_.indicators) {
            if (!isText(indicator.name) || indicator.flags & noAutomatic) continue;
            if (!indicator.whichModifiers && !indicator.whichGroups) continue;
            out_ += "indicator \"" + indicator.name + "\" {\n";
            if (const std::string which = whichText(indicator.whichModifiers); !which.empty())
                out_ += "whichModState= " + which +
                        ";\nmodifiers= " + maskText(indicator.modifiers) + ";\n";
            if (const std::string which = whichText(indicator.whichGroups); !which.empty())
                out_ += "whichGroupState= " + which + ";\ngroups= " + hex(indicator.groups) + ";\n";
            out_ += "};\n";
        }
        out_ += "};\n";
    }

    static std::string whichText(std::uint8_t bits)
    {
        constexpr std::array<std::string_view, 4> words{"base", "latched", "locked", "effective"};
        std::string text;
        for (std::size_t i = 0; i < words.size(); ++i)
            if (bits >> i & 1) text += (text.empty() ? "" : "+") + std::string(words[i]);
        return text;
    }

    void writeSymbols()
    {
        out_ += "xkb_symbols \"\" {\n";
        writeVirtualModifiers();
        for (std::size_t i = 0; i < description_.groupNames.size(); ++i)
            if (isText(description_.groupNames[i]))
                out_ += "name[Group" + std::to_string(i + 1) + "]=\"" + description_.groupNames[i] +
                        "\";\n";
        for (std::size_t code = 8; code < description_.keys.size(); ++code)
            if (!description_.keys[code].groups.empty() && !keyNames_[code].empty()) writeKey(code);
        for (std::size_t i = 0; i < modifierCount; ++i)
            for (std::size_t code = 8; code < description_.keys.size(); ++code)
                if (description_.keys[code].modifiers >> i & 1 && !keyNames_[code].empty())
                    out_ += "modifier_map " + std::string(realNames[i]) + " { <" + keyNames_[code] +
                            "> };\n";
        out_ += "};\n";
    }

    void writeKey(std::size_t code)
    {
        constexpr std::uint8_t clamps = 0x40, redirects = 0x80;
        const Key& key = description_.keys[code];
        const Key& plain = interpreted_.keys[code];
        out_ += "key <" + keyNames_[code] + "> {\n";
        bool same = !(key.explicitly & explicitInterpret);
        for (std::size_t i = 0; i < key.groups.size(); ++i)
            same = same && key.groups[i].actions == plain.groups[i].actions;
        for (std::size_t i = 0; i < key.groups.size(); ++i) {
            const Group& group = key.groups[i];
            const std::string number = "[Group" + std::to_string(i + 1) + "]= ";
            out_ += "type" + number + '"' + typeNames_[group.type] + "\",\nsymbols" + number;
            writeList(group.keysyms, keysymText);
            out_ += ",\n";
            if (same || group.actions.empty()) continue;
            out_ += "actions" + number;
            writeList(group.actions, [this](const Action& action) { return actionText(action); });
            out_ += ",\n";
        }
        if (key.explicitly & explicitVirtual || key.virtualModifiers != plain.virtualModifiers) {
            Modifiers modifiers;
            modifiers.virtually = key.virtualModifiers;
            out_ += "virtualMods= " + maskText(modifiers) + ",\n";
        }
        if (key.outOfRange & redirects)
            out_ += "groupsRedirect= Group" + std::to_string((key.outOfRange >> 4 & 3) + 1) + ",\n";
        else if (key.outOfRange & clamps)
            out_ += "groupsClamp,\n";
        if (key.explicitly & explicitRepeat || key.repeats != plain.repeats)
            out_ += key.repeats ? "repeat= Yes,\n" : "repeat= No,\n";
        out_.resize(out_.size() - 2); // the last comma
        out_ += "\n};\n";
    }

    template<class List, class Text> void writeList(const List& list, Text textOf)
    {
        out_ += "[ ";
        for (std::size_t i = 0; i < list.size(); ++i) out_ += (i ? ", " : "") + textOf(list[i]);
        out_ += " ]";
    }

    const Description& description_;
    Description interpreted_; // with what its interpretations alone would make of it
    std::array<bool, virtualModifierCount> used_{};
    std::array<std::string, virtualModifierCount> modifierNames_;
    std::vector<std::string> typeNames_;
    std::array<std::string, 256> keyNames_;
    std::string out_;
};

} // namespace

std::string write(const Description& description)
{
    return TextWriter(description).text();
}

} // namespace vitrine::xkb
