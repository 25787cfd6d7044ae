// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct xkb_keymap;

// A keymap as XKB tells it to clients: "The X Keyboard Extension: Protocol Specification", 4 to 12.
// The keyboard's state is computed by xkbcommon from the same keymap.
namespace vitrine::xkb {

constexpr std::size_t modifierCount = 8, virtualModifierCount = 16, indicatorCount = 32;
constexpr std::size_t mostGroups = 4;
constexpr std::uint8_t noModifier = 255;

struct Modifiers {
    std::uint8_t real = 0;
    std::uint16_t virtually = 0;
    std::uint8_t mask = 0; // both, as real ones
};

// As on the wire: its type, then what that type has.
using Action = std::array<std::uint8_t, 8>;

struct KeyType {
    struct Entry {
        Modifiers modifiers;
        std::uint8_t level = 0;
        Modifiers preserve;
    };
    std::string name;
    Modifiers modifiers;
    std::vector<Entry> entries;
    bool preserves = false;
    std::vector<std::string> levelNames; // as many as there are levels
};

struct Group {
    std::uint8_t type = 0; // of Description::types
    std::vector<std::uint32_t> keysyms;
    std::vector<Action> actions; // none, or as many
};

struct Key {
    std::string name;
    std::vector<Group> groups;
    std::uint8_t outOfRange = 0; // the upper bits of XKB's group info
    std::uint8_t explicitly = 0; // XKB's bits for components that interpretations leave alone
    bool repeats = true;
    std::uint8_t modifiers = 0;
    std::uint16_t virtualModifiers = 0;

    std::size_t width() const;
};

struct Interpretation {
    std::uint32_t keysym = 0; // 0: any
    std::uint8_t match = 0;   // how, and whether for the first level alone
    std::uint8_t modifiers = 0;
    std::uint8_t virtualModifier = noModifier;
    bool repeats = false;
    Action action{};
};

struct Indicator {
    std::string name;
    bool physical = false;
    std::uint8_t flags = 0, whichGroups = 0, groups = 0, whichModifiers = 0;
    Modifiers modifiers;
    std::uint32_t controls = 0;
};

// Where the parts of a keymap come from: names of xkeyboard-config's files, as setxkbmap has them.
struct ComponentNames {
    std::string keycodes, types, compatibility, symbols, geometry;
    bool operator==(const ComponentNames&) const = default;
};

struct Description {
    std::vector<std::string> virtualModifierNames; // in the order of their bits
    std::array<std::uint8_t, virtualModifierCount> virtualModifiers{};
    std::vector<KeyType> types; // the four that XKB demands first
    std::array<Key, 256> keys;
    std::vector<std::pair<std::string, std::string>> aliases; // alias, then the real name
    std::vector<Interpretation> interpretations;
    std::array<Modifiers, mostGroups> groupCompatibility{};
    std::array<Indicator, indicatorCount> indicators;
    std::vector<std::string> groupNames;

    std::size_t groupCount() const; // of the key that has most
};

// From a keymap and the text that xkbcommon writes of it.
Description describe(xkb_keymap* keymap, std::string_view text);

// The other way: text of which xkbcommon makes a keymap.
std::string write(const Description& description);

// What xkbcommon's keymap calls a key without a name that was given a meaning; clients hear none.
std::string inventedName(std::uint8_t keycode);

// Steps of `describe`.
Action parseAction(std::string_view text, const std::vector<std::string>& virtualModifierNames);
Modifiers parseModifiers(std::string_view text, const std::vector<std::string>& virtualNames);
void applyInterpretations(Description& description);
void resolveModifiers(Description& description); // the masks of all that names virtual ones

} // namespace vitrine::xkb
