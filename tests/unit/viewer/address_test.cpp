// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/model/address.h"

#include <catch2/catch.hpp>

using vitrine::Address;

namespace {

std::optional<Address> parse(const char* text)
{
    QString problem;
    const auto address = Address::parse(QString::fromUtf8(text), problem);
    CHECK(address.has_value() == problem.isEmpty());
    return address;
}

} // namespace

TEST_CASE("Every form of a VNC address gives its host and port")
{
    struct Case {
        const char* typed;
        const char* host;
        int port;
    };
    for (const Case& expected : {
             Case{"vnc://host:5901", "host", 5901},
             {"vnc://host", "host", 5900},
             {"vnc://[::1]:5907", "::1", 5907},
             {"host", "host", 5900},
             {"host:1", "host", 5901},
             {"host:99", "host", 5999},
             {"host:5901", "host", 5901},
             {"host::80", "host", 80},
             {"[fe80::1]:2", "fe80::1", 5902},
             {"[::1]::5999", "::1", 5999},
             {":3", "localhost", 5903},
             {" 10.0.0.1:0 ", "10.0.0.1", 5900},
         }) {
        INFO(expected.typed);
        const auto address = parse(expected.typed);
        REQUIRE(address);
        CHECK(address->kind == Address::Kind::Vnc);
        CHECK(address->host.toStdString() == expected.host);
        CHECK(address->port == expected.port);
    }
}

TEST_CASE("A session's link is kept whole, and shown without its secret")
{
    const auto address = parse("http://127.0.0.1:8080/enter?token=abc");
    REQUIRE(address);
    CHECK(address->kind == Address::Kind::Vitrine);
    CHECK(address->port == 8080);
    CHECK(address->enter.toString() == "http://127.0.0.1:8080/enter?token=abc");
    CHECK(address->text() == "127.0.0.1:8080");
    const auto other = parse("vitrine://127.0.0.1:8080/enter?token=abc");
    REQUIRE(other);
    CHECK(other->enter == address->enter);
}

TEST_CASE("What is no address, or tells a password, is refused in words")
{
    for (const char* typed : {"", "host:port", "host:::1", "host:0:1", "a b", "ftp://host",
                              "vnc://", "vnc://user:secret@host:5901", "vitrine://host/enter",
                              "host::70000", "host::0", "http://[::1"}) {
        INFO(typed);
        CHECK_FALSE(parse(typed));
    }
}
