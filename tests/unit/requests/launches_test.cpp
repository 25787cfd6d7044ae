// SPDX-License-Identifier: GPL-2.0-or-later
// Programs that start, as the Startup Notification Protocol tells of them, and who gets the
// keyboard when their windows come.
#include "server/display/input/input_devices.h"
#include "server/display/policy/launches.h"
#include "server/display/policy/policy.h"
#include "server/display/policy/policy_atoms.h"
#include "server/display/timers.h"
#include "server/requests/send_event.h"
#include "server/requests/windows.h"
#include "tests/support/test_display.h"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <algorithm>
#include <cstring>

using namespace vitrine;
using namespace vitrine::test;

namespace {

struct Desk : TestDisplay {
    Window& create(TestClient& owner)
    {
        x11::CreateWindow request;
        request.wid = owner.newId();
        request.parent = Screen::root;
        request.class_ = x11::WindowClass::InputOutput;
        request.width = request.height = 40;
        owner(request);
        return display.window(request.wid);
    }
    void map(TestClient& owner, const Window& window) { owner(x11::MapWindow{window.id()}); }
    Window& show(TestClient& owner)
    {
        Window& window = create(owner);
        map(owner, window);
        return window;
    }
    void set(Window& window, Atom name, Atom type, std::string_view text)
    {
        display.changeProperty(window, PropertyMode::Replace, name, type, 8,
                               std::as_bytes(std::span(text)));
    }
    void set(Window& window, Atom name, std::vector<std::uint32_t> values)
    {
        display.changeProperty(window, PropertyMode::Replace, name, atom::cardinal, 32,
                               std::as_bytes(std::span(values)));
    }

    // A message in its pieces, up to `pieces` of them.
    void say(const std::string& text, std::size_t pieces = 1000)
    {
        for (std::size_t at = 0; at <= text.size() && pieces-- > 0; at += 20)
            piece(sender.resourceBase() + 1, at == 0, text.substr(at, 20));
    }
    void piece(Xid from, bool begins, std::string_view text)
    {
        x11::ClientMessageEvent event;
        event.format = 8;
        event.window = from;
        event.type = begins ? atoms.startupInfoBegin : atoms.startupInfo;
        std::memcpy(&event.data, text.data(), text.size());
        std::vector<std::byte> bytes;
        x11::Writer writer(bytes, x11::nativeOrder, 0);
        event.write(writer);
        x11::SendEvent request;
        request.destination = Screen::root;
        request.eventMask = x11::EventMask::PropertyChange;
        std::memcpy(request.event.bytes.data(), bytes.data(), request.event.bytes.size());
        launcher(request);
    }
    void wait(std::uint32_t milliseconds)
    {
        clock.advance(milliseconds);
        display.timers().run();
    }
    // What `listener` heard of the protocol since last asked, without what ends it.
    std::vector<std::string> heard()
    {
        std::vector<std::string> texts;
        for (const auto& event : listener.take<x11::ClientMessageEvent>()) {
            if (event.type == atoms.startupInfoBegin) texts.emplace_back();
            const auto* bytes = reinterpret_cast<const char*>(&event.data);
            texts.back().append(bytes, strnlen(bytes, 20));
        }
        return texts;
    }
    void listen()
    {
        display.select(display.root(), listener.client().id(), x11::EventMask::PropertyChange);
    }
    Xid active()
    {
        const Property* const property = display.root().properties.find(atoms.activeWindow);
        return property ? property->cardinals().at(0) : 0;
    }
    bool demandsAttention(const Window& window)
    {
        Surface surface;
        display.policy().describe(window, surface);
        return surface.states & SurfaceState::Urgent;
    }
    void type()
    {
        display.input().keycode(38, true);
        display.input().keycode(38, false);
    }

    Launches& launches = display.policy().launches();
    PolicyAtoms atoms{display.atoms()};
    TestClient launcher{display}, listener{display}, first{display}, second{display};
    XClient& sender = launcher.client();
};

std::string longId(std::uint32_t time)
{
    return "gnome-shell/gedit/4711-0-machine_TIME" + std::to_string(time);
}

} // namespace

TEST_CASE("A launch is known from its \"new:\" message, in however many pieces it comes")
{
    Desk desk;
    desk.say("new: ID=\"" + longId(900) +
             "\" NAME=\"Text \\\"Editor\\\"\" ICON=gedit DESKTOP=2 WMCLASS=Gedit "
             "APPLICATION_ID=/usr/share/applications/org.gnome.gedit.desktop SCREEN=0 UNKNOWN=x");
    REQUIRE(desk.launches.underWay().size() == 1);
    const StartingProgram& program = desk.launches.underWay()[0];
    CHECK(program.id == longId(900));
    CHECK(program.name == "Text \"Editor\"");
    CHECK(program.icon == "gedit");
    CHECK(program.application == "org.gnome.gedit");
    CHECK(program.windowClass == "Gedit");
    CHECK(program.workspace == 2u);
    CHECK(program.timestamp == 900);
    desk.say("change: ID=" + longId(900) + " NAME=Other\\ name TIMESTAMP=950");
    CHECK(desk.launches.underWay()[0].name == "Other name");
    CHECK(desk.launches.underWay()[0].timestamp == 950);
    CHECK(desk.launches.underWay()[0].icon == "gedit");
    desk.say("change: ID=unknown NAME=x");
    CHECK(desk.launches.underWay().size() == 1);
    desk.say("remove: ID=" + longId(900));
    CHECK(desk.launches.underWay().empty());

    desk.say("new: ID=abcdefghijklm"); // twenty bytes: the zero comes alone
    CHECK(desk.launches.underWay().size() == 1);
}

TEST_CASE("Startup messages that make no sense, are too long or come from too many change nothing")
{
    Desk desk;
    for (const char* text :
         {"", ":", "new:", "new: NAME=x", "new: ID=", "old: ID=x", "new ID=x", "new: ID",
          "new: \"ID=x", "\xff\xfe\\", "remove: ID=x", "new: ID=\"\""})
        desk.say(text);
    CHECK(desk.launches.underWay().empty());
    desk.say("new: ID=x NAME=" + std::string(StartupMessages::longest, 'y'));
    CHECK(desk.launches.underWay().empty());
    desk.piece(7, false, "new: ID=x"); // the rest of nothing
    CHECK(desk.launches.underWay().empty());

    // One that never ends gives way after a while; so do the beginnings of many.
    for (Xid from = 1000; from < 1000 + 10 * StartupMessages::mostSenders; ++from)
        desk.piece(from, true, "new: ID=123456789012");
    desk.say("new: ID=late");
    CHECK(desk.launches.underWay().empty());
    desk.wait(StartupMessages::patience + 1);
    desk.piece(1000, false, "34"); // too late
    CHECK(desk.launches.underWay().empty());
    desk.say("new: ID=late");
    CHECK(desk.launches.underWay().size() == 1);

    for (std::size_t i = 0; i < 3 * Launches::most; ++i) desk.say("new: ID=x" + std::to_string(i));
    CHECK(desk.launches.underWay().size() == Launches::most);
    desk.say("new: ID=cut NAME=" + std::string(100, 'n'), 2);
    CHECK(desk.launches.underWay().back().id != "cut");
}

TEST_CASE("A launch ends when nothing has come of it for a while, and everybody is told")
{
    Desk desk;
    desk.listen();
    desk.say("new: ID=one");
    desk.wait(Launches::patience - 1000);
    desk.say("new: ID=two");
    desk.heard();
    desk.wait(1000);
    REQUIRE(desk.launches.underWay().size() == 1);
    CHECK(desk.launches.underWay()[0].id == "two");
    CHECK(desk.heard() == std::vector<std::string>{"remove: ID=\"one\""});
    desk.wait(Launches::patience);
    CHECK(desk.launches.underWay().empty());
}

TEST_CASE("A launch ends with the window that bears its id, its group's id, its class or process")
{
    Desk desk;
    Window& window = desk.create(desk.first);
    std::string id = "one";
    SECTION("_NET_STARTUP_ID")
    {
        desk.set(window, desk.atoms.startupId, desk.atoms.utf8String, "one");
    }
    SECTION("of its group's leader")
    {
        Window& leader = desk.create(desk.first);
        desk.set(leader, desk.atoms.startupId, desk.atoms.utf8String, "one");
        desk.set(window, atom::wmHints, {64, 0, 0, 0, 0, 0, 0, 0, leader.id()});
    }
    SECTION("WM_CLASS: \"a string to match against the resource name or resource class\"")
    {
        desk.set(window, atom::wmClass, atom::string, std::string("some\0Thing\0", 11));
    }
    SECTION("a process of the group that was started")
    {
        id = desk.launches.announce({.name = "Some thing"});
        desk.launches.started(id, ::getpgrp());
        desk.first.client().processId = static_cast<std::uint32_t>(::getpid());
    }
    if (id == "one") desk.say("new: ID=one WMCLASS=thing");
    REQUIRE(desk.launches.underWay().size() == 1);
    desk.listen();
    desk.show(desk.second); // another's
    CHECK(desk.launches.underWay().size() == 1);
    desk.map(desk.first, window);
    CHECK(desk.launches.underWay().empty());
    CHECK(desk.heard() == std::vector{"remove: ID=\"" + id + "\""});
}

TEST_CASE("A window that is there already ends the launch whose id it takes")
{
    Desk desk;
    Window& window = desk.show(desk.first);
    desk.say("new: ID=again");
    desk.set(window, desk.atoms.startupId, desk.atoms.utf8String, "again");
    CHECK(desk.launches.underWay().empty());
}

TEST_CASE("What the server starts is announced to all that listen, and ends with its process")
{
    Desk desk;
    desk.listen();
    const std::string id = desk.launches.announce({.name = "An \"editor\"", .windowClass = "Ed"});
    CHECK(timeOfStartupId(id) == desk.display.now());
    CHECK(desk.heard() == std::vector{"new: ID=\"" + id +
                                      "\" NAME=\"An \\\"editor\\\"\" SCREEN=\"0\" WMCLASS=\"Ed\""});
    desk.launches.started(id, 4711);
    desk.launches.ended(12);
    CHECK(desk.launches.underWay().size() == 1);
    desk.launches.ended(4711);
    CHECK(desk.launches.underWay().empty());
    CHECK(desk.heard() == std::vector{"remove: ID=\"" + id + "\""});
}

TEST_CASE("Where a window manager runs, launches are announced and left to it")
{
    Desk desk;
    desk.say("new: ID=before");
    desk.display.select(desk.display.root(), desk.listener.client().id(),
                        x11::EventMask::SubstructureRedirect | x11::EventMask::PropertyChange);
    desk.display.policy().redirectChanged();
    desk.listener.forget();
    CHECK(desk.launches.underWay().empty());
    desk.say("new: ID=x");
    const std::string id = desk.launches.announce({.name = "x"});
    CHECK(desk.launches.underWay().empty());
    CHECK(desk.heard().size() == 2);
    desk.wait(2 * Launches::patience);
    desk.launches.ended(0);
    CHECK(desk.heard().empty());
}

TEST_CASE("A launched window gets the keyboard, unless its user went on working meanwhile")
{
    Desk desk;
    Window& editor = desk.show(desk.first);
    desk.clock.advance(100);
    desk.type();
    desk.clock.advance(100);
    const std::uint32_t asked = desk.display.now();
    desk.say("new: ID=" + longId(asked));
    desk.clock.advance(100);
    const bool goesOn = GENERATE(false, true);
    if (goesOn) desk.type();
    Window& window = desk.create(desk.second);
    desk.set(window, desk.atoms.startupId, desk.atoms.utf8String, longId(asked));
    desk.map(desk.second, window);
    CHECK(desk.active() == (goesOn ? editor.id() : window.id()));
    CHECK(desk.demandsAttention(window) == goesOn);
    CHECK((desk.display.root().children().back() == &editor) == goesOn);
    desk.display.policy().perform({window.surface(), SurfaceAction::Activate, {}});
    CHECK(desk.active() == window.id());
    CHECK_FALSE(desk.demandsAttention(window));
}

TEST_CASE("_NET_WM_USER_TIME: a window of an older deed than the active one's takes no keyboard")
{
    Desk desk;
    Window& editor = desk.show(desk.first);
    Window& holder = desk.create(desk.first);
    desk.clock.advance(5000);
    const std::uint32_t now = desk.display.now();
    desk.set(holder, desk.atoms.userTime, {now - 1000});
    desk.set(editor, desk.atoms.userTimeWindow, {holder.id()});
    Window& window = desk.create(desk.second);
    const auto opens = [&](std::uint32_t time) {
        desk.set(window, desk.atoms.userTime, {time});
        desk.map(desk.second, window);
        return desk.active() == window.id();
    };
    SECTION("an older one")
    {
        CHECK_FALSE(opens(now - 1001));
    }
    SECTION("the same")
    {
        CHECK(opens(now - 1000));
    }
    SECTION("a newer one")
    {
        CHECK(opens(now - 10));
    }
    SECTION("zero asks for none")
    {
        CHECK_FALSE(opens(0));
    }
    SECTION("the active one's lies in the future: it is not believed")
    {
        desk.set(holder, desk.atoms.userTime, {now + 100'000});
        CHECK(opens(now - 1001));
    }
    SECTION("the user pressed a key since")
    {
        desk.type();
        CHECK_FALSE(opens(now - 10));
    }
    SECTION("a dialog of the active window")
    {
        desk.set(window, atom::wmTransientFor, {editor.id()});
        CHECK(opens(now - 1001));
    }
    SECTION("a launch newer than the window's own time")
    {
        desk.set(window, desk.atoms.startupId, desk.atoms.utf8String, longId(now - 5));
        CHECK(opens(now - 1001));
    }
}

TEST_CASE(
    "_NET_WM_USER_TIME: windows of the program in use, and of unknown times, get the keyboard")
{
    Desk desk;
    desk.show(desk.first);
    desk.clock.advance(1000);
    desk.type();
    Window& another = desk.create(desk.first);
    desk.set(another, desk.atoms.userTime, {1});
    desk.map(desk.first, another);
    CHECK(desk.active() == another.id());
    desk.type();
    CHECK(desk.active() == desk.show(desk.second).id());
}

TEST_CASE("_NET_ACTIVE_WINDOW: a program's wish of an older time than the last use waits")
{
    Desk desk;
    Window& window = desk.show(desk.second);
    Window& editor = desk.show(desk.first);
    desk.clock.advance(1000);
    desk.type();
    const std::uint32_t now = desk.display.now();
    const auto wish = [&](std::uint32_t source, std::uint32_t time) {
        desk.display.policy().clientMessage(window, {desk.atoms.activeWindow, {source, time}});
        return desk.active() == window.id();
    };
    CHECK_FALSE(wish(1, now - 10));
    CHECK(desk.demandsAttention(window));
    CHECK(desk.active() == editor.id());
    SECTION("a newer one")
    {
        CHECK(wish(1, now + 1));
    }
    SECTION("a pager's")
    {
        CHECK(wish(2, now - 10));
    }
    SECTION("of no time")
    {
        CHECK(wish(1, 0));
    }
}

TEST_CASE("_NET_SUPPORTED names what programs' starts and user times go by")
{
    Desk desk;
    const auto names = desk.display.root().properties.find(desk.atoms.supported)->cardinals();
    for (const Atom name : {desk.atoms.startupId, desk.atoms.userTime, desk.atoms.userTimeWindow})
        CHECK(std::ranges::count(names, name) == 1);
}
