// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/clipboard.h"
#include "server/display/input/input_devices.h"
#include "server/display/policy/launches.h"
#include "server/display/policy/policy.h"
#include "tests/unit/viewers/viewed_display.h"

#include <random>

using namespace vitrine;

TEST_CASE("A viewer is welcomed and shown the windows that are there and those that come")
{
    ViewedDisplay viewed;
    Window& first = viewed.addWindow({10, 20, 100, 50});
    viewed.fill(first, {5, 5, 20, 20}, 0xff0000);
    const auto viewer = viewed.join();
    REQUIRE(viewed.until([&] { return viewed.equal(*viewer, first); }));
    REQUIRE(viewer->welcomes.size() == 1);
    CHECK(viewer->welcomes[0].screen == Size{400, 300});
    CHECK(viewer->client.surface(first.surface())->position == Point{10, 20});
    CHECK(viewer->client.surface(viewed.display.root().surface()) == nullptr);

    Window& second = viewed.addWindow({50, 60, 30, 30});
    viewed.fill(first, {0, 0, 100, 50}, 0x00ff00);
    viewed.fill(second, {0, 0, 10, 10}, 0x0000ff);
    REQUIRE(viewed.until([&] { return viewed.equal(*viewer, second); }));
    CHECK(viewed.equal(*viewer, first));
    const std::vector stacking{first.surface(), second.surface()};
    CHECK(std::ranges::equal(viewer->client.stacking(), stacking));

    viewed.display.tree().unmap(first);
    CHECK(viewed.until([&] { return !viewer->client.surface(first.surface()); }));
    CHECK(viewer->client.mismatches() == 0);
}

TEST_CASE("A desktop shows its root")
{
    ViewedDisplay viewed({.desktop = true, .checkEverything = true});
    const auto viewer = viewed.join();
    REQUIRE(viewed.until([&] { return viewed.equal(*viewer, viewed.display.root()); }));
    CHECK(viewer->welcomes.at(0).desktop);
    CHECK(viewer->client.surface(viewed.display.root().surface())->role == SurfaceRole::Root);
}

TEST_CASE("Several viewers, late, slow and leaving, each end with the server's pixels")
{
    ViewedDisplay viewed;
    Window& window = viewed.addWindow({0, 0, 120, 90});
    std::mt19937 random(7);
    std::vector<std::unique_ptr<TestViewer>> all;
    for (int step = 0; step < 200; ++step) {
        if (step % 40 == 0) all.push_back(viewed.join());
        if (step % 70 == 60) {
            all.front()->transport->leave();
            all.erase(all.begin());
        }
        for (auto& viewer : all) {
            if (random() % 10 == 0) viewer->transport->paused = !viewer->transport->paused;
            if (!viewer->transport->paused) viewer->transport->resume();
        }
        const auto x = static_cast<int>(random() % 100), y = static_cast<int>(random() % 80);
        viewed.fill(window, {x, y, 30, 20}, random() & 0xffffff);
        viewed.display.painter().copyArea(window.image(), {}, window.image(), {0, 1},
                                          {0, 0, 120, 89});
        viewed.scene.cut();
        viewed.io.restart();
        viewed.io.poll();
    }
    for (auto& viewer : all) {
        viewer->transport->paused = false;
        viewer->transport->resume();
    }
    for (auto& viewer : all) {
        CHECK(viewed.until([&] { return viewed.equal(*viewer, window); }));
        CHECK(viewer->understood);
        CHECK(viewer->client.mismatches() == 0);
    }
}

TEST_CASE("A slow viewer gets what is, not what was")
{
    ViewedDisplay viewed;
    Window& window = viewed.addWindow({0, 0, 200, 100});
    const auto viewer = viewed.join();
    REQUIRE(viewed.until([&] { return viewed.equal(*viewer, window); }));
    viewer->transport->paused = true;
    const int before = viewer->frames;
    for (std::uint32_t i = 0; i < 100; ++i) {
        viewed.fill(window, {0, 0, 200, 100}, i);
        viewed.scene.cut();
    }
    REQUIRE(viewed.until([&] { return viewed.viewers->statistics()[0].unacknowledgedBytes > 0; }));
    viewer->transport->paused = false;
    viewer->transport->resume();
    CHECK(viewed.until([&] { return viewed.equal(*viewer, window); }));
    CHECK(viewer->frames - before <= 2);
    CHECK(viewer->bytes < 3000);
}

TEST_CASE("Viewers are behind while all are busy with a frame and the next one waits")
{
    ViewedDisplay viewed;
    Window& window = viewed.addWindow({0, 0, 200, 100});
    CHECK(!viewed.viewers->behind()); // there are none
    const auto slow = viewed.join(), fast = viewed.join();
    REQUIRE(
        viewed.until([&] { return viewed.equal(*slow, window) && viewed.equal(*fast, window); }));
    CHECK(!viewed.viewers->behind()); // nothing waits
    slow->transport->paused = fast->transport->paused = true;
    std::uint32_t color = 0;
    REQUIRE(viewed.until([&] { // a frame may rest before it is sent
        viewed.fill(window, {0, 0, 200, 100}, ++color);
        viewed.scene.cut();
        return viewed.viewers->behind();
    }));
    fast->transport->paused = false;
    fast->transport->resume();
    REQUIRE(viewed.until([&] { return viewed.equal(*fast, window); }));
    CHECK(!viewed.viewers->behind());
}

TEST_CASE("Nothing more is sent while too much is not acknowledged, and silence ends the session")
{
    ViewedDisplay viewed({.silenceTime = std::chrono::milliseconds(300)});
    Window& window = viewed.addWindow({0, 0, 300, 300});
    const auto viewer = viewed.join();
    viewer->acknowledges = false;
    std::mt19937 random(1);
    std::size_t most = 0;
    while (viewer->transport->isOpen()) {
        Image noise({300, 300}, 24);
        for (int i = 0; i < 300 * 300; ++i) noise.setPixel({i % 300, i / 300}, random());
        viewed.display.painter().putPixels(window.image(), {}, std::move(noise), {0, 0});
        viewed.until([&, frames = viewer->frames, tries = 0]() mutable {
            return viewer->frames != frames || ++tries > 20;
        });
        if (viewed.viewers->count())
            most = std::max(most, viewed.viewers->statistics()[0].unacknowledgedBytes);
    }
    CHECK(viewer->transport->closeReason() == CloseReason::PolicyViolation);
    CHECK(most > 100'000);
    CHECK(most < 1'000'000); // one frame of noise beyond the window
    CHECK(viewed.viewers->count() == 0);
    CHECK(viewed.viewers->departed().bytesSent == viewer->bytes);
}

TEST_CASE("A viewer that breaks the protocol loses its link with a reason; others stay")
{
    ViewedDisplay viewed;
    Window& window = viewed.addWindow({0, 0, 50, 50});
    const auto good = viewed.join();

    const auto closesWith = [&](std::vector<std::vector<std::byte>> messages, const char* text) {
        TestViewer bad(viewed.io);
        bad.acknowledges = false;
        viewed.viewers->attach(bad.transport, Role::Owner);
        for (auto& message : messages) bad.transport->send(std::move(message));
        CHECK(viewed.until([&] { return !bad.transport->isOpen(); }));
        CHECK(bad.transport->closeReason() == CloseReason::ProtocolError);
        CHECK(bad.transport->closeText() == text);
    };
    closesWith({{}}, "a message could not be understood");
    closesWith({{std::byte{200}, std::byte{1}}}, "a message could not be understood");
    closesWith({encodeInput(PointerMove{})}, "Hello is the first message, and only that");
    closesWith({encodeInput(Hello{}), encodeInput(Hello{})},
               "Hello is the first message, and only that");
    closesWith({encodeInput(Hello{.protocolVersion = 9})},
               "this server speaks version 1 of the protocol");
    closesWith({encodeInput(Hello{}), encodeInput(Acknowledge{77, 0, 0})},
               "a frame was acknowledged that was not sent");

    viewed.fill(window, {0, 0, 9, 9}, 0x123456);
    CHECK(viewed.until([&] { return viewed.equal(*good, window); }));
    CHECK(viewed.viewers->count() == 1);
}

TEST_CASE("A viewer that says nothing is sent away")
{
    ViewedDisplay viewed({.helloTime = std::chrono::milliseconds(50)});
    TestViewer silent(viewed.io);
    viewed.viewers->attach(silent.transport, Role::Owner);
    CHECK(viewed.until([&] { return !silent.transport->isOpen(); }));
    CHECK(silent.transport->closeText() == "no Hello came in time");
    CHECK(silent.frames == 0);
}

TEST_CASE("Who may only look changes nothing")
{
    ViewedDisplay viewed;
    viewed.addWindow({0, 0, 50, 50});
    const Point before = viewed.display.input().position();
    const auto viewer = viewed.join(Role::View);
    viewer->say(PointerMove{{}, {7, 9}});
    viewer->say(SetClipboard{"mine"});
    viewer->say(Viewport{{640, 480}});
    REQUIRE(viewed.until([&] { return viewer->frames > 0; }));
    viewed.until([&, tries = 0]() mutable { return ++tries > 10; });
    CHECK(viewed.display.input().position() == before);
    CHECK(viewed.display.clipboard().text().empty());
    CHECK(viewed.display.screen().size == Size{400, 300});
    CHECK(viewed.viewers->statistics().at(0).inputs == 0);
}

TEST_CASE("Who controls moves the pointer, sizes the screen and fills the clipboard")
{
    ViewedDisplay viewed;
    Window& window = viewed.addWindow({30, 40, 50, 50});
    const auto viewer = viewed.join(Role::Control);
    const auto other = viewed.join(Role::View);
    REQUIRE(viewed.until([&] { return viewed.equal(*viewer, window); }));

    viewer->say(PointerMove{{}, {7, 9}});
    CHECK(viewed.until([&] { return viewed.display.input().position() == Point{7, 9}; }));
    viewer->say(PointerMove{window.surface(), {2, 3}});
    CHECK(viewed.until([&] { return viewed.display.input().position() == Point{32, 43}; }));
    viewer->say(PointerMove{SurfaceId{99999}, {1, 1}}); // gone: no harm
    viewer->say(Viewport{{640, 480}});
    CHECK(viewed.until([&] { return viewer->welcomes.size() == 2; }));
    CHECK(viewer->welcomes.at(1).screen == Size{640, 480});
    viewer->say(Viewport{{1, 1}});
    CHECK(viewed.until([&] { return viewer->welcomes.size() == 3; }));
    CHECK(viewer->welcomes.at(2).screen == Size{320, 200});

    viewer->say(SetClipboard{"copied"});
    CHECK(viewed.until([&] { return other->clipboard == "copied"; }));
    CHECK(viewed.display.clipboard().text() == "copied");
    CHECK(viewer->clipboard.empty()); // it knows
    const auto late = viewed.join();
    CHECK(viewed.until([&] { return late->clipboard == "copied"; }));

    viewed.display.onBell(70);
    CHECK(viewed.until([&] { return !viewer->bells.empty(); }));
    CHECK(viewer->bells == std::vector{70});
    CHECK(viewer->client.mismatches() == 0);
}

TEST_CASE("Viewers see which programs start, those that come late too, and when they have")
{
    ViewedDisplay viewed;
    Launches& launches = viewed.display.policy().launches();
    const auto viewer = viewed.join();
    REQUIRE(viewed.until([&] { return viewer->frames > 0; }));
    launches.announce({.name = "Silent", .silent = true});
    const std::string id = launches.announce({.name = "Gr\xfc\xdf", .application = "greeter"});
    viewed.scene.noteChanges();
    const auto late = viewed.join();
    for (TestViewer* const each : {viewer.get(), late.get()}) {
        REQUIRE(viewed.until([&] { return !each->launches.empty(); }));
        CHECK(each->launches.size() == 1);
        CHECK(each->launches.begin()->second.underWay);
        CHECK(each->launches.begin()->second.title == "Grüß");
        CHECK(each->launches.begin()->second.application == "greeter");
    }
    launches.failed(id);
    viewed.scene.noteChanges();
    for (TestViewer* const each : {viewer.get(), late.get()})
        CHECK(viewed.until([&] { return !each->launches.begin()->second.underWay; }));
}

TEST_CASE("Viewers are behind when all of them have more to show than they said they did")
{
    ViewedDisplay viewed;
    CHECK_FALSE(viewed.viewers->behind()); // nobody looks
    Window& window = viewed.addWindow({0, 0, 60, 60});
    const auto viewer = viewed.join();
    REQUIRE(viewed.until([&] { return viewed.equal(*viewer, window); }));
    REQUIRE(viewed.until([&] { return viewed.viewers->statistics()[0].unacknowledgedBytes == 0; }));
    CHECK_FALSE(viewed.viewers->behind());

    viewer->acknowledges = false;
    std::uint32_t color = 0;
    const auto draws = [&] { viewed.fill(window, {0, 0, 9, 9}, ++color); };
    CHECK(viewed.until([&] { return draws(), viewed.viewers->behind(); }));
    const auto quick = viewed.join();
    CHECK(viewed.until([&] { return viewed.equal(*quick, window); }));
    CHECK_FALSE(viewed.viewers->behind()); // the other sees it
    quick->transport->leave();
    CHECK(viewed.until([&] { return draws(), viewed.viewers->behind(); }));
    viewer->acknowledges = true;
    viewer->acknowledge(viewer->lastFrame);
    CHECK(viewed.until([&] { return !viewed.viewers->behind(); }));
}

TEST_CASE("What one viewer selects the others hear that follow it, and programs if it controls")
{
    ViewedDisplay viewed;
    const auto selecting = viewed.join(), following = viewed.join(), other = viewed.join();
    const auto looking = viewed.join(Role::View);
    for (TestViewer* const each : {selecting.get(), following.get()}) each->say(FollowPrimary{});
    selecting->say(SetPrimary{"sel\u00e9"});
    CHECK(viewed.until([&] { return following->primary == "sel\u00e9"; }));
    CHECK(viewed.display.clipboard().primary() == "sel\u00e9");
    CHECK(viewed.display.clipboard().text().empty());
    CHECK(selecting->primary.empty()); // it knows
    looking->say(SetPrimary{"mine"});
    following->say(FollowPrimary{false});
    selecting->say(SetPrimary{"again"});
    other->say(Viewport{{500, 400}});
    CHECK(viewed.until([&] { return other->welcomes.size() == 2; }));
    CHECK(viewed.display.clipboard().primary() == "again");
    CHECK(following->primary == "sel\u00e9");
    CHECK(other->primary.empty());
}

TEST_CASE("A viewer whose pixels are wrong gets them anew")
{
    ViewedDisplay viewed;
    Window& window = viewed.addWindow({0, 0, 60, 60});
    const auto viewer = viewed.join();
    REQUIRE(viewed.until([&] { return viewed.equal(*viewer, window); }));
    REQUIRE(viewed.until([&] { return viewed.viewers->statistics()[0].unacknowledgedBytes == 0; }));
    const int before = viewer->frames;
    viewer->acknowledges = false;
    viewed.fill(window, {0, 0, 1, 1}, 1);
    REQUIRE(viewed.until([&] { return viewer->frames == before + 1; }));
    viewer->say(Acknowledge{viewer->lastFrame, 0, 1}); // it claims a mismatch
    viewer->acknowledges = true;
    REQUIRE(viewed.until([&] { return viewer->frames == before + 2; }));
    CHECK(viewed.equal(*viewer, window));
    CHECK(viewed.viewers->statistics()[0].mismatches == 1);
}

TEST_CASE("While nobody looks, nothing is recorded")
{
    ViewedDisplay viewed;
    CHECK(!viewed.scene.wanted());
    const auto viewer = viewed.join();
    REQUIRE(viewed.until([&] { return viewed.scene.wanted(); }));
    viewer->transport->leave();
    CHECK(viewed.until([&] { return !viewed.scene.wanted(); }));
}

TEST_CASE("The end of the session is told")
{
    ViewedDisplay viewed;
    const auto viewer = viewed.join();
    viewed.viewers->closeAll("over");
    CHECK(viewed.until([&] { return !viewer->transport->isOpen(); }));
    CHECK(viewer->transport->closeReason() == CloseReason::GoingAway);
    CHECK(viewer->transport->closeText() == "over");
}
