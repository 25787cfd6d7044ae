// SPDX-License-Identifier: GPL-2.0-or-later
// "Each client gets a bounded turn": what one client does, however much, leaves time for the
// others.
#include "tests/support/raw_client.h"
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

#include "x11/core.h"

namespace vitrine {

namespace {

RawClient::Bytes repeated(const RawClient::Bytes& request, int count)
{
    RawClient::Bytes bytes;
    for (int i = 0; i < count; ++i) bytes.insert(bytes.end(), request.begin(), request.end());
    return bytes;
}

RawClient::Bytes emptyRequest(std::uint8_t opcode)
{
    RawClient::Bytes bytes;
    x11::Writer writer(bytes, x11::nativeOrder, 0);
    writer.put(opcode);
    writer.zero(1);
    writer.put(std::uint16_t{1});
    return bytes;
}

} // namespace

TEST_CASE("A client that sends requests without pause does not keep others waiting")
{
    TestServer server;
    XcbClient other(server);
    RawClient busy(server);
    REQUIRE(busy.setUp(server.cookie()));
    std::atomic<bool> stop = false;
    std::thread thread([&] {
        const auto many = repeated(emptyRequest(x11::NoOperation::opcode), 16'384);
        while (!stop && busy.send(many)) {
        }
    });
    for (int i = 0; i < 50; ++i) other.sync(); // each returns
    stop = true;
    thread.join();
    CHECK(xcb_connection_has_error(other.c()) == 0);
}

TEST_CASE("A client that does not read its replies waits, alone, and finds them all when it does")
{
    constexpr int count = 400'000; // 12.8 MB of replies: beyond what any socket holds
    TestServer server;
    XcbClient other(server);
    RawClient silent(server);
    REQUIRE(silent.setUp(server.cookie()));
    std::thread thread(
        [&] { silent.send(repeated(emptyRequest(x11::GetInputFocus::opcode), count)); });
    for (int i = 0; i < 50; ++i) other.sync();
    int replies = 0;
    while (replies < count && silent.receive()) ++replies;
    thread.join();
    CHECK(replies == count);
}

TEST_CASE("While a request of two million rectangles is drawn, other clients are answered")
{
    constexpr std::uint32_t count = 1u << 21;
    TestServer server;
    XcbClient other(server);
    RawClient giant(server);
    REQUIRE(giant.setUp(server.cookie()));
    const std::uint32_t pixmap = giant.resourceBase + 1, gc = giant.resourceBase + 2;

    const XcbReply<xcb_query_extension_reply_t> extension(xcb_query_extension_reply(
        other.c(), xcb_query_extension(other.c(), 12, "BIG-REQUESTS"), nullptr));
    REQUIRE(extension);
    giant.request(extension->major_opcode, 0, {});
    REQUIRE(giant.receive());
    giant.request(x11::CreatePixmap::opcode, 24, {pixmap, other.screen().root, 2u | 1u << 16});
    giant.request(x11::CreateGC::opcode, 0, {gc, pixmap, x11::GC::Foreground, 1});
    RawClient::Bytes bytes;
    x11::Writer writer(bytes, x11::nativeOrder, 0);
    const auto rect = [&](std::uint16_t x, std::uint16_t size) {
        for (const std::uint16_t value : {x, std::uint16_t{0}, size, size}) writer.put(value);
    };
    writer.put(x11::PolyFillRectangle::opcode);
    writer.zero(1);
    writer.put(std::uint16_t{0});
    writer.put(4 + 2 * count);
    writer.put(pixmap);
    writer.put(gc);
    rect(0, 1); // the left pixel at first, the right one at last, nothing between
    for (std::uint32_t i = 2; i < count; ++i) rect(0, 0);
    rect(1, 1);
    REQUIRE(giant.send(bytes));

    bool between = false, done = false;
    while (!done) {
        const XcbReply<xcb_get_image_reply_t> reply(xcb_get_image_reply(
            other.c(), xcb_get_image(other.c(), XCB_IMAGE_FORMAT_Z_PIXMAP, pixmap, 0, 0, 2, 1, ~0u),
            nullptr));
        REQUIRE(reply);
        const std::uint8_t* pixels = xcb_get_image_data(reply.get());
        const bool begun = (pixels[0] & 1) != 0;
        done = (pixels[4] & 1) != 0;
        between = between || (begun && !done);
    }
    CHECK(between); // somebody saw it half drawn
}

TEST_CASE("What a long request draws with may go meanwhile: it ends there, and the client goes on")
{
    constexpr std::uint32_t count = 20'000;
    TestServer server;
    RawClient client(server);
    REQUIRE(client.setUp(server.cookie()));
    const std::uint32_t pixmap = client.resourceBase + 1, gc = client.resourceBase + 2;
    const std::uint32_t root = server.with([](Display& display) { return display.root().id(); });
    client.request(x11::CreatePixmap::opcode, 24, {pixmap, root, 500u | 500u << 16});
    client.request(x11::CreateGC::opcode, 0, {gc, pixmap, 0});
    std::vector<std::uint32_t> words{pixmap, gc};
    for (std::uint32_t i = 0; i < count; ++i) {
        words.push_back(0);
        words.push_back(500u | 500u << 16);
    }
    client.request(x11::PolyFillRectangle::opcode, 0, words);
    server.with([&](Display& display) {
        if (display.resources().find<GraphicsContext>(gc)) display.free(gc);
    });
    REQUIRE(client.send(emptyRequest(x11::GetInputFocus::opcode)));
    auto answer = client.receive();
    while (errorIn(answer)) answer = client.receive(); // where it went before the request came
    CHECK(answer);
}

} // namespace vitrine
