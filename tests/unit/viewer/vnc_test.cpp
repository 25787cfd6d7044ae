// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/rfb/served_desk.h"
#include "tests/unit/viewer/application.h"
#include "viewer/model/session.h"
#include "viewer/vitrine/pictures.h"
#include "viewer/vnc/vnc_connection.h"
#include "viewer/widgets/desktop_view.h"

#include <catch2/catch.hpp>

#include <QTcpServer>
#include <QTcpSocket>

using namespace vitrine;

namespace {

std::unique_ptr<Session> lookAt(int port, std::optional<QString> password)
{
    application();
    Address address{.kind = Address::Kind::Vnc, .host = "127.0.0.1", .port = port, .enter = {}};
    auto screen = std::make_unique<Screen>();
    auto connection = std::make_unique<VncConnection>(
        address, *screen, VncOptions{.encodings = "tight zrle copyrect", .quality = -1}, password);
    auto session = std::make_unique<Session>(std::move(screen), std::move(connection));
    session->start();
    return session;
}

bool shows(Session& session, ServedDesk& served)
{
    const Image expected = served.expected();
    const QImage picture = sharedPicture(expected).convertToFormat(QImage::Format_RGB32);
    DesktopView view(session, nullptr);
    return until([&] {
        if (session.screen().size() != picture.size()) return false;
        const QImage shot = view.screenshot();
        for (int y = 0; y < shot.height(); ++y)
            for (int x = 0; x < shot.width(); ++x)
                if ((shot.pixel(x, y) ^ picture.pixel(x, y)) & 0xffffff) return false;
        return true;
    });
}

} // namespace

TEST_CASE("A VNC server's screen is shown pixel by pixel, through changes, copies and resizing")
{
    ServedDesk served;
    SurfaceId window;
    served.draw([&](FakeDesk& desk) {
        window = desk.open({20, 40, 200, 150}, 0xffcc00, true);
        desk.noise(window, 1);
    });
    const auto session = lookAt(served.port(), "secret");
    CHECK(shows(*session, served));
    for (int i = 0; i < 5; ++i) {
        served.draw([&](FakeDesk& desk) {
            desk.copy(window, {0, 10}, {0, 0, 200, 140});
            desk.fill(window, {0, 140, 200, 10}, 0x00ff00);
            desk.state(window).position.x += 3;
        });
        CHECK(shows(*session, served));
    }
    served.draw([](FakeDesk& desk) { desk.setScreen({500, 333}); });
    CHECK(shows(*session, served));
    CHECK(session->traffic().frames > 5);
}

TEST_CASE("Keys, buttons, the wheel and text reach a VNC server")
{
    ServedDesk served;
    const auto session = lookAt(served.port(), "secret");
    REQUIRE(until([&] { return session->link() == Session::Link::Live; }));
    session->send(PointerMove{{}, {30, 40}});
    session->send(PointerButton{3, true});
    session->send(PointerButton{3, false});
    session->send(Wheel{0, 240});
    session->send(Key{30, 'a', "a", true});
    session->send(ReleaseAll{});
    session->send(SetClipboard{"caf\xc3\xa9"});
    std::vector<Input> inputs;
    CHECK(until([&] {
        inputs = served.onCore([](FakeDesk& desk) { return desk.inputs; });
        return !inputs.empty() && std::holds_alternative<SetClipboard>(inputs.back());
    }));
    std::erase_if(inputs,
                  [](const Input& input) { return std::holds_alternative<PointerMove>(input); });
    CHECK(inputs == std::vector<Input>{PointerButton{3, true}, PointerButton{3, false},
                                       Wheel{0, 120}, Wheel{0, 120}, Key{0, 'a', {}, true},
                                       Key{0, 'a', {}, false}, SetClipboard{"caf\xc3\xa9"}});
}

TEST_CASE("A wrong password, a closed port and a server that speaks no RFB are told in words")
{
    ServedDesk served;
    const auto wrong = lookAt(served.port(), "guess");
    REQUIRE(until([&] { return wrong->link() == Session::Link::Ended; }));
    CHECK(wrong->failed());
    CHECK(wrong->message().contains("did not let us in"));

    QTcpServer other;
    REQUIRE(other.listen(QHostAddress::LocalHost));
    const int port = other.serverPort();
    QObject::connect(&other, &QTcpServer::newConnection, [&] {
        other.nextPendingConnection()->write("SSH-2.0-OpenSSH_9.2p1 Debian\r\n");
    });
    const auto ssh = lookAt(port, {});
    REQUIRE(until([&] { return ssh->link() == Session::Link::Ended; }));
    CHECK(ssh->message().size() > 10);
    other.close();

    const auto closed = lookAt(port, {});
    REQUIRE(until([&] { return closed->link() == Session::Link::Ended; }));
    CHECK(closed->message() == QStringLiteral("Nothing listens at vnc://127.0.0.1:%1.").arg(port));
}

TEST_CASE("A password is asked for when none was given, and giving none ends the attempt")
{
    ServedDesk served;
    const auto session = lookAt(served.port(), {});
    int asked = 0;
    QObject::connect(session.get(), &Session::passwordNeeded, [&] {
        ++asked;
        session->answerPassword({}, "secret");
    });
    CHECK(until([&] { return session->link() == Session::Link::Live; }));
    CHECK(asked == 1);
    const auto silent = lookAt(served.port(), {});
    QObject::connect(silent.get(), &Session::passwordNeeded,
                     [&] { silent->answerPassword({}, {}); });
    CHECK(until([&] { return silent->link() == Session::Link::Ended; }));
    CHECK(silent->failed());
}

TEST_CASE("A viewer that is closed while it connects does not wait for the network")
{
    QTcpServer mute;
    application();
    REQUIRE(mute.listen(QHostAddress::LocalHost));
    auto session = lookAt(mute.serverPort(), {});
    REQUIRE(until([&] { return mute.hasPendingConnections(); }));
    QElapsedTimer since;
    since.start();
    session.reset();
    CHECK(since.elapsed() < 2000);
}
