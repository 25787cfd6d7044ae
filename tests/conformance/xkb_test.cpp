// SPDX-License-Identifier: GPL-2.0-or-later
// XKEYBOARD 1.0, by libxcb. Quotations are of "The X Keyboard Extension: Protocol Specification".
#include "tests/support/xkb_world.h"

#include <cstring>

#include "x11/xinput.h"

namespace vitrine {

TEST_CASE("XKB: UseExtension supports 1.0 and says so to a client of another major version")
{
    TestServer server;
    XcbClient x(server);
    const XcbReply<xcb_xkb_use_extension_reply_t> reply(
        xcb_xkb_use_extension_reply(x.c(), xcb_xkb_use_extension(x.c(), 2, 0), nullptr));
    REQUIRE(reply);
    CHECK_FALSE(reply->supported);
    CHECK(reply->serverMajor == 1);
}

TEST_CASE("XKB: before UseExtension every request is an Access error")
{
    TestServer server;
    XcbClient x(server);
    CHECK(x.check(xcb_xkb_latch_lock_state_checked(x.c(), coreKeyboard, 0, 0, 0, 0, 0, 0, 0)) ==
          XCB_ACCESS);
    xcb_generic_error_t* error = nullptr;
    xcb_xkb_get_state_reply(x.c(), xcb_xkb_get_state(x.c(), coreKeyboard), &error);
    REQUIRE(error);
    CHECK(error->error_code == XCB_ACCESS);
    std::free(error);
}

TEST_CASE("XKB: a device specification that names none is a Device error, or no keyboard a "
          "Keyboard error")
{
    World world;
    for (const std::uint16_t device : {0, 2, 99, 0x1ff, 0xffff}) {
        xcb_generic_error_t* error = nullptr;
        xcb_xkb_get_state_reply(world.x.c(), xcb_xkb_get_state(world.x.c(), device), &error);
        REQUIRE(error);
        CHECK(error->error_code ==
              (device == 2 ? x11::xkb::ErrorCode::Keyboard : x11::xinput::ErrorCode::Device));
        std::free(error);
    }
    const XcbReply<xcb_xkb_get_state_reply_t> byNumber(
        xcb_xkb_get_state_reply(world.x.c(), xcb_xkb_get_state(world.x.c(), 3), nullptr));
    CHECK(byNumber);
}

TEST_CASE("XKB: GetState and StateNotify follow Shift, which is held, and Caps Lock, which locks")
{
    World world;
    world.selectAll(XCB_XKB_EVENT_TYPE_STATE_NOTIFY | XCB_XKB_EVENT_TYPE_INDICATOR_STATE_NOTIFY);
    world.key(shiftLeft, true);
    CHECK(world.state()->mods == 1);
    CHECK(world.state()->baseMods == 1);
    auto events = world.heard(XCB_XKB_STATE_NOTIFY);
    REQUIRE(events.size() == 1);
    const auto& pressed = as<xcb_xkb_state_notify_event_t>(events[0]);
    CHECK(pressed.mods == 1);
    CHECK(pressed.keycode == shiftLeft);
    CHECK(pressed.eventType == XCB_KEY_PRESS);
    CHECK(pressed.deviceID == 3);
    CHECK((pressed.changed & 0xff) == 3); // modifier state and base
    world.key(shiftLeft, false);
    world.key(capsLock, true);
    world.key(capsLock, false);
    CHECK(world.state()->lockedMods == 2);
    events = world.x.events();
    int lit = 0;
    for (const XcbEvent& event : events)
        if (event->pad0 == XCB_XKB_INDICATOR_STATE_NOTIFY) {
            CHECK(as<xcb_xkb_indicator_state_notify_event_t>(event).state == 1);
            ++lit;
        }
    CHECK(lit == 1);
    const XcbReply<xcb_xkb_get_indicator_state_reply_t> leds(xcb_xkb_get_indicator_state_reply(
        world.x.c(), xcb_xkb_get_indicator_state(world.x.c(), coreKeyboard), nullptr));
    CHECK(leds->state == 1);
}

TEST_CASE("XKB: LatchLockState locks until it unlocks, and latches for one key")
{
    World world;
    const xcb_window_t window = world.x.window(0, 0, 50, 50, XCB_EVENT_MASK_KEY_PRESS);
    xcb_set_input_focus(world.x.c(), XCB_INPUT_FOCUS_PARENT, window, XCB_CURRENT_TIME);
    world.x.sync();
    xcb_xkb_latch_lock_state(world.x.c(), coreKeyboard, 4, 4, 0, 0, 0, 0, 0);
    CHECK(world.state()->lockedMods == 4);
    CHECK(world.state()->mods == 4);
    xcb_xkb_latch_lock_state(world.x.c(), coreKeyboard, 4, 0, 0, 0, 0, 0, 0);
    CHECK(world.state()->mods == 0);
    // affectModLatches 1, modLatches 1: bytes that xcb has no names for
    RawClient raw(world.server);
    REQUIRE(raw.setUp(world.server.cookie()));
    raw.request(x11::xkb::extension.majorOpcode, 0, {1});
    raw.receive();
    raw.request(x11::xkb::extension.majorOpcode, 5, {0x00000100, 0x01010000, 0x00000000});
    raw.request(x11::GetInputFocus::opcode, 0, {});
    raw.receive();
    CHECK(world.state()->latchedMods == 1);
    world.x.events();
    for (int i = 0; i < 2; ++i) {
        world.key(keyA, true);
        world.key(keyA, false);
    }
    std::vector<int> states;
    for (const XcbEvent& event : world.x.events())
        if (event->response_type == XCB_KEY_PRESS)
            states.push_back(as<xcb_key_press_event_t>(event).state);
    CHECK(states == std::vector<int>{1, 0});
    CHECK(world.x.check(xcb_xkb_latch_lock_state_checked(world.x.c(), coreKeyboard, 1, 2, 0, 0, 0,
                                                         0, 0)) == XCB_MATCH);
}

TEST_CASE("XKB: the group is told in bits 13 and 14 of the state, to clients that know of groups")
{
    World world;
    world.server.with(
        [](Display& display) { display.input().setKeymap(KeymapNames{.layout = "us,de"}); });
    XcbClient old(world.server);
    const std::uint32_t mask = XCB_EVENT_MASK_KEY_PRESS;
    const xcb_window_t window = world.x.window(0, 0, 50, 50, mask);
    xcb_set_input_focus(world.x.c(), XCB_INPUT_FOCUS_PARENT, window, XCB_CURRENT_TIME);
    world.x.sync();
    xcb_change_window_attributes(old.c(), window, XCB_CW_EVENT_MASK, &mask);
    old.sync();
    xcb_xkb_latch_lock_state(world.x.c(), coreKeyboard, 0, 0, 1, 1, 0, 0, 0);
    CHECK(world.state()->group == 1);
    CHECK(world.state()->lockedGroup == 1);
    world.key(keyA, true);
    const auto heard = world.x.event<xcb_key_press_event_t>(XCB_KEY_PRESS);
    REQUIRE(heard);
    CHECK(heard->state == 0x2000);
    const auto heardByOld = old.event<xcb_key_press_event_t>(XCB_KEY_PRESS);
    REQUIRE(heardByOld);
    CHECK(heardByOld->state == 0);
}

TEST_CASE("XKB: GetMap tells types, keysyms, actions and modifiers, whole or a part")
{
    World world;
    const XcbReply<xcb_xkb_get_map_reply_t> all(
        xcb_xkb_get_map_reply(world.x.c(),
                              xcb_xkb_get_map(world.x.c(), coreKeyboard, 0xff, 0, 0, 0, 0, 0, 0, 0,
                                              0, 0, 0, 0, 0, 0, 0, 0, 0),
                              nullptr));
    REQUIRE(all);
    CHECK(all->minKeyCode == 8);
    CHECK(all->maxKeyCode == 255);
    CHECK(all->nTypes == all->totalTypes);
    CHECK(all->nTypes >= 4);
    CHECK(all->nKeySyms == 248);
    CHECK(all->virtualMods == 0xffff);

    const XcbReply<xcb_xkb_get_map_reply_t> one(xcb_xkb_get_map_reply(
        world.x.c(),
        xcb_xkb_get_map(world.x.c(), coreKeyboard, 0, XCB_XKB_MAP_PART_KEY_SYMS, 0, 0, keyA, 1, 0,
                        0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        nullptr));
    REQUIRE(one);
    CHECK(one->totalSyms == 2);
    xcb_xkb_get_map_map_t map;
    const void* buffer = xcb_xkb_get_map_map(one.get());
    xcb_xkb_get_map_map_unpack(buffer, one->nTypes, one->nKeySyms, one->nKeyActions,
                               one->totalActions, one->totalKeyBehaviors, one->virtualMods,
                               one->totalKeyExplicit, one->totalModMapKeys, one->totalVModMapKeys,
                               one->present, &map);
    const auto syms = xcb_xkb_get_map_map_syms_rtrn_iterator(one.get(), &map);
    CHECK(syms.data->groupInfo == 1);
    CHECK(syms.data->width == 2);
    CHECK(syms.data->kt_index[0] == 2); // "ALPHABETIC: the third of the canonical types"
    const xcb_keysym_t* keysyms = xcb_xkb_key_sym_map_syms(syms.data);
    CHECK(keysyms[0] == 'a');
    CHECK(keysyms[1] == 'A');
}

TEST_CASE("XKB: GetMap refuses what is neither legal nor there")
{
    World world;
    const auto error = [&](std::uint16_t full, std::uint16_t partial, std::uint8_t firstType,
                           std::uint8_t types, std::uint8_t firstKey, std::uint8_t keys) {
        xcb_generic_error_t* got = nullptr;
        const XcbReply<xcb_xkb_get_map_reply_t> reply(xcb_xkb_get_map_reply(
            world.x.c(),
            xcb_xkb_get_map(world.x.c(), coreKeyboard, full, partial, firstType, types, firstKey,
                            keys, firstKey, keys, firstKey, keys, 0, firstKey, keys, firstKey, keys,
                            firstKey, keys),
            &got));
        const int code = got ? got->error_code : 0;
        std::free(got);
        return code;
    };
    CHECK(error(1, 1, 0, 0, 8, 1) == XCB_MATCH);
    CHECK(error(0x100, 0, 0, 0, 8, 1) == XCB_VALUE);
    CHECK(error(0, 0x8000, 0, 0, 8, 1) == XCB_VALUE);
    CHECK(error(0, 1, 250, 10, 8, 1) == XCB_VALUE);
    for (const int part : {2, 4, 8, 16, 32, 128}) {
        CAPTURE(part);
        CHECK(error(0, static_cast<std::uint16_t>(part), 0, 0, 7, 1) == XCB_VALUE);
        CHECK(error(0, static_cast<std::uint16_t>(part), 0, 0, 255, 2) == XCB_VALUE);
        CHECK(error(0, static_cast<std::uint16_t>(part), 0, 0, 8, 255) == XCB_VALUE);
        CHECK(error(0, static_cast<std::uint16_t>(part), 0, 0, 8, 248) == 0);
        CHECK(error(0, static_cast<std::uint16_t>(part), 0, 0, 255, 0) == 0);
    }
}

TEST_CASE("XKB: SelectEvents reads masks only for what is neither cleared nor selected whole")
{
    World world;
    // affectWhich: state and controls; state by masks
    CHECK(world.say(1, {0x00040100, 0x00000000, 0x00000000, 0x00010001}) == 0);
    CHECK(world.say(1, {0x00040100, 0, 0}) == XCB_LENGTH);
    CHECK(world.say(1, {0x00040100, 0, 0, 0x00020001}) == XCB_MATCH);
    CHECK(world.say(1, {0x00040100, 0, 0, 0x40004000}) == XCB_VALUE);
    CHECK(world.say(1, {0x10000100, 0, 0}) == XCB_VALUE);
    CHECK(world.say(1, {0x00040100, 0x00000004, 0}) == 0);
    CHECK(world.say(1, {0x00040100, 0x00040000, 0}) == 0);
    CHECK(world.say(1, {0x00040100, 0x00040000, 0, 1}) == XCB_LENGTH);
}

TEST_CASE("XKB: SetControls changes the delays of auto-repeat, and ControlsNotify tells")
{
    World world;
    world.selectAll(XCB_XKB_EVENT_TYPE_CONTROLS_NOTIFY);
    const std::vector<std::uint8_t> keys(32, 0xff);
    const auto set = [&](std::uint32_t change, std::uint16_t delay, std::uint16_t interval,
                         std::uint32_t affect = 0, std::uint32_t enabled = 0,
                         std::uint8_t wrap = 0) {
        return world.x.check(xcb_xkb_set_controls_checked(
            world.x.c(), coreKeyboard, 0, 0, 0, 0, 0, 0, 0, 0, 0, wrap, 0, affect, enabled, change,
            delay, interval, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, keys.data()));
    };
    CHECK(set(1, 321, 45) == 0);
    const XcbReply<xcb_xkb_get_controls_reply_t> controls(xcb_xkb_get_controls_reply(
        world.x.c(), xcb_xkb_get_controls(world.x.c(), coreKeyboard), nullptr));
    REQUIRE(controls);
    CHECK(controls->repeatDelay == 321);
    CHECK(controls->repeatInterval == 45);
    CHECK(controls->numGroups == 1);
    CHECK((controls->enabledControls & 1) == 1);
    const auto events = world.heard(XCB_XKB_CONTROLS_NOTIFY);
    REQUIRE(events.size() == 1);
    CHECK(as<xcb_xkb_controls_notify_event_t>(events[0]).changedControls == 1);
    CHECK(world.server.with([](Display& display) {
        return display.input().keyboard().control().repeatDelay;
    }) == 321);

    CHECK(set(0, 0, 0, 1, 0) == 0); // no key repeats
    CHECK_FALSE(world.server.with(
        [](Display& display) { return display.input().keyboard().control().autoRepeat; }));
    CHECK(set(1, 0, 45) == XCB_VALUE);
    CHECK(set(1, 45, 0) == XCB_VALUE);
    CHECK(set(0x04000000, 0, 0) == XCB_VALUE);
    CHECK(set(0, 0, 0, 1, 2) == XCB_MATCH);
    CHECK(set(0, 0, 0, 0x10000, 0) == XCB_VALUE);
    CHECK(set(0x08000000, 0, 0, 0, 0, 0xc0) == XCB_VALUE);
    CHECK(set(0x08000000, 0, 0, 0, 0, 0xb0) == XCB_VALUE);
    CHECK(set(0x40000000, 0, 0) == 0); // all keys repeat
}

TEST_CASE("XKB: a client with detectable auto-repeat hears no releases in between")
{
    World world;
    const XcbReply<xcb_xkb_per_client_flags_reply_t> flags(xcb_xkb_per_client_flags_reply(
        world.x.c(), xcb_xkb_per_client_flags(world.x.c(), coreKeyboard, 1, 1, 0, 0, 0), nullptr));
    REQUIRE(flags);
    CHECK(flags->supported == 0x1f);
    CHECK(flags->value == 1);
    const xcb_window_t window =
        world.x.window(0, 0, 50, 50, XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE);
    xcb_set_input_focus(world.x.c(), XCB_INPUT_FOCUS_PARENT, window, XCB_CURRENT_TIME);
    const std::vector<std::uint8_t> none(32, 0xff);
    xcb_xkb_set_controls(world.x.c(), coreKeyboard, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1,
                         0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, none.data());
    world.x.sync();
    world.key(keyA, true);
    int presses = 0;
    for (int tries = 0; tries < 10'000 && presses < 4; ++tries) {
        world.server.with([](Display& display) { display.input().tick(); });
        for (const XcbEvent& event : world.x.events()) {
            CHECK(event->response_type == XCB_KEY_PRESS);
            ++presses;
        }
    }
    CHECK(presses >= 4);
    xcb_generic_error_t* error = nullptr;
    xcb_xkb_per_client_flags_reply(
        world.x.c(), xcb_xkb_per_client_flags(world.x.c(), coreKeyboard, 0x20, 0, 0, 0, 0), &error);
    REQUIRE(error);
    CHECK(error->error_code == XCB_VALUE);
    std::free(error);
}

TEST_CASE("XKB: GetKbdByName loads a keymap by its parts' names, and clients hear of it")
{
    World world;
    XcbClient old(world.server);
    world.selectAll(XCB_XKB_EVENT_TYPE_NEW_KEYBOARD_NOTIFY);
    const auto words = [](const std::string& symbols, bool load) {
        std::string bytes(1, '\0');
        for (const std::string& part :
             {std::string("evdev+aliases(qwertz)"), std::string("complete"),
              std::string("complete"), symbols, std::string("pc(pc105)")}) {
            bytes.push_back(static_cast<char>(part.size()));
            bytes += part;
        }
        bytes.resize((bytes.size() + 3) / 4 * 4);
        std::vector<std::uint32_t> result{coreKeyboard, load ? 0x000100ffu : 0xffu};
        for (std::size_t at = 0; at < bytes.size(); at += 4) {
            std::uint32_t word = 0;
            std::memcpy(&word, bytes.data() + at, 4);
            result.push_back(word);
        }
        return result;
    };
    CHECK(world.say(23, words("pc+de(nodeadkeys)+inet(evdev)", true)) == 0);
    const XcbReply<xcb_get_keyboard_mapping_reply_t> mapping(xcb_get_keyboard_mapping_reply(
        world.x.c(), xcb_get_keyboard_mapping(world.x.c(), 52, 1), nullptr));
    CHECK(xcb_get_keyboard_mapping_keysyms(mapping.get())[0] == 'y');
    CHECK(world.heard(XCB_XKB_NEW_KEYBOARD_NOTIFY).size() == 1);
    std::vector<int> told;
    for (const XcbEvent& event : old.events()) told.push_back(event->response_type);
    CHECK(told == std::vector<int>{XCB_MAPPING_NOTIFY, XCB_MAPPING_NOTIFY});

    for (const char* hostile : {"../../etc/passwd", "/etc/passwd", "nothing_of_the_kind"}) {
        CAPTURE(hostile);
        CHECK(world.say(23, words(hostile, true)) == 0);
        CHECK(world.server.with([](Display& display) {
            return display.input().keyboard().keymap().components().symbols;
        }) == "pc+de(nodeadkeys)+inet(evdev)");
    }
    CHECK(world.say(23, {coreKeyboard, 0}) == XCB_LENGTH);
    CHECK(world.say(23, {coreKeyboard, 0, 0xffffffff, 0xffffffff}) == XCB_LENGTH);
    CHECK(world.say(23, {coreKeyboard, 0x100, 0, 0}) == XCB_VALUE);
}

TEST_CASE("XKB: a core change of the keysyms is told as MapNotify too")
{
    World world;
    world.selectAll(XCB_XKB_EVENT_TYPE_MAP_NOTIFY);
    const xcb_keysym_t keysyms[] = {0xe4, 0xc4};
    xcb_change_keyboard_mapping(world.x.c(), 1, keyA, 2, keysyms);
    const auto events = world.heard(XCB_XKB_MAP_NOTIFY);
    REQUIRE(events.size() == 1);
    const auto& told = as<xcb_xkb_map_notify_event_t>(events[0]);
    CHECK(told.firstKeySym == keyA);
    CHECK(told.nKeySyms == 1);
    CHECK((told.changed & XCB_XKB_MAP_PART_KEY_SYMS) != 0);
}

TEST_CASE("XKB: Bell rings and is told as BellNotify, only told, or only rings")
{
    World world;
    int rings = 0;
    world.server.with([&](Display& display) { display.onBell = [&](std::uint8_t) { ++rings; }; });
    world.selectAll(XCB_XKB_EVENT_TYPE_BELL_NOTIFY);
    const auto bell = [&](bool force, bool only, int percent = 50, std::uint16_t bellClass = 0x300,
                          std::uint16_t id = 0x400, std::uint32_t name = 0) {
        return world.x.check(xcb_xkb_bell_checked(world.x.c(), coreKeyboard, bellClass, id,
                                                  static_cast<std::int8_t>(percent), force, only, 0,
                                                  0, name, 0));
    };
    CHECK(bell(false, false) == 0);
    CHECK(world.heard(XCB_XKB_BELL_NOTIFY).size() == 1);
    CHECK(bell(false, true) == 0);
    CHECK(world.heard(XCB_XKB_BELL_NOTIFY).size() == 1);
    CHECK(bell(true, false) == 0);
    CHECK(world.heard(XCB_XKB_BELL_NOTIFY).empty());
    CHECK(rings == 2);
    CHECK(bell(true, true) == XCB_MATCH);
    CHECK(bell(false, false, 101) == XCB_VALUE);
    CHECK(bell(false, false, 0, 7) == XCB_VALUE);
    CHECK(bell(false, false, 0, 0, 99) == XCB_VALUE);
    CHECK(bell(false, false, 0, 0, 0, 0x7fffffff) == XCB_ATOM);
    world.server.with([&](Display& display) { display.onBell = nullptr; });
}

TEST_CASE("XKB: names, indicators and devices are told")
{
    World world;
    xcb_connection_t* const c = world.x.c();
    const XcbReply<xcb_xkb_get_names_reply_t> names(
        xcb_xkb_get_names_reply(c, xcb_xkb_get_names(c, coreKeyboard, 0x3fff), nullptr));
    REQUIRE(names);
    CHECK(names->nKeys == 248);
    CHECK((names->groupNames) == 1);
    const XcbReply<xcb_xkb_get_indicator_map_reply_t> map(xcb_xkb_get_indicator_map_reply(
        c, xcb_xkb_get_indicator_map(c, coreKeyboard, 0x3), nullptr));
    REQUIRE(map);
    CHECK(map->nIndicators == 2);
    CHECK(xcb_xkb_get_indicator_map_maps(map.get())[0].mods == 2); // Lock
    const XcbReply<xcb_intern_atom_reply_t> atom(
        xcb_intern_atom_reply(c, xcb_intern_atom(c, 0, 9, "Caps Lock"), nullptr));
    const XcbReply<xcb_xkb_get_named_indicator_reply_t> led(xcb_xkb_get_named_indicator_reply(
        c, xcb_xkb_get_named_indicator(c, coreKeyboard, 0x300, 0x400, atom->atom), nullptr));
    REQUIRE(led);
    CHECK(led->found);
    CHECK(led->ndx == 0);
    CHECK_FALSE(led->on);
    const XcbReply<xcb_xkb_get_device_info_reply_t> device(xcb_xkb_get_device_info_reply(
        c, xcb_xkb_get_device_info(c, 3, 0x1c, 0, 0, 0, 0x300, 0x400), nullptr));
    REQUIRE(device);
    CHECK(device->nDeviceLedFBs == 1);
    const XcbReply<xcb_xkb_get_compat_map_reply_t> compat(xcb_xkb_get_compat_map_reply(
        c, xcb_xkb_get_compat_map(c, coreKeyboard, 0xf, 1, 0, 0), nullptr));
    REQUIRE(compat);
    CHECK(compat->nTotalSI > 100);
    CHECK(world.say(10, {0x00000100, 0xffffffff}) == XCB_VALUE);
    CHECK(world.say(17, {0x00000100, 0x4000}) == XCB_VALUE);
    CHECK(world.say(15, {0x00000100, 0x04000300, 0}) == XCB_ATOM);
    CHECK(world.say(19, {0x00000100, 0}) == 0);
}

} // namespace vitrine
