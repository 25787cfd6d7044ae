// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/requests/window_test_support.h"

#include <catch2/catch.hpp>

using namespace vitrine;
using namespace vitrine::test;
using x11::EventMask;

// What a window manager lives on.
namespace {

x11::ChangeWindowAttributes selecting(Xid window, std::uint32_t events)
{
    x11::ChangeWindowAttributes request;
    request.window = window;
    request.valueMask = x11::CW::EventMask;
    request.valueList.eventMask = events;
    return request;
}

} // namespace

TEST_CASE("SubstructureRedirect: only one client at a time may select it, others get BadAccess")
{
    TestDisplay server;
    TestClient manager(server.display), other(server.display);
    manager(selecting(Screen::root, EventMask::SubstructureRedirect));
    CHECK(other.errorOf(selecting(Screen::root, EventMask::SubstructureRedirect)) ==
          x11::ErrorCode::Access);
    CHECK(other.errorOf(selecting(Screen::root, EventMask::SubstructureNotify)) == 0);
    CHECK(other.errorOf(selecting(Screen::root, 0x80000000)) == x11::ErrorCode::Value);
    server.display.disconnect(manager.client());
    CHECK(other.errorOf(selecting(Screen::root, EventMask::SubstructureRedirect)) == 0);
}

TEST_CASE("MapRequest: another client's MapWindow is left to the manager, whose own maps")
{
    TestDisplay server;
    TestClient manager(server.display), program(server.display);
    manager(selecting(Screen::root, EventMask::SubstructureRedirect));
    auto request = createRequest(program, Screen::root, {0, 0, 20, 20});
    program(request);
    program(x11::MapWindow{request.wid});
    const auto asked = manager.take<x11::MapRequestEvent>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].parent == Screen::root);
    CHECK(asked[0].window == request.wid);
    CHECK_FALSE(server.display.window(request.wid).mapped());
    manager(x11::MapWindow{request.wid});
    CHECK(server.display.window(request.wid).viewable());

    createMapped(program, Screen::root, {0, 0, 5, 5}); // override-redirect
    CHECK(manager.take<x11::MapRequestEvent>().empty());
}

TEST_CASE("ConfigureRequest: carries what was asked, and what is where nothing was asked")
{
    TestDisplay server;
    TestClient manager(server.display), program(server.display);
    manager(selecting(Screen::root, EventMask::SubstructureRedirect));
    const auto created = createRequest(program, Screen::root, {3, 4, 20, 30});
    program(created);
    x11::ConfigureWindow request;
    request.window = created.wid;
    request.valueList.width = 99;
    request.valueList.stackMode = x11::StackMode::Below;
    program(request);
    const auto asked = manager.take<x11::ConfigureRequestEvent>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].window == created.wid);
    CHECK(asked[0].x == 3);
    CHECK(asked[0].width == 99);
    CHECK(asked[0].height == 30);
    CHECK(asked[0].stackMode == x11::StackMode::Below);
    CHECK(asked[0].valueMask == (x11::ConfigWindow::Width | x11::ConfigWindow::StackMode));
    CHECK(server.display.window(created.wid).bounds() == Rect{3, 4, 20, 30});
}

TEST_CASE("ResizeRequest: the size stays, the rest of the request happens")
{
    TestDisplay server;
    TestClient manager(server.display), program(server.display);
    const Xid window = createMapped(program, Screen::root, {3, 4, 20, 30});
    manager(selecting(window, EventMask::ResizeRedirect));
    x11::ConfigureWindow request;
    request.window = window;
    request.valueList.x = 50;
    request.valueList.width = 99;
    program(request);
    const auto asked = manager.take<x11::ResizeRequestEvent>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].width == 99);
    CHECK(asked[0].height == 30);
    CHECK(server.display.window(window).bounds() == Rect{50, 4, 20, 30});
}

TEST_CASE("CirculateRequest: the manager decides about restacking")
{
    TestDisplay server;
    TestClient manager(server.display), program(server.display);
    const Xid top = createMapped(program, Screen::root, {0, 0, 60, 60});
    const Xid low = createMapped(program, top, {0, 0, 20, 20});
    const Xid high = createMapped(program, top, {10, 10, 20, 20});
    manager(selecting(top, EventMask::SubstructureRedirect));
    program(x11::CirculateWindow{x11::Circulate::RaiseLowest, top});
    const auto asked = manager.take<x11::CirculateRequestEvent>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].window == low);
    CHECK(program(x11::QueryTree{top}).children == std::vector{low, high});
}
