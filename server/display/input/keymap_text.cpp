// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/input/keymap_text.h"

#include <xkbcommon/xkbcommon.h>

#include <algorithm>
#include <array>
#include <cstdio>

namespace vitrine {

namespace {

constexpr std::array<std::string_view, 8> modifierNames{"Shift", "Lock", "Control", "Mod1",
                                                        "Mod2",  "Mod3", "Mod4",    "Mod5"};

std::string_view trimmed(std::string_view line)
{
    const std::size_t first = line.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{} : line.substr(first);
}

std::string_view takeLine(std::string_view& text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

// What stands between < and > from `from` on; empty at the end. Moves `from` behind it.
std::string_view nextKeyName(std::string_view line, std::size_t& from)
{
    const std::size_t open = line.find('<', from);
    const std::size_t close = line.find('>', open == std::string_view::npos ? from : open);
    if (open == std::string_view::npos || close == std::string_view::npos) return {};
    from = close + 1;
    return line.substr(open + 1, close - open - 1);
}

std::string keysymText(Keysym keysym)
{
    constexpr Keysym largest = 0x1fffffff; // of those xkbcommon takes
    if (keysym < 10 || keysym > largest) return "NoSymbol";
    char text[16];
    std::snprintf(text, sizeof text, "0x%x", keysym);
    return text;
}

std::string keyStatement(const std::string& name, std::span<const Keysym> row)
{
    const auto groups = groupsOfRow(row);
    if (groups.empty()) return {};
    std::string text = "\tkey <" + name + "> { ";
    for (std::size_t group = 0; group < groups.size(); ++group) {
        text += (group ? ", symbols[Group" : "symbols[Group") + std::to_string(group + 1) + "]= [";
        for (std::size_t level = 0; level < groups[group].size(); ++level)
            text += (level ? ", " : " ") + keysymText(groups[group][level]);
        text += " ]";
    }
    return text + " };\n";
}

// The core protocol's rule for its own two modifiers: a key that is no modifier acts as none.
std::string withoutNone(std::string_view line)
{
    std::string text(line);
    constexpr std::string_view orNone = "OrNone";
    for (const std::string_view keysym : {"interpret Shift_L+", "interpret Caps_Lock+"})
        if (const std::size_t at = text.find(orNone);
            at != std::string::npos && trimmed(line).starts_with(keysym))
            text.erase(at, orNone.size());
    return text;
}

// A group of at most two levels; the rules for alphabetic keysyms are the core protocol's.
std::vector<Keysym> group(Keysym first, Keysym second)
{
    if (second != XKB_KEY_NoSymbol) return {first, second};
    const Keysym lower = xkb_keysym_to_lower(first);
    const Keysym upper = xkb_keysym_to_upper(first);
    if (lower != upper) return {lower, upper};
    return {first};
}

} // namespace

std::map<std::string, std::uint8_t, std::less<>> modifiersByKeyName(std::string_view keymapText)
{
    std::map<std::string, std::uint8_t, std::less<>> result;
    constexpr std::string_view keyword = "modifier_map ";
    while (!keymapText.empty()) {
        const std::string_view line = trimmed(takeLine(keymapText));
        if (!line.starts_with(keyword)) continue;
        for (std::size_t modifier = 0; modifier < modifierNames.size(); ++modifier) {
            if (!line.substr(keyword.size()).starts_with(modifierNames[modifier])) continue;
            std::size_t at = keyword.size();
            for (auto name = nextKeyName(line, at); !name.empty(); name = nextKeyName(line, at))
                result[std::string(name)] |= static_cast<std::uint8_t>(1 << modifier);
        }
    }
    return result;
}

std::string changedKeymap(std::string_view keymapText,
                          const std::map<std::string, std::vector<Keysym>>& rowsByKeyName,
                          const std::map<std::string, std::uint8_t>& modifiersByKeyName,
                          const std::map<std::string, std::uint8_t>& newKeys)
{
    std::string result;
    result.reserve(keymapText.size() + 4096);
    bool symbols = false;
    bool dropping = false; // inside a statement that is replaced
    while (!keymapText.empty()) {
        const std::string_view line = takeLine(keymapText);
        const std::string_view words = trimmed(line);
        if (words.starts_with("xkb_symbols")) symbols = true;
        if (symbols && words.starts_with("key <")) {
            std::size_t at = 0;
            dropping = rowsByKeyName.contains(std::string(nextKeyName(words, at)));
        }
        const bool drop = dropping || (symbols && words.starts_with("modifier_map "));
        if (words.ends_with("};")) dropping = false;
        if (drop) continue;
        if (symbols && line == "};") {
            for (const auto& [name, row] : rowsByKeyName) result += keyStatement(name, row);
            for (const auto& [name, bits] : modifiersByKeyName)
                for (std::size_t modifier = 0; modifier < modifierNames.size(); ++modifier)
                    if (bits >> modifier & 1)
                        result += "\tmodifier_map " + std::string(modifierNames[modifier]) +
                                  " { <" + name + "> };\n";
            symbols = false;
        }
        result.append(withoutNone(line)).push_back('\n');
        if (words.starts_with("maximum = "))
            for (const auto& [name, keycode] : newKeys)
                result += "\t<" + name + "> = " + std::to_string(keycode) + ";\n";
    }
    return result;
}

std::vector<std::vector<Keysym>> groupsOfRow(std::span<const Keysym> row)
{
    const auto at = [&](std::size_t column) -> Keysym {
        return column < row.size() ? row[column] : Keysym{XKB_KEY_NoSymbol};
    };
    std::vector<std::vector<Keysym>> groups{group(at(0), at(1))};
    std::vector<Keysym> second = group(at(2), at(3));
    const bool hasSecond = (at(2) || at(3)) && second != groups[0];
    const std::size_t levels = row.size() > 4 ? (row.size() - 4) / (hasSecond ? 2 : 1) : 0;
    const auto widen = [&](std::vector<Keysym>& levelsOfGroup, std::size_t from) {
        // xkbcommon finds a type by itself for up to four levels.
        const Keysym third = at(from);
        const Keysym fourth = levels > 1 ? at(from + 1) : Keysym{XKB_KEY_NoSymbol};
        if (levels == 0 || (!third && !fourth)) return;
        levelsOfGroup.resize(2, levelsOfGroup[0]);
        levelsOfGroup.push_back(third);
        levelsOfGroup.push_back(fourth);
    };
    widen(groups[0], 4);
    if (hasSecond) {
        widen(second, 4 + levels);
        groups.push_back(std::move(second));
    }
    const bool empty = std::all_of(row.begin(), row.end(), [](Keysym k) { return k == 0; });
    return empty ? std::vector<std::vector<Keysym>>{} : groups;
}

} // namespace vitrine
