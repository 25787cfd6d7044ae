// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/input.h"
#include "server/display/input/keyboard.h"
#include "server/display/input/keymap_text.h"
#include "server/display/input/viewer_keys.h"

#include <catch2/catch.hpp>
#include <xkbcommon/xkbcommon-keysyms.h>
#include <xkbcommon/xkbcommon.h>

#include <map>
#include <string>

using namespace vitrine;

namespace {

constexpr Keycode escape = 9, keyA = 38, keyY = 29, keyZ = 52, digit1 = 10, f1 = 67;
constexpr Keycode shiftLeft = 50, capsLock = 66, numLock = 77, altGr = 108, level3 = 92;
constexpr std::uint16_t shiftBit = 1, lockBit = 2, mod2Bit = 16, mod5Bit = 128;

// A viewer's key whose code says nothing.
Key byKeysym(Keysym keysym, bool pressed = true)
{
    return {.code = 0, .keysym = keysym, .text = {}, .pressed = pressed};
}
Key byCode(Keycode keycode, Keysym keysym, bool pressed = true)
{
    return {.code = keycode - 8u, .keysym = keysym, .text = {}, .pressed = pressed};
}

// A keyboard that does what viewers' keys say.
struct Typist {
    explicit Typist(const KeymapNames& names = {}) : keyboard(names), keys(keyboard) {}

    std::vector<KeyStep> operator()(const Key& key)
    {
        if (const Keysym keysym = keys.missing(key)) keyboard.lend({&keysym, 1});
        const std::vector<KeyStep> steps = keys.steps(key);
        for (const KeyStep& step : steps) keyboard.set(step.keycode, step.pressed);
        return steps;
    }
    Keyboard keyboard;
    ViewerKeys keys;
};

using Steps = std::vector<KeyStep>;

} // namespace

TEST_CASE("The core keymap shows two groups of two levels, and a single group in both places")
{
    const Keymap keymap;
    const auto row = [&](Keycode keycode) {
        std::vector<Keysym> keysyms;
        for (int column = 0; column < 4; ++column)
            keysyms.push_back(keymap.keysym(keycode, column));
        return keysyms;
    };
    CHECK(row(keyA) == std::vector<Keysym>{XKB_KEY_a, XKB_KEY_A, XKB_KEY_a, XKB_KEY_A});
    CHECK(row(escape) == std::vector<Keysym>{XKB_KEY_Escape, 0, XKB_KEY_Escape, 0});
    CHECK(keymap.width() == 7); // as Xvfb's
    CHECK(keymap.keysym(f1, 6) == XKB_KEY_XF86Switch_VT_1);
    CHECK(keymap.keysym(keyA, -1) == 0);
    CHECK(keymap.keysym(keyA, 7) == 0);
}

TEST_CASE("The modifier map is xkeyboard-config's")
{
    const Keymap keymap;
    std::map<Keycode, int> modifiers;
    for (int keycode = 8; keycode < 256; ++keycode)
        if (const auto code = static_cast<Keycode>(keycode); keymap.modifiers()[code])
            modifiers[code] = keymap.modifiers()[code];
    CHECK(modifiers == std::map<Keycode, int>{{50, 1},
                                              {62, 1},
                                              {66, 2},
                                              {37, 4},
                                              {105, 4},
                                              {64, 8},
                                              {108, 8},
                                              {205, 8},
                                              {77, 16},
                                              {133, 64},
                                              {134, 64},
                                              {206, 64},
                                              {207, 64},
                                              {92, 128},
                                              {203, 128}});
}

TEST_CASE("A layout that does not exist is an error that names it")
{
    CHECK_THROWS_WITH(Keymap(KeymapNames{.layout = "klingon"}), Catch::Contains("klingon"));
}

TEST_CASE("Modifiers follow the keys that are down, and locks")
{
    Keyboard keyboard;
    keyboard.set(shiftLeft, true);
    CHECK(keyboard.modifiers() == shiftBit);
    CHECK(keyboard.downBits()[shiftLeft / 8] == 1 << shiftLeft % 8);
    keyboard.set(shiftLeft, false);
    CHECK(keyboard.modifiers() == 0);
    for (const bool pressed : {true, false}) keyboard.set(capsLock, pressed);
    CHECK(keyboard.modifiers() == lockBit);
    CHECK((keyboard.leds() & 1) == 1);
    for (const bool pressed : {true, false}) keyboard.set(numLock, pressed);
    CHECK(keyboard.modifiers() == (lockBit | mod2Bit));
}

TEST_CASE("A second layout's keys show its group in bits 13 and 14")
{
    Keyboard keyboard(KeymapNames{.layout = "us,de", .options = "grp:caps_toggle"});
    CHECK(keyboard.keymap().keysym(keyY, 0) == XKB_KEY_y);
    CHECK(keyboard.keymap().keysym(keyY, 2) == XKB_KEY_z);
    for (const bool pressed : {true, false}) keyboard.set(capsLock, pressed);
    CHECK(keyboard.modifiers() == 1 << 13);
}

TEST_CASE("ChangeKeyboardMapping changes the table and what keys do, and nothing else")
{
    Keyboard keyboard;
    keyboard.set(shiftLeft, true);
    for (const bool pressed : {true, false}) keyboard.set(capsLock, pressed);
    const Keysym row[] = {XKB_KEY_odiaeresis, XKB_KEY_Odiaeresis};
    keyboard.setKeysyms(keyA, 2, row);
    CHECK(keyboard.keymap().keysym(keyA, 0) == XKB_KEY_odiaeresis);
    CHECK(keyboard.keymap().keysym(keyA, 2) == 0);
    CHECK(keyboard.keymap().keysym(keyZ, 0) == XKB_KEY_z);
    CHECK(keyboard.modifiers() == (shiftBit | lockBit)); // as before
    keyboard.set(shiftLeft, false);
    CHECK(keyboard.modifiers() == lockBit);

    const Keysym shift[] = {XKB_KEY_Shift_L};
    keyboard.setKeysyms(keyZ, 1, shift);
    Keymap::Modifiers modifiers = keyboard.keymap().modifiers();
    modifiers[keyZ] = shiftBit;
    keyboard.setModifiers(modifiers);
    keyboard.set(keyZ, true);
    CHECK(keyboard.modifiers() == (shiftBit | lockBit));
}

TEST_CASE("A keycode without a key, as the lowest is, does what ChangeKeyboardMapping says")
{
    Keyboard keyboard;
    constexpr Keycode lowest = 8;
    for (const Keysym keysym : {XKB_KEY_adiaeresis, XKB_KEY_NoSymbol, XKB_KEY_EuroSign}) {
        const Keysym keysyms[] = {keysym};
        keyboard.setKeysyms(lowest, 1, keysyms);
        CHECK(keyboard.keymap().keysym(lowest, 0) == keysym);
        CHECK(xkb_state_key_get_one_sym(keyboard.xkb(), lowest) == keysym);
        const xkb::Key& described = keyboard.keymap().description().keys[lowest];
        CHECK(described.name.empty());
        CHECK(described.groups.empty() == (keysym == XKB_KEY_NoSymbol));
    }
}

TEST_CASE("A row with one alphabetic keysym stands for both cases of it")
{
    using Groups = std::vector<std::vector<Keysym>>;
    const Keysym alone[] = {XKB_KEY_a};
    CHECK(groupsOfRow(alone) == Groups{{XKB_KEY_a, XKB_KEY_A}});
    const Keysym digit[] = {XKB_KEY_1, 0, XKB_KEY_1};
    CHECK(groupsOfRow(digit) == Groups{{XKB_KEY_1}});
    const Keysym two[] = {XKB_KEY_a, XKB_KEY_A, XKB_KEY_Cyrillic_ef, XKB_KEY_Cyrillic_EF};
    CHECK(groupsOfRow(two) ==
          Groups{{XKB_KEY_a, XKB_KEY_A}, {XKB_KEY_Cyrillic_ef, XKB_KEY_Cyrillic_EF}});
    const Keysym nothing[] = {0, 0};
    CHECK(groupsOfRow(nothing).empty());
}

TEST_CASE("A viewer's key is the display's where the layouts agree")
{
    Typist type;
    CHECK(type(byCode(keyA, XKB_KEY_a)) == Steps{{keyA, true}});
    CHECK(type(byCode(keyA, XKB_KEY_a)) == Steps{}); // it repeats; so do we
    CHECK(type(byCode(keyA, XKB_KEY_a, false)) == Steps{{keyA, false}});
    CHECK(type(byCode(shiftLeft, XKB_KEY_Shift_L)) == Steps{{shiftLeft, true}});
    CHECK(type(byCode(keyA, XKB_KEY_A)) == Steps{{keyA, true}});
    CHECK(type(byCode(shiftLeft, XKB_KEY_Shift_L, false)) == Steps{{shiftLeft, false}});
    CHECK(type(byCode(keyA, XKB_KEY_a, false)) == Steps{{keyA, false}});
}

TEST_CASE("What a viewer's key types counts where the layouts differ")
{
    Typist type;
    CHECK(type(byCode(keyY, XKB_KEY_z)) == Steps{{keyZ, true}}); // a German keyboard
    CHECK(type(byCode(keyY, XKB_KEY_z, false)) == Steps{{keyZ, false}});
}

TEST_CASE("A key that needs Shift gets it for the moment, and its repetitions likewise")
{
    Typist type;
    const Steps press{{shiftLeft, true, false}, {digit1, true, false}, {shiftLeft, false, false}};
    CHECK(type(byKeysym(XKB_KEY_exclam)) == press);
    Steps again{{digit1, false}};
    again.insert(again.end(), press.begin(), press.end());
    CHECK(type(byKeysym(XKB_KEY_exclam)) == again);
    CHECK(type(byKeysym(XKB_KEY_exclam, false)) == Steps{{digit1, false}});
    CHECK(type.keyboard.modifiers() == 0);
}

TEST_CASE("A key that must not have Shift has it let go for the moment")
{
    Typist type;
    type(byCode(shiftLeft, XKB_KEY_Shift_L));
    CHECK(type(byKeysym(XKB_KEY_1)) ==
          Steps{{shiftLeft, false}, {digit1, true, false}, {shiftLeft, true, false}});
    CHECK(type.keyboard.modifiers() == shiftBit);
}

TEST_CASE("A keysym of the third level is typed with the key that chooses it")
{
    Typist type(KeymapNames{.layout = "de"});
    const Steps steps = type(byKeysym(XKB_KEY_at)); // AltGr + Q
    REQUIRE(steps.size() == 3);
    CHECK(steps[0].pressed);
    CHECK((type.keyboard.keymap().modifiers()[steps[0].keycode] & mod5Bit) != 0);
    CHECK(steps[1] == KeyStep{24, true, false});
    CHECK(steps[2] == KeyStep{steps[0].keycode, false, false});
}

TEST_CASE("A keysym that no key has is given a spare keycode that types it in every state")
{
    Typist type;
    const Steps steps = type(byKeysym(XKB_KEY_Adiaeresis));
    REQUIRE(steps.size() == 1);
    const Keycode keycode = steps[0].keycode;
    CHECK(type.keyboard.keymap().isLent(keycode));
    CHECK(type.keyboard.keymap().keysym(keycode, 0) == XKB_KEY_Adiaeresis);
    CHECK(type.keyboard.keymap().keysym(keycode, 1) == XKB_KEY_Adiaeresis);
    CHECK(type(byKeysym(XKB_KEY_Adiaeresis, false)) == Steps{{keycode, false}});
    type(byCode(shiftLeft, XKB_KEY_Shift_L));
    CHECK(type(byKeysym(XKB_KEY_Adiaeresis)) == Steps{{keycode, true}});
    CHECK(type.keyboard.keymap().lentTo(XKB_KEY_Adiaeresis) == keycode);
}

TEST_CASE("When no key is spare, the one lent longest ago is lent anew, but none that is held")
{
    Typist type;
    const auto keysym = [](int n) { return static_cast<Keysym>(0x1000400 + n); }; // Unicode's
    const Keycode first = type(byKeysym(keysym(0)))[0].keycode;
    const Keycode second = type(byKeysym(keysym(1)))[0].keycode;
    type(byKeysym(keysym(1), false));
    std::vector<Keycode> used;
    for (int n = 2; n < 160; ++n) {
        const Steps steps = type(byKeysym(keysym(n)));
        REQUIRE(steps.size() == 1);
        CHECK(steps[0].keycode != first);
        type(byKeysym(keysym(n), false));
        used.push_back(steps[0].keycode);
    }
    CHECK(std::find(used.begin(), used.end(), second) != used.end());
    CHECK(type(byKeysym(keysym(0), false)) == Steps{{first, false}});
}

TEST_CASE("Shift may go up before the letter does")
{
    Typist type;
    type(byKeysym(XKB_KEY_Shift_L));
    CHECK(type(byKeysym(XKB_KEY_A)) == Steps{{keyA, true}});
    type(byKeysym(XKB_KEY_Shift_L, false));
    CHECK(type(byKeysym(XKB_KEY_a, false)) == Steps{{keyA, false}});
}

TEST_CASE("Keys are lent all at once, those without keysyms first, and none that is taken")
{
    Keyboard keyboard;
    std::vector<Keysym> keysyms;
    for (Keysym n = 0; n < 100; ++n) keysyms.push_back(0x1004e00 + n);
    std::bitset<256> taken;
    for (int keycode = 8; keycode <= 255; ++keycode) {
        const auto code = static_cast<Keycode>(keycode);
        if (keyboard.keymap().keysym(code, 0) == XKB_KEY_XF86Mail) taken.set(code);
    }
    REQUIRE(taken.any());
    const Keymap before;
    const std::vector<Keycode> lent = keyboard.lend(keysyms, taken);
    CHECK(lent.size() >= 64);
    bool empty = true;
    for (std::size_t i = 0; i < lent.size(); ++i) {
        CHECK(keyboard.keymap().keysym(lent[i], 0) == keysyms[i]);
        CHECK(xkb_state_key_get_one_sym(keyboard.xkb(), lent[i]) == keysyms[i]);
        const bool hadNone = before.keysym(lent[i], 0) == 0;
        CHECK((empty || !hadNone));
        empty = hadNone;
        CHECK(!taken.test(lent[i]));
    }
}

TEST_CASE("A text is keys without codes, a pair for each character")
{
    const std::vector<Key> keys = keysOf("a\xc3\xa9\n");
    CHECK(keys == std::vector<Key>{byKeysym(XKB_KEY_a), byKeysym(XKB_KEY_a, false),
                                   byKeysym(XKB_KEY_eacute), byKeysym(XKB_KEY_eacute, false),
                                   byKeysym(XKB_KEY_Return), byKeysym(XKB_KEY_Return, false)});
    // Bytes that are no UTF-8 type nothing.
    CHECK(keysOf("\xff\xc3").empty());
}

TEST_CASE("Modifier keys are found by their place on any level")
{
    Typist type(KeymapNames{.layout = "de"});
    CHECK(type(byCode(altGr, XKB_KEY_ISO_Level3_Shift)) == Steps{{altGr, true}});
    CHECK(type.keyboard.modifiers() == mod5Bit);
    CHECK(type(byCode(24, XKB_KEY_at)) == Steps{{24, true}});
    Typist other;
    CHECK(other(byCode(altGr, XKB_KEY_ISO_Level3_Shift)) == Steps{{level3, true}});
}

TEST_CASE("Releasing all lets every key go")
{
    Typist type;
    type(byCode(keyA, XKB_KEY_a));
    type(byCode(shiftLeft, XKB_KEY_Shift_L));
    CHECK(type.keys.releaseAll() == Steps{{keyA, false}, {shiftLeft, false}});
    CHECK(type(byCode(keyA, XKB_KEY_a, false)) == Steps{}); // it was let go already
}
