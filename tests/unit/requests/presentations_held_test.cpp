// SPDX-License-Identifier: GPL-2.0-or-later
// Presentations while all who look are behind with what was shown before.
#include "server/display/extension_states.h"
#include "server/display/pixmap.h"
#include "server/display/present/presentations.h"
#include "server/requests/windows.h"
#include "tests/support/test_display.h"

#include <catch2/catch.hpp>

#include <cstring>
#include <string>

using namespace vitrine;
using namespace vitrine::test;

namespace {

constexpr std::uint32_t fieldMilliseconds = 17; // and a little: there are 60 a second
constexpr std::uint32_t black = 0, red = 0xff0000;

struct Show : TestDisplay {
    Show()
    {
        x11::CreateWindow create;
        create.wid = window;
        create.parent = Screen::root;
        create.class_ = x11::WindowClass::InputOutput;
        create.width = create.height = 8;
        client(create);
        client(x11::MapWindow{window});
        client.forget();
        all.behind = [this] { return behind; };
        const Rect whole{0, 0, 8, 8};
        display.painter().fillRects(pixmap->image(), {.foreground = red}, std::span(&whole, 1));
    }

    void present(std::uint32_t serial)
    {
        all.present({.window = window,
                     .serial = serial,
                     .ofPixmap = true,
                     .pixmap = pixmap,
                     .msc = all.msc() + 1});
    }
    // The events since last asked, as "idle 7", "complete 7", "skipped 7".
    std::vector<std::string> after(std::uint32_t fields)
    {
        for (std::uint32_t i = 0; i < fields; ++i) {
            clock.advance(fieldMilliseconds);
            display.timers().run();
        }
        std::vector<std::string> told;
        const std::vector<std::byte>& bytes = client.buffer();
        const auto number = [&](std::size_t at, auto value) {
            std::memcpy(&value, bytes.data() + at, sizeof value);
            return value;
        };
        for (std::size_t at = 0; at < bytes.size();
             at += 32 + 4 * number(at + 4, std::uint32_t{})) {
            const bool complete = number(at + 8, std::uint16_t{}) == 1;
            const bool skipped = complete && number(at + 11, std::uint8_t{}) != 0;
            const char* const what = skipped ? "skipped " : complete ? "complete " : "idle ";
            told.push_back(what + std::to_string(number(at + 20, std::uint32_t{})));
        }
        client.forget();
        return told;
    }
    std::uint32_t shown()
    {
        return display.images().find(display.window(window).image())->pixel({3, 3});
    }

    bool behind = false;
    TestClient client{display};
    Presentations& all = display.extensions().presentations;
    const Xid window = client.newId();
    std::shared_ptr<Pixmap> pixmap = std::make_shared<Pixmap>(
        client.newId(), Size{8, 8}, 24, display.painter(), client.client().pixels);
    PresentSelection selection{all, client.newId(), client.client().id(), window, 0xf};
};

using Told = std::vector<std::string>;

} // namespace

TEST_CASE("A presentation waits for viewers that are behind, and so does its program")
{
    Show show;
    show.present(1);
    CHECK(show.after(1) == Told{"idle 1", "complete 1"});
    show.behind = true;
    show.present(2);
    CHECK(show.after(3).empty());
    show.behind = false;
    CHECK(show.after(1) == Told{"idle 2", "complete 2"});
    CHECK(show.after(10).empty());
}

TEST_CASE("What a held presentation shows is not drawn before")
{
    Show show;
    show.behind = true;
    show.present(1);
    show.after(2);
    CHECK(show.shown() == black);
    show.behind = false;
    show.after(1);
    CHECK(show.shown() == red);
}

TEST_CASE("However far viewers are behind, a presentation waits no longer than a tenth of a second")
{
    Show show;
    show.behind = true;
    show.present(1);
    CHECK(show.after(6).empty());
    CHECK(show.after(2) == Told{"idle 1", "complete 1"});
}

TEST_CASE("Viewers that are behind hold no program that only asks for the time")
{
    Show show;
    show.behind = true;
    show.all.present({.window = show.window, .serial = 5, .msc = show.all.msc() + 1});
    CHECK(show.after(1) == Told{"complete 5"});
}

TEST_CASE("Of held presentations of one field, the last is shown and the others are skipped")
{
    Show show;
    show.behind = true;
    show.present(1);
    show.present(2);
    CHECK(show.after(0) == Told{"idle 1"});
    show.behind = false;
    CHECK(show.after(1) == Told{"skipped 1", "idle 2", "complete 2"});
}

TEST_CASE("A window that goes gives back the pixmap of its held presentation")
{
    Show show;
    show.behind = true;
    show.present(1);
    show.after(2);
    show.all.windowGone(show.display.window(show.window));
    CHECK(show.after(0) == Told{"idle 1"});
    show.behind = false;
    CHECK(show.after(10).empty());
}
