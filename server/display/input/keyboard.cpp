// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/input/keyboard.h"

#include <xkbcommon/xkbcommon.h>

#include <algorithm>
#include <stdexcept>

namespace vitrine {

void Keyboard::Unref::operator()(xkb_state* state) const
{
    xkb_state_unref(state);
}

Keyboard::Keyboard(Keymap keymap) : keymap_(std::move(keymap)), state_(xkb_state_new(keymap_.xkb()))
{
    if (!state_) throw std::runtime_error("no memory for the keyboard's state");
    for (int keycode = Keymap::minimum; keycode <= Keymap::maximum; ++keycode)
        control_.repeats.set(static_cast<std::size_t>(keycode),
                             keymap_.repeats(static_cast<Keycode>(keycode)));
}

Keyboard::Keyboard(Keyboard&&) noexcept = default;
Keyboard& Keyboard::operator=(Keyboard&&) noexcept = default;
Keyboard::~Keyboard() = default;

void Keyboard::set(Keycode keycode, bool pressed)
{
    if (down_.test(keycode) == pressed) return;
    down_.set(keycode, pressed);
    std::erase(order_, keycode);
    if (pressed) order_.push_back(keycode);
    xkb_state_update_key(state_.get(), keycode, pressed ? XKB_KEY_DOWN : XKB_KEY_UP);
    if (latchedByRequest_ && pressed && !isModifier(keycode)) {
        latchedByRequest_ = false;
        Parts now = parts();
        now.latched = now.latchedGroup = 0;
        change(now);
    }
}

bool Keyboard::isModifier(Keycode keycode) const
{
    // As an action says: sets, latches or locks modifiers or a group.
    constexpr std::uint8_t lockGroup = 6;
    for (const xkb::Group& group : keymap_.description().keys[keycode].groups)
        for (const xkb::Action& action : group.actions)
            if (action[0] >= 1 && action[0] <= lockGroup) return true;
    return false;
}

Keyboard::Parts Keyboard::parts() const
{
    xkb_state* const now = state_.get();
    return {xkb_state_serialize_mods(now, XKB_STATE_MODS_LATCHED),
            xkb_state_serialize_mods(now, XKB_STATE_MODS_LOCKED),
            xkb_state_serialize_layout(now, XKB_STATE_LAYOUT_LATCHED),
            xkb_state_serialize_layout(now, XKB_STATE_LAYOUT_LOCKED)};
}

void Keyboard::change(const Parts& parts)
{
    xkb_state* const now = state_.get();
    xkb_state_update_mask(now, xkb_state_serialize_mods(now, XKB_STATE_MODS_DEPRESSED),
                          parts.latched, parts.locked,
                          xkb_state_serialize_layout(now, XKB_STATE_LAYOUT_DEPRESSED),
                          parts.latchedGroup, parts.lockedGroup);
}

void Keyboard::lockModifiers(std::uint8_t affected, std::uint8_t locked)
{
    Parts now = parts();
    now.locked = (now.locked & ~std::uint32_t{affected}) | (affected & locked);
    change(now);
}

void Keyboard::lockGroup(std::uint8_t group)
{
    Parts now = parts();
    now.lockedGroup = group;
    change(now);
}

void Keyboard::latchModifiers(std::uint8_t affected, std::uint8_t latched)
{
    Parts now = parts();
    now.latched = (now.latched & ~std::uint32_t{affected}) | (affected & latched);
    latchedByRequest_ = now.latched != 0 || now.latchedGroup != 0;
    change(now);
}

void Keyboard::latchGroup(std::int16_t group)
{
    Parts now = parts();
    now.latchedGroup = static_cast<std::uint32_t>(std::int32_t{group});
    latchedByRequest_ = now.latched != 0 || now.latchedGroup != 0;
    change(now);
}

xkb::State Keyboard::state() const
{
    const auto mods = [&](xkb_state_component part) {
        return static_cast<std::uint8_t>(xkb_state_serialize_mods(state_.get(), part));
    };
    const auto group = [&](xkb_state_component part) {
        return xkb_state_serialize_layout(state_.get(), part);
    };
    xkb::State state;
    state.modifiers = state.compatible = mods(XKB_STATE_MODS_EFFECTIVE);
    state.baseModifiers = mods(XKB_STATE_MODS_DEPRESSED);
    state.latchedModifiers = mods(XKB_STATE_MODS_LATCHED);
    state.lockedModifiers = mods(XKB_STATE_MODS_LOCKED);
    state.group = static_cast<std::uint8_t>(group(XKB_STATE_LAYOUT_EFFECTIVE) & 3);
    state.baseGroup = static_cast<std::int16_t>(group(XKB_STATE_LAYOUT_DEPRESSED));
    state.latchedGroup = static_cast<std::int16_t>(group(XKB_STATE_LAYOUT_LATCHED));
    state.lockedGroup = static_cast<std::uint8_t>(group(XKB_STATE_LAYOUT_LOCKED));
    if (state.group != 0)
        state.compatible |= keymap_.description().groupCompatibility[state.group].mask;
    return state;
}

std::array<std::uint8_t, 32> Keyboard::downBits() const
{
    std::array<std::uint8_t, 32> bits{};
    for (const Keycode keycode : order_)
        bits[keycode / 8u] |= static_cast<std::uint8_t>(1u << keycode % 8u);
    return bits;
}

std::uint16_t Keyboard::modifiers() const
{
    // xkbcommon's first eight modifiers are the core protocol's, in its order.
    const xkb_mod_mask_t modifiers =
        xkb_state_serialize_mods(state_.get(), XKB_STATE_MODS_EFFECTIVE) & 0xff;
    const xkb_layout_index_t group =
        xkb_state_serialize_layout(state_.get(), XKB_STATE_LAYOUT_EFFECTIVE) & 3;
    return static_cast<std::uint16_t>(modifiers | group << 13);
}

std::uint32_t Keyboard::leds() const
{
    std::uint32_t lit = control_.leds;
    const xkb_led_index_t count = std::min(xkb_keymap_num_leds(keymap_.xkb()), 32u);
    for (xkb_led_index_t led = 0; led < count; ++led)
        if (xkb_state_led_index_is_active(state_.get(), led) > 0) lit |= 1u << led;
    return lit;
}

Keycode Keyboard::keycodeOf(Keysym keysym) const
{
    for (int keycode = Keymap::minimum; keycode <= Keymap::maximum; ++keycode)
        if (keymap_.keysym(static_cast<Keycode>(keycode), 0) == keysym)
            return static_cast<Keycode>(keycode);
    return 0;
}

void Keyboard::setKeysyms(Keycode first, int width, std::span<const Keysym> keysyms)
{
    keymap_.setKeysyms(first, width, keysyms);
    restart();
}

void Keyboard::setModifiers(const Keymap::Modifiers& modifiers)
{
    keymap_.setModifiers(modifiers);
    restart();
}

void Keyboard::changeKeymap(xkb::Description description, const xkb::ComponentNames& components)
{
    const auto repeats = [this](std::size_t keycode) {
        return keymap_.repeats(static_cast<Keycode>(keycode));
    };
    std::bitset<256> before;
    for (std::size_t keycode = 0; keycode < before.size(); ++keycode)
        before.set(keycode, repeats(keycode));
    keymap_.change(std::move(description), components);
    for (std::size_t keycode = Keymap::minimum; keycode < before.size(); ++keycode)
        if (repeats(keycode) != before.test(keycode)) control_.repeats.flip(keycode);
    restart();
}

std::vector<Keycode> Keyboard::lend(std::span<const Keysym> keysyms, std::bitset<256> taken)
{
    std::vector<Keycode> keycodes = keymap_.lend(keysyms, taken | down_);
    if (!keycodes.empty()) restart();
    return keycodes;
}

void Keyboard::restart()
{
    const xkb_mod_mask_t locked = xkb_state_serialize_mods(state_.get(), XKB_STATE_MODS_LOCKED);
    const xkb_layout_index_t group =
        xkb_state_serialize_layout(state_.get(), XKB_STATE_LAYOUT_LOCKED);
    std::unique_ptr<xkb_state, Unref> fresh(xkb_state_new(keymap_.xkb()));
    if (!fresh) throw std::runtime_error("no memory for the keyboard's state");
    for (const Keycode keycode : order_) xkb_state_update_key(fresh.get(), keycode, XKB_KEY_DOWN);
    const auto part = [&](xkb_state_component component) {
        return xkb_state_serialize_mods(fresh.get(), component);
    };
    xkb_state_update_mask(fresh.get(), part(XKB_STATE_MODS_DEPRESSED), part(XKB_STATE_MODS_LATCHED),
                          locked,
                          xkb_state_serialize_layout(fresh.get(), XKB_STATE_LAYOUT_DEPRESSED),
                          xkb_state_serialize_layout(fresh.get(), XKB_STATE_LAYOUT_LATCHED), group);
    state_ = std::move(fresh);
}

} // namespace vitrine
