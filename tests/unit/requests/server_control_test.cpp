// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/pixmaps.h"
#include "server/requests/send_event.h"
#include "server/requests/server_control.h"
#include "tests/unit/requests/window_test_support.h"

#include <catch2/catch.hpp>

using namespace vitrine;
using namespace vitrine::test;
using x11::EventMask;

namespace {

x11::SendEvent messageTo(Xid destination, std::uint32_t mask, bool propagate = false)
{
    x11::SendEvent request;
    request.destination = destination;
    request.eventMask = mask;
    request.propagate = propagate;
    request.event.bytes[0] = x11::ClientMessageEvent::code;
    request.event.bytes[1] = 32;
    request.event.bytes[12] = 42;
    return request;
}

x11::CreatePixmap createPixmap(TestClient& client, Size size, int depth = 24)
{
    x11::CreatePixmap request;
    request.depth = static_cast<std::uint8_t>(depth);
    request.pid = client.newId();
    request.drawable = Screen::root;
    request.width = static_cast<std::uint16_t>(size.width);
    request.height = static_cast<std::uint16_t>(size.height);
    return request;
}

} // namespace

TEST_CASE("SendEvent: with no event-mask the event goes to the client that created the window")
{
    TestDisplay server;
    TestClient owner(server.display), sender(server.display);
    const Xid window = createWindow(owner, Screen::root, {0, 0, 9, 9});
    sender(messageTo(window, 0));
    REQUIRE(owner.buffer().size() == 32);
    CHECK(std::to_integer<int>(owner.buffer()[0]) == (0x80 | x11::ClientMessageEvent::code));
    const auto events = owner.take<x11::ClientMessageEvent>();
    REQUIRE(events.size() == 1);
    CHECK(sender.take<x11::ClientMessageEvent>().empty());
}

TEST_CASE("SendEvent: propagate goes up to an ancestor where the event is selected")
{
    TestDisplay server;
    TestClient owner(server.display), sender(server.display);
    const Xid top = createWindow(owner, Screen::root, {0, 0, 9, 9}, EventMask::ButtonPress);
    const Xid child = createWindow(owner, top, {0, 0, 9, 9});
    const auto press = [&](bool propagate) {
        x11::SendEvent request = messageTo(child, EventMask::ButtonPress, propagate);
        request.event.bytes[0] = x11::ButtonPressEvent::code;
        sender(request);
        return owner.take<x11::ButtonPressEvent>().size();
    };
    CHECK(press(false) == 0);
    CHECK(press(true) == 1);
    x11::ChangeWindowAttributes attributes;
    attributes.window = child;
    attributes.valueMask = x11::CW::DontPropagate;
    attributes.valueList.doNotPropagateMask = EventMask::ButtonPress;
    owner(attributes);
    CHECK(press(true) == 0);
}

TEST_CASE("SendEvent: only a valid event is sent on")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid window = createWindow(client, Screen::root, {0, 0, 9, 9});
    auto request = messageTo(window, 0);
    request.event.bytes[0] = 1; // a reply
    CHECK(client.errorOf(request) == x11::ErrorCode::Value);
    request = messageTo(window, 0);
    request.event.bytes[1] = 7; // a format
    CHECK(client.errorOf(request) == x11::ErrorCode::Value);
    CHECK(client.errorOf(messageTo(window, 0x80000000)) == x11::ErrorCode::Value);
    CHECK(client.errorOf(messageTo(0x999, 0)) == x11::ErrorCode::Window);
}

TEST_CASE("CreatePixmap: errors for depth and size; a client's pixels are counted")
{
    TestDisplay server;
    TestClient client(server.display);
    CHECK(client.errorOf(createPixmap(client, {5, 5}, 7)) == x11::ErrorCode::Value);
    CHECK(client.errorOf(createPixmap(client, {0, 5})) == x11::ErrorCode::Value);
    CHECK(client.errorOf(createPixmap(client, {32767, 32767})) == x11::ErrorCode::Alloc);
    const auto request = createPixmap(client, {10, 10});
    client(request);
    CHECK(client.client().pixels->used == 400);
    client(x11::FreePixmap{request.pid});
    CHECK(client.client().pixels->used == 0);
    CHECK(client.errorOf(x11::FreePixmap{request.pid}) == x11::ErrorCode::Pixmap);
}

TEST_CASE("FreePixmap: a background keeps the pixels while a window uses them")
{
    TestDisplay server;
    TestClient client(server.display);
    const auto pixmap = createPixmap(client, {10, 10});
    client(pixmap);
    const ImageId image = server.display.pixmap(pixmap.pid).image();
    const Xid window = createWindow(client, Screen::root, {0, 0, 9, 9});
    x11::ChangeWindowAttributes attributes;
    attributes.window = window;
    attributes.valueMask = x11::CW::BackPixmap;
    attributes.valueList.backgroundPixmap = pixmap.pid;
    client(attributes);
    client(x11::FreePixmap{pixmap.pid});
    CHECK(server.display.images().find(image) != nullptr);
    client(x11::DestroyWindow{window});
    CHECK(server.display.images().find(image) == nullptr);
}

TEST_CASE("KillClient: the client's windows go at once, its connection is asked to close")
{
    TestDisplay server;
    TestClient victim(server.display), killer(server.display);
    const Xid window = createMapped(victim, Screen::root, {0, 0, 9, 9});
    killer(x11::KillClient{window});
    CHECK(victim.closed());
    CHECK(killer.errorOf(x11::MapWindow{window}) == x11::ErrorCode::Window);
    CHECK(killer.errorOf(x11::KillClient{window}) == x11::ErrorCode::Value);
    server.display.disconnect(victim.client());
}

TEST_CASE("SetCloseDownMode: retained resources outlive their client until they are killed")
{
    TestDisplay server;
    TestClient permanent(server.display), temporary(server.display), killer(server.display);
    const Xid a = createMapped(permanent, Screen::root, {0, 0, 9, 9});
    const Xid b = createMapped(temporary, Screen::root, {0, 0, 9, 9});
    permanent(x11::SetCloseDownMode{x11::CloseDown::RetainPermanent});
    temporary(x11::SetCloseDownMode{x11::CloseDown::RetainTemporary});
    server.display.disconnect(permanent.client());
    server.display.disconnect(temporary.client());
    CHECK(killer.errorOf(x11::MapWindow{a}) == 0);
    CHECK(killer.errorOf(x11::MapWindow{b}) == 0);
    killer(x11::KillClient{x11::Kill::AllTemporary});
    CHECK(killer.errorOf(x11::MapWindow{a}) == 0);
    CHECK(killer.errorOf(x11::MapWindow{b}) == x11::ErrorCode::Window);
    killer(x11::KillClient{a});
    CHECK(killer.errorOf(x11::MapWindow{a}) == x11::ErrorCode::Window);
}

TEST_CASE("ChangeSaveSet: a saved window goes back to the root, where it was, and is mapped")
{
    TestDisplay server;
    TestClient manager(server.display), program(server.display);
    const Xid frame = createMapped(manager, Screen::root, {30, 40, 60, 60}, 0, 2);
    const Xid window = createWindow(program, Screen::root, {0, 0, 20, 20});
    manager(x11::ReparentWindow{window, frame, 5, 6});
    CHECK(program.errorOf(x11::ChangeSaveSet{0, window}) == x11::ErrorCode::Match);
    manager(x11::ChangeSaveSet{x11::SetMode::Insert, window});
    server.display.disconnect(manager.client());
    const auto geometry = program(x11::GetGeometry{window});
    CHECK(program(x11::QueryTree{window}).parent == Screen::root);
    CHECK(geometry.x == 30 + 2 + 5);
    CHECK(geometry.y == 40 + 2 + 6);
    CHECK(program(x11::GetWindowAttributes{window}).mapState == x11::MapState::Viewable);
}

TEST_CASE("SetCloseDownMode: save-set windows stay while their saver's resources are retained")
{
    TestDisplay server;
    TestClient manager(server.display), program(server.display);
    const Xid frame = createMapped(manager, Screen::root, {30, 40, 60, 60}, 0, 2);
    const Xid window = createWindow(program, frame, {5, 6, 20, 20});
    manager(x11::ChangeSaveSet{x11::SetMode::Insert, window});
    manager(x11::SetCloseDownMode{x11::CloseDown::RetainPermanent});
    server.display.disconnect(manager.client());
    CHECK(program(x11::QueryTree{window}).parent == frame);
    CHECK(program(x11::GetWindowAttributes{window}).mapState == x11::MapState::Unmapped);
    program(x11::KillClient{frame});
    CHECK(program(x11::QueryTree{window}).parent == Screen::root);
    CHECK(program(x11::GetWindowAttributes{window}).mapState == x11::MapState::Viewable);
}

TEST_CASE("GrabServer: held by the first who asks, until it ungrabs or goes")
{
    TestDisplay server;
    TestClient first(server.display), second(server.display);
    first(x11::GrabServer{});
    CHECK(server.display.serverGrab == first.client().id());
    second(x11::UngrabServer{});
    CHECK(server.display.serverGrab == first.client().id());
    server.display.disconnect(first.client());
    CHECK_FALSE(server.display.serverGrab);
}

TEST_CASE("SetScreenSaver: -1 restores a default, and values out of range are refused")
{
    TestDisplay server;
    TestClient client(server.display);
    client(x11::SetScreenSaver{30, 40, 0, 1});
    auto saver = client(x11::GetScreenSaver{});
    CHECK(saver.timeout == 30);
    CHECK(saver.interval == 40);
    CHECK(saver.preferBlanking == 0);
    client(x11::SetScreenSaver{-1, 0, 2, 2});
    saver = client(x11::GetScreenSaver{});
    CHECK(saver.timeout == 600);
    CHECK(saver.interval == 0);
    CHECK(saver.preferBlanking == 1);
    CHECK(client.errorOf(x11::SetScreenSaver{-2, 0, 0, 0}) == x11::ErrorCode::Value);
    CHECK(client.errorOf(x11::SetScreenSaver{0, 0, 3, 0}) == x11::ErrorCode::Value);
    CHECK(client.errorOf(x11::ForceScreenSaver{2}) == x11::ErrorCode::Value);
}

TEST_CASE("ListHosts tells what ChangeHosts and SetAccessControl asked for")
{
    TestDisplay server;
    TestClient client(server.display);
    CHECK(client(x11::ListHosts{}).mode == x11::AccessControl::Enable);
    CHECK(client(x11::ListHosts{}).hosts.empty());

    const std::array<std::byte, 4> loopback{std::byte{127}, {}, {}, std::byte{1}};
    const std::array<std::byte, 4> other{std::byte{10}, {}, {}, std::byte{1}};
    const auto change = [&](std::uint8_t mode, std::uint8_t family,
                            std::span<const std::byte> address) {
        return client.errorOf(x11::ChangeHosts{mode, family, address});
    };
    CHECK(change(x11::HostMode::Insert, x11::Family::Internet, loopback) == 0);
    CHECK(change(x11::HostMode::Insert, x11::Family::Internet, loopback) == 0);
    CHECK(change(x11::HostMode::Delete, x11::Family::Internet, other) == 0);
    CHECK(change(x11::HostMode::Insert, x11::Family::Internet6, loopback) == x11::ErrorCode::Value);
    CHECK(change(x11::HostMode::Insert, 77, loopback) == x11::ErrorCode::Value);
    CHECK(change(2, x11::Family::Internet, loopback) == x11::ErrorCode::Value);
    const auto hosts = client(x11::ListHosts{}).hosts;
    REQUIRE(hosts.size() == 1);
    CHECK(hosts[0].family == x11::Family::Internet);
    CHECK(hosts[0].address == std::vector<std::byte>(loopback.begin(), loopback.end()));
    CHECK(change(x11::HostMode::Delete, x11::Family::Internet, loopback) == 0);
    CHECK(client(x11::ListHosts{}).hosts.empty());

    client(x11::SetAccessControl{x11::AccessControl::Disable});
    CHECK(client(x11::ListHosts{}).mode == x11::AccessControl::Disable);
    CHECK(client.errorOf(x11::SetAccessControl{2}) == x11::ErrorCode::Value);
}

TEST_CASE("The list of hosts is bounded")
{
    TestDisplay server;
    TestClient client(server.display);
    const auto insert = [&](std::size_t number) {
        const std::array<std::byte, 4> host{
            std::byte{10}, {}, static_cast<std::byte>(number >> 8), static_cast<std::byte>(number)};
        return client.errorOf(x11::ChangeHosts{x11::HostMode::Insert, x11::Family::Internet, host});
    };
    for (std::size_t i = 0; i < AccessControl::mostHosts; ++i) REQUIRE(insert(i) == 0);
    CHECK(insert(AccessControl::mostHosts) == x11::ErrorCode::Alloc);
}
