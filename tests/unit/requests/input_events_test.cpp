// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/input.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/keyboard.h"
#include "server/display/input/pointer.h"
#include "server/requests/cursors.h"
#include "server/requests/focus.h"
#include "server/requests/grabs.h"
#include "server/requests/input.h"
#include "server/requests/keyboard.h"
#include "server/requests/windows.h"
#include "tests/support/test_display.h"

#include <catch2/catch.hpp>

using namespace vitrine;
using namespace vitrine::test;

// What the comparison with X.Org's server leaves out: time, hints, confinement, mappings, cursors.
namespace {

using Mask = x11::EventMask;

struct World : TestDisplay {
    World() { input.movePointer({5, 5}); }

    // Override-redirect, so that no policy moves it.
    Xid window(Rect bounds, std::uint32_t events, Xid parent = Screen::root)
    {
        x11::CreateWindow create;
        create.wid = client.newId();
        create.parent = parent;
        create.class_ = x11::WindowClass::InputOutput;
        create.x = static_cast<std::int16_t>(bounds.x);
        create.y = static_cast<std::int16_t>(bounds.y);
        create.width = static_cast<std::uint16_t>(bounds.width);
        create.height = static_cast<std::uint16_t>(bounds.height);
        create.valueMask = x11::CW::OverrideRedirect | x11::CW::EventMask;
        create.valueList.overrideRedirect = 1;
        create.valueList.eventMask = events;
        client(create);
        client(x11::MapWindow{create.wid});
        client.forget();
        return create.wid;
    }
    x11::GrabPointer grabRequest(Xid window)
    {
        x11::GrabPointer grab;
        grab.grabWindow = window;
        grab.pointerMode = grab.keyboardMode = x11::GrabMode::Async;
        return grab;
    }

    InputDevices& input = display.input();
    TestClient client{display};
};

constexpr std::uint8_t keyA = 38;

} // namespace

TEST_CASE("GrabPointer confined to a window: the pointer is contained to stay in it")
{
    World world;
    const Xid window = world.window({50, 50, 40, 30}, 0);
    x11::GrabPointer grab = world.grabRequest(window);
    grab.confineTo = window;
    CHECK(world.client(grab).status == x11::GrabStatus::Success);
    CHECK(world.input.position() == Point{50, 50});
    CHECK(world.input.takeWarp() == Point{50, 50});
    world.input.movePointer({199, 60});
    CHECK(world.input.position() == Point{89, 60});
    world.client(x11::WarpPointer{0, Screen::root, 0, 0, 0, 0, 0, 149});
    CHECK(world.input.position() == Point{50, 79});
    world.client(x11::UngrabPointer{0});
    world.input.movePointer({199, 60});
    CHECK(world.input.position() == Point{199, 60});
}

TEST_CASE("A second GrabPointer confines to its own window, not to that of the first")
{
    World world;
    const Xid one = world.window({50, 50, 40, 30}, 0);
    const Xid two = world.window({120, 10, 20, 20}, 0);
    x11::GrabPointer grab = world.grabRequest(one);
    grab.confineTo = one;
    CHECK(world.client(grab).status == x11::GrabStatus::Success);
    grab.confineTo = two;
    CHECK(world.client(grab).status == x11::GrabStatus::Success);
    CHECK(world.input.position() == Point{120, 29});
}

TEST_CASE("A confine-to window takes the pointer along, and releases the grab beyond the root")
{
    World world;
    const Xid window = world.window({50, 50, 40, 30}, 0);
    x11::GrabPointer grab = world.grabRequest(window);
    grab.confineTo = window;
    REQUIRE(world.client(grab).status == x11::GrabStatus::Success);
    const auto move = [&](std::int32_t x) {
        x11::ConfigureWindow request;
        request.window = window;
        request.valueMask = x11::ConfigWindow::X;
        request.valueList.x = x;
        world.client(request);
    };
    move(100);
    CHECK(world.input.position() == Point{100, 50});
    CHECK(world.input.takeWarp() == Point{100, 50});
    TestClient other(world.display);
    CHECK(other(grab).status == x11::GrabStatus::AlreadyGrabbed);
    move(5000);
    grab.confineTo = 0;
    grab.grabWindow = Screen::root;
    CHECK(other(grab).status == x11::GrabStatus::Success);
}

TEST_CASE(
    "GrabPointer and GrabKeyboard fail with InvalidTime before the last grab, though it is over")
{
    World world;
    x11::GrabPointer pointer = world.grabRequest(Screen::root);
    x11::GrabKeyboard keyboard;
    keyboard.grabWindow = Screen::root;
    keyboard.pointerMode = keyboard.keyboardMode = x11::GrabMode::Async;
    world.clock.advance(100);
    CHECK(world.client(pointer).status == x11::GrabStatus::Success);
    CHECK(world.client(keyboard).status == x11::GrabStatus::Success);
    world.client(x11::UngrabPointer{0});
    world.client(x11::UngrabKeyboard{0});
    pointer.time = keyboard.time = world.display.now() - 1;
    CHECK(world.client(pointer).status == x11::GrabStatus::InvalidTime);
    CHECK(world.client(keyboard).status == x11::GrabStatus::InvalidTime);
    pointer.time = keyboard.time = 0;
    CHECK(world.client(pointer).status == x11::GrabStatus::Success);
    CHECK(world.client(keyboard).status == x11::GrabStatus::Success);
}

TEST_CASE("GrabPointer fails with NotViewable, InvalidTime or AlreadyGrabbed, in that sense")
{
    World world;
    TestClient other(world.display);
    const Xid window = world.window({50, 50, 40, 30}, 0);
    world.client(x11::UnmapWindow{window});
    x11::GrabPointer grab = world.grabRequest(window);
    CHECK(world.client(grab).status == x11::GrabStatus::NotViewable);
    world.client(x11::MapWindow{window});
    grab.time = world.display.now() + 1;
    CHECK(world.client(grab).status == x11::GrabStatus::InvalidTime);
    grab.time = world.display.now();
    CHECK(world.client(grab).status == x11::GrabStatus::Success);
    CHECK(other(world.grabRequest(Screen::root)).status == x11::GrabStatus::AlreadyGrabbed);
    grab.time -= 1; // earlier than the grab that is
    CHECK(world.client(grab).status == x11::GrabStatus::InvalidTime);
    world.client(x11::UnmapWindow{window}); // the grab ends with its window's visibility
    CHECK(other(world.grabRequest(Screen::root)).status == x11::GrabStatus::Success);
    world.display.disconnect(other.client()); // and with its client
    CHECK(world.client(world.grabRequest(Screen::root)).status == x11::GrabStatus::Success);
}

TEST_CASE("AllowEvents with ReplayPointer processes the press again, as if there were no grab")
{
    World world;
    const Xid top = world.window({50, 50, 100, 80}, 0);
    const Xid inner = world.window({10, 10, 50, 50}, Mask::ButtonPress, top);
    x11::GrabButton grab;
    grab.grabWindow = top;
    grab.eventMask = Mask::ButtonPress;
    grab.pointerMode = x11::GrabMode::Sync;
    grab.keyboardMode = x11::GrabMode::Async;
    grab.button = 1;
    grab.modifiers = x11::ModMask::Any;
    world.client(grab);
    world.input.movePointer({70, 70});
    world.input.button(1, true);
    auto presses = world.client.take<x11::ButtonPressEvent>();
    REQUIRE(presses.size() == 1);
    CHECK(presses[0].event == top);
    CHECK(presses[0].child == inner);
    world.input.button(1, false); // waits
    world.client(x11::AllowEvents{x11::Allow::ReplayPointer, 0});
    presses = world.client.take<x11::ButtonPressEvent>();
    REQUIRE(presses.size() == 1);
    CHECK(presses[0].event == inner);
    CHECK(presses[0].eventX == 10);
    CHECK(world.client(x11::QueryPointer{Screen::root}).mask == 0); // the release came after it
}

TEST_CASE("With PointerMotionHint one motion is told until the pointer is asked for")
{
    World world;
    const Xid window =
        world.window({50, 50, 100, 80}, Mask::PointerMotion | Mask::PointerMotionHint);
    for (int x = 60; x < 70; ++x) world.input.movePointer({x, 60});
    auto motions = world.client.take<x11::MotionNotifyEvent>();
    REQUIRE(motions.size() == 1);
    CHECK(motions[0].detail == x11::Motion::Hint);
    world.client(x11::QueryPointer{window});
    for (int x = 70; x < 80; ++x) world.input.movePointer({x, 60});
    CHECK(world.client.take<x11::MotionNotifyEvent>().size() == 1);
    world.input.button(1, true); // or until the state of a button changes
    world.input.movePointer({81, 60});
    CHECK(world.client.take<x11::MotionNotifyEvent>().size() == 1);
}

TEST_CASE("GetMotionEvents returns where the pointer was in the window between two times")
{
    World world;
    const Xid window = world.window({50, 50, 100, 80}, 0);
    const std::uint32_t start = world.display.now() + 1;
    for (int x = 40; x < 60; x += 5) {
        world.clock.advance(1);
        world.input.movePointer({x, 60});
    }
    const auto reply = world.client(x11::GetMotionEvents{window, start, start + 2});
    REQUIRE(reply.events.size() == 1);
    CHECK(reply.events[0] == x11::TimeCoord{start + 2, 0, 10});
    CHECK(world.client(x11::GetMotionEvents{window, start + 100, 0}).events.empty());
}

TEST_CASE("A held key repeats after the delay, again and again, until it goes up")
{
    World world;
    world.window({0, 0, 200, 150}, Mask::KeyPress | Mask::KeyRelease);
    world.input.keycode(keyA, true);
    REQUIRE(world.input.nextDeadline() == world.display.now() + 660);
    world.clock.advance(659);
    world.input.tick();
    CHECK(world.client.takeCodes() == std::vector<int>{x11::KeyPressEvent::code});
    world.clock.advance(1);
    world.input.tick();
    CHECK(world.client.takeCodes() ==
          std::vector<int>{x11::KeyReleaseEvent::code, x11::KeyPressEvent::code});
    CHECK(world.input.nextDeadline() == world.display.now() + 40);
    world.input.keycode(keyA, false);
    CHECK_FALSE(world.input.nextDeadline());

    x11::ChangeKeyboardControl change;
    change.valueMask = x11::KB::Key | x11::KB::AutoRepeatMode;
    change.valueList.key = keyA;
    change.valueList.autoRepeatMode = x11::AutoRepeatMode::Off;
    world.client(change);
    world.input.keycode(keyA, true);
    CHECK_FALSE(world.input.nextDeadline());
}

TEST_CASE("SetPointerMapping swaps buttons, disables them, and is refused while one is down")
{
    World world;
    world.window({0, 0, 200, 150}, Mask::ButtonPress | Mask::ButtonRelease);
    const std::uint8_t map[] = {3, 0, 1, 4, 5, 6, 7, 8, 9, 10};
    CHECK(world.client(x11::SetPointerMapping{map}).status == x11::MappingStatus::Success);
    CHECK(world.client.take<x11::MappingNotifyEvent>().size() == 1);
    world.input.button(1, true);
    CHECK(world.client.take<x11::ButtonPressEvent>().at(0).detail == 3);
    CHECK(world.client(x11::QueryPointer{Screen::root}).mask == x11::KeyButMask::Button3);
    world.input.button(2, true);
    CHECK(world.client.takeCodes().empty());
    const std::uint8_t back[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    CHECK(world.client(x11::SetPointerMapping{back}).status == x11::MappingStatus::Busy);
    const std::uint8_t twice[] = {1, 1, 3, 4, 5, 6, 7, 8, 9, 10};
    CHECK(world.client.errorOf(x11::SetPointerMapping{twice}) == x11::ErrorCode::Value);
    CHECK(world.client.errorOf(x11::SetPointerMapping{std::span(back).first(3)}) ==
          x11::ErrorCode::Value);
}

TEST_CASE("A wheel's clicks are buttons 4 to 7, and parts of clicks add up")
{
    World world;
    world.window({0, 0, 200, 150}, Mask::ButtonPress);
    const auto pressed = [&] {
        std::vector<int> buttons;
        for (const auto& press : world.client.take<x11::ButtonPressEvent>())
            buttons.push_back(press.detail);
        return buttons;
    };
    world.input.wheel(0, 60);
    CHECK(pressed().empty());
    world.input.wheel(0, 60);
    CHECK(pressed() == std::vector<int>{5});
    world.input.wheel(-240, -120);
    CHECK(pressed() == std::vector<int>{4, 6, 6});
    world.input.wheel(120, 0);
    CHECK(pressed() == std::vector<int>{7});
}

TEST_CASE("A position in a surface counts there, whatever else lies above it")
{
    World world;
    const Xid below = world.window({50, 50, 60, 60}, Mask::PointerMotion);
    const Xid above = world.window({70, 70, 60, 60}, Mask::PointerMotion);
    world.input.moveIn(world.display.window(below), {30, 30});
    CHECK(world.client.take<x11::MotionNotifyEvent>().at(0).event == below);
    CHECK(world.input.position() == Point{80, 80});
    world.input.movePointer({81, 81});
    CHECK(world.client.take<x11::MotionNotifyEvent>().at(0).event == above);
}

TEST_CASE("A viewer that leaves lets all keys and buttons go")
{
    World world;
    world.input.keycode(keyA, true);
    world.input.button(1, true);
    world.input.releaseAll();
    CHECK(world.client(x11::QueryPointer{Screen::root}).mask == 0);
    CHECK(world.client(x11::QueryKeymap{}).keys == std::array<std::uint8_t, 32>{});
}

TEST_CASE("A keysym that no key has is announced by MappingNotify before it is typed")
{
    World world;
    world.window({0, 0, 200, 150}, Mask::KeyPress);
    world.input.key(Key{.code = 0, .keysym = 0x10020ac, .text = {}, .pressed = true}); // €
    CHECK(world.client.takeCodes() ==
          std::vector<int>{x11::MappingNotifyEvent::code, x11::KeyPressEvent::code});
}

TEST_CASE("The cursor is that of the window under the pointer, or of its nearest ancestor with one")
{
    World world;
    const CursorId initial = world.input.cursor()->id();
    const Xid window = world.window({50, 50, 60, 60}, 0);
    world.window({10, 10, 20, 20}, 0, window);
    const std::uint64_t before = world.display.changes();

    auto pixmap = std::make_shared<Pixmap>(world.client.newId(), Size{2, 2}, 1,
                                           world.display.painter(), world.client.client().pixels);
    const Xid bitmap = pixmap->id();
    world.display.painter().image(pixmap->image())->setPixel({0, 0}, 1);
    world.display.add(world.client.client(), bitmap, pixmap);
    x11::CreateCursor create;
    create.cid = world.client.newId();
    create.source = bitmap;
    create.foreRed = 0xffff;
    create.backBlue = 0xffff;
    create.x = 1;
    world.client(create);
    create.x = 3;
    create.cid = world.client.newId();
    CHECK(world.client.errorOf(create) == x11::ErrorCode::Match); // outside of it
    create.cid -= 1;

    const auto cursor = world.display.resources().share<Cursor>(create.cid);
    world.display.setCursor(world.display.window(window), cursor);
    CHECK(world.input.cursor()->id() == initial);
    world.input.movePointer({65, 65});
    CHECK(world.input.cursor() == cursor);
    CHECK(world.display.changes() > before);
    CHECK(cursor->hotspot() == Point{1, 0});
    CHECK(cursor->image().pixel({0, 0}) == 0xffff0000);
    CHECK(cursor->image().pixel({1, 0}) == 0xff0000ff);

    const CursorId shown = cursor->id();
    x11::RecolorCursor recolor;
    recolor.cursor = create.cid;
    recolor.foreGreen = 0xffff;
    world.client(recolor);
    CHECK(world.input.cursor()->id() != shown);
    CHECK(cursor->image().pixel({0, 0}) == 0xff00ff00);
    world.client(x11::FreeCursor{create.cid});
    CHECK(world.input.cursor() == cursor); // it lives while a window shows it
    CHECK(world.client.errorOf(x11::FreeCursor{create.cid}) == x11::ErrorCode::Cursor);
}

TEST_CASE(
    "SetModifierMapping refuses a key that is two modifiers, and waits for keys that are down")
{
    World world;
    auto keycodes = world.client(x11::GetModifierMapping{}).keycodes;
    CHECK(keycodes.size() == 8 * 4);
    CHECK(std::vector<std::uint8_t>(keycodes.begin(), keycodes.begin() + 4) ==
          std::vector<std::uint8_t>{50, 62, 0, 0});
    const std::uint8_t twice[] = {50, 50, 0, 0, 0, 0, 0, 0};
    CHECK(world.client.errorOf(x11::SetModifierMapping{twice}) == x11::ErrorCode::Value);
    world.input.keycode(50, true);
    const std::uint8_t none[] = {0, 0, 0, 0, 0, 0, 0, 0};
    CHECK(world.client(x11::SetModifierMapping{none}).status == x11::MappingStatus::Busy);
    world.input.keycode(50, false);
    CHECK(world.client(x11::SetModifierMapping{none}).status == x11::MappingStatus::Success);
    world.input.keycode(50, true);
    CHECK(world.client(x11::QueryPointer{Screen::root}).mask == 0);
}

TEST_CASE("ChangeKeyboardControl: -1 restores the default, and what makes no sense is an error")
{
    World world;
    const auto errorOf = [&](std::uint32_t mask, x11::ChangeKeyboardControl::Values values) {
        x11::ChangeKeyboardControl request;
        request.valueMask = mask;
        request.valueList = values;
        return world.client.errorOf(request);
    };
    CHECK(errorOf(x11::KB::BellPercent, {.bellPercent = 10}) == 0);
    CHECK(world.client(x11::GetKeyboardControl{}).bellPercent == 10);
    CHECK(errorOf(x11::KB::BellPercent, {.bellPercent = -1}) == 0);
    CHECK(world.client(x11::GetKeyboardControl{}).bellPercent == 50);
    CHECK(errorOf(x11::KB::BellPercent, {.bellPercent = 101}) == x11::ErrorCode::Value);
    CHECK(errorOf(x11::KB::Led, {.led = 1}) == x11::ErrorCode::Match);
    CHECK(errorOf(x11::KB::Key, {.key = 40}) == x11::ErrorCode::Match);
    CHECK(errorOf(x11::KB::Led | x11::KB::LedMode, {.led = 2, .ledMode = x11::LedMode::On}) == 0);
    CHECK(world.client(x11::GetKeyboardControl{}).ledMask == 2);
}

TEST_CASE("Bell rings at the base volume changed by the percentage that is asked")
{
    World world;
    std::vector<int> rung;
    world.display.onBell = [&](std::uint8_t percent) { rung.push_back(percent); };
    for (const std::int8_t percent : {0, 100, -100, 50, -50}) world.client(x11::Bell{percent});
    CHECK(rung == std::vector<int>{50, 100, 0, 75, 25});
    CHECK(world.client.errorOf(x11::Bell{101}) == x11::ErrorCode::Value);
}

TEST_CASE("SetInputFocus to a window that is not viewable is a Match error, a late one is ignored")
{
    World world;
    const Xid window = world.window({50, 50, 60, 60}, 0);
    world.client(x11::SetInputFocus{x11::InputFocus::Parent, window, 0});
    CHECK(world.client(x11::GetInputFocus{}).focus == window);
    world.client(x11::SetInputFocus{0, Screen::root, world.display.now() - 10});
    CHECK(world.client(x11::GetInputFocus{}).focus == window);
    world.client(x11::UnmapWindow{window});
    const auto reverted = world.client(x11::GetInputFocus{});
    CHECK(reverted.focus == Screen::root);
    CHECK(reverted.revertTo == x11::InputFocus::None);
    CHECK(world.client.errorOf(x11::SetInputFocus{0, window, 0}) == x11::ErrorCode::Match);
    CHECK(world.client.errorOf(x11::SetInputFocus{3, Screen::root, 0}) == x11::ErrorCode::Value);
    CHECK(world.client.errorOf(x11::SetInputFocus{0, 0x12345, 0}) == x11::ErrorCode::Window);
}
