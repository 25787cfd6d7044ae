// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/viewers/web_socket_transport.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/websocket.hpp>
#include <catch2/catch.hpp>

#include <thread>

using namespace vitrine;
namespace net = boost::asio;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;

namespace {

// A transport on a real socket of loopback, and a blocking client at its other end.
struct Linked {
    Linked()
    {
        net::ip::tcp::acceptor acceptor(io, {net::ip::make_address("127.0.0.1"), 0});
        std::thread connecting([&] {
            client.next_layer().connect(acceptor.local_endpoint());
            client.handshake("localhost", "/session");
            client.binary(true);
        });
        WebSocketTransport::Stream stream(acceptor.accept());
        stream.accept();
        connecting.join();
        transport = std::make_shared<WebSocketTransport>(std::move(stream), 1000);
        transport->open({.received =
                             [this](std::span<const std::byte> bytes) {
                                 received.emplace_back(reinterpret_cast<const char*>(bytes.data()),
                                                       bytes.size());
                             },
                         .written = [this] { ++written; },
                         .closed = [this] { ++closed; }});
    }

    void write(std::string_view text)
    {
        const auto* first = reinterpret_cast<const std::byte*>(text.data());
        transport->write({first, first + text.size()});
    }
    template<class Condition> bool until(Condition condition)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (!condition() && std::chrono::steady_clock::now() < deadline) {
            io.restart();
            io.run_one_for(std::chrono::milliseconds(10));
        }
        return condition();
    }
    // What the client reads next, or the code it was closed with, while the transport runs.
    std::string read()
    {
        std::string result;
        bool done = false;
        std::thread reading([&] {
            boost::beast::flat_buffer buffer;
            error_code error;
            client.read(buffer, error);
            result = error ? std::to_string(client.reason().code)
                           : boost::beast::buffers_to_string(buffer.data());
            net::post(io, [&] { done = true; });
        });
        until([&] { return done; });
        reading.join();
        return result;
    }

    net::io_context io, clientIo;
    websocket::stream<net::ip::tcp::socket> client{clientIo};
    std::shared_ptr<WebSocketTransport> transport;
    std::vector<std::string> received;
    int written = 0;
    int closed = 0;
};

} // namespace

TEST_CASE("A WebSocket carries whole messages both ways")
{
    Linked linked;
    linked.write("down");
    CHECK(linked.read() == "down");
    CHECK(linked.until([&] { return linked.written == 1; }));
    linked.client.write(net::buffer("up", 2));
    linked.client.write(net::buffer("again", 5));
    CHECK(linked.until([&] { return linked.received.size() == 2; }));
    CHECK(linked.received == std::vector<std::string>{"up", "again"});
}

TEST_CASE("Text and messages beyond the limit close the WebSocket with the reason")
{
    Linked text;
    text.client.text(true);
    text.client.write(net::buffer("hello", 5));
    CHECK(text.read() == "1002");
    CHECK(text.until([&] { return text.closed == 1; }));
    CHECK(text.received.empty());

    Linked large;
    large.client.write(net::buffer(std::string(1001, 'x')));
    CHECK(large.read() == "1009");
    CHECK(large.until([&] { return large.closed == 1; }));
}

TEST_CASE("Closing waits for the write under way and tells why; a peer that is gone is told")
{
    Linked linked;
    linked.write("last");
    linked.transport->close(CloseReason::GoingAway, "over");
    CHECK(linked.read() == "last");
    CHECK(linked.read() == "1001");
    CHECK(linked.until([&] { return linked.closed == 1; }));

    Linked broken;
    broken.client.next_layer().close();
    CHECK(broken.until([&] { return broken.closed == 1; }));
}

TEST_CASE("A peer that takes nothing cannot keep a closing WebSocket")
{
    Linked linked;
    const std::vector<std::byte> much(64 << 20); // more than any socket buffers
    linked.transport->write(much);
    linked.until([&, tries = 0]() mutable { return ++tries > 5; });
    CHECK(linked.written == 0);
    linked.transport->close(CloseReason::PolicyViolation, "too slow");
    CHECK(linked.until([&] { return linked.closed == 1; }));
}
