// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/input/keymap.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

// Keymaps are changed as text, in the format that xkbcommon both writes and reads: its keymaps are
// immutable.
namespace vitrine {

// Each modifier_map statement of a keymap's text, as bits by key name.
std::map<std::string, std::uint8_t, std::less<>> modifiersByKeyName(std::string_view keymapText);

// The text with other keysyms for some keys, another modifier map, and more keys: keycodes by name.
std::string changedKeymap(std::string_view keymapText,
                          const std::map<std::string, std::vector<Keysym>>& rowsByKeyName,
                          const std::map<std::string, std::uint8_t>& modifiersByKeyName,
                          const std::map<std::string, std::uint8_t>& newKeys = {});

// A row of the core table, as XKB's groups of levels ("Core Keyboard Mapping to XKB Keyboard
// Mapping" in the XKB protocol's chapter 12). No group at all: the key does nothing.
std::vector<std::vector<Keysym>> groupsOfRow(std::span<const Keysym> row);

} // namespace vitrine
