// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/colors.h"
#include "server/requests/graphics_contexts.h"
#include "server/requests/pixmaps.h"
#include "server/requests/properties.h"
#include "tests/unit/requests/window_test_support.h"

#include <catch2/catch.hpp>

using namespace vitrine;
using namespace vitrine::test;

namespace {

constexpr int million = 1'000'000;

// How many succeed, and the error that ends it.
template<class Make> std::pair<int, int> countUntilError(TestClient& client, Make make)
{
    for (int count = 0; count < million; ++count)
        if (const int error = client.errorOf(make())) return {count, error};
    return {million, 0};
}

} // namespace

TEST_CASE("A client that makes a million windows meets its quota; others do not notice")
{
    TestDisplay server;
    TestClient greedy(server.display), other(server.display);
    const auto [count, error] = countUntilError(greedy, [&] {
        return createRequest(greedy, Screen::root, {0, 0, 1, 1});
    });
    CHECK(error == x11::ErrorCode::Alloc);
    CHECK(count == XClient::maximumResources);
    CHECK(other.errorOf(createRequest(other, Screen::root, {0, 0, 1, 1})) == 0);
    server.display.disconnect(greedy.client());
    CHECK(other(x11::QueryTree{Screen::root}).children.size() == 1);
}

TEST_CASE("A client that makes a million pixmaps, or few large ones, meets its quota")
{
    TestDisplay server;
    TestClient greedy(server.display), other(server.display);
    x11::CreatePixmap request;
    request.depth = 1;
    request.drawable = Screen::root;
    request.width = request.height = 1;
    const auto make = [&] {
        request.pid = greedy.newId();
        return request;
    };
    CHECK(countUntilError(greedy, make).second == x11::ErrorCode::Alloc);
    server.display.disconnect(greedy.client());

    TestClient broad(server.display);
    request.depth = 24;
    request.width = 8000;
    request.height = 4000; // 128 MB each
    const auto [count, error] = countUntilError(broad, [&] {
        request.pid = broad.newId();
        return request;
    });
    CHECK(error == x11::ErrorCode::Alloc);
    CHECK(count == 4);
}

TEST_CASE("A client that makes a million graphics contexts meets its quota")
{
    TestDisplay server;
    TestClient greedy(server.display);
    const auto [count, error] = countUntilError(
        greedy, [&] { return x11::CreateGC{.cid = greedy.newId(), .drawable = Screen::root}; });
    CHECK(error == x11::ErrorCode::Alloc);
    CHECK(count == XClient::maximumResources);
}

TEST_CASE("A million atoms, and a million properties, meet the bounds of their memory")
{
    TestDisplay server;
    TestClient greedy(server.display), other(server.display);
    int number = 0;
    std::string name;
    const auto [atoms, error] = countUntilError(greedy, [&] {
        x11::InternAtom request;
        name = "_A_NAME_OF_SOME_LENGTH_" + std::to_string(++number);
        request.name_ = name;
        return request;
    });
    CHECK(error == x11::ErrorCode::Alloc);
    CHECK(atoms > 100'000);
    x11::InternAtom known;
    known.name_ = "_A_NAME_OF_SOME_LENGTH_1"; // what is there is still found
    CHECK(other(known).atom > atom::lastPredefined);

    const Xid window = createWindow(greedy, Screen::root, {0, 0, 1, 1});
    const std::vector<std::byte> megabyte(1 << 20);
    const auto [properties, alsoError] = countUntilError(greedy, [&] {
        x11::ChangeProperty request;
        request.window = window;
        request.property = static_cast<Atom>(++number % 1000 + 1);
        request.type = atom::string;
        request.format = 8;
        request.dataLen = 1 << 20;
        request.data = megabyte;
        request.mode = 2; // append
        return request;
    });
    CHECK(alsoError == x11::ErrorCode::Alloc);
    CHECK(properties > 8);
}

TEST_CASE("Of a client with thousands of windows and colormaps nothing is left when it goes")
{
    constexpr int thousands = 4000;
    TestDisplay server;
    TestClient greedy(server.display), other(server.display);
    changeEvents(other, Screen::root, x11::EventMask::SubstructureNotify);
    const Xid below = createMapped(other, Screen::root, {0, 0, 50, 50});
    for (int i = 0; i < thousands; ++i) {
        createMapped(greedy, Screen::root, {i % 900, i % 700, 10, 10});
        greedy(x11::CreateColormap{
            .mid = greedy.newId(), .window = Screen::root, .visual = Screen::rootVisual.id});
    }
    const std::size_t before = server.display.resources().count();
    other.forget();
    server.display.disconnect(greedy.client());
    CHECK(before - server.display.resources().count() == 2 * thousands);
    CHECK(other(x11::QueryTree{Screen::root}).children.size() == 1);
    CHECK(server.display.window(below).viewable());
    CHECK(other.take<x11::UnmapNotifyEvent>().size() == thousands);
}
