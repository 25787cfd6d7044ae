// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/viewer/application.h"
#include "viewer/model/session.h"

#include <catch2/catch.hpp>

using namespace vitrine;

namespace {

// A link that does what the test says.
class FakeConnection : public Connection {
public:
    void open() override { ++opens; }
    void close() override {}
    void send(const Input& input) override { sent.push_back(input); }
    void setViewport(QSize) override {}
    void answerPassword(const QString&, const QString&) override {}
    Traffic traffic() const override { return {}; }

    int opens = 0;
    std::vector<Input> sent;
};

struct Fixture {
    Fixture()
    {
        application();
        auto made = std::make_unique<FakeConnection>();
        connection = made.get();
        session = std::make_unique<Session>(std::make_unique<Screen>(), std::move(made));
        session->start();
    }
    FakeConnection* connection = nullptr;
    std::unique_ptr<Session> session;
};

} // namespace

TEST_CASE_METHOD(Fixture, "A lost link comes back by itself; the session's end is the end")
{
    Q_EMIT connection->opened();
    CHECK(session->link() == Session::Link::Live);
    Q_EMIT connection->closed(Connection::End::Lost, "cut");
    CHECK(session->link() == Session::Link::Waiting);
    CHECK(session->secondsToRetry() == 1);
    CHECK(until([&] { return connection->opens == 2; }));
    Q_EMIT connection->closed(Connection::End::Lost, "still cut");
    CHECK(session->link() == Session::Link::Waiting);
    session->retryNow();
    CHECK(connection->opens == 3);
    Q_EMIT connection->opened();
    Q_EMIT connection->closed(Connection::End::Over, "bye");
    CHECK(session->link() == Session::Link::Ended);
    CHECK_FALSE(session->failed());
    CHECK(session->message() == "bye");
}

TEST_CASE_METHOD(Fixture, "Each failed attempt waits longer, up to fifteen seconds")
{
    Q_EMIT connection->opened();
    std::vector<int> waits;
    for (int i = 0; i < 7; ++i) {
        Q_EMIT connection->closed(Connection::End::Lost, "cut");
        waits.push_back(session->secondsToRetry());
        session->retryNow();
    }
    CHECK(waits == std::vector<int>{1, 1, 2, 4, 8, 15, 15});
}

TEST_CASE_METHOD(Fixture, "A first attempt that fails is told at once, not repeated")
{
    Q_EMIT connection->closed(Connection::End::Lost, "nothing listens");
    CHECK(session->link() == Session::Link::Ended);
    CHECK(session->failed());
}

TEST_CASE_METHOD(Fixture, "Input goes out only while the link lives, and never when only looking")
{
    session->send(ReleaseAll{});
    CHECK(connection->sent.empty());
    Q_EMIT connection->opened();
    session->send(ReleaseAll{});
    CHECK(connection->sent.size() == 1);
    session->setViewOnly(true);
    session->send(ReleaseAll{});
    CHECK(connection->sent.size() == 1);
}

TEST_CASE(
    "A screen tells of surfaces when a frame is whole, roots first and unmapped ones not at all")
{
    application();
    Screen screen;
    std::vector<std::string> told;
    QObject::connect(&screen, &Screen::surfaceAdded, [&](RemoteSurface* surface) {
        told.push_back("added " + surface->state().title);
    });
    QObject::connect(&screen, &Screen::surfaceRemoved, [&](RemoteSurface* surface) {
        told.push_back("removed " + surface->state().title);
    });
    screen.put({.id = SurfaceId{5}, .title = "five"});
    screen.put({.id = SurfaceId{7}, .role = SurfaceRole::Root, .title = "root"});
    screen.put({.id = SurfaceId{6}, .title = "six"});
    const SurfaceId order[] = {SurfaceId{6}, SurfaceId{5}, SurfaceId{99}};
    screen.restack(order);
    CHECK(told.empty());
    screen.endFrame();
    CHECK(told == std::vector<std::string>{"added five", "added root", "added six"});
    std::vector<std::uint32_t> ids;
    for (const RemoteSurface* surface : screen.stacking()) ids.push_back(surface->id().value);
    CHECK(ids == std::vector<std::uint32_t>{7, 6, 5});
    screen.drop(SurfaceId{6});
    CHECK(told.back() == "removed six");
    CHECK(screen.stacking().size() == 2);
}
