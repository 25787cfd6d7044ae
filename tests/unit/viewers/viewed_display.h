// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/client/client.h"
#include "protocol/ops/input_codec.h"
#include "server/display/display.h"
#include "server/scene/scene.h"
#include "server/viewers/memory_transport.h"
#include "server/viewers/viewer_session.h"
#include "server/viewers/viewers.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vitrine {

// A viewer in memory, with the real client in it. It acknowledges what it gets unless told not to.
class TestViewer : public ClientEvents {
public:
    explicit TestViewer(boost::asio::io_context& io)
        : transport(std::make_shared<MemoryTransport>(io))
    {
        transport->arrived = [this](const std::vector<std::byte>& frame) {
            ++frames;
            bytes += frame.size();
            understood = understood && client.receive(frame);
            if (acknowledges) acknowledge(lastFrame);
        };
    }

    void say(const Input& input) { transport->send(encodeInput(input)); }
    void acknowledge(std::uint32_t frame) { say(Acknowledge{frame, 100, client.mismatches()}); }

    void welcomed(const Welcome& message) override { welcomes.push_back(message); }
    void frameEnded(const FrameEnd& end) override { lastFrame = end.number; }
    void bellRang(int percent) override { bells.push_back(percent); }
    void clipboardChanged(std::string_view text) override { clipboard = text; }
    void primaryChanged(std::string_view text) override { primary = text; }
    void launchChanged(const Launch& launch) override { launches[launch.number] = launch; }
    void cursorShown(const DefineCursor* cursor) override
    {
        cursorId = cursor ? cursor->id.value : 0;
    }

    std::shared_ptr<MemoryTransport> transport;
    Client client{*this};
    bool acknowledges = true;
    bool understood = true;
    int frames = 0;
    std::size_t bytes = 0;
    std::uint32_t lastFrame = 0;
    std::vector<Welcome> welcomes;
    std::vector<int> bells;
    std::string clipboard, primary;
    std::map<std::uint32_t, Launch> launches;
    std::optional<std::uint32_t> cursorId;
};

// A display with windows and no X clients, its scene and its viewers, run by the test.
class ViewedDisplay {
public:
    explicit ViewedDisplay(ViewerOptions options = {.checkEverything = true})
        : viewers(std::in_place, io, workers, scene, options)
    {
    }
    ~ViewedDisplay()
    {
        viewers.reset();
        workers.join();
    }

    Window& addWindow(const Rect& bounds)
    {
        const Xid id = nextId_++;
        auto window = std::make_shared<Window>(id, ClientId{1}, WindowClass::InputOutput, 24,
                                               Screen::rootVisual.id);
        window->attributes.overrideRedirect = true; // no policy in the way
        window->attributes.background = {.kind = Background::Kind::Pixel, .pixel = 0x202020};
        display.resources().add<Window>(id, window);
        display.tree().create(*window, display.root(), bounds, 0);
        display.tree().map(*window);
        return *window;
    }

    std::unique_ptr<TestViewer> join(Role role = Role::Owner)
    {
        auto viewer = std::make_unique<TestViewer>(io);
        viewers->attach(viewer->transport, role);
        viewer->say(Hello{});
        return viewer;
    }

    void fill(const Window& window, const Rect& rect, std::uint32_t color)
    {
        Paint paint;
        paint.foreground = color;
        display.painter().fillRects(window.image(), paint, std::span(&rect, 1));
    }

    // Runs the core until something is so; cuts frames as a core with nothing to read does.
    template<class Condition> bool until(Condition condition)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!condition()) {
            if (std::chrono::steady_clock::now() > deadline) return false;
            scene.cut();
            io.restart();
            io.run_one_for(std::chrono::milliseconds(5));
        }
        return true;
    }

    bool equal(const TestViewer& viewer, const Window& window) const
    {
        const Image* theirs = viewer.client.pixels(window.surface());
        const Image* ours = scene.image(window.image());
        return theirs && ours && *theirs == *ours;
    }

    boost::asio::io_context io;
    boost::asio::thread_pool workers{1};
    ManualClock clock;
    Display display{clock, {400, 300}};
    Scene scene{display};
    std::optional<Viewers> viewers;

private:
    Xid nextId_ = 0x200001;
};

} // namespace vitrine
