// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/rfb/served_desk.h"
#include "tests/unit/rfb/vnc_peer.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>

using namespace vitrine;
namespace net = boost::asio;
using tcp = net::ip::tcp;

namespace {

// A peer that says what it likes.
class RawPeer {
public:
    explicit RawPeer(int port) : socket_(loop_)
    {
        socket_.connect({net::ip::make_address("127.0.0.1"), static_cast<std::uint16_t>(port)});
    }
    void say(std::string_view bytes)
    {
        boost::system::error_code ignored;
        net::write(socket_, net::buffer(bytes), ignored);
    }
    std::string hear(std::size_t count)
    {
        std::string bytes(count, '\0');
        boost::system::error_code error;
        bytes.resize(net::read(socket_, net::buffer(bytes), error));
        return bytes;
    }
    bool hungUp() // reads until the server closes
    {
        boost::system::error_code error;
        char byte = 0;
        while (!error) net::read(socket_, net::buffer(&byte, 1), error);
        return error == net::error::eof || error == net::error::connection_reset;
    }
    void hangUp() { socket_.close(); }
    tcp::socket& socket() { return socket_; }

private:
    net::io_context loop_;
    tcp::socket socket_;
};

constexpr std::string_view enterFreely("RFB 003.008\n\x01\x01", 14);

bool serves(ServedDesk& served, const std::string& password = "secret")
{
    VncPeer peer(served.port(), {.password = password});
    if (!peer.in()) return false;
    const Image expected = served.expected();
    return peer.until([&] { return peer.screen() == expected; });
}

} // namespace

TEST_CASE("Garbage instead of a handshake is hung up on, and others are served")
{
    ServedDesk served;
    for (const std::string_view garbage :
         {std::string_view("GET /websockify HTTP/1.1\r\n\r\n"),
          std::string_view("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\x00", 12),
          std::string_view("RFB 003.008\n\x30")}) {
        RawPeer peer(served.port());
        peer.say(garbage);
        CHECK(peer.hungUp());
    }
    CHECK(serves(served));
}

TEST_CASE("A viewer that vanishes at any byte of its handshake leaves nothing behind")
{
    ServedDesk served({.authenticate = false});
    for (std::size_t length = 0; length <= enterFreely.size(); ++length) {
        RawPeer peer(served.port());
        peer.say(enterFreely.substr(0, length));
        peer.hangUp();
    }
    CHECK(serves(served));
    CHECK(served.statistics().clients <= 1);
}

TEST_CASE("Garbage after the handshake ends that viewer alone")
{
    ServedDesk served({.authenticate = false});
    VncPeer good(served.port(), {});
    for (const std::string_view garbage :
         {std::string_view("\xff\xff\xff\xff"), std::string_view("\x07\x00\x00\x00"),
          std::string_view("\x00\x00\x00\x00\x07\x01\x01\x01\x00\x00\x00\x00\x00\x00\xff\xff\xff"
                           "\x00\x00\x00\x63",
                           21)}) {
        RawPeer peer(served.port());
        peer.say(enterFreely);
        peer.say(garbage);
        CHECK(peer.hungUp());
    }
    served.draw([](FakeDesk& desk) { desk.open({5, 5, 50, 50}, 0xabcdef); });
    const Image expected = served.expected();
    CHECK(good.until([&] { return good.screen() == expected; }));
}

TEST_CASE("A viewer that stops reading delays nobody and costs a bounded memory")
{
    ServedDesk served({.authenticate = false}, {1200, 900});
    SurfaceId window;
    served.draw([&](FakeDesk& desk) { window = desk.open({0, 0, 1200, 900}, 0); });
    VncPeer good(served.port(), {.encodings = "zrle"});
    RawPeer deaf(served.port());
    deaf.socket().set_option(net::socket_base::receive_buffer_size(4096));
    deaf.say(enterFreely);
    std::uint64_t sent = 0;
    for (std::uint32_t i = 0; i < 40; ++i) {
        // Every request asks for all 4 MB of the screen again.
        deaf.say(std::string_view("\x03\x00\x00\x00\x00\x00\x04\xb0\x03\x84", 10));
        served.draw([&](FakeDesk& desk) { desk.fill(window, {0, 0, 1200, 900}, i * 1000); });
        const Image expected = served.expected();
        const auto began = std::chrono::steady_clock::now();
        REQUIRE(good.until([&] { return good.screen() == expected; }));
        CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(5));
        sent = served.statistics().bytesSent;
    }
    CHECK(sent < 40u * 1200 * 900 * 4 / 2); // its updates were not sent, nor are they waiting
    CHECK(served.statistics().clients == 2);
}

TEST_CASE("Guessing passwords is slowed down, and the owner is told why")
{
    ServedDesk served;
    for (int i = 0; i < 5; ++i)
        CHECK_FALSE(VncPeer(served.port(), {.password = "guess" + std::to_string(i)}).in());
    RawPeer peer(served.port());
    peer.hear(12);
    peer.say("RFB 003.008\n");
    const std::string answer = peer.hear(1 + 4 + 56);
    CHECK(answer.substr(0, 1) == std::string(1, '\0'));
    CHECK(answer.find("Too many wrong passwords") != std::string::npos);
}

TEST_CASE("More connections than allowed are closed at once")
{
    ServedDesk served({.authenticate = false, .clientLimit = 2});
    RawPeer one(served.port()), two(served.port());
    CHECK(one.hear(12) == "RFB 003.008\n");
    CHECK(two.hear(12) == "RFB 003.008\n");
    CHECK(RawPeer(served.port()).hungUp());
}
