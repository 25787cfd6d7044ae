// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/selections.h"
#include "tests/unit/requests/window_test_support.h"

#include <catch2/catch.hpp>

using namespace vitrine;
using namespace vitrine::test;

TEST_CASE("SetSelectionOwner: the former owner hears SelectionClear, unless it is the same client")
{
    TestDisplay server;
    TestClient first(server.display), second(server.display);
    const Xid a = createWindow(first, Screen::root, {0, 0, 9, 9});
    const Xid a2 = createWindow(first, Screen::root, {0, 0, 9, 9});
    const Xid b = createWindow(second, Screen::root, {0, 0, 9, 9});
    first(x11::SetSelectionOwner{a, atom::primary, 0});
    CHECK(second(x11::GetSelectionOwner{atom::primary}).owner == a);
    first(x11::SetSelectionOwner{a2, atom::primary, 0});
    CHECK(first.take<x11::SelectionClearEvent>().empty());
    server.clock.advance(5);
    second(x11::SetSelectionOwner{b, atom::primary, 0});
    const auto events = first.take<x11::SelectionClearEvent>();
    REQUIRE(events.size() == 1);
    CHECK(events[0].owner == a2);
    CHECK(events[0].selection == atom::primary);
    CHECK(events[0].time == server.display.now());
}

TEST_CASE("SetSelectionOwner: no effect where the time is earlier than the last change or to come")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid a = createWindow(client, Screen::root, {0, 0, 9, 9});
    const Xid b = createWindow(client, Screen::root, {0, 0, 9, 9});
    const std::uint32_t now = server.display.now();
    client(x11::SetSelectionOwner{a, atom::primary, now});
    client(x11::SetSelectionOwner{b, atom::primary, now - 1});
    CHECK(client(x11::GetSelectionOwner{atom::primary}).owner == a);
    client(x11::SetSelectionOwner{b, atom::primary, now + 1000});
    CHECK(client(x11::GetSelectionOwner{atom::primary}).owner == a);
    client(x11::SetSelectionOwner{b, atom::primary, now});
    CHECK(client(x11::GetSelectionOwner{atom::primary}).owner == b);
    CHECK(client.errorOf(x11::SetSelectionOwner{a, 999'999, 0}) == x11::ErrorCode::Atom);
    CHECK(client.errorOf(x11::SetSelectionOwner{0x999, 1, 0}) == x11::ErrorCode::Window);
}

TEST_CASE("ConvertSelection: the owner is asked; without one the answer is property None")
{
    TestDisplay server;
    TestClient owner(server.display), asker(server.display);
    const Xid a = createWindow(owner, Screen::root, {0, 0, 9, 9});
    const Xid b = createWindow(asker, Screen::root, {0, 0, 9, 9});
    asker(x11::ConvertSelection{b, atom::primary, atom::string, atom::wmName, 77});
    const auto refused = asker.take<x11::SelectionNotifyEvent>();
    REQUIRE(refused.size() == 1);
    CHECK(refused[0].property == 0);
    CHECK(refused[0].time == 77);

    owner(x11::SetSelectionOwner{a, atom::primary, 0});
    asker(x11::ConvertSelection{b, atom::primary, atom::string, atom::wmName, 78});
    const auto asked = owner.take<x11::SelectionRequestEvent>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].owner == a);
    CHECK(asked[0].requestor == b);
    CHECK(asked[0].target == atom::string);
    CHECK(asked[0].property == atom::wmName);
    CHECK(asked[0].time == 78);
}

TEST_CASE("A selection whose owner window or client goes has no owner")
{
    TestDisplay server;
    TestClient first(server.display), second(server.display);
    const Xid a = createWindow(first, Screen::root, {0, 0, 9, 9});
    first(x11::SetSelectionOwner{a, atom::primary, 0});
    first(x11::DestroyWindow{a});
    CHECK(second(x11::GetSelectionOwner{atom::primary}).owner == 0);
    first(x11::SetSelectionOwner{Screen::root, atom::primary, 0});
    CHECK(second(x11::GetSelectionOwner{atom::primary}).owner == Screen::root);
    server.display.disconnect(first.client());
    CHECK(second(x11::GetSelectionOwner{atom::primary}).owner == 0);
}
