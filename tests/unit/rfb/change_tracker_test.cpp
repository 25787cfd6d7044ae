// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/rfb/change_tracker.h"
#include "server/rfb/screen_update.h"
#include "tests/unit/rfb/fake_desk.h"

#include <catch2/catch.hpp>

using namespace vitrine;

namespace {

// A viewer's screen, kept by updates alone.
class Mirror : public RfbDeskWatcher {
public:
    explicit Mirror(FakeDesk& desk) : desk_(desk) { desk.watch(this); }
    ~Mirror() override { desk_.watch(nullptr); }

    void damaged(SurfaceId id, const Rect& rect) override { tracker_.damaged(id, rect); }
    void copied(SurfaceId id, Point from, const Rect& to) override
    {
        tracker_.copied(id, from, to);
    }
    void cursorChanged() override {}
    void clipboardChanged(std::string_view) override {}
    void bellRang() override {}
    void settled() override
    {
        const auto windows = desk_.windows();
        const ScreenChange change = tracker_.take(RfbLayout(desk_.screen(), windows));
        last = makeUpdate(change, tracker_.layout(), windows,
                          [this](char32_t c, Glyph& shape) { return desk_.letter(c, shape); });
        if (last.screen != screen.size()) screen = Image(last.screen, 24);
        const Image before = screen;
        for (const Rect& rect : last.copied)
            put(rect.origin(), before.copy(rect.translated(-last.by)));
        for (const auto& patch : last.patches) put(patch.at, patch.pixels);
    }

    std::int64_t patchedPixels() const
    {
        std::int64_t sum = 0;
        for (const auto& patch : last.patches) sum += patch.pixels.size().area();
        return sum;
    }

    Image screen;
    ScreenUpdate last;

private:
    void put(Point at, const Image& pixels)
    {
        for (std::int32_t y = 0; y < pixels.height(); ++y)
            for (std::int32_t x = 0; x < pixels.width(); ++x)
                screen.setPixel(at + Point{x, y}, pixels.pixel({x, y}));
    }

    FakeDesk& desk_;
    ChangeTracker tracker_;
};

class Chaos {
public:
    explicit Chaos(std::uint32_t seed) : random_(seed) {}

    std::int32_t number(std::int32_t from, std::int32_t to)
    {
        return std::uniform_int_distribution(from, to)(random_);
    }
    Rect rect(Size within)
    {
        const std::int32_t x = number(-5, within.width), y = number(-5, within.height);
        return {x, y, number(1, within.width), number(1, within.height)};
    }
    SurfaceId any(const std::vector<SurfaceId>& ids)
    {
        return ids[static_cast<std::size_t>(number(0, static_cast<std::int32_t>(ids.size()) - 1))];
    }

    void disturb(FakeDesk& desk, std::vector<SurfaceId>& ids)
    {
        const SurfaceId id = any(ids);
        switch (number(0, 13)) {
        case 0: desk.state(id).position = {number(-30, 150), number(-30, 110)}; break;
        case 1: desk.raise(id); break;
        case 2: desk.state(id).states ^= Active; break;
        case 3: desk.state(id).states ^= Minimized; break;
        case 4:
            if (ids.size() < 6) ids.push_back(desk.open(rect({120, 90}), 0x808080, number(0, 1)));
            break;
        case 5:
            if (ids.size() < 3) break;
            desk.close(id);
            std::erase(ids, id);
            break;
        case 6: desk.resizeWindow(id, {number(20, 120), number(20, 90)}); break;
        case 7:
            desk.state(id).shape =
                number(0, 1) ? std::vector{rect({80, 60}), rect({80, 60})} : std::vector<Rect>{};
            break;
        case 8: desk.noise(id, static_cast<std::uint32_t>(number(0, 1000))); break;
        case 9:
        case 10:
            desk.fill(id, rect({80, 60}), static_cast<std::uint32_t>(number(0, 0xffffff)));
            break;
        default: // scrolls are frequent
            desk.copy(id, {number(0, 20), number(0, 20)}, rect({90, 70}));
        }
    }

private:
    std::mt19937 random_;
};

} // namespace

TEST_CASE("A screen kept by changes equals one painted from scratch, whatever is done to it")
{
    for (std::uint32_t seed = 1; seed <= 30; ++seed) {
        Chaos chaos(seed);
        FakeDesk desk({200, 150});
        std::vector<SurfaceId> ids{desk.open({0, 0, 200, 150}, 0x202020)};
        ids.push_back(desk.open({20, 40, 90, 70}, 0xffffff, true));
        Mirror mirror(desk);
        for (int frame = 0; frame < 60; ++frame) {
            for (int i = chaos.number(0, 6); i > 0; --i) chaos.disturb(desk, ids);
            if (chaos.number(0, 30) == 0) desk.setScreen({chaos.number(150, 220), 150});
            desk.settle();
            INFO("seed " << seed << ", frame " << frame);
            REQUIRE(mirror.screen == desk.expected());
        }
    }
}

TEST_CASE("A scroll is told as one copy and the strip that it uncovers")
{
    FakeDesk desk({200, 150});
    const SurfaceId id = desk.open({10, 10, 100, 100}, 0);
    desk.noise(id, 1);
    Mirror mirror(desk);
    desk.settle();
    desk.copy(id, {0, 13}, {0, 0, 100, 87});
    desk.fill(id, {0, 87, 100, 13}, 0xffffff);
    desk.settle();
    CHECK(mirror.last.by == Point{0, -13});
    CHECK(mirror.last.copied == std::vector<Rect>{{10, 10, 100, 87}});
    CHECK(mirror.patchedPixels() == 100 * 13);
    CHECK(mirror.screen == desk.expected());
}

TEST_CASE("Several scrolls between two updates are told as one of their sum")
{
    FakeDesk desk({200, 150});
    const SurfaceId id = desk.open({0, 0, 100, 100}, 0);
    desk.noise(id, 1);
    Mirror mirror(desk);
    desk.settle();
    for (int i = 0; i < 3; ++i) {
        desk.copy(id, {0, 10}, {0, 0, 100, 90});
        desk.fill(id, {0, 90, 100, 10}, 0xffffff);
    }
    desk.settle();
    CHECK(mirror.last.by == Point{0, -30});
    CHECK(mirror.last.copied == std::vector<Rect>{{0, 0, 100, 70}});
    CHECK(mirror.patchedPixels() == 100 * 30);
    CHECK(mirror.screen == desk.expected());
}

TEST_CASE("A moved window is copied with its frame, and only what it uncovers is painted")
{
    FakeDesk desk({200, 150});
    desk.open({0, 0, 200, 150}, 0x224466);
    const SurfaceId id = desk.open({40, 50, 60, 40}, 0, true);
    desk.noise(id, 1);
    Mirror mirror(desk);
    desk.settle();
    desk.state(id).position = {50, 55};
    desk.settle();
    const Rect frame = frameAround(desk.state(id), {60, 40});
    CHECK(mirror.last.by == Point{10, 5});
    CHECK(Region(mirror.last.copied) == Region(frame));
    CHECK(mirror.patchedPixels() ==
          frame.area() - Region(frame).intersect(frame.translated({-10, -5})).area());
    CHECK(mirror.screen == desk.expected());
}

TEST_CASE("Drawing on what is covered by other windows changes nothing on the screen")
{
    FakeDesk desk({200, 150});
    const SurfaceId below = desk.open({20, 20, 50, 50}, 0x112233);
    desk.open({0, 0, 100, 100}, 0x445566);
    Mirror mirror(desk);
    desk.settle();
    desk.fill(below, {0, 0, 50, 50}, 0xffffff);
    desk.settle();
    CHECK(mirror.last.copied.empty());
    CHECK(mirror.last.patches.empty());
}
