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

Keyboard::Keyboard(const KeymapNames& names) : keymap_(names), state_(xkb_state_new(keymap_.xkb()))
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

Keycode Keyboard::bind(Keysym keysym)
{
    const Keycode keycode = keymap_.bind(keysym, order_);
    if (keycode) restart();
    return keycode;
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
