// SPDX-License-Identifier: GPL-2.0-or-later
// X11 protocol, section 4 (errors) and section 1 (request format): what a client may do wrong
// with the wire itself, and that nobody else notices.
#include "tests/support/raw_client.h"
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"

#include <catch2/catch.hpp>

#include "x11/core.h"
#include "x11/extensions.h"

namespace vitrine {

namespace {

struct Pair {
    TestServer server;
    RawClient client{server};

    Pair() { REQUIRE(client.setUp(server.cookie())); }

    // The client is still in step: the next request is answered, under its number.
    void checkAlive(int sequence)
    {
        REQUIRE(client.request(x11::GetInputFocus::opcode, 0, {}));
        const auto reply = client.receive();
        REQUIRE(reply);
        CHECK(std::to_integer<int>((*reply)[0]) == 1);
        CHECK(std::to_integer<int>((*reply)[2]) == sequence);
    }
};

} // namespace

TEST_CASE("An unknown opcode is a BadRequest under its own number", "[NoOperation]")
{
    Pair x;
    x.client.request(x11::NoOperation::opcode, 0, {});
    x.client.request(126, 9, {});
    CHECK(errorIn(x.client.receive()) == RawError{x11::ErrorCode::Request, 2, 0, 126});
    x.client.request(250, 9, {});
    CHECK(errorIn(x.client.receive()) == RawError{x11::ErrorCode::Request, 3, 9, 250});
    x.checkAlive(4);
}

TEST_CASE("An unknown minor opcode of an extension is a BadRequest, so no client waits for ever")
{
    Pair x;
    const auto opcode = x11::describedExtensions[0].majorOpcode; // BIG-REQUESTS
    x.client.request(opcode, 77, {});
    CHECK(errorIn(x.client.receive()) == RawError{x11::ErrorCode::Request, 1, 77, opcode});
    x.checkAlive(2);
}

TEST_CASE("NoOperation: \"the request length field allows the request to be any multiple of four "
          "bytes\"")
{
    Pair x;
    x.client.request(x11::NoOperation::opcode, 0, {1, 2, 3});
    x.checkAlive(2);
}

TEST_CASE("A length of zero is a BadLength, and the next request follows its header")
{
    Pair x;
    x.client.send({std::byte{x11::MapWindow::opcode}, {}, {}, {}});
    CHECK(errorIn(x.client.receive()) ==
          RawError{x11::ErrorCode::Length, 1, 0, x11::MapWindow::opcode});
    x.checkAlive(2);
}

TEST_CASE("A request shorter or longer than it must be is a BadLength")
{
    Pair x;
    x.client.request(x11::MapWindow::opcode, 0, {});
    CHECK(errorIn(x.client.receive())->code == x11::ErrorCode::Length);
    x.client.request(x11::MapWindow::opcode, 0, {x.client.resourceBase, 5});
    CHECK(errorIn(x.client.receive())->code == x11::ErrorCode::Length);
    x.checkAlive(3);
}

TEST_CASE("Half a request, then the end of the connection, harms nobody")
{
    Pair x;
    XcbClient other(x.server);
    {
        RawClient half(x.server);
        REQUIRE(half.setUp(x.server.cookie()));
        half.send({std::byte{x11::MapWindow::opcode}, {}, std::byte{2}, {}, std::byte{1}});
    }
    {
        RawClient silent(x.server); // not even a setup
    }
    other.sync();
    CHECK(xcb_connection_has_error(other.c()) == 0);
    x.checkAlive(1);
}

TEST_CASE("An id outside the client's range is a BadIDChoice")
{
    Pair x;
    for (const std::uint32_t id : {0u, 0x100u, 0xffffffffu}) {
        x.client.request(x11::CreatePixmap::opcode, 24, {id, Screen::root, 0x00100010});
        const auto error = errorIn(x.client.receive());
        REQUIRE(error);
        CHECK(error->code == x11::ErrorCode::IDChoice);
    }
    x.checkAlive(4);
}

TEST_CASE("A property of 16 MiB arrives whole by BIG-REQUESTS, and comes back")
{
    TestServer server;
    XcbClient client(server);
    REQUIRE(xcb_get_maximum_request_length(client.c()) >= (16u << 20) / 4 + 6);
    std::vector<std::uint32_t> value(4u << 20);
    for (std::size_t i = 0; i < value.size(); ++i) value[i] = static_cast<std::uint32_t>(i * 7);
    const xcb_window_t window = client.window(0, 0, 10, 10);
    REQUIRE(client.check(xcb_change_property_checked(
                client.c(), XCB_PROP_MODE_REPLACE, window, XCB_ATOM_WM_NAME, XCB_ATOM_CARDINAL, 32,
                static_cast<std::uint32_t>(value.size()), value.data())) == 0);
    const XcbReply<xcb_get_property_reply_t> reply(xcb_get_property_reply(
        client.c(),
        xcb_get_property(client.c(), 0, window, XCB_ATOM_WM_NAME, XCB_ATOM_ANY, 0, 8u << 20),
        nullptr));
    REQUIRE(reply);
    REQUIRE(reply->value_len == value.size());
    const auto* back = static_cast<const std::uint32_t*>(xcb_get_property_value(reply.get()));
    CHECK(std::equal(value.begin(), value.end(), back));
}

TEST_CASE("A request longer than the limit is a BadLength and is skipped")
{
    Pair x;
    const auto opcode = x11::describedExtensions[0].majorOpcode; // BIG-REQUESTS
    x.client.request(opcode, 0, {});
    REQUIRE(x.client.receive());
    const std::uint32_t words = (64u << 20) / 4;
    RawClient::Bytes bytes(std::size_t{words} * 4);
    bytes[0] = std::byte{x11::PolyPoint::opcode};
    std::memcpy(bytes.data() + 4, &words, sizeof words);
    REQUIRE(x.client.send(bytes));
    CHECK(errorIn(x.client.receive())->code == x11::ErrorCode::Length);
    x.checkAlive(3);
}

TEST_CASE("A client that stops reading is cut off, and the others go on")
{
    TestServer server(XServerOptions{.outputLimit = 1 << 20});
    XcbClient other(server);
    RawClient deaf(server);
    REQUIRE(deaf.setUp(server.cookie()));
    const xcb_window_t window = other.window(0, 0, 10, 10);
    other.sync();
    deaf.request(x11::ChangeWindowAttributes::opcode, 0,
                 {window, x11::CW::EventMask, x11::EventMask::PropertyChange});
    for (bool open = true; open;) {
        for (int i = 0; i < 2000; ++i) {
            xcb_change_property(other.c(), XCB_PROP_MODE_REPLACE, window, XCB_ATOM_WM_NAME,
                                XCB_ATOM_STRING, 8, 0, nullptr);
        }
        other.sync();
        open = server.with([&](Display&) { return server.server().clients(); }) == 2;
    }
    CHECK(deaf.closedByServer());
    other.sync();
    CHECK(xcb_connection_has_error(other.c()) == 0);
}

} // namespace vitrine
