// SPDX-License-Identifier: GPL-2.0-or-later
// Conventions between programs and whoever manages their windows, as the built-in policy keeps
// them.
#include "server/display/input/input_devices.h"
#include "server/display/policy/closing.h"
#include "server/display/policy/policy.h"
#include "server/display/policy/policy_atoms.h"
#include "server/display/policy/settings.h"
#include "server/display/policy/system_tray.h"
#include "server/display/sync/sync.h"
#include "server/display/timers.h"
#include "server/requests/window_attributes.h"
#include "server/requests/windows.h"
#include "tests/support/test_display.h"

#include <catch2/catch.hpp>

#include <cstring>

using namespace vitrine;
using namespace vitrine::test;

namespace {

struct Session : TestDisplay {
    Window& window(Rect bounds)
    {
        x11::CreateWindow create;
        create.wid = client.newId();
        create.parent = Screen::root;
        create.class_ = x11::WindowClass::InputOutput;
        create.x = static_cast<std::int16_t>(bounds.x);
        create.y = static_cast<std::int16_t>(bounds.y);
        create.width = static_cast<std::uint16_t>(bounds.width);
        create.height = static_cast<std::uint16_t>(bounds.height);
        client(create);
        client(x11::MapWindow{create.wid});
        client.forget();
        return display.window(create.wid);
    }
    void set(Window& window, Atom name, Atom type, std::initializer_list<std::uint32_t> values)
    {
        display.changeProperty(window, PropertyMode::Replace, name, type, 32,
                               std::as_bytes(std::span(values.begin(), values.size())));
    }
    void message(Window& window, Atom type, std::array<std::uint32_t, 5> values)
    {
        display.policy().clientMessage(window, {type, values});
    }
    void act(const Window& window, SurfaceAction action, Rect geometry = {})
    {
        display.policy().perform({window.surface(), action, geometry});
    }
    std::vector<std::uint32_t> protocolsSent() // those of WM_PROTOCOLS
    {
        std::vector<std::uint32_t> sent;
        for (const auto& event : client.take<x11::ClientMessageEvent>())
            sent.push_back(event.data.data32[0]);
        return sent;
    }

    PolicyAtoms atoms{display.atoms()};
    TestClient client{display};
};

} // namespace

TEST_CASE("_NET_WM_MOVERESIZE: a window follows the pointer until the button is released")
{
    Session session;
    Window& window = session.window({20, 30, 60, 40});
    const Point start = window.position();
    InputDevices& input = session.display.input();
    input.movePointer({start.x + 10, start.y + 5});
    input.button(1, true);
    session.display.input().movePointer({start.x + 10, start.y + 5});
    const auto x = static_cast<std::uint32_t>(start.x + 10);
    const auto y = static_cast<std::uint32_t>(start.y + 5);
    session.message(window, session.atoms.wmMoveResize, {x, y, 8, 1, 1});
    input.movePointer({start.x + 25, start.y + 12});
    CHECK(window.position() == start + Point{15, 7});
    input.button(1, false);
    input.movePointer({start.x + 60, start.y + 60});
    CHECK(window.position() == start + Point{15, 7});

    // From the bottom right corner, and back again by Escape.
    const Rect before = window.bounds();
    input.movePointer({before.right() - 1, before.bottom() - 1});
    input.button(1, true);
    session.message(window, session.atoms.wmMoveResize,
                    {static_cast<std::uint32_t>(before.right() - 1),
                     static_cast<std::uint32_t>(before.bottom() - 1), 4, 1, 1});
    input.movePointer({before.right() + 9, before.bottom() + 19});
    CHECK(window.size() == Size{before.width + 10, before.height + 20});
    input.keycode(9, true);
    CHECK(window.bounds() == before);
    input.button(1, false);

    // Nobody holds a button: too late.
    session.message(window, session.atoms.wmMoveResize, {0, 0, 8, 1, 1});
    input.movePointer({1, 1});
    CHECK(window.bounds() == before);
}

TEST_CASE("_NET_WM_PING: whoever leaves it unanswered is killed when asked to close once more")
{
    Session session;
    Window& window = session.window({20, 30, 60, 40});
    session.set(window, session.atoms.wmProtocols, atom::atom,
                {session.atoms.wmDeleteWindow, session.atoms.wmPing});
    session.act(window, SurfaceAction::Close);
    CHECK(session.protocolsSent() ==
          std::vector{session.atoms.wmPing, session.atoms.wmDeleteWindow});
    session.clock.advance(Closing::patience);
    session.message(session.display.root(), session.atoms.wmProtocols,
                    {session.atoms.wmPing, 0, window.id(), 0, 0}); // it lives
    session.act(window, SurfaceAction::Close);
    CHECK_FALSE(session.client.closed());
    session.act(window, SurfaceAction::Close); // impatient
    CHECK_FALSE(session.client.closed());
    session.clock.advance(Closing::patience);
    session.act(window, SurfaceAction::Close);
    CHECK(session.client.closed());
}

TEST_CASE("_NET_WM_SYNC_REQUEST: sizes wait until the window is drawn, and only the last is given")
{
    Session session;
    Window& window = session.window({10, 30, 60, 40});
    const Xid counter = session.client.newId();
    session.display.add<SyncCounter>(session.client.client(), counter,
                                     std::make_shared<SyncCounter>());
    session.set(window, session.atoms.wmProtocols, atom::atom, {session.atoms.syncRequest});
    session.set(window, session.atoms.syncRequestCounter, atom::cardinal, {counter});
    const auto resize = [&](int width) {
        session.act(window, SurfaceAction::MoveResize,
                    {window.position().x, window.position().y, width, 40});
    };
    resize(61);
    CHECK(window.size().width == 61);
    CHECK(session.protocolsSent() == std::vector{session.atoms.syncRequest});
    resize(62);
    resize(63);
    CHECK(window.size().width == 61);
    session.display.sync().set(counter, 1);
    CHECK(window.size().width == 63);
    CHECK(session.protocolsSent() == std::vector{session.atoms.syncRequest});
    resize(64); // and this one is never drawn
    CHECK(window.size().width == 63);
    session.clock.advance(1000);
    session.display.timers().run();
    CHECK(window.size().width == 64);
}

TEST_CASE("_NET_WM_FULLSCREEN_MONITORS: of the one monitor there is")
{
    Session session;
    Window& window = session.window({20, 30, 60, 40});
    session.message(window, session.atoms.fullScreenMonitors, {1, 0, 0, 0, 1});
    CHECK(window.properties.find(session.atoms.fullScreenMonitors) == nullptr);
    session.message(window, session.atoms.fullScreenMonitors, {0, 0, 0, 0, 1});
    CHECK(window.properties.find(session.atoms.fullScreenMonitors) != nullptr);
}

TEST_CASE("XSETTINGS: the policy owns the settings, and lets them go where a manager runs")
{
    Session session;
    Display& display = session.display;
    const Atom selection = display.atoms().intern("_XSETTINGS_S0");
    const Atom name = display.atoms().intern("_XSETTINGS_SETTINGS");
    const Xid owner = display.selections().owner(selection).window;
    REQUIRE(owner != 0);
    const Property* const property = display.window(owner).properties.find(name);
    REQUIRE(property);
    CHECK(property->text().find("Gtk/FontName") != std::string_view::npos);
    const Atom resources = display.atoms().intern("RESOURCE_MANAGER");
    CHECK(display.root().properties.find(resources)->text() == "Xft.dpi:\t96\n");

    TestClient manager(display);
    const std::uint32_t redirect = x11::EventMask::SubstructureRedirect;
    display.select(display.root(), manager.client().id(), redirect);
    CHECK(display.selections().owner(selection).window == 0);
    display.select(display.root(), manager.client().id(), 0);
    CHECK(display.selections().owner(selection).window == owner);
}

TEST_CASE("XSETTINGS 0.5: integers and strings are laid out as the specification says")
{
    const auto bytes = encodeSettings({{"A/bc", 7}, {"Name", std::string("hello")}}, 3);
    const std::uint8_t expected[] = {
        0,   0,   0,   0, 3,   0,   0,   0,   2, 0, 0, 0,             // order, serial, count
        0,   0,   4,   0, 'A', '/', 'b', 'c', 3, 0, 0, 0, 7, 0, 0, 0, // integer
        1,   0,   4,   0, 'N', 'a', 'm', 'e', 3, 0, 0, 0, 5, 0, 0, 0, 'h', 'e', // string
        'l', 'l', 'o', 0, 0,   0};
    REQUIRE(bytes.size() == sizeof expected);
    CHECK(std::memcmp(bytes.data(), expected, sizeof expected) == 0);
}

TEST_CASE("_NET_SYSTEM_TRAY_S0: icons are embedded in a dock, and leave it when they go")
{
    Session session;
    Display& display = session.display;
    Atoms& names = display.atoms();
    const Xid tray = display.selections().owner(names.intern("_NET_SYSTEM_TRAY_S0")).window;
    REQUIRE(tray != 0);
    x11::CreateWindow create;
    create.wid = session.client.newId();
    create.parent = Screen::root;
    create.class_ = x11::WindowClass::InputOutput;
    create.width = create.height = 10;
    session.client(create);
    Window& icon = display.window(create.wid);
    const Atom opcode = names.intern("_NET_SYSTEM_TRAY_OPCODE");
    const ClientMessage dock{opcode, {0, 0, icon.id(), 0, 0}};
    display.policy().messageToServer(display.window(tray), dock);
    display.policy().messageToServer(display.window(tray), dock); // once is enough
    const Window* const container = icon.parent();
    REQUIRE(container->isTopLevel());
    CHECK(icon.viewable());
    const Size side{SystemTray::iconSide, SystemTray::iconSide};
    CHECK(icon.size() == side);
    CHECK(container->size() == side);
    CHECK(container->bounds().right() == display.screen().size.width);
    Surface surface;
    display.policy().describe(*container, surface);
    CHECK(surface.role == SurfaceRole::Dock);
    const auto sent = session.client.take<x11::ClientMessageEvent>();
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].type == names.intern("_XEMBED"));
    CHECK(sent[0].data.data32[3] == container->id());

    const Atom info = names.intern("_XEMBED_INFO");
    session.set(icon, info, info, {0, 0}); // not to be shown
    CHECK_FALSE(icon.mapped());
    CHECK_FALSE(container->mapped());
    session.set(icon, info, info, {0, 1});
    CHECK(icon.viewable());
    display.tree().destroy(icon);
    CHECK_FALSE(container->mapped());
    display.policy().messageToServer(display.window(tray), dock); // nobody's id
}
