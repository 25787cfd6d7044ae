// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/input/viewer_keys.h"

#include "protocol/ops/input.h"

#include <xkbcommon/xkbcommon-keysyms.h>
#include <xkbcommon/xkbcommon.h>

#include <memory>
#include <utility>

namespace vitrine {

namespace {

constexpr xkb_mod_mask_t shift = 1 << 0;
constexpr xkb_mod_mask_t level3 = 1 << 7; // Mod5, by convention of xkeyboard-config

constexpr std::uint32_t evdevOffset = 8; // from Linux's key codes to X's

std::uint64_t nameOf(const Key& key)
{
    constexpr std::uint64_t byKeysym = std::uint64_t{1} << 32;
    return key.code ? key.code : byKeysym | key.keysym;
}

Keycode physicalOf(const Key& key)
{
    return key.code && key.code + evdevOffset <= Keymap::maximum
               ? static_cast<Keycode>(key.code + evdevOffset)
               : Keycode{0};
}

bool isModifier(Keysym keysym)
{
    return (keysym >= XKB_KEY_Shift_L && keysym <= XKB_KEY_Hyper_R) ||
           (keysym >= XKB_KEY_ISO_Lock && keysym <= XKB_KEY_ISO_Level5_Lock) ||
           keysym == XKB_KEY_Mode_switch || keysym == XKB_KEY_Num_Lock ||
           keysym == XKB_KEY_Scroll_Lock;
}

struct Unref {
    void operator()(xkb_state* state) const { xkb_state_unref(state); }
};
using StateRef = std::unique_ptr<xkb_state, Unref>;

// The state with Shift and the key of the third level as they are not now; null where no key that
// we press or let go would make it so.
StateRef stateWith(xkb_state& now, bool otherShift, bool otherLevel3)
{
    const auto mods = [&](int component) {
        return xkb_state_serialize_mods(&now, static_cast<xkb_state_component>(component));
    };
    const xkb_mod_mask_t change = (otherShift ? shift : 0) | (otherLevel3 ? level3 : 0);
    const xkb_mod_mask_t stays = mods(XKB_STATE_MODS_LATCHED) | mods(XKB_STATE_MODS_LOCKED);
    if (!change) return StateRef(xkb_state_ref(&now));
    if (stays & change) return {};
    StateRef then(xkb_state_new(xkb_state_get_keymap(&now)));
    if (then)
        xkb_state_update_mask(then.get(), mods(XKB_STATE_MODS_EFFECTIVE) ^ change, 0, 0, 0, 0,
                              xkb_state_serialize_layout(&now, XKB_STATE_LAYOUT_EFFECTIVE));
    return then;
}

// The next character of UTF-8 text; zero, and the rest dropped, where it is none.
std::uint32_t takeCharacter(std::string_view& text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if ((lead & 0xc0) == 0x80 || lead >= 0xf8 || text.size() < length) {
        text = {};
        return 0;
    }
    std::uint32_t character = length == 1 ? lead : lead & (0xffu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xc0) != 0x80) {
            text = {};
            return 0;
        }
        character = character << 6 | (next & 0x3f);
    }
    text.remove_prefix(length);
    return character;
}

} // namespace

std::vector<KeyStep> ViewerKeys::steps(const Key& key)
{
    const Keycode physical = physicalOf(key);
    const std::uint64_t name = nameOf(key);
    auto held = held_.find(name);
    if (!key.pressed) {
        // A viewer without key codes may let Shift go first, and then the small letter.
        if (held == held_.end() && !key.code)
            for (const Keysym other :
                 {xkb_keysym_to_lower(key.keysym), xkb_keysym_to_upper(key.keysym)})
                if (held == held_.end())
                    held = held_.find(nameOf(Key{.code = 0, .keysym = other, .text = {}}));
        if (held == held_.end()) return {};
        const Keycode keycode = held->second.keycode;
        held_.erase(held);
        for (const auto& [other, still] : held_)
            if (still.keycode == keycode) return {}; // another key of a viewer holds it down
        return {{keycode, false}};
    }

    std::vector<KeyStep> result;
    if (held != held_.end()) {
        // The viewer repeats. So do we, except where a key goes down with other modifiers than are
        // held: then its repetitions must be typed anew.
        if (!held->second.faked) return {};
        result.push_back({held->second.keycode, false});
    }
    const auto choice = choose(physical, key.keysym);
    if (!choice) return result;
    held_.insert_or_assign(name, Held{choice->keycode, choice->otherShift || choice->otherLevel3});
    for (const KeyStep& step : press(*choice)) result.push_back(step);
    return result;
}

std::vector<KeyStep> ViewerKeys::releaseAll()
{
    held_.clear();
    std::vector<KeyStep> result;
    for (int keycode = Keymap::minimum; keycode <= Keymap::maximum; ++keycode)
        if (keyboard_.isDown(static_cast<Keycode>(keycode)))
            result.push_back({static_cast<Keycode>(keycode), false});
    return result;
}

Keysym ViewerKeys::missing(const Key& key) const
{
    return key.pressed && key.keysym && !choose(physicalOf(key), key.keysym) ? key.keysym : 0;
}

std::optional<ViewerKeys::Choice> ViewerKeys::choose(Keycode physical, Keysym keysym) const
{
    if (!keysym) return physical ? std::optional(Choice{physical}) : std::nullopt;
    const Keymap& keymap = keyboard_.keymap();
    if (physical && isModifier(keysym))
        for (int column = 0; column < keymap.width(); ++column)
            if (keymap.keysym(physical, column) == keysym) return Choice{physical};
    if (const Keycode lent = keymap.lentTo(keysym)) return Choice{lent};
    for (const auto& [otherShift, otherLevel3] :
         {std::pair{false, false}, {true, false}, {false, true}, {true, true}}) {
        const StateRef state = stateWith(*keyboard_.xkb(), otherShift, otherLevel3);
        if (!state) continue;
        const auto types = [&](int keycode) {
            return xkb_state_key_get_one_sym(state.get(), static_cast<xkb_keycode_t>(keycode)) ==
                   keysym;
        };
        if (physical && types(physical)) return Choice{physical, otherShift, otherLevel3};
        for (int keycode = Keymap::minimum; keycode <= Keymap::maximum; ++keycode)
            if (types(keycode))
                return Choice{static_cast<Keycode>(keycode), otherShift, otherLevel3};
    }
    return std::nullopt;
}

std::vector<KeyStep> ViewerKeys::press(const Choice& choice) const
{
    std::vector<KeyStep> before;
    const auto change = [&](bool wanted, unsigned modifier, Keysym keysym) {
        if (!wanted) return;
        bool held = false;
        for (int keycode = Keymap::minimum; keycode <= Keymap::maximum; ++keycode) {
            const auto code = static_cast<Keycode>(keycode);
            if (!keyboard_.isDown(code) || !(keyboard_.keymap().modifiers()[code] >> modifier & 1))
                continue;
            before.push_back({code, false});
            held = true;
        }
        const Keycode modifierKey = keyboard_.keycodeOf(keysym);
        if (!held && modifierKey) before.push_back({modifierKey, true, false});
    };
    change(choice.otherShift, 0, XKB_KEY_Shift_L);
    change(choice.otherLevel3, 7, XKB_KEY_ISO_Level3_Shift);

    std::vector<KeyStep> result = before;
    result.push_back({choice.keycode, true, before.empty()});
    for (auto step = before.rbegin(); step != before.rend(); ++step)
        result.push_back({step->keycode, !step->pressed, false});
    return result;
}

std::vector<Key> keysOf(std::string_view text)
{
    std::vector<Key> result;
    while (!text.empty()) {
        const std::uint32_t character = takeCharacter(text);
        const Keysym keysym = character == '\n' ? XKB_KEY_Return : xkb_utf32_to_keysym(character);
        if (!character || !keysym) continue;
        for (const bool pressed : {true, false})
            result.push_back({.code = 0, .keysym = keysym, .text = {}, .pressed = pressed});
    }
    return result;
}

} // namespace vitrine
