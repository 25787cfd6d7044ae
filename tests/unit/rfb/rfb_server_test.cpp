// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/rfb/served_desk.h"
#include "tests/unit/rfb/vnc_peer.h"

#include <catch2/catch.hpp>

using namespace vitrine;

namespace {

bool shows(VncPeer& peer, ServedDesk& served)
{
    const Image expected = served.expected();
    return peer.until([&] { return peer.screen() == expected; });
}

} // namespace

TEST_CASE("A viewer's pixels equal the session's after every change, in each encoding")
{
    for (const char* encoding : {"raw", "hextile", "zrle", "tight"}) {
        INFO(encoding);
        ServedDesk served;
        SurfaceId window;
        served.draw([&](FakeDesk& desk) {
            desk.open({0, 0, 320, 240}, 0x204060);
            window = desk.open({50, 60, 120, 100}, 0xffffff, true);
        });
        VncPeer peer(served.port(), {.password = "secret", .encodings = encoding});
        REQUIRE(peer.in());
        CHECK(shows(peer, served));
        for (std::uint32_t seed = 1; seed <= 4; ++seed) {
            served.draw([&](FakeDesk& desk) { desk.noise(window, seed); });
            CHECK(shows(peer, served));
            served.draw([&](FakeDesk& desk) {
                desk.copy(window, {0, 7}, {0, 0, 120, 93});
                desk.fill(window, {0, 93, 120, 7}, 0x00ff00 + seed);
            });
            CHECK(shows(peer, served));
            served.draw([&](FakeDesk& desk) { desk.state(window).position.x += 11; });
            CHECK(shows(peer, served));
        }
    }
}

TEST_CASE("Scrolls and moved windows travel as CopyRect")
{
    ServedDesk served;
    SurfaceId window;
    served.draw([&](FakeDesk& desk) {
        window = desk.open({10, 10, 200, 150}, 0);
        desk.noise(window, 1);
    });
    VncPeer peer(served.port(), {.password = "secret", .encodings = "copyrect zrle"});
    REQUIRE(shows(peer, served));
    REQUIRE(peer.copies == 0);
    peer.key('x', true); // once it is there, everything before has been counted
    REQUIRE(peer.until(
        [&] { return served.onCore([](FakeDesk& desk) { return !desk.inputs.empty(); }); }));
    const auto before = served.statistics().bytesSent;
    served.draw([&](FakeDesk& desk) {
        desk.copy(window, {0, 13}, {0, 0, 200, 137});
        desk.fill(window, {0, 137, 200, 13}, 0);
    });
    CHECK(shows(peer, served));
    CHECK(peer.copies == 1);
    served.draw([&](FakeDesk& desk) { desk.state(window).position = {30, 20}; });
    CHECK(shows(peer, served));
    CHECK(peer.copies == 2);
    // Noise does not shrink: had its pixels travelled, these would be more than 100 kB.
    CHECK(served.statistics().bytesSent - before < 20'000);
}

TEST_CASE("Many small scrolls end with equal pixels, whenever the viewer fetches them")
{
    ServedDesk served;
    SurfaceId window;
    served.draw([&](FakeDesk& desk) {
        window = desk.open({0, 0, 300, 200}, 0);
        desk.noise(window, 1);
    });
    VncPeer peer(served.port(), {.password = "secret", .encodings = "copyrect tight"});
    REQUIRE(shows(peer, served));
    for (int i = 0; i < 200; ++i)
        served.draw([&](FakeDesk& desk) {
            desk.copy(window, {0, 5}, {0, 0, 300, 195});
            desk.fill(window, {0, 195, 300, 5}, static_cast<std::uint32_t>(i * 7919));
        });
    CHECK(shows(peer, served));
}

TEST_CASE("The screen's new size reaches the viewer, and a viewer's wish the session")
{
    ServedDesk served;
    served.draw([&](FakeDesk& desk) { desk.open({0, 0, 1000, 1000}, 0x336699); });
    VncPeer peer(served.port(), {.password = "secret"});
    REQUIRE(shows(peer, served));
    served.draw([](FakeDesk& desk) { desk.setScreen({401, 203}); });
    CHECK(shows(peer, served));
    peer.resize(500, 300);
    CHECK(peer.until([&] { return peer.screen().size() == Size{500, 300}; }));
    CHECK(shows(peer, served));
}

TEST_CASE("Keys and the pointer reach the session; a viewer that leaves lets go of them")
{
    ServedDesk served;
    {
        VncPeer peer(served.port(), {.password = "secret"});
        peer.key(0xff0d, true);
        peer.point(12, 34, 1);
        CHECK(peer.until([&] {
            return served.onCore([](FakeDesk& desk) {
                return desk.inputs == std::vector<Input>{Key{0, 0xff0d, {}, true},
                                                         PointerMove{{}, {12, 34}},
                                                         PointerButton{1, true}};
            });
        }));
        served.onCore([](FakeDesk& desk) { desk.inputs.clear(); });
    }
    std::promise<void> released;
    served.onCore([&](FakeDesk& desk) {
        desk.onInput = [&] {
            if (desk.inputs.size() == 2) released.set_value();
        };
        if (desk.inputs.size() >= 2) released.set_value();
    });
    REQUIRE(released.get_future().wait_for(std::chrono::seconds(10)) == std::future_status::ready);
    CHECK(served.onCore([](FakeDesk& desk) { return desk.inputs; }) ==
          std::vector<Input>{PointerButton{1, false}, Key{0, 0xff0d, {}, false}});
}

TEST_CASE("The view-only password shows everything and lets nothing through")
{
    ServedDesk served({.password = "secret", .viewOnlyPassword = "look"});
    served.draw([&](FakeDesk& desk) { desk.open({0, 0, 320, 240}, 0x336699); });
    VncPeer looker(served.port(), {.password = "look"});
    VncPeer actor(served.port(), {.password = "secret"});
    CHECK(shows(looker, served));
    looker.key('x', true);
    looker.point(1, 1, 1);
    looker.offerClipboard("no");
    CHECK(looker.until([&] { // all of it has been read
        const auto bytes = served.statistics().bytesReceived;
        return bytes > 0 && served.onCore([](FakeDesk& desk) { return desk.inputs.empty(); });
    }));
    actor.key('y', true);
    CHECK(actor.until(
        [&] { return served.onCore([](FakeDesk& desk) { return !desk.inputs.empty(); }); }));
    CHECK(served.onCore([](FakeDesk& desk) { return desk.inputs; }) ==
          std::vector<Input>{Key{0, 'y', {}, true}});
}

TEST_CASE("Text travels both ways, the bell rings, and the cursor has its hotspot")
{
    ServedDesk served;
    VncPeer peer(served.port(), {.password = "secret"});
    REQUIRE(shows(peer, served));
    served.draw([](FakeDesk& desk) {
        desk.offerClipboard("gr\xc3\xbc\xc3\x9f");
        DefineCursor cursor{.id = CursorId{1}, .hotspot = {1, 2}, .image = Image({3, 3}, 32)};
        cursor.image.setPixel({1, 2}, 0xffff8000);
        desk.setCursor(std::move(cursor));
    });
    CHECK(peer.until([&] { return peer.clipboard == "gr\xfc\xdf"; }));
    served.onCore([](FakeDesk& desk) { desk.ring(); });
    CHECK(peer.until([&] { return peer.bells == 1; }));
    REQUIRE(peer.until([&] { return peer.cursor.size() == 9; }));
    CHECK(peer.hotX == 1);
    CHECK(peer.hotY == 2);
    CHECK(peer.cursor[7] == 0xffff8000u);
    CHECK(peer.cursor[0] == 0);
    peer.offerClipboard("caf\xe9");
    CHECK(peer.until([&] {
        return served.onCore([](FakeDesk& desk) {
            return desk.inputs == std::vector<Input>{SetClipboard{"caf\xc3\xa9"}};
        });
    }));
}

TEST_CASE("A wrong password is not let in; without authentication none is asked for")
{
    ServedDesk guarded;
    CHECK_FALSE(VncPeer(guarded.port(), {.password = "guess"}).in());
    CHECK(VncPeer(guarded.port(), {.password = "secret"}).in());
    ServedDesk open({.authenticate = false});
    CHECK(VncPeer(open.port(), {}).in());
}

TEST_CASE("The screen is composed only while somebody looks")
{
    ServedDesk served;
    const auto watched = [&] {
        return served.onCore([](FakeDesk& desk) { return desk.watched(); });
    };
    CHECK_FALSE(watched());
    {
        VncPeer one(served.port(), {.password = "secret"});
        VncPeer two(served.port(), {.password = "secret"});
        CHECK(shows(one, served));
        CHECK(shows(two, served));
        CHECK(watched());
        CHECK(served.statistics().clients == 2);
    }
    VncPeer refused(served.port(), {.password = "wrong"}); // the others' ends are seen before its
    CHECK_FALSE(watched());
}

TEST_CASE("A busy port is refused with a text that names it; without a wish the next one is taken")
{
    ServedDesk served({.password = "secret"});
    boost::asio::io_context loop;
    try {
        RfbServer(loop, std::make_unique<FakeDesk>(), {.port = served.port()});
        FAIL("two servers on one port");
    } catch (const std::system_error& error) {
        CHECK(std::string(error.what()).find(std::to_string(served.port())) != std::string::npos);
    }
    RfbServer second(loop, std::make_unique<FakeDesk>(), {.password = "secret"});
    CHECK(second.port() > served.port());
    CHECK(second.port() < served.port() + 100);
}
