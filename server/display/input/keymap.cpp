// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/input/keymap.h"

#include "server/display/input/keymap_text.h"

#include <xkbcommon/xkbcommon.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace vitrine {

namespace {

std::string textOf(xkb_keymap* keymap)
{
    const std::unique_ptr<char, decltype(&std::free)> text(
        xkb_keymap_get_as_string(keymap, XKB_KEYMAP_FORMAT_TEXT_V1), &std::free);
    return text ? text.get() : "";
}

std::vector<Keysym> levels(xkb_keymap* keymap, Keycode keycode, xkb_layout_index_t group)
{
    std::vector<Keysym> result;
    const xkb_level_index_t count = xkb_keymap_num_levels_for_key(keymap, keycode, group);
    for (xkb_level_index_t level = 0; level < count; ++level) {
        const xkb_keysym_t* keysyms = nullptr;
        const int found = xkb_keymap_key_get_syms_by_level(keymap, keycode, group, level, &keysyms);
        result.push_back(found > 0 ? keysyms[0] : Keysym{XKB_KEY_NoSymbol});
    }
    result.resize(std::max<std::size_t>(result.size(), 2));
    return result;
}

// Of one or more files, each perhaps with a part of it and a group: "pc+us+de(nodeadkeys):2".
bool isFileName(std::string_view name)
{
    constexpr std::size_t longest = 1024;
    const auto harmless = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("_-+|():./").find(c) != std::string_view::npos;
    };
    return !name.empty() && name.size() <= longest && name.front() != '/' &&
           name.find("..") == std::string_view::npos &&
           std::all_of(name.begin(), name.end(), harmless);
}

// What xkeyboard-config's rules make of the names, but for options: for GetNames alone.
xkb::ComponentNames componentsOf(const KeymapNames& names)
{
    const auto part = [](std::string_view list, std::size_t index) {
        for (; index > 0; --index)
            list.remove_prefix(std::min(list.find(','), list.size() - 1) + 1);
        return std::string(list.substr(0, list.find(',')));
    };
    const auto count =
        static_cast<std::size_t>(std::count(names.layout.begin(), names.layout.end(), ',')) + 1;
    xkb::ComponentNames result{"evdev+aliases(qwerty)", "complete", "complete", "pc",
                               "pc(" + names.model + ")"};
    for (std::size_t i = 0; i < std::min(count, xkb::mostGroups); ++i) {
        const std::string variant = names.variant.empty() ? "" : part(names.variant, i);
        result.symbols += "+" + part(names.layout, i);
        if (!variant.empty()) result.symbols += "(" + variant + ")";
        if (i > 0) result.symbols += ":" + std::to_string(i + 1);
    }
    result.symbols += "+inet(evdev)";
    return result;
}

// Nothing but keysyms that vendors of keyboards made up: a viewer that has such a key is given one
// when it is pressed.
bool isOfAppliance(const std::vector<Keysym>& row)
{
    return !row.empty() && std::all_of(row.begin(), row.end(), [](Keysym keysym) {
        return keysym == XKB_KEY_NoSymbol || keysym >> 16 == XKB_KEY_XF86ModeLock >> 16;
    });
}

void trim(std::vector<Keysym>& row)
{
    while (!row.empty() && row.back() == XKB_KEY_NoSymbol) row.pop_back();
}

} // namespace

void Keymap::unref(xkb_context* context)
{
    xkb_context_unref(context);
}

void Keymap::unref(xkb_keymap* keymap)
{
    xkb_keymap_unref(keymap);
}

Keymap::Keymap(Uncompiled) : rows_(maximum + 1)
{
    context_.reset(xkb_context_new(XKB_CONTEXT_NO_ENVIRONMENT_NAMES));
    if (!context_) throw std::runtime_error("no keymaps: is xkeyboard-config installed?");
    xkb_context_set_log_level(context_.get(), XKB_LOG_LEVEL_CRITICAL);
}

Keymap::Keymap(const KeymapNames& names) : Keymap(Uncompiled{})
{
    names_ = names;
    components_ = componentsOf(names);
    const xkb_rule_names wanted{names_.rules.c_str(), names_.model.c_str(), names_.layout.c_str(),
                                names_.variant.c_str(), names_.options.c_str()};
    keymap_.reset(xkb_keymap_new_from_names(context_.get(), &wanted, XKB_KEYMAP_COMPILE_NO_FLAGS));
    if (!keymap_)
        throw std::runtime_error("no keymap for layout '" + names_.layout + "', variant '" +
                                 names_.variant + "': see `localectl list-x11-keymap-layouts`");

    derive();
}

std::unique_ptr<Keymap> Keymap::compile(const xkb::ComponentNames& names)
{
    for (const std::string* name :
         {&names.keycodes, &names.types, &names.compatibility, &names.symbols})
        if (!isFileName(*name)) return nullptr;
    std::unique_ptr<Keymap> keymap(new Keymap(Uncompiled{}));
    const std::string text = "xkb_keymap {\nxkb_keycodes { include \"" + names.keycodes +
                             "\" };\nxkb_types { include \"" + names.types +
                             "\" };\nxkb_compatibility { include \"" + names.compatibility +
                             "\" };\nxkb_symbols { include \"" + names.symbols + "\" };\n};\n";
    keymap->keymap_.reset(xkb_keymap_new_from_buffer(keymap->context_.get(), text.data(),
                                                     text.size(), XKB_KEYMAP_FORMAT_TEXT_V1,
                                                     XKB_KEYMAP_COMPILE_NO_FLAGS));
    if (!keymap->keymap_) return nullptr;
    keymap->components_ = names;
    keymap->derive();
    return keymap;
}

const xkb::Description& Keymap::description() const
{
    if (!description_) description_ = xkb::describe(keymap_.get(), textOf(keymap_.get()));
    return *description_;
}

void Keymap::derive()
{
    const auto modifiersByName = modifiersByKeyName(textOf(keymap_.get()));
    for (int keycode = minimum; keycode <= maximum; ++keycode) {
        const auto code = static_cast<Keycode>(keycode);
        rows_[code] = derivedRow(code);
        width_ = std::max(width_, static_cast<int>(rows_[code].size()));
        const char* const name = xkb_keymap_key_get_name(keymap_.get(), code);
        if (!name) continue;
        if (const auto found = modifiersByName.find(std::string_view(name));
            found != modifiersByName.end())
            modifiers_[code] = found->second;
        if (rows_[code].empty()) spare_.push_back(code);
    }
    // Programs know the lowest codes as the keys of a real keyboard.
    std::reverse(spare_.begin(), spare_.end());
    for (int keycode = maximum; keycode >= minimum; --keycode)
        if (isOfAppliance(rows_[static_cast<Keycode>(keycode)]))
            spare_.push_back(static_cast<Keycode>(keycode));
}

Keymap::Keymap(Keymap&&) noexcept = default;
Keymap& Keymap::operator=(Keymap&&) noexcept = default;
Keymap::~Keymap() = default;

// G1L1 G1L2 G2L1 G2L2, then the further levels of each group; a key with one group has it in the
// place of the second as well.
std::vector<Keysym> Keymap::derivedRow(Keycode keycode) const
{
    const xkb_layout_index_t groups = xkb_keymap_num_layouts_for_key(keymap_.get(), keycode);
    if (groups == 0) return {};
    const std::vector<Keysym> first = levels(keymap_.get(), keycode, 0);
    const std::vector<Keysym> second = groups > 1 ? levels(keymap_.get(), keycode, 1) : first;
    std::vector<Keysym> row{first[0], first[1], second[0], second[1]};
    row.insert(row.end(), first.begin() + 2, first.end());
    if (groups > 1) row.insert(row.end(), second.begin() + 2, second.end());
    trim(row);
    return row;
}

Keysym Keymap::keysym(Keycode keycode, int column) const
{
    const std::vector<Keysym>& row = rows_[keycode];
    const auto index = static_cast<std::size_t>(column);
    return column >= 0 && index < row.size() ? row[index] : Keysym{XKB_KEY_NoSymbol};
}

bool Keymap::repeats(Keycode keycode) const
{
    return xkb_keymap_key_repeats(keymap_.get(), keycode) != 0;
}

void Keymap::setKeysyms(Keycode first, int width, std::span<const Keysym> keysyms)
{
    const auto step = static_cast<std::size_t>(width);
    for (std::size_t at = 0; step && at + step <= keysyms.size(); at += step) {
        const auto keycode = static_cast<Keycode>(first + at / step);
        const auto given = keysyms.subspan(at, step);
        std::vector<Keysym> row(given.begin(), given.end());
        trim(row);
        std::erase(spare_, keycode);
        lent_.erase(keycode);
        if (row.empty()) spare_.insert(spare_.begin(), keycode);
        rows_[keycode] = row;
        changed_[keycode] = std::move(row);
    }
    width_ = std::max(width_, width);
    rebuild();
}

void Keymap::setModifiers(const Modifiers& modifiers)
{
    modifiers_ = modifiers;
    rebuild();
}

std::vector<Keycode> Keymap::lend(std::span<const Keysym> keysyms, const std::bitset<256>& taken)
{
    std::vector<Keycode> keycodes;
    for (const Keycode keycode : spare_)
        if (keycodes.size() < keysyms.size() && !taken.test(keycode)) keycodes.push_back(keycode);
    for (std::size_t i = 0; i < keycodes.size(); ++i) {
        const Keysym keysym = keysyms[i];
        std::erase(spare_, keycodes[i]);
        spare_.push_back(keycodes[i]);
        lent_[keycodes[i]] = keysym;
        // Twice, or the core protocol's rules would make a capital a small letter.
        rows_[keycodes[i]] = changed_[keycodes[i]] = {keysym, keysym, keysym, keysym};
    }
    if (!keycodes.empty()) rebuild();
    return keycodes;
}

Keycode Keymap::lentTo(Keysym keysym) const
{
    for (const auto& [keycode, to] : lent_)
        if (to == keysym) return keycode;
    return 0;
}

void Keymap::rebuild()
{
    std::map<std::string, std::vector<Keysym>> rows;
    std::map<std::string, std::uint8_t> modifiers;
    std::map<std::string, std::uint8_t> nameless;
    for (int keycode = minimum; keycode <= maximum; ++keycode) {
        const auto code = static_cast<Keycode>(keycode);
        const auto changed = changed_.find(code);
        const char* const known = xkb_keymap_key_get_name(keymap_.get(), code);
        if (!known && changed == changed_.end() && !modifiers_[code]) continue;
        const std::string name = known ? known : xkb::inventedName(code);
        if (!known) nameless[name] = code;
        if (modifiers_[code]) modifiers[name] = modifiers_[code];
        if (changed != changed_.end()) rows[name] = changed->second;
    }
    const std::string text = changedKeymap(textOf(keymap_.get()), rows, modifiers, nameless);
    description_.reset();
    compileText(text); // keysyms that xkbcommon refuses change the table alone
}

bool Keymap::compileText(const std::string& text)
{
    xkb_keymap* const compiled =
        xkb_keymap_new_from_buffer(context_.get(), text.data(), text.size(),
                                   XKB_KEYMAP_FORMAT_TEXT_V1, XKB_KEYMAP_COMPILE_NO_FLAGS);
    if (compiled) keymap_.reset(compiled);
    return compiled != nullptr;
}

void Keymap::change(xkb::Description description, const xkb::ComponentNames& components)
{
    if (compileText(xkb::write(description))) {
        width_ = 4;
        modifiers_ = {};
        changed_.clear();
        spare_.clear();
        lent_.clear();
        derive();
    }
    components_ = components;
    description_ = std::move(description);
}

} // namespace vitrine
