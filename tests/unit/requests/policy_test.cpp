// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/input.h"
#include "server/display/input/focus.h"
#include "server/display/input/input_devices.h"
#include "server/display/input/pointer.h"
#include "server/display/policy/placement.h"
#include "server/display/policy/policy.h"
#include "server/display/policy/policy_atoms.h"
#include "server/requests/properties.h"
#include "server/requests/send_event.h"
#include "server/requests/window_attributes.h"
#include "server/requests/windows.h"
#include "tests/support/test_display.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace vitrine;
using namespace vitrine::test;

namespace {

struct Session : TestDisplay {
    Window& window(Rect bounds, bool map = true)
    {
        x11::CreateWindow create;
        create.wid = client.newId();
        create.parent = Screen::root;
        create.class_ = x11::WindowClass::InputOutput;
        create.x = static_cast<std::int16_t>(bounds.x);
        create.y = static_cast<std::int16_t>(bounds.y);
        create.width = static_cast<std::uint16_t>(bounds.width);
        create.height = static_cast<std::uint16_t>(bounds.height);
        create.valueMask = x11::CW::EventMask;
        create.valueList.eventMask = x11::EventMask::StructureNotify;
        client(create);
        if (map) client(x11::MapWindow{create.wid});
        return display.window(create.wid);
    }
    void set(Window& window, Atom name, std::initializer_list<std::uint32_t> values)
    {
        display.changeProperty(window, PropertyMode::Replace, name, atom::cardinal, 32,
                               std::as_bytes(std::span(values.begin(), values.size())));
    }
    std::vector<std::uint32_t> get(const Window& window, Atom name)
    {
        const Property* const property = window.properties.find(name);
        return property ? property->cardinals() : std::vector<std::uint32_t>{};
    }
    void message(Window& window, Atom type, std::array<std::uint32_t, 5> values)
    {
        display.policy().clientMessage(window, {type, values});
    }
    void act(const Window& window, SurfaceAction action, Rect geometry = {})
    {
        display.policy().perform({window.surface(), action, geometry});
    }
    Surface shown(const Window& window)
    {
        Surface surface;
        display.policy().describe(window, surface);
        return surface;
    }
    Xid focus() { return display.input().focus().id(); }
    int height(const Window& window) // in the stack
    {
        const auto all = display.root().children();
        return static_cast<int>(std::find(all.begin(), all.end(), &window) - all.begin());
    }

    PolicyAtoms atoms{display.atoms()};
    TestClient client{display};
};

using Values = std::vector<std::uint32_t>;
constexpr std::uint32_t normalState = 1, iconicState = 3;

// A window manager's claim to the root.
struct Manager {
    explicit Manager(Session& theSession) : session(theSession), client(theSession.display)
    {
        select(x11::EventMask::SubstructureRedirect | x11::EventMask::SubstructureNotify);
    }
    void select(std::uint32_t events)
    {
        x11::ChangeWindowAttributes change;
        change.window = Screen::root;
        change.valueMask = x11::CW::EventMask;
        change.valueList.eventMask = events;
        client(change);
    }
    void supports(Session& in, std::initializer_list<std::uint32_t> atoms)
    {
        in.set(in.display.root(), in.atoms.supported, atoms);
    }
    Session& session;
    TestClient client;
};

} // namespace

TEST_CASE("Where the policy stands aside, windows stay where and how their programs map them")
{
    Session s;
    s.display.policy().standAside();
    const PolicyAtoms atoms(s.display.atoms());
    CHECK_FALSE(s.display.root().properties.find(atoms.supportingWmCheck));
    Window& window = s.window({3, 4, 2000, 50});
    CHECK(window.mapped());
    CHECK(window.bounds() == Rect{3, 4, 2000, 50});
    CHECK_FALSE(window.properties.find(atoms.wmState));
    x11::ConfigureWindow move;
    move.window = window.id();
    move.valueMask = x11::ConfigWindow::X;
    move.valueList.x = -70;
    s.client(move);
    CHECK(window.bounds() == Rect{-70, 4, 2000, 50});
}

TEST_CASE("The policy announces itself as EWMH has it")
{
    Session session;
    const Window& root = session.display.root();
    const Values check = session.get(root, session.atoms.supportingWmCheck);
    REQUIRE(check.size() == 1);
    const Window& checkWindow = session.display.window(check[0]);
    CHECK(session.get(checkWindow, session.atoms.supportingWmCheck) == check);
    CHECK(checkWindow.properties.find(session.atoms.name)->text() == "Vitrine");
    CHECK(session.get(root, session.atoms.numberOfDesktops) == Values{1});
    CHECK(session.get(root, session.atoms.workArea) == Values{0, 0, 200, 150});
    const Values supported = session.get(root, session.atoms.supported);
    CHECK(std::find(supported.begin(), supported.end(), session.atoms.activeWindow) !=
          supported.end());
}

TEST_CASE("A new window is placed, raised, focused and listed")
{
    Session session;
    Window& first = session.window({0, 0, 60, 40});
    CHECK(first.mapped());
    CHECK(first.position() == Point{70, titleRoom + (150 - titleRoom - 40) / 2});
    CHECK(session.focus() == first.id());
    CHECK(session.get(first, session.atoms.wmState) == Values{normalState, 0});
    Window& second = session.window({0, 0, 60, 40});
    CHECK(second.position() != first.position());
    CHECK(session.height(second) > session.height(first));
    CHECK(session.focus() == second.id());
    const Window& root = session.display.root();
    CHECK(session.get(root, session.atoms.clientList) == Values{first.id(), second.id()});
    CHECK(session.get(root, session.atoms.activeWindow) == Values{second.id()});
    CHECK((session.shown(second).states & SurfaceState::Active) != 0);
    CHECK((session.shown(first).states & SurfaceState::Active) == 0);
    CHECK(session.shown(first).decorated);
}

TEST_CASE("A position that its user chose is kept, within reach of the title bar")
{
    Session session;
    Window& window = session.window({90, 60, 40, 30}, false);
    session.set(window, atom::wmNormalHints,
                {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    session.client(x11::MapWindow{window.id()});
    CHECK(window.position() == Point{90, 60});
    Window& high = session.window({90, 0, 40, 30}, false);
    session.set(high, atom::wmNormalHints, {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    session.client(x11::MapWindow{high.id()});
    CHECK(high.position() == Point{90, titleRoom});
}

TEST_CASE("Override-redirect windows are left alone")
{
    Session session;
    Window& menu = session.window({3, 4, 50, 50}, false);
    menu.attributes.overrideRedirect = true;
    session.client(x11::MapWindow{menu.id()});
    CHECK(menu.position() == Point{3, 4});
    CHECK(session.focus() == Focus::pointerRoot);
    CHECK_FALSE(session.shown(menu).decorated);
    CHECK(session.shown(menu).abilities == 0);
    session.act(menu, SurfaceAction::Minimize);
    CHECK(menu.mapped());
}

TEST_CASE("A press on a window raises and focuses it; a modal dialog keeps the focus of its parent")
{
    Session session;
    Window& first = session.window({0, 0, 60, 40});
    Window& second = session.window({0, 0, 60, 40});
    session.display.input().moveIn(first, {5, 5});
    session.display.input().button(1, true);
    session.display.input().button(1, false);
    CHECK(session.focus() == first.id());
    CHECK(session.height(first) > session.height(second));

    Window& dialog = session.window({0, 0, 20, 20}, false);
    session.set(dialog, atom::wmTransientFor, {first.id()});
    session.set(dialog, session.atoms.state, {session.atoms.stateModal});
    session.client(x11::MapWindow{dialog.id()});
    CHECK(session.shown(dialog).role == SurfaceRole::Dialog);
    CHECK(session.shown(dialog).parent == first.surface());
    session.act(second, SurfaceAction::Activate);
    CHECK(session.focus() == second.id());
    session.act(first, SurfaceAction::Activate);
    CHECK(session.focus() == dialog.id());
    CHECK(session.height(dialog) > session.height(first));
    CHECK(session.height(first) > session.height(second));
}

TEST_CASE("WM_TAKE_FOCUS is sent, and WM_HINTS without input is obeyed")
{
    Session session;
    Window& window = session.window({0, 0, 60, 40}, false);
    session.set(window, atom::wmHints, {1, 0, 0, 0, 0, 0, 0, 0, 0});
    session.set(window, session.atoms.wmProtocols, {session.atoms.wmTakeFocus});
    session.client(x11::MapWindow{window.id()});
    CHECK(session.focus() == Focus::pointerRoot); // it takes the focus itself
    const auto messages = session.client.take<x11::ClientMessageEvent>();
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].data.data32[0] == session.atoms.wmTakeFocus);
    CHECK(messages[0].data.data32[1] == session.display.now());
}

TEST_CASE("Minimising hides a window and its dialogs, and the focus goes to the last before it")
{
    Session session;
    Window& first = session.window({0, 0, 60, 40});
    Window& second = session.window({0, 0, 60, 40});
    Window& dialog = session.window({0, 0, 20, 20}, false);
    session.set(dialog, atom::wmTransientFor, {second.id()});
    session.client(x11::MapWindow{dialog.id()});
    session.act(second, SurfaceAction::Minimize);
    CHECK_FALSE(second.mapped());
    CHECK_FALSE(dialog.mapped());
    CHECK(session.focus() == first.id());
    CHECK(session.get(second, session.atoms.wmState) == Values{iconicState, 0});
    CHECK(session.shown(second).states == SurfaceState::Minimized);
    session.act(second, SurfaceAction::Restore);
    CHECK(second.mapped());
    CHECK(dialog.mapped());
    CHECK(session.focus() == second.id());
    session.message(second, session.atoms.wmChangeState, {iconicState});
    CHECK_FALSE(second.mapped());
    session.client(x11::MapWindow{second.id()}); // ICCCM 4.1.4
    CHECK(session.get(second, session.atoms.wmState) == Values{normalState, 0});
}

TEST_CASE("Maximised and full screen fill their room, and restoring brings the old place back")
{
    Session session;
    Window& window = session.window({0, 0, 60, 40});
    const Rect before = window.bounds();
    session.act(window, SurfaceAction::Maximize);
    CHECK(window.bounds() == Rect{0, titleRoom, 200, 150 - titleRoom});
    CHECK((session.shown(window).states & SurfaceState::Maximized) != 0);
    session.act(window, SurfaceAction::FullScreen);
    CHECK(window.bounds() == Rect{0, 0, 200, 150});
    CHECK_FALSE(session.shown(window).decorated);
    session.act(window, SurfaceAction::Restore);
    CHECK(window.bounds() == Rect{0, titleRoom, 200, 150 - titleRoom});
    session.act(window, SurfaceAction::Restore);
    CHECK(window.bounds() == before);

    constexpr std::uint32_t toggle = 2;
    session.message(window, session.atoms.state, {toggle, session.atoms.stateFullScreen});
    CHECK(window.bounds() == Rect{0, 0, 200, 150});
    const Values states = session.get(window, session.atoms.state);
    CHECK(std::find(states.begin(), states.end(), session.atoms.stateFullScreen) != states.end());
    session.display.resize({300, 250});
    CHECK(window.bounds() == Rect{0, 0, 300, 250});
    session.message(window, session.atoms.state, {toggle, session.atoms.stateFullScreen});
    CHECK(window.bounds() == before);
}

TEST_CASE("A panel's strut narrows the work area for as long as it is there")
{
    Session session;
    Window& window = session.window({0, 0, 60, 40});
    session.act(window, SurfaceAction::Maximize);
    Window& panel = session.window({0, 130, 200, 20}, false);
    session.set(panel, session.atoms.type, {session.atoms.typeDock});
    session.set(panel, session.atoms.strut, {0, 0, 0, 20});
    session.client(x11::MapWindow{panel.id()});
    CHECK(panel.position() == Point{0, 130});
    session.display.policy().propertyChanged(panel, session.atoms.strut);
    CHECK(session.get(session.display.root(), session.atoms.workArea) == Values{0, 0, 200, 130});
    CHECK(window.bounds() == Rect{0, titleRoom, 200, 130 - titleRoom});
    CHECK(session.height(panel) > session.height(window));
    CHECK(session.focus() == window.id());
    session.client(x11::DestroyWindow{panel.id()});
    CHECK(window.bounds() == Rect{0, titleRoom, 200, 150 - titleRoom});
}

TEST_CASE("MoveResize keeps to the size hints and counts the border to the image")
{
    Session session;
    Window& window = session.window({0, 0, 60, 40}, false);
    session.set(window, atom::wmNormalHints,
                {64 | 256, 0, 0, 0, 0, 0, 0, 0, 0, 10, 10, 0, 0, 0, 0, 5, 5, 0});
    WindowChanges border;
    border.borderWidth = 2;
    session.display.tree().configure(window, border);
    session.client(x11::MapWindow{window.id()});
    session.act(window, SurfaceAction::MoveResize, {10, 50, 103, 64});
    CHECK(window.bounds() == Rect{10, 50, 95, 55});
    CHECK(session.shown(window).sizeIncrement == Size{10, 10});
    CHECK(session.shown(window).minimumSize == Size{9, 9});
}

TEST_CASE("A request that changes nothing is answered by a synthetic ConfigureNotify")
{
    Session session;
    Window& window = session.window({0, 0, 60, 40});
    session.act(window, SurfaceAction::Maximize);
    session.client.forget();
    x11::ConfigureWindow configure;
    configure.window = window.id();
    configure.valueMask = x11::ConfigWindow::Width;
    configure.valueList.width = 33;
    session.client(configure);
    const auto& bytes = session.client.buffer();
    REQUIRE(bytes.size() == 32);
    CHECK(std::to_integer<int>(bytes[0]) == (x11::ConfigureNotifyEvent::code | 0x80));
    const auto told = session.client.take<x11::ConfigureNotifyEvent>();
    CHECK(told.at(0).width == 200);
    CHECK(told.at(0).y == titleRoom);
    session.act(window, SurfaceAction::Restore);
    CHECK(window.size().width == 33); // for later
}

TEST_CASE("Close asks a client that understands WM_DELETE_WINDOW, and kills any other")
{
    Session session;
    Window& polite = session.window({0, 0, 60, 40});
    session.set(polite, session.atoms.wmProtocols, {session.atoms.wmDeleteWindow});
    session.act(polite, SurfaceAction::Close);
    CHECK(session.client.take<x11::ClientMessageEvent>().at(0).data.data32[0] ==
          session.atoms.wmDeleteWindow);
    CHECK_FALSE(session.client.closed());
    Window& rude = session.window({0, 0, 60, 40});
    session.act(rude, SurfaceAction::Close);
    CHECK(session.client.closed());
}

TEST_CASE("A window that is unmapped is withdrawn, and managed anew when it comes back")
{
    Session session;
    Window& first = session.window({0, 0, 60, 40});
    Window& window = session.window({0, 0, 60, 40});
    session.client(x11::UnmapWindow{window.id()});
    CHECK(session.get(window, session.atoms.wmState) == Values{0, 0});
    CHECK(session.get(session.display.root(), session.atoms.clientList) == Values{first.id()});
    CHECK(session.focus() == first.id());
    CHECK(session.shown(window).states == 0);
    session.client(x11::MapWindow{window.id()});
    CHECK(session.focus() == window.id());
}

TEST_CASE("Windows that are transient for each other in a ring do no harm")
{
    Session session;
    std::vector<Window*> ring;
    for (int i = 0; i < 3; ++i) ring.push_back(&session.window({0, 0, 60, 40}));
    for (std::size_t i = 0; i < 3; ++i)
        session.set(*ring[i], atom::wmTransientFor, {ring[(i + 1) % 3]->id()});
    session.act(*ring[0], SurfaceAction::Activate);
    session.act(*ring[1], SurfaceAction::Minimize);
    session.act(*ring[2], SurfaceAction::Restore);
    CHECK(ring[0]->mapped());
}

TEST_CASE("Where a window manager comes the policy steps back, and returns when it goes")
{
    Session session;
    Window& window = session.window({0, 0, 60, 40});
    const Window& root = session.display.root();
    {
        Manager manager(session);
        CHECK(session.get(root, session.atoms.supportingWmCheck).empty());
        CHECK(session.get(root, session.atoms.supported).empty());
        Window& asked = session.window({0, 0, 60, 40});
        CHECK_FALSE(asked.mapped());
        CHECK(manager.client.take<x11::MapRequestEvent>().at(0).window == asked.id());
        CHECK_FALSE(session.shown(window).decorated);
        session.display.disconnect(manager.client.client());
    }
    CHECK(session.get(root, session.atoms.supportingWmCheck).size() == 1);
    CHECK(session.get(root, session.atoms.clientList) == Values{window.id()});
    CHECK(session.shown(window).decorated);
}

TEST_CASE("Under a window manager viewers' actions become the messages that pagers send")
{
    Session session;
    Window& window = session.window({20, 30, 60, 40});
    Manager manager(session);
    session.set(window, session.atoms.wmState, {normalState, 0});
    manager.supports(session, {session.atoms.activeWindow, session.atoms.closeWindow,
                               session.atoms.moveResizeWindow});
    manager.client.forget();
    const auto told = [&](SurfaceAction action, Rect geometry = {}) {
        session.act(window, action, geometry);
        const auto messages = manager.client.take<x11::ClientMessageEvent>();
        REQUIRE(messages.size() == 1);
        CHECK(messages[0].window == window.id());
        const auto& values = messages[0].data.data32;
        return std::pair(messages[0].type, Values(values.begin(), values.end()));
    };
    const std::uint32_t now = session.display.now();
    CHECK(told(SurfaceAction::Activate) ==
          std::pair(session.atoms.activeWindow, Values{2, now, 0, 0, 0}));
    CHECK(told(SurfaceAction::Close) ==
          std::pair(session.atoms.closeWindow, Values{now, 2, 0, 0, 0}));
    CHECK(told(SurfaceAction::MoveResize, {1, 2, 70, 50}) ==
          std::pair(session.atoms.moveResizeWindow, Values{0x2f01, 1, 2, 70, 50}));
    CHECK(told(SurfaceAction::Minimize) ==
          std::pair(session.atoms.wmChangeState, Values{iconicState, 0, 0, 0, 0}));
    CHECK(told(SurfaceAction::Maximize) ==
          std::pair(session.atoms.state, Values{1, session.atoms.stateMaximizedVertically,
                                                session.atoms.stateMaximizedHorizontally, 2, 0}));
    CHECK(told(SurfaceAction::FullScreen) ==
          std::pair(session.atoms.state, Values{1, session.atoms.stateFullScreen, 0, 2, 0}));
    session.set(window, session.atoms.state, {session.atoms.stateFullScreen});
    CHECK((session.shown(window).states & SurfaceState::FullScreen) != 0);
    CHECK(told(SurfaceAction::Restore) ==
          std::pair(session.atoms.state, Values{0, session.atoms.stateFullScreen, 0, 2, 0}));
}

TEST_CASE("What a window manager does not announce is done without it")
{
    Session session;
    Window& first = session.window({20, 30, 60, 40});
    session.window({20, 30, 60, 40});
    Manager manager(session);
    session.act(first, SurfaceAction::Activate);
    CHECK(session.focus() == first.id());
    CHECK(session.height(first) == static_cast<int>(session.display.root().children().size()) - 1);
    session.act(first, SurfaceAction::MoveResize, {1, 2, 70, 50});
    CHECK(first.bounds() == Rect{1, 2, 70, 50});
}

TEST_CASE("A window manager's frame is described by the window inside of it")
{
    Session session;
    Window& inner = session.window({0, 0, 60, 40});
    Manager manager(session);
    Window& frame = session.window({10, 10, 64, 60}, false);
    session.display.tree().reparent(inner, frame, {2, 18});
    session.display.tree().map(frame);
    session.set(inner, session.atoms.wmState, {normalState, 0});
    session.display.changeProperty(inner, PropertyMode::Replace, atom::wmName, atom::string, 8,
                                   std::as_bytes(std::span(std::string_view("inside"))));
    session.set(session.display.root(), session.atoms.activeWindow, {inner.id()});
    const Surface shown = session.shown(frame);
    CHECK(shown.title == "inside");
    CHECK(shown.role == SurfaceRole::Normal);
    CHECK((shown.states & SurfaceState::Active) != 0);
    CHECK_FALSE(shown.decorated);
    CHECK((shown.abilities & SurfaceAbility::Closable) != 0);
}
