// SPDX-License-Identifier: GPL-2.0-or-later
// xkbcommon tells keysyms and names by its functions, the rest only in the text it writes. That is
// regular: a statement a line, but for keys, whose statements end with "};".
#include "server/display/xkb/description.h"

#include <xkbcommon/xkbcommon.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <map>
#include <optional>
#include <string_view>

namespace vitrine::xkb {

namespace {

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

std::string_view takeLine(std::string_view& text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return trimmed(line);
}

// What stands between the first `open` from `from` on and the next `close`.
std::string_view between(std::string_view text, char open, char close, std::size_t from = 0)
{
    const std::size_t start = text.find(open, from);
    if (start == std::string_view::npos) return {};
    const std::size_t end = text.find(close, start + 1);
    return text.substr(start + 1, end == std::string_view::npos ? end : end - start - 1);
}

// The value of "name= value;", also inside of a longer statement.
std::string_view valueOf(std::string_view text, std::string_view name)
{
    const std::size_t at = text.find(name);
    if (at == std::string_view::npos) return {};
    const std::string_view rest = text.substr(at + name.size());
    return trimmed(rest.substr(0, rest.find(';')));
}

int parseNumber(std::string_view text)
{
    const bool hexadecimal = text.starts_with("0x");
    if (hexadecimal) text.remove_prefix(2);
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value, hexadecimal ? 16 : 10);
    return value;
}

std::uint32_t parseKeysym(std::string_view name)
{
    return xkb_keysym_from_name(std::string(name).c_str(), XKB_KEYSYM_NO_FLAGS);
}

class TextReader {
public:
    TextReader(Description& out, std::string_view text) : out_(out), text_(text) {}

    void read()
    {
        while (!text_.empty()) {
            const std::string_view line = takeLine(text_);
            if (line.starts_with("virtual_modifiers ") && out_.virtualModifierNames.empty())
                readVirtualModifiers(line);
            else if (line.starts_with("indicator ") && line.ends_with("{"))
                readIndicator(between(line, '"', '"'));
            else if (line.starts_with("alias <"))
                readAlias(line);
            else if (line.starts_with("type \"") && line.ends_with("{"))
                readType(between(line, '"', '"'));
            else if (line.starts_with("interpret ") && line.ends_with("{"))
                readInterpretation(line);
            else if (line.starts_with("key <"))
                readKey(line);
            else if (line.starts_with("modifier_map "))
                readModifierMap(line);
        }
    }

    std::map<std::string, std::string, std::less<>> keyStatements;
    std::map<std::string, std::uint8_t, std::less<>> modifierMap;

private:
    Modifiers modifiers(std::string_view text) const
    {
        return parseModifiers(text, out_.virtualModifierNames);
    }

    void readVirtualModifiers(std::string_view line)
    {
        std::string_view names = line.substr(line.find(' ') + 1);
        names = names.substr(0, names.find(';'));
        while (!names.empty() && out_.virtualModifierNames.size() < virtualModifierCount) {
            const std::size_t end = std::min(names.find(','), names.size());
            out_.virtualModifierNames.emplace_back(trimmed(names.substr(0, end)));
            names.remove_prefix(std::min(end + 1, names.size()));
        }
    }

    void readAlias(std::string_view line)
    {
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos) return;
        out_.aliases.emplace_back(between(line, '<', '>'), between(line, '<', '>', equals));
    }

    void readType(std::string_view name)
    {
        KeyType type;
        type.name = name;
        std::size_t levels = 1;
        for (std::string_view line = takeLine(text_); line != "};" && !text_.empty();
             line = takeLine(text_)) {
            const std::string_view value = valueOf(line, "= ");
            if (line.starts_with("modifiers=")) {
                type.modifiers = modifiers(value);
            } else if (line.starts_with("map[")) {
                KeyType::Entry entry;
                entry.modifiers = modifiers(between(line, '[', ']'));
                entry.level = static_cast<std::uint8_t>(std::clamp(parseNumber(value) - 1, 0, 254));
                levels = std::max<std::size_t>(levels, entry.level + 1u);
                type.entries.push_back(entry);
            } else if (line.starts_with("preserve[") && !type.entries.empty()) {
                type.entries.back().preserve = modifiers(value);
                type.preserves = true;
            } else if (line.starts_with("level_name[")) {
                const int level = std::clamp(parseNumber(between(line, '[', ']')), 1, 255);
                levels = std::max(levels, static_cast<std::size_t>(level));
                type.levelNames.resize(std::max(type.levelNames.size(), levels));
                type.levelNames[static_cast<std::size_t>(level - 1)] = between(line, '"', '"');
            }
        }
        type.levelNames.resize(levels);
        out_.types.push_back(std::move(type));
    }

    void readInterpretation(std::string_view head)
    {
        constexpr std::array<std::string_view, 5> matches{"NoneOf", "AnyOfOrNone", "AnyOf", "AllOf",
                                                          "Exactly"};
        head.remove_prefix(std::string_view("interpret ").size());
        const std::size_t plus = head.find('+');
        if (plus == std::string_view::npos) return;
        Interpretation interpretation;
        const std::string_view keysym = head.substr(0, plus);
        if (keysym != "Any") interpretation.keysym = parseKeysym(keysym);
        const std::string_view rest = head.substr(plus + 1);
        const std::string_view match = rest.substr(0, rest.find('('));
        interpretation.match = static_cast<std::uint8_t>(
            std::find(matches.begin(), matches.end(), match) - matches.begin());
        interpretation.modifiers = modifiers(between(rest, '(', ')')).real;
        for (std::string_view line = takeLine(text_); line != "};" && !text_.empty();
             line = takeLine(text_)) {
            const std::string_view value = valueOf(line, "=");
            if (line.starts_with("virtualModifier=")) {
                const auto& names = out_.virtualModifierNames;
                const auto found = std::find(names.begin(), names.end(), value);
                if (found != names.end())
                    interpretation.virtualModifier =
                        static_cast<std::uint8_t>(found - names.begin());
            } else if (line.starts_with("useModMapMods=level1")) {
                interpretation.match |= 0x80;
            } else if (line.starts_with("repeat=")) {
                interpretation.repeats = value == "True";
            } else if (line.starts_with("action=")) {
                interpretation.action = parseAction(value, out_.virtualModifierNames);
            }
        }
        out_.interpretations.push_back(interpretation);
    }

    void readIndicator(std::string_view name)
    {
        constexpr std::uint8_t effective = 8;
        const auto state = [](std::string_view word) -> std::uint8_t {
            constexpr std::array<std::string_view, 5> words{"base", "latched", "locked",
                                                            "effective", "compat"};
            std::uint8_t bits = 0;
            for (std::size_t i = 0; i < words.size(); ++i)
                if (word.find(words[i]) != std::string_view::npos)
                    bits = static_cast<std::uint8_t>(bits | 1u << i);
            return bits;
        };
        const auto found = std::find_if(out_.indicators.begin(), out_.indicators.end(),
                                        [&](const Indicator& i) { return i.name == name; });
        Indicator read;
        for (std::string_view line = takeLine(text_); line != "};" && !text_.empty();
             line = takeLine(text_)) {
            const std::string_view value = valueOf(line, "= ");
            if (line.starts_with("whichModState=")) read.whichModifiers = state(value);
            if (line.starts_with("whichGroupState=")) read.whichGroups = state(value);
            if (line.starts_with("modifiers=")) {
                read.modifiers = modifiers(value);
                if (!read.whichModifiers) read.whichModifiers = effective;
            }
            if (line.starts_with("groups=")) {
                read.groups = static_cast<std::uint8_t>(parseNumber(value) & 0x0f);
                if (!read.whichGroups) read.whichGroups = effective;
            }
            if (line.starts_with("controls=")) {
                const Action controls =
                    parseAction("SetControls(controls=" + std::string(value) + ")", {});
                read.controls = static_cast<std::uint32_t>(controls[4] << 8 | controls[5]);
            }
        }
        if (found == out_.indicators.end()) return;
        read.name = found->name;
        read.physical = found->physical;
        *found = read;
    }

    void readKey(std::string_view line)
    {
        std::string statement(line);
        while (!statement.ends_with("};") && !text_.empty()) {
            statement += ' ';
            statement += takeLine(text_);
        }
        keyStatements[std::string(between(line, '<', '>'))] = statement;
    }

    void readModifierMap(std::string_view line)
    {
        const std::string_view words = line.substr(line.find(' ') + 1);
        const std::uint8_t bits = modifiers(words.substr(0, words.find(' '))).real;
        for (std::size_t at = 0; (at = line.find('<', at)) != std::string_view::npos; ++at)
            modifierMap[std::string(between(line, '<', '>', at))] |= bits;
    }

    Description& out_;
    std::string_view text_;
};

std::optional<std::size_t> typeNamed(const Description& description, std::string_view name)
{
    const auto& types = description.types;
    const auto found =
        std::find_if(types.begin(), types.end(), [&](const auto& t) { return t.name == name; });
    if (found == types.end()) return std::nullopt;
    return static_cast<std::size_t>(found - types.begin());
}

// XKB protocol, 12.2.2: the type of a group that nobody gave one.
std::string_view automaticType(const std::vector<std::uint32_t>& keysyms, std::size_t given)
{
    const auto at = [&](std::size_t i) { return i < keysyms.size() ? keysyms[i] : 0; };
    const auto isLower = [](std::uint32_t k) {
        return xkb_keysym_to_upper(k) != k && xkb_keysym_to_lower(k) == k;
    };
    const auto isUpper = [](std::uint32_t k) {
        return xkb_keysym_to_lower(k) != k && xkb_keysym_to_upper(k) == k;
    };
    const auto isKeypad = [](std::uint32_t k) {
        return k >= XKB_KEY_KP_Space && k <= XKB_KEY_KP_Equal;
    };
    if (given <= 1) return "ONE_LEVEL";
    if (given == 2) {
        if (isLower(at(0)) && isUpper(at(1))) return "ALPHABETIC";
        return isKeypad(at(0)) || isKeypad(at(1)) ? "KEYPAD" : "TWO_LEVEL";
    }
    if (isLower(at(0)) && isUpper(at(1)))
        return isLower(at(2)) && isUpper(at(3)) ? "FOUR_LEVEL_ALPHABETIC"
                                                : "FOUR_LEVEL_SEMIALPHABETIC";
    return isKeypad(at(0)) || isKeypad(at(1)) ? "FOUR_LEVEL_KEYPAD" : "FOUR_LEVEL";
}

void readActions(std::string_view statement, Key& key,
                 const std::vector<std::string>& virtualModifierNames)
{
    for (std::size_t group = 0; group < key.groups.size(); ++group) {
        const std::string head = "actions[Group" + std::to_string(group + 1) + "]= [";
        const std::size_t at = statement.find(head);
        if (at == std::string_view::npos) continue;
        std::string_view rest = statement.substr(at + head.size());
        std::vector<Action>& actions = key.groups[group].actions;
        // Up to the bracket that closes the list; those of Private's data stand inside of ().
        while (actions.size() < key.groups[group].keysyms.size()) {
            const std::size_t close = rest.find(')');
            if (close == std::string_view::npos || rest.find(']') < rest.find('(')) break;
            actions.push_back(
                parseAction(trimmed(rest.substr(rest.find_first_not_of(" ,"), close + 1)),
                            virtualModifierNames));
            rest.remove_prefix(close + 1);
        }
        actions.resize(key.groups[group].keysyms.size());
    }
}

void readKeysyms(xkb_keymap* keymap, xkb_keycode_t keycode, Key& key)
{
    const std::size_t groups =
        std::min<std::size_t>(xkb_keymap_num_layouts_for_key(keymap, keycode), mostGroups);
    for (xkb_layout_index_t group = 0; group < groups; ++group) {
        Group levels;
        const auto count = xkb_keymap_num_levels_for_key(keymap, keycode, group);
        for (xkb_level_index_t level = 0; level < count; ++level) {
            const xkb_keysym_t* keysyms = nullptr;
            const int found =
                xkb_keymap_key_get_syms_by_level(keymap, keycode, group, level, &keysyms);
            levels.keysyms.push_back(found > 0 ? keysyms[0] : std::uint32_t{0});
        }
        key.groups.push_back(std::move(levels));
    }
}

void readComponents(Description& out, std::string_view statement, Key& key)
{
    constexpr std::uint8_t clamps = 0x40, redirects = 0x80;
    constexpr std::uint8_t explicitInterpret = 0x10, explicitRepeat = 0x20, explicitVirtual = 0x80;
    const auto holds = [&](std::string_view part) {
        return statement.find(part) != std::string_view::npos;
    };
    for (std::size_t group = 0; group < key.groups.size(); ++group) {
        Group& levels = key.groups[group];
        std::size_t at = statement.find("type[Group" + std::to_string(group + 1) + "]=");
        if (at == std::string_view::npos) at = statement.find("type= ");
        std::optional<std::size_t> type;
        if (at != std::string_view::npos) {
            type = typeNamed(out, between(statement, '"', '"', at));
            if (type) key.explicitly = static_cast<std::uint8_t>(key.explicitly | 1u << group);
        }
        if (!type) type = typeNamed(out, automaticType(levels.keysyms, levels.keysyms.size()));
        levels.type = static_cast<std::uint8_t>(type.value_or(0));
        levels.keysyms.resize(out.types[levels.type].levelNames.size());
    }
    if (holds("repeat= ")) {
        key.explicitly |= explicitRepeat;
        key.repeats = holds("repeat= Yes") || holds("repeat= True");
    }
    if (const std::size_t at = statement.find("virtualMods= "); at != std::string_view::npos) {
        std::string_view value = statement.substr(at + 13);
        value = trimmed(value.substr(0, value.find(',')));
        key.explicitly |= explicitVirtual;
        key.virtualModifiers = parseModifiers(value, out.virtualModifierNames).virtually;
    }
    if (holds("groupsClamp")) key.outOfRange = clamps;
    if (const std::size_t at = statement.find("groupsRedirect= Group");
        at != std::string_view::npos) {
        const int group = parseNumber(statement.substr(at + 21, 1));
        key.outOfRange = static_cast<std::uint8_t>(redirects | ((group - 1) & 3) << 4);
    }
    if (holds("actions[Group")) {
        key.explicitly |= explicitInterpret;
        readActions(statement, key, out.virtualModifierNames);
    }
}

// The protocol wants them in these places.
void orderTypes(std::vector<KeyType>& types)
{
    constexpr std::array<std::string_view, 4> required{"ONE_LEVEL", "TWO_LEVEL", "ALPHABETIC",
                                                       "KEYPAD"};
    for (std::size_t place = 0; place < required.size(); ++place) {
        const auto found = std::find_if(types.begin(), types.end(), [&](const KeyType& type) {
            return type.name == required[place];
        });
        if (found == types.end()) {
            KeyType missing;
            missing.name = required[place];
            missing.levelNames.resize(place == 0 ? 1 : 2);
            types.insert(types.begin() + static_cast<std::ptrdiff_t>(place), std::move(missing));
        } else {
            std::rotate(types.begin() + static_cast<std::ptrdiff_t>(place), found, found + 1);
        }
    }
    constexpr std::size_t most = 255;
    if (types.size() > most) types.resize(most);
}

// Whether the rules that xkeyboard-config has for all keymaps reach for Mode_switch's modifier.
void setGroupCompatibility(Description& out)
{
    const auto& names = out.virtualModifierNames;
    const auto found = std::find(names.begin(), names.end(), "AltGr");
    if (found == names.end()) return;
    for (std::size_t group = 1; group < mostGroups; ++group)
        out.groupCompatibility[group].virtually =
            static_cast<std::uint16_t>(1u << (found - names.begin()));
}

} // namespace

Description describe(xkb_keymap* keymap, std::string_view text)
{
    Description out;
    // A keyboard has these eleven lights, the other indicators are told to clients alone.
    constexpr std::size_t physical = 11;
    const std::size_t leds = std::min<std::size_t>(xkb_keymap_num_leds(keymap), indicatorCount);
    for (std::size_t led = 0; led < leds; ++led)
        if (const char* name = xkb_keymap_led_get_name(keymap, static_cast<xkb_led_index_t>(led))) {
            out.indicators[led].name = name;
            out.indicators[led].physical = led < physical;
        }
    TextReader reader(out, text);
    reader.read();
    orderTypes(out.types);
    const std::size_t groups = std::min<std::size_t>(xkb_keymap_num_layouts(keymap), mostGroups);
    for (std::size_t group = 0; group < groups; ++group) {
        const char* name =
            xkb_keymap_layout_get_name(keymap, static_cast<xkb_layout_index_t>(group));
        out.groupNames.emplace_back(name ? name : "");
    }
    for (std::size_t keycode = 8; keycode < out.keys.size(); ++keycode) {
        const char* name = xkb_keymap_key_get_name(keymap, static_cast<xkb_keycode_t>(keycode));
        if (!name) continue;
        Key& key = out.keys[keycode];
        key.name = name;
        readKeysyms(keymap, static_cast<xkb_keycode_t>(keycode), key);
        if (const auto found = reader.modifierMap.find(name); found != reader.modifierMap.end())
            key.modifiers = found->second;
        if (const auto found = reader.keyStatements.find(name); found != reader.keyStatements.end())
            readComponents(out, found->second, key);
        if (key.name == inventedName(static_cast<std::uint8_t>(keycode))) key.name.clear();
    }
    setGroupCompatibility(out);
    applyInterpretations(out);
    return out;
}

std::string inventedName(std::uint8_t keycode)
{
    char name[5]; // as long as XKB's may be
    std::snprintf(name, sizeof name, "V%03u", unsigned{keycode});
    return name;
}

} // namespace vitrine::xkb
