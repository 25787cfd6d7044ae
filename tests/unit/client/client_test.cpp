// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/client/client.h"
#include "protocol/client/damage.h"
#include "protocol/ops/codec.h"
#include "protocol/ops/limits.h"
#include "protocol/ops/tile_hash.h"
#include "tests/support/random_messages.h"

#include <catch2/catch.hpp>

using namespace vitrine;

namespace {

class Recorder : public ClientEvents {
public:
    std::vector<std::string> told;

    void welcomed(const Welcome& welcome) override
    {
        told.push_back("welcome " + welcome.sessionName);
    }
    void surfaceChanged(const Surface& surface) override
    {
        told.push_back("surface " + std::to_string(surface.id.value) + " " + surface.title);
    }
    void surfaceDropped(SurfaceId id) override
    {
        told.push_back("drop " + std::to_string(id.value));
    }
    void surfaceDamaged(SurfaceId id, const Rect& rect) override
    {
        told.push_back("damage " + std::to_string(id.value) + " " + std::to_string(rect.x) + "," +
                       std::to_string(rect.y) + " " + std::to_string(rect.width) + "x" +
                       std::to_string(rect.height));
    }
    void restacked(std::span<const SurfaceId> surfaces) override
    {
        told.push_back("stack " + std::to_string(surfaces.size()));
    }
    void cursorShown(const DefineCursor* cursor) override
    {
        told.push_back(cursor ? "cursor " + std::to_string(cursor->id.value) : "no cursor");
    }
    void clipboardChanged(std::string_view text) override
    {
        told.push_back("clip " + std::string(text));
    }
    void launchChanged(const Launch& launch) override
    {
        told.push_back((launch.underWay ? "starts " : "started ") + std::to_string(launch.number) +
                       " " + launch.title);
    }
    void frameEnded(const FrameEnd& end) override
    {
        told.push_back("end " + std::to_string(end.number));
    }
};

struct Session {
    Recorder recorder;
    Client client{recorder};
    FrameEncoder encoder;
    std::uint32_t number = 0;

    bool frame(std::initializer_list<Message> messages)
    {
        recorder.told.clear();
        for (const Message& message : messages) REQUIRE(encoder.add(message));
        return client.receive(encoder.finish({++number, 0}));
    }
};

const Paint white{.foreground = 0xffffff};

} // namespace

TEST_CASE("A frame's events come in order, its damage merged before its end")
{
    Session session;
    REQUIRE(session.frame({Welcome{1, "demo", {800, 600}, false}, DefineImage{{1}, {100, 50}, 24},
                           Surface{.id = {7}, .image = {1}, .title = "xterm"}, Stacking{{{7}, {9}}},
                           FillRects{{1}, white, {{2, 3, 4, 5}}}}));
    CHECK(session.recorder.told == std::vector<std::string>{"welcome demo", "surface 7 xterm",
                                                            "stack 1", "damage 7 0,0 100x50",
                                                            "end 1"});
    CHECK(session.client.pixels(SurfaceId{7})->pixel({2, 3}) == 0xffffff);
    CHECK(session.client.pixels(SurfaceId{7})->pixel({1, 3}) == 0);

    REQUIRE(session.frame(
        {FillRects{{1}, white, {{0, 0, 10, 10}, {10, 0, 10, 10}, {90, 40, 99, 99}}}}));
    CHECK(session.recorder.told ==
          std::vector<std::string>{"damage 7 0,0 20x10", "damage 7 90,40 10x10", "end 2"});
    REQUIRE(session.frame({DropSurface{{7}}, DropImage{{1}}}));
    CHECK(session.recorder.told == std::vector<std::string>{"drop 7", "end 3"});
    CHECK(session.client.surface(SurfaceId{7}) == nullptr);
    CHECK(session.client.pixels(SurfaceId{7}) == nullptr);
    CHECK(session.client.stacking().empty());
}

TEST_CASE("Cursors are kept and shown by id")
{
    Session session;
    REQUIRE(session.frame({DefineCursor{{3}, {1, 1}, Image({4, 4}, 32)}, ShowCursor{{3}},
                           ShowCursor{}, DropCursor{{3}}, ShowCursor{{3}}}));
    CHECK(session.recorder.told ==
          std::vector<std::string>{"cursor 3", "no cursor", "no cursor", "end 1"});
}

TEST_CASE("Launches are told, and no more at once than the limit")
{
    Session session;
    REQUIRE(session.frame({Launch{4, true, "gedit", "gedit"}, Launch{4, false, "", ""}}));
    CHECK(session.recorder.told ==
          std::vector<std::string>{"starts 4 gedit", "started 4 ", "end 1"});
    std::uint32_t number = 0;
    while (number < limits::sessionLaunches) REQUIRE(session.frame({Launch{++number}}));
    REQUIRE(session.frame({Launch{1, false}, Launch{++number}}));
    CHECK_FALSE(session.frame({Launch{++number}}));
}

TEST_CASE("A Check that fails is counted, one that holds is not")
{
    Session session;
    const Image black({10, 10}, 24);
    const std::uint64_t hash = tileHash(black, black.bounds());
    REQUIRE(session.frame({DefineImage{{1}, {10, 10}, 24}, Check{{1}, {0, 0, 10, 10}, hash}}));
    CHECK(session.client.mismatches() == 0);
    REQUIRE(
        session.frame({FillRects{{1}, white, {{9, 9, 1, 1}}}, Check{{1}, {0, 0, 10, 10}, hash}}));
    CHECK(session.client.mismatches() == 1);
}

TEST_CASE("What a server may not ask ends the session for good")
{
    const std::vector<std::vector<Message>> offences{
        {DefineImage{{1}, {1, 1}, 24}, DefineImage{{1}, {1, 1}, 24}},
        {DefineImage{{1}, {4, 4}, 24}, PutPixels{{1}, {}, {}, Image({2, 2}, 8)}},
        {DefineImage{{1}, {4, 4}, 24}, DefineImage{{2}, {4, 4}, 8},
         CopyArea{{1}, {}, {2}, {}, {0, 0, 4, 4}}},
        {DefineImage{{1}, {4, 4}, 24},
         FillRects{{1}, {.style = FillStyle::Stippled, .pattern = {1}}, {{0, 0, 4, 4}}}},
        {DefineImage{{1}, {4, 4}, 24}, DefineImage{{2}, {4, 4}, 16},
         CompositeImage{{1}, {}, {2}, {}, false, {}, {}, {0, 0, 4, 4}}},
        {DefineGlyph{{1}, {Image({2, 2}, 1), {}}}, DefineGlyph{{1}, {Image({2, 2}, 1), {}}}},
    };
    for (const auto& messages : offences) {
        Session session;
        for (const Message& message : messages) REQUIRE(session.encoder.add(message));
        CHECK_FALSE(session.client.receive(session.encoder.finish({1, 0})));
        CHECK_FALSE(session.client.receive(session.encoder.finish({2, 0})));
    }
}

TEST_CASE("Images beyond the session's allowance are refused")
{
    Session session;
    const Size large{4096, 4096};
    std::int64_t held = 0;
    std::uint32_t id = 1;
    for (; session.frame({DefineImage{{id}, large, 8}}); ++id) {
        held += large.area();
        if (id == 5) { // what is dropped counts no more
            REQUIRE(session.frame({DropImage{{id}}}));
            held -= large.area();
        }
    }
    CHECK(held == limits::sessionPixels);
}

TEST_CASE("Damage holds all that was added, in at most sixteen rectangles")
{
    test::RandomMessages random(4);
    for (int round = 0; round < 50; ++round) {
        Damage damage;
        std::vector<Rect> added;
        for (int i = random.number(1, 60); i > 0; --i) {
            added.push_back({random.number(0, 500), random.number(0, 500), random.number(1, 60),
                             random.number(1, 60)});
            damage.add(added.back());
        }
        CHECK(damage.rects().size() <= 16);
        for (const Rect& rect : added) {
            for (const Point corner : {rect.origin(), Point{rect.right() - 1, rect.bottom() - 1}}) {
                bool held = false;
                for (const Rect& part : damage.rects()) held = held || part.contains(corner);
                REQUIRE(held);
            }
        }
    }
}
