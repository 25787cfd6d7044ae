// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/rfb/client_messages.h"
#include "server/rfb/handshake.h"
#include "server/rfb/penalties.h"
#include "server/rfb/utf8.h"

#include <catch2/catch.hpp>
#include <rfb/rfb.h>

#include <set>

using namespace vitrine;
using Bytes = std::vector<std::uint8_t>;

namespace {

Bytes bytes(std::string_view text)
{
    return {text.begin(), text.end()};
}

Bytes encrypted(Bytes challenge, std::string password)
{
    rfbEncryptBytes(challenge.data(), password.data());
    return challenge;
}

const RfbEntry guarded{.authenticate = true, .password = "secret", .viewOnlyPassword = "look"};
const RfbEntry open{.authenticate = false, .password = {}, .viewOnlyPassword = {}};

} // namespace

TEST_CASE("The right password lets a viewer of protocol 3.8 in, and the view-only one to look")
{
    for (const auto& [password, role] :
         {std::pair{"secret", RfbRole::Control}, {"look", RfbRole::View}}) {
        RfbHandshake handshake(guarded);
        CHECK(handshake.greeting() == bytes("RFB 003.008\n"));
        Bytes input = bytes("RFB 003.008\n");
        CHECK(handshake.take(input) == Bytes{1, 2});
        input = {2};
        const Bytes challenge = handshake.take(input);
        REQUIRE(challenge.size() == 16);
        input = encrypted(challenge, password);
        input.push_back(1); // ClientInit, sent ahead
        CHECK(handshake.take(input) == Bytes{0, 0, 0, 0});
        CHECK(handshake.role() == role);
        CHECK(input == Bytes{1});
    }
}

TEST_CASE("A wrong password is refused with a reason")
{
    RfbHandshake handshake(guarded);
    Bytes input = bytes("RFB 003.008\n\x02");
    const Bytes out = handshake.take(input);
    input = encrypted(Bytes(out.end() - 16, out.end()), "guess");
    const Bytes answer = handshake.take(input);
    CHECK(std::string(answer.begin() + 8, answer.end()) == "That password is wrong.");
    CHECK(handshake.failed());
    CHECK(handshake.wrongPassword());
    CHECK_FALSE(handshake.role());
}

TEST_CASE("No response equals the challenge of an empty password")
{
    const RfbEntry none{.authenticate = true, .password = {}, .viewOnlyPassword = {}};
    RfbHandshake handshake(none);
    Bytes input = bytes("RFB 003.008\n\x02");
    const Bytes out = handshake.take(input);
    input = encrypted(Bytes(out.end() - 16, out.end()), "");
    handshake.take(input);
    CHECK_FALSE(handshake.role());
}

TEST_CASE("Protocols 3.3 and 3.7 are spoken as they were")
{
    RfbHandshake old(open);
    Bytes input = bytes("RFB 003.003\n");
    CHECK(old.take(input) == Bytes{0, 0, 0, 1}); // the server decides, and says no result
    CHECK(old.role() == RfbRole::Control);

    RfbHandshake middle(open);
    input = bytes("RFB 003.007\n");
    CHECK(middle.take(input) == Bytes{1, 1});
    input = {1};
    CHECK(middle.take(input).empty());
    CHECK(middle.role() == RfbRole::Control);
}

TEST_CASE("What is no handshake fails: garbage, and security that was not offered")
{
    for (const std::string_view garbage : {"GET / HTTP/1.1\r\n", "RFB 003.00x\n", "RFB 002.000\n",
                                           "RFB 003.008\n\x01", "RFB 003.008\n\x13"}) {
        RfbHandshake handshake(guarded);
        Bytes input = bytes(garbage);
        handshake.take(input);
        INFO(garbage);
        CHECK(handshake.failed());
        CHECK_FALSE(handshake.role());
    }
}

TEST_CASE("A handshake that arrives byte by byte ends as one that arrives whole")
{
    RfbHandshake handshake(open);
    Bytes out;
    Bytes input;
    for (const std::uint8_t byte : bytes("RFB 003.008\n\x01")) {
        input.push_back(byte);
        const Bytes part = handshake.take(input);
        out.insert(out.end(), part.begin(), part.end());
    }
    CHECK(out == Bytes{1, 1, 0, 0, 0, 0});
    CHECK(handshake.role() == RfbRole::Control);
}

TEST_CASE("Messages are cut at their boundaries, however the bytes arrive")
{
    const Bytes stream{2, 0, 0, 1, 0,    0,    0,    7,                     // SetEncodings of one
                       3, 1, 0, 0, 0,    0,    0,    9,    0,   9,          // an update request
                       4, 1, 0, 0, 0,    0,    0,    'a',                   // a key
                       5, 1, 0, 3, 0,    4,                                 // the pointer
                       6, 0, 0, 0, 0,    0,    0,    2,    'h', 'i',        // text
                       6, 0, 0, 0, 0xff, 0xff, 0xff, 0xfc, 1,   2,   3, 4}; // extended: 4 bytes
    for (std::size_t step = 1; step <= stream.size(); ++step) {
        RfbMessageFramer framer(1000);
        std::vector<std::size_t> lengths;
        for (std::size_t at = 0; at < stream.size(); at += step) {
            framer.append(std::span(stream).subspan(at, std::min(step, stream.size() - at)));
            while (const auto message = framer.next()) lengths.push_back(message->bytes.size());
        }
        CHECK(lengths == std::vector<std::size_t>{8, 10, 8, 6, 10, 12});
        CHECK_FALSE(framer.broken());
    }
}

TEST_CASE("Text over the limit is skipped; an unknown message ends the conversation")
{
    RfbMessageFramer framer(16);
    Bytes stream{6, 0, 0, 0, 0, 0, 0, 20};
    stream.resize(8 + 20);
    stream.insert(stream.end(), {5, 0, 0, 1, 0, 2});
    for (const std::uint8_t byte : stream) framer.append({&byte, 1});
    const auto message = framer.next();
    REQUIRE(message);
    CHECK(message->type == RfbMessageType::Pointer);
    CHECK_FALSE(framer.next());
    const std::uint8_t unknown = 77;
    framer.append({&unknown, 1});
    CHECK_FALSE(framer.next());
    CHECK(framer.broken());
}

TEST_CASE("An address waits after five wrong passwords, longer each time, until a right one")
{
    Penalties penalties;
    Penalties::Time now{};
    for (int i = 0; i < 4; ++i) penalties.failed("::1", now);
    CHECK_FALSE(penalties.waits("::1", now));
    penalties.failed("::1", now);
    CHECK(penalties.waits("::1", now + std::chrono::seconds(4)));
    CHECK_FALSE(penalties.waits("::1", now + std::chrono::seconds(5)));
    CHECK_FALSE(penalties.waits("::2", now));
    penalties.failed("::1", now);
    CHECK(penalties.waits("::1", now + std::chrono::seconds(9)));
    penalties.succeeded("::1");
    CHECK_FALSE(penalties.waits("::1", now));
}

TEST_CASE("Made-up passwords have eight characters and differ")
{
    std::set<std::string> made;
    for (int i = 0; i < 100; ++i) made.insert(makePassword());
    CHECK(made.size() == 100);
    CHECK(made.begin()->size() == 8);
}

TEST_CASE("Text survives Latin-1 where it can, and is marked where it cannot")
{
    CHECK(toLatin1("gr\xc3\xbc\xc3\x9f \xe2\x82\xac") == "gr\xfc\xdf ?");
    CHECK(fromLatin1("gr\xfc\xdf") == "gr\xc3\xbc\xc3\x9f");
    CHECK(decodeUtf8("a\xc0\x80") == U"a\ufffd\ufffd"); // overlong
    CHECK(decodeUtf8("\xf0\x9f\x98\x80") == U"\U0001f600");
    CHECK(decodeUtf8("\xe2\x82") == U"\ufffd\ufffd"); // cut short
}
