// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/send_event.h"
#include "tests/unit/requests/window_test_support.h"

#include <catch2/catch.hpp>

#include <cstring>

using namespace vitrine;
using namespace vitrine::test;

namespace {

constexpr auto otherOrder =
    x11::nativeOrder == x11::ByteOrder::Little ? x11::ByteOrder::Big : x11::ByteOrder::Little;

using Bytes = std::array<std::uint8_t, 32>;

// What the window's owner gets when the sender sends these bytes.
Bytes delivered(TestClient& from, TestClient& to, Xid window, const Bytes& bytes)
{
    to.forget();
    x11::SendEvent request;
    request.destination = window;
    request.event.bytes = bytes;
    from(request);
    REQUIRE(to.buffer().size() == 32);
    Bytes got{};
    std::memcpy(got.data(), to.buffer().data(), got.size());
    return got;
}

Bytes clientMessage(std::uint8_t format)
{
    Bytes bytes{x11::ClientMessageEvent::code, format};
    for (std::size_t i = 4; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i);
    return bytes;
}

// Bytes 12 to 31, in groups of `width`, each group reversed.
Bytes reversed(Bytes bytes, std::size_t begin, std::size_t width)
{
    for (std::size_t at = begin; at < bytes.size(); at += width)
        std::reverse(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                     bytes.begin() + static_cast<std::ptrdiff_t>(at + width));
    return bytes;
}

} // namespace

TEST_CASE("A ClientMessage reaches a client of the other byte order viewed as its format says")
{
    TestDisplay server;
    TestClient native(server.display), swapped(server.display, otherOrder);
    const auto check = [&](TestClient& from, TestClient& to) {
        const Xid window = createWindow(to, Screen::root, {0, 0, 9, 9});
        for (const std::uint8_t format : {8, 16, 32}) {
            const Bytes sent = clientMessage(format);
            const Bytes got = delivered(from, to, window, sent);
            CHECK(got[0] == (x11::ClientMessageEvent::code | 0x80));
            CHECK(got[1] == format);
            Bytes expected = reversed(sent, 12, format / 8u);
            const Bytes ids = reversed(sent, 4, 4); // window and type
            std::copy(ids.begin() + 4, ids.begin() + 12, expected.begin() + 4);
            CHECK(std::equal(got.begin() + 4, got.end(), expected.begin() + 4));
        }
    };
    check(native, swapped);
    check(swapped, native);
}

TEST_CASE("An event's 16-bit fields reach a client of the other byte order swapped, bytes as sent")
{
    TestDisplay server;
    TestClient native(server.display), swapped(server.display, otherOrder);
    const Xid window = createWindow(swapped, Screen::root, {0, 0, 9, 9});
    Bytes sent{x11::ButtonPressEvent::code, 3};
    for (std::size_t i = 4; i < 31; ++i) sent[i] = static_cast<std::uint8_t>(i);
    sent[30] = 1;
    const Bytes got = delivered(native, swapped, window, sent);
    Bytes expected = reversed(sent, 4, 4); // time, root, event, child
    for (std::size_t at = 20; at < 30; at += 2) {
        expected[at] = sent[at + 1];
        expected[at + 1] = sent[at];
    }
    expected[30] = 1;
    CHECK(std::equal(got.begin() + 4, got.begin() + 31, expected.begin() + 4));
    CHECK(got[1] == 3);
}

TEST_CASE("Between clients of one byte order an event's bytes arrive as they were sent")
{
    TestDisplay server;
    for (const x11::ByteOrder order : {x11::nativeOrder, otherOrder}) {
        TestClient from(server.display, order), to(server.display, order);
        const Xid window = createWindow(to, Screen::root, {0, 0, 9, 9});
        for (const std::uint8_t format : {8, 16, 32}) {
            const Bytes sent = clientMessage(format);
            const Bytes got = delivered(from, to, window, sent);
            CHECK(std::equal(got.begin() + 4, got.end(), sent.begin() + 4));
        }
    }
}
