// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/pixmaps.h"
#include "tests/unit/requests/window_test_support.h"

#include <catch2/catch.hpp>

using namespace vitrine;
using namespace vitrine::test;
using x11::EventMask;

namespace {

constexpr Xid root = Screen::root;

x11::ConfigureWindow configureRequest(Xid window)
{
    x11::ConfigureWindow request;
    request.window = window;
    return request;
}

std::vector<Xid> childrenOf(TestClient& client, Xid window)
{
    return client(x11::QueryTree{window}).children;
}

} // namespace

TEST_CASE("CreateWindow: the created window is placed on top in the stacking order, unmapped")
{
    TestDisplay server;
    TestClient client(server.display);
    changeEvents(client, root, EventMask::SubstructureNotify);
    const Xid first = createWindow(client, root, {3, 4, 50, 60}, 0, 2);
    const Xid second = createWindow(client, root, {0, 0, 9, 9});

    const auto children = childrenOf(client, root);
    REQUIRE(children.size() >= 2);
    CHECK(children.back() == second);
    const auto events = client.take<x11::CreateNotifyEvent>();
    REQUIRE(events.size() == 2);
    CHECK(events[0].parent == root);
    CHECK(events[0].window == first);
    CHECK(events[0].x == 3);
    CHECK(events[0].height == 60);
    CHECK(events[0].borderWidth == 2);
    CHECK(events[0].overrideRedirect);
    CHECK(client(x11::GetWindowAttributes{first}).mapState == x11::MapState::Unmapped);
    const auto geometry = client(x11::GetGeometry{first});
    CHECK(geometry.depth == 24);
    CHECK(geometry.root == root);
    CHECK(geometry.width == 50);
}

TEST_CASE("CreateWindow: errors for id, size, class, depth, visual and attributes")
{
    TestDisplay server;
    TestClient client(server.display);
    const auto good = [&] { return createRequest(client, root, {0, 0, 10, 10}); };

    auto request = good();
    request.wid = 77; // not of the client's range
    CHECK(client.errorOf(request) == x11::ErrorCode::IDChoice);
    request = good();
    client(request);
    CHECK(client.errorOf(request) == x11::ErrorCode::IDChoice); // in use
    request = good();
    request.width = 0;
    CHECK(client.errorOf(request) == x11::ErrorCode::Value);
    request = good();
    request.class_ = 3;
    CHECK(client.errorOf(request) == x11::ErrorCode::Value);
    request = good();
    request.parent = 0x999;
    CHECK(client.errorOf(request) == x11::ErrorCode::Window);
    request = good();
    request.depth = 8; // no visual has it
    CHECK(client.errorOf(request) == x11::ErrorCode::Match);
    request = good();
    request.class_ = 2;
    request.borderWidth = 1; // InputOnly has no border
    CHECK(client.errorOf(request) == x11::ErrorCode::Match);
    request = good();
    request.valueMask = x11::CW::BitGravity;
    request.valueList.bitGravity = 11;
    CHECK(client.errorOf(request) == x11::ErrorCode::Value);
    request = good();
    request.depth = 32; // and neither border nor colormap
    request.visual = Screen::alphaVisual.id;
    CHECK(client.errorOf(request) == x11::ErrorCode::Match);
    request = good();
    request.valueMask = x11::CW::BackPixmap;
    request.valueList.backgroundPixmap = 0x999;
    CHECK(client.errorOf(request) == x11::ErrorCode::Pixmap);
    CHECK(client.errorOf(good()) == 0);
}

TEST_CASE("A window nested deeper than the tree's bound, or beyond the client's quota, is BadAlloc")
{
    TestDisplay server;
    TestClient client(server.display);
    Xid parent = root;
    int depth = 0;
    while (depth < 10'000) {
        auto request = createRequest(client, parent, {0, 0, 5, 5});
        if (const int error = client.errorOf(request)) {
            CHECK(error == x11::ErrorCode::Alloc);
            break;
        }
        parent = request.wid;
        ++depth;
    }
    CHECK(depth > 100);
    CHECK(depth < 10'000);
    client.client().resources = XClient::maximumResources;
    CHECK(client.errorOf(createRequest(client, root, {0, 0, 5, 5})) == x11::ErrorCode::Alloc);
}

TEST_CASE("MapWindow: MapNotify, VisibilityNotify, then one Expose of the whole window")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid window = createWindow(
        client, root, {5, 5, 40, 30},
        EventMask::Exposure | EventMask::StructureNotify | EventMask::VisibilityChange, 1);
    client(x11::MapWindow{window});
    CHECK(client.takeCodes() == std::vector<int>{19, 15, 12});
    CHECK(client(x11::GetWindowAttributes{window}).mapState == x11::MapState::Viewable);
    client(x11::MapWindow{window}); // no effect: it is mapped
    CHECK(client.takeCodes().empty());

    const Window& shown = server.display.window(window);
    const Image* image = server.display.images().find(shown.image());
    REQUIRE(image);
    CHECK(image->size() == Size{42, 32}); // with the border
    CHECK(image->pixel({0, 0}) == 0);
    CHECK(image->pixel({1, 1}) == 0x123456); // the background
    client(x11::UnmapWindow{window});
    CHECK(client.take<x11::UnmapNotifyEvent>().size() == 1);
    CHECK(server.display.window(window).image() == ImageId{});
}

TEST_CASE("MapWindow: a window whose ancestor is unmapped becomes viewable with it")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid parent = createWindow(client, root, {0, 0, 40, 40});
    const Xid child = createMapped(client, parent, {10, 10, 5, 5}, EventMask::Exposure);
    CHECK(client(x11::GetWindowAttributes{child}).mapState == x11::MapState::Unviewable);
    CHECK(client.take<x11::ExposeEvent>().empty());
    client(x11::MapWindow{parent});
    CHECK(client(x11::GetWindowAttributes{child}).mapState == x11::MapState::Viewable);
    const auto exposed = client.take<x11::ExposeEvent>();
    REQUIRE(exposed.size() == 1);
    CHECK(rectOf(exposed[0]) == Rect{0, 0, 5, 5});
}

TEST_CASE("Top-level windows keep their pixels: covering, uncovering and moving expose nothing")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid below = createMapped(client, root, {0, 0, 50, 50}, EventMask::Exposure);
    const Xid above = createMapped(client, root, {10, 10, 20, 20}, EventMask::Exposure);
    client.forget();
    auto move = configureRequest(above);
    move.valueList.x = 100;
    client(move);
    auto raise = configureRequest(below);
    raise.valueList.stackMode = x11::StackMode::Above;
    client(raise);
    client(x11::UnmapWindow{above});
    CHECK(client.take<x11::ExposeEvent>().empty());
}

TEST_CASE("Moving a child exposes exactly what it uncovers of its parent and siblings")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid top = createMapped(client, root, {0, 0, 60, 60}, EventMask::Exposure);
    const Xid lower = createMapped(client, top, {0, 0, 20, 20}, EventMask::Exposure);
    const Xid upper = createMapped(client, top, {10, 10, 20, 20}, EventMask::Exposure);
    client.forget();
    auto move = configureRequest(upper);
    move.valueList.x = 15;
    client(move);
    const auto exposed = client.take<x11::ExposeEvent>();
    REQUIRE(exposed.size() == 2); // the moved window's own pixels were copied
    CHECK(exposed[0].window == top);
    CHECK(rectOf(exposed[0]) == Rect{10, 20, 5, 10});
    CHECK(exposed[1].window == lower);
    CHECK(rectOf(exposed[1]) == Rect{10, 10, 5, 10});
}

TEST_CASE("Expose: count tells how many more follow, zero is the last")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid top = createMapped(client, root, {0, 0, 30, 30}, EventMask::Exposure);
    const Xid low = createMapped(client, top, {0, 0, 30, 30}, EventMask::Exposure);
    const Xid high = createMapped(client, top, {10, 10, 10, 10});
    client(x11::UnmapWindow{low});
    client.forget();
    client(x11::MapWindow{low}); // seen around `high`
    const auto exposed = client.take<x11::ExposeEvent>();
    REQUIRE(exposed.size() == 4);
    CHECK(exposed[0].count == 3);
    CHECK(exposed[3].count == 0);
    CHECK(high != 0);
}

TEST_CASE("ClearArea: a width of zero reaches to the right edge; exposures on request")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid window = createMapped(client, root, {0, 0, 30, 20}, EventMask::Exposure);
    client.forget();
    client(x11::ClearArea{false, window, 0, 0, 0, 0});
    CHECK(client.take<x11::ExposeEvent>().empty());
    client(x11::ClearArea{true, window, 10, 5, 0, 4});
    const auto exposed = client.take<x11::ExposeEvent>();
    REQUIRE(exposed.size() == 1);
    CHECK(rectOf(exposed[0]) == Rect{10, 5, 20, 4});
}

TEST_CASE("ConfigureWindow: Above, Below, TopIf, BottomIf and Opposite, with and without sibling")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid top = createMapped(client, root, {0, 0, 90, 90});
    const Xid a = createMapped(client, top, {0, 0, 20, 20});
    const Xid b = createMapped(client, top, {10, 10, 20, 20});
    const Xid c = createMapped(client, top, {60, 60, 20, 20}); // touches nobody
    const auto restack = [&](Xid window, std::uint32_t mode, Xid sibling = 0) {
        auto request = configureRequest(window);
        request.valueList.stackMode = mode;
        if (sibling) request.valueList.sibling = sibling;
        client(request);
        return childrenOf(client, top);
    };
    using Order = std::vector<Xid>;
    CHECK(restack(a, x11::StackMode::Above) == Order{b, c, a});
    CHECK(restack(a, x11::StackMode::Below) == Order{a, b, c});
    CHECK(restack(a, x11::StackMode::Above, b) == Order{b, a, c});
    CHECK(restack(c, x11::StackMode::Below, a) == Order{b, c, a});
    CHECK(restack(b, x11::StackMode::TopIf, c) == Order{b, c, a}); // c does not cover it
    CHECK(restack(b, x11::StackMode::TopIf) == Order{c, a, b});    // a did
    CHECK(restack(b, x11::StackMode::BottomIf, c) == Order{c, a, b});
    CHECK(restack(b, x11::StackMode::BottomIf, a) == Order{b, c, a});
    CHECK(restack(b, x11::StackMode::Opposite) == Order{c, a, b});
    CHECK(restack(b, x11::StackMode::Opposite) == Order{b, c, a});
    CHECK(restack(c, x11::StackMode::Opposite) == Order{b, c, a});

    auto request = configureRequest(a);
    request.valueList.sibling = b;
    CHECK(client.errorOf(request) == x11::ErrorCode::Match); // without a stack-mode
    request.valueList.stackMode = 0;
    request.valueList.sibling = root;
    CHECK(client.errorOf(request) == x11::ErrorCode::Match); // no sibling
    request.valueList.sibling = b;
    request.valueList.stackMode = 5;
    CHECK(client.errorOf(request) == x11::ErrorCode::Value);
}

TEST_CASE("CirculateWindow: RaiseLowest and LowerHighest act on windows that overlap")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid top = createMapped(client, root, {0, 0, 90, 90}, EventMask::SubstructureNotify);
    const Xid a = createMapped(client, top, {0, 0, 20, 20});
    const Xid b = createMapped(client, top, {10, 10, 20, 20});
    const Xid c = createMapped(client, top, {60, 60, 20, 20});
    client.forget();
    client(x11::CirculateWindow{x11::Circulate::RaiseLowest, top});
    CHECK(childrenOf(client, top) == std::vector{b, c, a});
    client(x11::CirculateWindow{x11::Circulate::LowerHighest, top});
    CHECK(childrenOf(client, top) == std::vector{a, b, c});
    const auto events = client.take<x11::CirculateNotifyEvent>();
    REQUIRE(events.size() == 2);
    CHECK(events[0].window == a);
    CHECK(events[0].place == x11::Place::OnTop);
    CHECK(events[1].place == x11::Place::OnBottom);
    CHECK(client.errorOf(x11::CirculateWindow{2, top}) == x11::ErrorCode::Value);
}

TEST_CASE("ConfigureNotify: above-sibling is the window just below; nothing is sent for no change")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid top = createMapped(client, root, {0, 0, 90, 90});
    const Xid a = createMapped(client, top, {0, 0, 20, 20});
    const Xid b = createMapped(client, top, {10, 10, 20, 20}, EventMask::StructureNotify);
    client.forget();
    auto request = configureRequest(b);
    request.valueList.x = 12;
    request.valueList.width = 25;
    client(request);
    const auto events = client.take<x11::ConfigureNotifyEvent>();
    REQUIRE(events.size() == 1);
    CHECK(events[0].event == b);
    CHECK(events[0].aboveSibling == a);
    CHECK(events[0].x == 12);
    CHECK(events[0].width == 25);
    client(request);
    CHECK(client.take<x11::ConfigureNotifyEvent>().empty());
}

TEST_CASE("ConfigureWindow: win-gravity moves children of a resized window, with GravityNotify")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid top = createMapped(client, root, {0, 0, 40, 40});
    const Xid child = createWindow(client, top, {30, 30, 10, 10}, EventMask::StructureNotify);
    x11::ChangeWindowAttributes gravity;
    gravity.window = child;
    gravity.valueMask = x11::CW::WinGravity;
    gravity.valueList.winGravity = x11::Gravity::SouthEast;
    client(gravity);
    client(x11::MapWindow{child});
    client.forget();
    auto resize = configureRequest(top);
    resize.valueList.width = 60;
    resize.valueList.height = 50;
    client(resize);
    const auto events = client.take<x11::GravityNotifyEvent>();
    REQUIRE(events.size() == 1);
    CHECK(events[0].x == 50);
    CHECK(events[0].y == 40);

    gravity.valueList.winGravity = x11::Gravity::WinUnmap;
    client(gravity);
    resize.valueList.width = 61;
    client(resize);
    const auto unmapped = client.take<x11::UnmapNotifyEvent>();
    REQUIRE(unmapped.size() == 1);
    CHECK(unmapped[0].fromConfigure);
}

TEST_CASE("Bit gravity keeps the content of a resized window where it says; Forget loses it")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid window = createMapped(client, root, {0, 0, 20, 20}, EventMask::Exposure);
    x11::ChangeWindowAttributes gravity;
    gravity.window = window;
    gravity.valueMask = x11::CW::BitGravity;
    gravity.valueList.bitGravity = x11::Gravity::SouthEast;
    client(gravity);
    const auto pixels = [&]() -> Image& {
        return *server.display.painter().image(server.display.window(window).image());
    };
    pixels().setPixel({19, 19}, 0xff);
    client.forget();
    auto resize = configureRequest(window);
    resize.valueList.width = 30;
    resize.valueList.height = 25;
    client(resize);
    CHECK(pixels().size() == Size{30, 25});
    CHECK(pixels().pixel({29, 24}) == 0xff);
    std::int64_t area = 0;
    for (const auto& event : client.take<x11::ExposeEvent>()) area += rectOf(event).area();
    CHECK(area == 30 * 25 - 20 * 20);

    gravity.valueList.bitGravity = x11::Gravity::BitForget;
    client(gravity);
    resize.valueList.width = 31;
    client(resize);
    const auto exposed = client.take<x11::ExposeEvent>();
    REQUIRE(exposed.size() == 1);
    CHECK(rectOf(exposed[0]) == Rect{0, 0, 31, 25});
    CHECK(pixels().pixel({29, 24}) == 0x123456);
}

TEST_CASE("A window of 32767 by 32767 is shown as far as its client's allowance of pixels reaches")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid window = createMapped(client, root, {0, 0, 32767, 32767});
    const Window& shown = server.display.window(window);
    const Image* image = server.display.images().find(shown.image());
    REQUIRE(image);
    CHECK(image->bounds().area() * 4 <= Pixels::maximumOfOne);
    CHECK(client(x11::GetGeometry{window}).width == 32767);
    client(x11::DestroyWindow{window});
    CHECK(client.client().pixels->used == 0);
}

TEST_CASE("ReparentWindow: an unmap, the move to the top of its new siblings, and a map")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid left = createMapped(client, root, {0, 0, 40, 40}, EventMask::SubstructureNotify);
    const Xid right = createMapped(client, root, {50, 0, 40, 40}, EventMask::SubstructureNotify);
    const Xid child = createMapped(client, left, {5, 5, 10, 10});
    client.forget();
    client(x11::ReparentWindow{child, right, 7, 8});
    CHECK(childrenOf(client, left).empty());
    CHECK(childrenOf(client, right) == std::vector{child});
    CHECK(client(x11::GetWindowAttributes{child}).mapState == x11::MapState::Viewable);
    const auto events = client.take<x11::ReparentNotifyEvent>();
    REQUIRE(events.size() == 2); // the old parent and the new one
    CHECK(events[0].event == left);
    CHECK(events[1].event == right);
    CHECK(events[1].parent == right);
    CHECK(events[1].x == 7);
    CHECK(client.errorOf(x11::ReparentWindow{right, child, 0, 0}) == x11::ErrorCode::Match);
    CHECK(client.errorOf(x11::ReparentWindow{root, child, 0, 0}) == x11::ErrorCode::Match);
}

TEST_CASE("DestroyWindow: DestroyNotify comes for all inferiors before the window itself")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid top = createMapped(client, root, {0, 0, 40, 40}, EventMask::StructureNotify);
    const Xid child = createMapped(client, top, {0, 0, 20, 20}, EventMask::StructureNotify);
    const Xid inner = createMapped(client, child, {0, 0, 10, 10}, EventMask::StructureNotify);
    client.forget();
    client(x11::DestroyWindow{top});
    const auto events = client.take<x11::DestroyNotifyEvent>();
    REQUIRE(events.size() == 3);
    CHECK(events[0].window == inner);
    CHECK(events[1].window == child);
    CHECK(events[2].window == top);
    CHECK(client.errorOf(x11::MapWindow{inner}) == x11::ErrorCode::Window);
    CHECK(client.client().resources == 0);
    client(x11::DestroyWindow{root}); // no effect
    CHECK(client(x11::GetWindowAttributes{root}).mapState == x11::MapState::Viewable);
}

TEST_CASE("VisibilityNotify: a child is obscured by its siblings, not by its own children")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid top = createMapped(client, root, {0, 0, 60, 60});
    const Xid low = createMapped(client, top, {0, 0, 20, 20}, EventMask::VisibilityChange);
    createMapped(client, low, {0, 0, 20, 20});
    CHECK(client.take<x11::VisibilityNotifyEvent>().size() == 1);
    const Xid high = createMapped(client, top, {10, 10, 20, 20});
    auto events = client.take<x11::VisibilityNotifyEvent>();
    REQUIRE(events.size() == 1);
    CHECK(events[0].state == x11::Visibility::PartiallyObscured);
    auto move = configureRequest(high);
    move.valueList.x = 0;
    move.valueList.y = 0;
    client(move);
    events = client.take<x11::VisibilityNotifyEvent>();
    REQUIRE(events.size() == 1);
    CHECK(events[0].state == x11::Visibility::FullyObscured);
    client(x11::UnmapWindow{high});
    events = client.take<x11::VisibilityNotifyEvent>();
    REQUIRE(events.size() == 1);
    CHECK(events[0].state == x11::Visibility::Unobscured);
}

TEST_CASE("TranslateCoordinates: across top-level windows and borders, with the child hit")
{
    TestDisplay server;
    TestClient client(server.display);
    const Xid a = createMapped(client, root, {10, 20, 40, 40}, 0, 3);
    const Xid b = createMapped(client, root, {80, 30, 40, 40});
    const Xid child = createMapped(client, b, {0, 0, 10, 10}, 0, 1);
    const auto reply = client(x11::TranslateCoordinates{a, b, 70, 10});
    CHECK(reply.sameScreen);
    CHECK(reply.dstX == 10 + 3 + 70 - 80);
    CHECK(reply.dstY == 20 + 3 + 10 - 30);
    CHECK(reply.child == child);
}
