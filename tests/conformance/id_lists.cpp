// SPDX-License-Identifier: GPL-2.0-or-later
// "XC-MISC Extension", version 1.1.
#include "tests/support/raw_client.h"
#include "tests/support/test_server.h"

#include <catch2/catch.hpp>

#include "x11/xc_misc.h"

namespace vitrine {

TEST_CASE("GetXIDList gives ids of the client's own that name nothing, and bounds its answer")
{
    TestServer server;
    RawClient client(server);
    REQUIRE(client.setUp(server.cookie()));
    const std::uint32_t used = client.resourceBase;
    client.request(53, 24, {used, Screen::root, 0x00100010}); // CreatePixmap
    for (const std::uint32_t count : {3u, 0xffffffffu}) {
        client.request(x11::xc_misc::extension.majorOpcode, x11::xc_misc::GetXIDList::opcode,
                       {count});
        const auto bytes = client.receive();
        REQUIRE(bytes);
        x11::Arena arena;
        x11::Reader reader(*bytes, x11::nativeOrder, arena);
        const auto reply = x11::xc_misc::GetXIDList::Reply::parse(reader);
        CHECK(reply.ids.size() == (count == 3 ? 3 : 16'384));
        for (const std::uint32_t id : reply.ids) {
            REQUIRE(id > used);
            REQUIRE((id & ~XClient::resourceMask()) == client.resourceBase);
        }
    }
}

} // namespace vitrine
