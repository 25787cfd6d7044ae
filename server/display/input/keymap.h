// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/xkb/description.h"

#include <array>
#include <bitset>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

struct xkb_context;
struct xkb_keymap;

namespace vitrine {

using Keycode = std::uint8_t;
using Keysym = std::uint32_t;

// Which of xkeyboard-config's keymaps: names as setxkbmap takes them.
struct KeymapNames {
    std::string rules = "evdev";
    std::string model = "pc105";
    std::string layout = "us";
    std::string variant;
    std::string options;

    bool operator==(const KeymapNames&) const = default;
};

// The keymap of the display. xkbcommon's keymap is the truth that state is computed with; the
// core protocol's table of keysyms is derived from it, and what clients change in that table goes
// back into a new one.
class Keymap {
public:
    static constexpr Keycode minimum = 8;
    static constexpr Keycode maximum = 255;
    using Modifiers =
        std::array<std::uint8_t, 256>; // by keycode: a bit a modifier, Shift the first

    // Throws std::runtime_error where xkeyboard-config has no such keymap.
    explicit Keymap(const KeymapNames& names = {});
    // The same keymap from files that are named one by one, as setxkbmap does; null where they are
    // none, or name anything but files of xkeyboard-config.
    static std::unique_ptr<Keymap> compile(const xkb::ComponentNames& names);
    Keymap(Keymap&&) noexcept;
    Keymap& operator=(Keymap&&) noexcept;
    ~Keymap();

    xkb_keymap* xkb() const { return keymap_.get(); } // another one after each change
    const KeymapNames& names() const { return names_; }
    const xkb::ComponentNames& components() const { return components_; }
    const xkb::Description& description() const; // computed when it is asked for first

    // The core protocol's view: two groups of two levels, then the rest of the levels.
    int width() const { return width_; } // keysyms a keycode
    Keysym keysym(Keycode keycode, int column) const;
    const Modifiers& modifiers() const { return modifiers_; }
    bool repeats(Keycode keycode) const; // unless someone sets otherwise

    // `keysyms` holds rows of `width` for the keycodes from `first` on.
    void setKeysyms(Keycode first, int width, std::span<const Keysym> keysyms);
    void setModifiers(const Modifiers& modifiers);

    // Another keymap, as clients describe it. What xkbcommon refuses is told to clients alone.
    void change(xkb::Description description, const xkb::ComponentNames& components);

    // Lends keys to these keysyms, each to type just that one, whatever modifiers are held: keys
    // without keysyms first, then those lent longest ago and those of appliances (a mail key, a
    // calculator's), but none that is `taken`. The keycodes, in order: fewer where keys run out.
    std::vector<Keycode> lend(std::span<const Keysym> keysyms, const std::bitset<256>& taken);
    Keycode lentTo(Keysym keysym) const; // zero: none
    bool isLent(Keycode keycode) const { return lent_.contains(keycode); }

private:
    struct Uncompiled {};
    explicit Keymap(Uncompiled);
    void derive();
    std::vector<Keysym> derivedRow(Keycode keycode) const;
    void rebuild();
    bool compileText(const std::string& text);

    static void unref(xkb_context* context);
    static void unref(xkb_keymap* keymap);
    struct Unref {
        void operator()(xkb_context* context) const { unref(context); }
        void operator()(xkb_keymap* keymap) const { unref(keymap); }
    };

    KeymapNames names_;
    xkb::ComponentNames components_;
    mutable std::optional<xkb::Description> description_;
    std::unique_ptr<xkb_context, Unref> context_;
    std::unique_ptr<xkb_keymap, Unref> keymap_;
    int width_ = 4;
    std::vector<std::vector<Keysym>> rows_;          // by keycode
    std::map<Keycode, std::vector<Keysym>> changed_; // rows that clients or `lend` gave
    Modifiers modifiers_{};
    std::vector<Keycode> spare_; // what may be lent, or is: the next to be used first
    std::map<Keycode, Keysym> lent_;
};

} // namespace vitrine
