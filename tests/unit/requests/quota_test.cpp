// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/pixmaps.h"
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
