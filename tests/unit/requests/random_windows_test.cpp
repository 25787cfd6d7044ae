// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/windows.h"
#include "tests/support/test_display.h"

#include <catch2/catch.hpp>

#include <random>

using namespace vitrine;
using namespace vitrine::test;

// State kept in step compared with state built from scratch: a program that draws only what Expose
// tells it to must end up with the same picture as one that draws everything.
namespace {

constexpr std::uint32_t borderPixel = 0xb0b0b0;

std::uint32_t patternPixel(Xid window, Point at)
{
    return (window * 2654435761u ^ static_cast<std::uint32_t>(at.x) * 97u ^
            static_cast<std::uint32_t>(at.y) * 8191u) &
           0xffffff;
}

class Program {
public:
    explicit Program(unsigned seed) : random_(seed), client_(server_.display) {}

    void start()
    {
        for (int i = 0; i < 3; ++i) create(server_.display.root());
    }

    void step()
    {
        Window* window = any();
        switch (number(12)) {
        case 0:
        case 1: create(window ? *window : server_.display.root()); break;
        case 2:
        case 3:
            if (window) client_(x11::MapWindow{window->id()});
            break;
        case 4:
            if (window) client_(x11::UnmapWindow{window->id()});
            break;
        case 5:
            if (window && number(3) == 0) client_(x11::DestroyWindow{window->id()});
            break;
        case 6:
            if (window) client_(x11::MapSubwindows{window->id()});
            break;
        case 7:
            if (window) reparent(*window);
            break;
        case 8:
            if (window)
                client_(x11::CirculateWindow{static_cast<std::uint8_t>(number(2)), window->id()});
            break;
        default:
            if (window) configure(*window);
        }
        draw();
    }

    void check()
    {
        for (const Window* window : server_.display.root().children()) {
            const Image* image = server_.display.images().find(window->image());
            REQUIRE((image != nullptr) == (window->viewable() && !window->isInputOnly()));
            if (image) check(*window, *image);
        }
    }

private:
    int number(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

    Window* any()
    {
        std::vector<Xid> ids;
        server_.display.resources().each<Window>([&](Xid id, Window& window) {
            if (window.owner() == client_.client().id()) ids.push_back(id);
        });
        if (ids.empty()) return nullptr;
        std::ranges::sort(ids);
        return &server_.display.window(ids[static_cast<std::size_t>(number(int(ids.size())))]);
    }

    void create(Window& parent)
    {
        x11::CreateWindow request;
        request.wid = client_.newId();
        request.parent = parent.id();
        const bool inputOnly = number(12) == 0 || parent.isInputOnly();
        request.class_ = inputOnly ? 2 : 1;
        request.x = static_cast<std::int16_t>(number(40) - 8);
        request.y = static_cast<std::int16_t>(number(40) - 8);
        request.width = static_cast<std::uint16_t>(1 + number(40));
        request.height = static_cast<std::uint16_t>(1 + number(40));
        auto& values = request.valueList;
        if (!inputOnly) {
            request.borderWidth = static_cast<std::uint16_t>(number(4));
            values.borderPixel = borderPixel;
            values.bitGravity = static_cast<std::uint32_t>(number(2)); // Forget or NorthWest
            request.valueMask = x11::CW::BorderPixel | x11::CW::BitGravity;
        }
        values.winGravity = static_cast<std::uint32_t>(number(11));
        values.overrideRedirect = 1;
        values.eventMask = x11::EventMask::Exposure;
        request.valueMask |= x11::CW::WinGravity | x11::CW::OverrideRedirect | x11::CW::EventMask;
        client_(request);
    }

    void reparent(Window& window)
    {
        Window* parent = any();
        if (!parent || window.isAncestorOf(*parent)) parent = &server_.display.root();
        if (parent->isInputOnly() && !window.isInputOnly()) return;
        client_(x11::ReparentWindow{window.id(), parent->id(),
                                    static_cast<std::int16_t>(number(30)),
                                    static_cast<std::int16_t>(number(30))});
    }

    void configure(Window& window)
    {
        x11::ConfigureWindow request;
        request.window = window.id();
        auto& values = request.valueList;
        if (number(2)) values.x = number(50) - 10;
        if (number(2)) values.y = number(50) - 10;
        if (number(3) == 0) values.width = static_cast<std::uint32_t>(1 + number(50));
        if (number(3) == 0) values.height = static_cast<std::uint32_t>(1 + number(50));
        if (number(6) == 0 && !window.isInputOnly())
            values.borderWidth = static_cast<std::uint32_t>(number(4));
        if (number(3) == 0) values.stackMode = static_cast<std::uint32_t>(number(5));
        client_(request);
    }

    // What an X program does.
    void draw()
    {
        for (const auto& event : client_.take<x11::ExposeEvent>()) {
            const Window* window = server_.display.resources().find<Window>(event.window);
            if (!window || !window->image()) continue; // gone since
            Image& image = *server_.display.painter().image(window->image());
            for (int y = event.y; y < event.y + event.height; ++y)
                for (int x = event.x; x < event.x + event.width; ++x) {
                    const Point at = Point{x, y} + window->offset();
                    if (window->clipList().contains(at)) // it may be covered again since
                        image.setPixel(at, patternPixel(window->id(), {x, y}));
                }
        }
        client_.forget();
    }

    static std::uint32_t expected(const Window& window, Point at)
    {
        if (!window.inside().contains(at)) return borderPixel;
        const auto children = window.children();
        for (std::size_t i = children.size(); i-- > 0;) {
            const Window& child = *children[i];
            if (!child.mapped() || child.isInputOnly() || !child.outer().contains(at)) continue;
            const int border = child.borderWidth();
            return expected(child, at - child.position() - Point{border, border});
        }
        return patternPixel(window.id(), at);
    }

    static void check(const Window& window, const Image& image)
    {
        const int border = window.borderWidth();
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixel({x, y}) != expected(window, {x - border, y - border}))
                    FAIL("surface " << window.id() << " differs at " << x << ", " << y);
    }

    TestDisplay server_;
    std::mt19937 random_;
    TestClient client_;
};

} // namespace

TEST_CASE("A program that draws only what is exposed has the whole picture after every change")
{
    for (unsigned seed = 0; seed < 60; ++seed) {
        INFO("seed " << seed);
        Program program(seed);
        program.start();
        for (int i = 0; i < 150; ++i) {
            INFO("step " << i);
            program.step();
            program.check();
        }
    }
}
