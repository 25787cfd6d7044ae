// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/rfb/hand.h"
#include "tests/unit/rfb/fake_desk.h"

#include <catch2/catch.hpp>

using namespace vitrine;

namespace {

struct Fixture {
    FakeDesk desk{{400, 300}};
    SurfaceId root = desk.open({0, 0, 400, 300}, 0);
    SurfaceId window = desk.open({100, 100, 120, 80}, 0xffffff, true);
    RfbHand hand{desk};

    void point(std::uint8_t buttons, Point at)
    {
        hand.point(buttons, at, RfbLayout(desk.screen(), desk.windows()));
    }
    std::vector<Input> told() { return std::exchange(desk.inputs, {}); }
};

const std::uint8_t left = 1;

} // namespace

TEST_CASE_METHOD(Fixture, "Presses inside a window are the session's, with the screen's position")
{
    point(left, {150, 150});
    point(0, {151, 150});
    CHECK(told() == std::vector<Input>{PointerMove{{}, {150, 150}}, PointerButton{1, true},
                                       PointerMove{{}, {151, 150}}, PointerButton{1, false}});
}

TEST_CASE_METHOD(Fixture, "The wheel turns by a click a press, in four directions")
{
    for (const std::uint8_t bit : {0x08, 0x10, 0x20, 0x40}) {
        point(bit, {150, 150});
        point(0, {150, 150});
    }
    std::vector<Input> wheels;
    for (const Input& input : told())
        if (std::holds_alternative<Wheel>(input)) wheels.push_back(input);
    CHECK(wheels ==
          std::vector<Input>{Wheel{0, -120}, Wheel{0, 120}, Wheel{-120, 0}, Wheel{120, 0}});
}

TEST_CASE_METHOD(Fixture, "A title bar moves its window, and the session hears of no button")
{
    point(0, {150, 90});
    told();
    point(left, {150, 90});
    point(left, {160, 95});
    point(0, {160, 95});
    point(0, {10, 10});
    CHECK(told() == std::vector<Input>{
                        PointerMove{{}, {150, 90}},
                        ActOnSurface{window, SurfaceAction::Activate, {}},
                        ActOnSurface{window, SurfaceAction::MoveResize, {110, 105, 120, 80}},
                        ActOnSurface{window, SurfaceAction::MoveResize, {110, 105, 120, 80}},
                        PointerMove{{}, {10, 10}},
                    });
}

TEST_CASE_METHOD(Fixture, "The buttons of a frame close, maximise, minimise and restore")
{
    const auto pressAt = [&](Point at) {
        point(left, at);
        point(0, at);
        for (const Input& input : told())
            if (const auto* action = std::get_if<ActOnSurface>(&input)) return action->action;
        return SurfaceAction::Activate;
    };
    CHECK(pressAt({100 + 120 - 11, 89}) == SurfaceAction::Close);
    CHECK(pressAt({100 + 120 - 33, 89}) == SurfaceAction::Maximize);
    CHECK(pressAt({100 + 120 - 55, 89}) == SurfaceAction::Minimize);
    desk.state(window).states |= Minimized;
    const Rect tab = tabPlace(0, {400, 300});
    CHECK(pressAt({tab.x + 5, tab.y + 5}) == SurfaceAction::Restore);
}

TEST_CASE_METHOD(Fixture,
                 "The corner of a frame resizes its window both ways, never below a minimum")
{
    point(left, {221, 181});
    point(left, {231, 186});
    point(left, {0, 0});
    point(0, {0, 0});
    std::vector<Rect> places;
    for (const Input& input : told())
        if (const auto* action = std::get_if<ActOnSurface>(&input);
            action && action->action == SurfaceAction::MoveResize)
            places.push_back(action->geometry);
    REQUIRE(places.size() >= 2);
    CHECK(places[0] == Rect{100, 100, 130, 85});
    CHECK(places[1] == Rect{100, 100, 16, 16});
}

TEST_CASE_METHOD(Fixture, "A held key is pressed once, and let go when its viewer goes")
{
    hand.key('a', true);
    hand.key('a', true);
    hand.key('b', false); // was never pressed
    point(left, {150, 150});
    told().clear();
    hand.letGo();
    CHECK(told() == std::vector<Input>{PointerButton{1, false}, Key{0, 'a', {}, false}});
}
