// SPDX-License-Identifier: GPL-2.0-or-later
// XKEYBOARD 1.0: keymaps that clients change piece by piece.
#include "tests/support/temporary_folder.h"
#include "tests/support/xkb_world.h"

#include <cstdlib>

namespace vitrine {

namespace {

// SetMap of one key's keysyms in one group of two levels.
std::vector<std::uint32_t> setKeysyms(std::uint8_t keycode, std::uint32_t types,
                                      std::uint32_t groupsAndWidth, std::vector<std::uint32_t> syms)
{
    const auto total = static_cast<std::uint32_t>(syms.size());
    std::vector<std::uint32_t> words{
        0x00020100, 0xff080002, 0x01000000u | keycode << 16, total, 0, 0, 0,
        0,          types,      groupsAndWidth | total << 16};
    words.insert(words.end(), syms.begin(), syms.end());
    return words;
}

void checkModifiersAct(World& world)
{
    world.key(shiftLeft, true);
    CHECK(world.state()->mods == XCB_MOD_MASK_SHIFT);
    world.key(shiftLeft, false);
    world.key(capsLock, true);
    world.key(capsLock, false);
    CHECK(world.state()->lockedMods == XCB_MOD_MASK_LOCK);
}

} // namespace

TEST_CASE("XKB: SetMap changes a key's keysyms, and everybody hears of it and types them")
{
    World world;
    world.selectAll(XCB_XKB_EVENT_TYPE_MAP_NOTIFY);
    CHECK(world.say(9, setKeysyms(keyA, 0x01, 0x0201, {'x', 'X'})) == 0);
    const auto heard = world.heard(XCB_XKB_MAP_NOTIFY);
    REQUIRE(heard.size() == 1);
    const auto& event = as<xcb_xkb_map_notify_event_t>(heard[0]);
    CHECK(event.changed == XCB_XKB_MAP_PART_KEY_SYMS);
    CHECK(event.firstKeySym == keyA);
    CHECK(event.nKeySyms == 1);
    const XcbReply<xcb_get_keyboard_mapping_reply_t> core(xcb_get_keyboard_mapping_reply(
        world.x.c(), xcb_get_keyboard_mapping(world.x.c(), keyA, 1), nullptr));
    REQUIRE(core);
    CHECK(xcb_get_keyboard_mapping_keysyms(core.get())[0] == 'x');
    CHECK(xcb_get_keyboard_mapping_keysyms(core.get())[1] == 'X');
    checkModifiersAct(world);
}

TEST_CASE("XKB: SetMap refuses keys, groups, types and actions that cannot be, and changes nothing")
{
    World world;
    CHECK(world.say(9, setKeysyms(5, 0x01, 0x0201, {'x', 'X'})) == XCB_VALUE);
    CHECK(world.say(9, setKeysyms(keyA, 0x01, 0x0205, std::vector<std::uint32_t>(10, 'x'))) ==
          XCB_VALUE);
    CHECK(world.say(9, setKeysyms(keyA, 0xc8, 0x0201, {'x', 'X'})) == XCB_VALUE);
    CHECK(world.say(9, setKeysyms(keyA, 0x01, 0x0301, {'x', 'X'})) == XCB_VALUE);
    // Types: the first four have their levels, and no entry leads beyond them.
    CHECK(world.say(9, {0x00010100, 0xff080000, 0x00000100, 0, 0, 0, 0, 0, 0, 0x00000002}) ==
          XCB_MATCH);
    CHECK(world.say(9, {0x00010100, 0xff080000, 0x00000105, 0, 0, 0, 0, 0, 0x00000101, 0x00000102,
                        0x00000109}) == XCB_MATCH);
    // More actions than keysyms.
    CHECK(world.say(9, {0x00100100, 0xff080000, 0, 0x01260000, 200, 0, 0, 0, 200}) == XCB_LENGTH);
    std::vector<std::uint32_t> actions{0x00100100, 0xff080000, 0, 0x01260000, 200, 0, 0, 0, 200};
    actions.resize(actions.size() + 400);
    CHECK(world.say(9, actions) == XCB_MATCH);
    const XcbReply<xcb_get_keyboard_mapping_reply_t> core(xcb_get_keyboard_mapping_reply(
        world.x.c(), xcb_get_keyboard_mapping(world.x.c(), keyA, 1), nullptr));
    CHECK(xcb_get_keyboard_mapping_keysyms(core.get())[0] == 'a');
    CHECK(world.state());
}

TEST_CASE("XKB: names that could not stand in a keymap's text are told as they were given")
{
    World world;
    const auto intern = [&](const std::string& name) {
        const XcbReply<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(
            world.x.c(),
            xcb_intern_atom(world.x.c(), 0, static_cast<std::uint16_t>(name.size()), name.data()),
            nullptr));
        return reply->atom;
    };
    const std::uint32_t hostile = intern("\"; }; include \"/etc/passwd");
    // Four types, a virtual modifier, and the key of the letter A.
    CHECK(world.say(18, {0x00010100, 0x00000a40, 0x00000400, 0, 0x01260000, 0, hostile, hostile,
                         hostile, hostile, hostile, 0x223b7d3e}) == 0);
    const auto cookie =
        xcb_xkb_get_names(world.x.c(), coreKeyboard,
                          XCB_XKB_NAME_DETAIL_KEY_TYPE_NAMES | XCB_XKB_NAME_DETAIL_KEY_NAMES);
    const XcbReply<xcb_xkb_get_names_reply_t> names(
        xcb_xkb_get_names_reply(world.x.c(), cookie, nullptr));
    REQUIRE(names);
    const auto* const words = reinterpret_cast<const std::uint32_t*>(names.get() + 1);
    CHECK(words[0] == hostile);
    CHECK(words[3] == hostile);
    CHECK(words[names->nTypes + keyA - 8] == 0x223b7d3e);
    world.key(keyA, true); // and keys act
    world.key(keyA, false);
    world.key(shiftLeft, true);
    CHECK(world.state()->mods == XCB_MOD_MASK_SHIFT);
}

TEST_CASE("XKB: SetNamedIndicator lights an indicator that has a map, too")
{
    World world;
    const std::string name = "Scroll Lock";
    const XcbReply<xcb_intern_atom_reply_t> atom(xcb_intern_atom_reply(
        world.x.c(),
        xcb_intern_atom(world.x.c(), 0, static_cast<std::uint16_t>(name.size()), name.data()),
        nullptr));
    const auto lit = [&] {
        const XcbReply<xcb_xkb_get_indicator_state_reply_t> reply(xcb_xkb_get_indicator_state_reply(
            world.x.c(), xcb_xkb_get_indicator_state(world.x.c(), coreKeyboard), nullptr));
        return reply->state;
    };
    CHECK(world.say(16, {0x03000100, 0x00000000, atom->atom, 0x00000101, 0, 0, 0}) == 0);
    CHECK(lit() == 4);
    CHECK(world.say(16, {0x03000100, 0x00000000, atom->atom, 0x00000001, 0, 0, 0}) == 0);
    CHECK(lit() == 0);
}

TEST_CASE("XKB: xkbcomp reads the keymap, and what it made of it loads and types")
{
    World world;
    const TemporaryFolder folder;
    const std::string file = (folder.path() / "keymap.xkb").string();
    const std::string environment = "DISPLAY=" + world.server.name() +
                                    " XAUTHORITY=" + world.server.xauthority().string() + ' ';
    const auto run = [&](const std::string& command) {
        return std::system((environment + "timeout 60 " + command + " 2>/dev/null").c_str());
    };
    REQUIRE(run("xkbcomp -w0 " + world.server.name() + ' ' + file) == 0);
    REQUIRE(run("xkbcomp -w0 " + file + ' ' + world.server.name()) == 0);
    checkModifiersAct(world);
    const XcbReply<xcb_get_keyboard_mapping_reply_t> core(xcb_get_keyboard_mapping_reply(
        world.x.c(), xcb_get_keyboard_mapping(world.x.c(), keyA, 1), nullptr));
    CHECK(xcb_get_keyboard_mapping_keysyms(core.get())[1] == 'A');
}

TEST_CASE("XKB: whatever sizes are claimed for a change of the keymap, nothing is read beyond it")
{
    World world;
    CHECK(world.say(20, {0x00000100, 0, 0, 0, 0, 0}) == 0);
    CHECK(world.say(20, {0x00000100}) == XCB_LENGTH);
    // SetMap of keysyms: 255 from keycode 255 on
    CHECK(world.say(9, {0x00020100, 0xff080000, 0xffff0000, 0xffffffff, 0xffffffff, 0xffffffff,
                        0xffffffff, 0xffffffff}) == XCB_LENGTH);
    CHECK(world.say(9, {0x00000100, 0xff080000, 0, 0, 0, 0, 0, 0}) == 0);
    // SetCompatMap: 65535 interpretations
    CHECK(world.say(11, {0x01000100, 0xffff000f, 0x0000ffff}) == XCB_LENGTH);
    CHECK(world.say(18, {0x00000100, 0x3fff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}) ==
          XCB_LENGTH);
    CHECK(world.say(14, {0x00000100, 0xffffffff}) == XCB_LENGTH);
    CHECK(world.say(25, {0xff000100, 0xffff001e}) == XCB_LENGTH);
    CHECK(world.state());
}

} // namespace vitrine
