// SPDX-License-Identifier: GPL-2.0-or-later
// File descriptors beside requests and replies (unix(7), SCM_RIGHTS), as MIT-SHM 1.2 needs them.
#include "server/requests/call.h"
#include "tests/support/raw_client.h"
#include "tests/support/test_server.h"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include "x11/core.h"

namespace vitrine {

namespace {

constexpr ClientId theClient{1};

RawClient::Bytes getInputFocus()
{
    RawClient::Bytes bytes;
    x11::Writer writer(bytes, x11::nativeOrder, 0);
    writer.put(x11::GetInputFocus::opcode);
    writer.zero(1);
    writer.put(std::uint16_t{1});
    return bytes;
}

// A pipe: what is known by one end is seen at the other.
struct Pipe {
    Pipe()
    {
        int ends[2];
        REQUIRE(pipe(ends) == 0);
        read = FileDescriptor(ends[0]);
        write = FileDescriptor(ends[1]);
    }
    FileDescriptor read, write;
};

bool sameFile(int one, int other)
{
    struct stat a, b;
    return fstat(one, &a) == 0 && fstat(other, &b) == 0 && a.st_ino == b.st_ino;
}

bool writersGone(int readEnd) // waits for it
{
    char byte;
    return read(readEnd, &byte, 1) == 0;
}

} // namespace

TEST_CASE("File descriptors that come with requests wait in their order until they are taken")
{
    TestServer server;
    RawClient client(server);
    REQUIRE(client.setUp(server.cookie()));
    Pipe one, two;
    REQUIRE(client.sendWith(getInputFocus(), {one.write.number(), two.write.number()}));
    REQUIRE(client.receive());
    server.with([&](Display& display) {
        ClientOutput& from = *display.client(theClient)->output();
        const FileDescriptor first = from.takeFileDescriptor();
        const FileDescriptor second = from.takeFileDescriptor();
        CHECK(sameFile(first.number(), one.write.number()));
        CHECK(sameFile(second.number(), two.write.number()));
        CHECK_FALSE(from.takeFileDescriptor());
    });
}

TEST_CASE("File descriptors that nobody took are closed with the connection")
{
    TestServer server;
    Pipe pipe;
    {
        RawClient client(server);
        REQUIRE(client.setUp(server.cookie()));
        REQUIRE(client.sendWith(getInputFocus(), {pipe.write.number()}));
        REQUIRE(client.receive());
        pipe.write = {};
    }
    CHECK(writersGone(pipe.read.number()));
}

TEST_CASE("A client that sends more file descriptors than requests take is cut off, alone")
{
    TestServer server;
    RawClient other(server);
    REQUIRE(other.setUp(server.cookie()));
    RawClient client(server);
    REQUIRE(client.setUp(server.cookie()));
    Pipe pipe;
    const std::vector<int> many(16, pipe.write.number());
    for (int i = 0; i < 3; ++i) client.sendWith(getInputFocus(), many);
    CHECK(client.closedByServer());
    pipe.write = {};
    CHECK(writersGone(pipe.read.number()));
    REQUIRE(other.send(getInputFocus()));
    CHECK(other.receive());
}

TEST_CASE("A reply's file descriptor arrives with its bytes, not with those before or after")
{
    TestServer server;
    RawClient client(server);
    REQUIRE(client.setUp(server.cookie()));
    Pipe one, two;
    server.with([&](Display& display) {
        XClient& to = *display.client(theClient);
        Call call{display, to, 7};
        call.reply(x11::GetInputFocus::Reply{});
        call.reply(x11::GetInputFocus::Reply{}, FileDescriptor(dup(one.write.number())));
        call.reply(x11::GetInputFocus::Reply{});
        call.reply(x11::GetInputFocus::Reply{}, FileDescriptor(dup(two.write.number())));
    });
    for (const std::size_t arrived : {0u, 1u, 1u, 2u}) {
        REQUIRE(client.receive());
        CHECK(client.descriptors.size() == arrived);
    }
    CHECK(sameFile(client.descriptors[0].number(), one.write.number()));
    CHECK(sameFile(client.descriptors[1].number(), two.write.number()));
}

TEST_CASE("File descriptors for a client that does not read are closed when it goes")
{
    TestServer server;
    Pipe pipe;
    {
        RawClient client(server);
        REQUIRE(client.setUp(server.cookie()));
        server.with([&](Display& display) {
            Call call{display, *display.client(theClient), 1};
            for (int i = 0; i < 100; ++i)
                call.reply(x11::GetInputFocus::Reply{}, FileDescriptor(dup(pipe.write.number())));
        });
        pipe.write = {};
    }
    CHECK(writersGone(pipe.read.number()));
}

} // namespace vitrine
