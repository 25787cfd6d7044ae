// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/screenshots.h"
#include "tests/support/xvfb.h"
#include "tests/unit/rfb/served_desk.h"

#include <catch2/catch.hpp>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

using namespace vitrine;

namespace {

// TigerVNC's viewer as a process of its own, on a screen of its own.
class TigerViewer {
public:
    TigerViewer(const std::string& display, int port)
    {
        process_ = fork();
        if (process_ != 0) return;
        const std::string address = "127.0.0.1::" + std::to_string(port);
        setenv("DISPLAY", display.c_str(), 1);
        execlp("xtigervncviewer", "xtigervncviewer", "-Shared", "-SecurityTypes=None",
               "-RemoteResize=0", "-AutoSelect=0", "-PreferredEncoding=Tight", "-NoJPEG",
               "-FullColor", "-MenuKey=", address.c_str(), nullptr);
        _exit(127);
    }
    ~TigerViewer()
    {
        kill(process_, SIGTERM);
        waitpid(process_, nullptr, 0);
    }
    bool runs() const { return waitpid(process_, nullptr, WNOHANG) == 0; }

private:
    pid_t process_;
};

} // namespace

TEST_CASE("TigerVNC's viewer shows the session's pixels, through drawing, scrolling and moving")
{
    const Xvfb xvfb;
    ServedDesk served({.authenticate = false});
    SurfaceId window;
    served.draw([&](FakeDesk& desk) {
        window = desk.open({30, 50, 200, 150}, 0xffffff, true);
        desk.noise(window, 1);
    });
    TigerViewer viewer(xvfb.name(), served.port());
    Screenshots screenshots(xvfb.name());
    const auto shows = [&] {
        const Image expected = served.expected();
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!findExactly(expected, screenshots.screen())) {
            if (!viewer.runs() || std::chrono::steady_clock::now() > deadline) return false;
            std::this_thread::sleep_for(std::chrono::milliseconds(20)); // between two looks
        }
        return true;
    };
    CHECK(shows());
    served.draw([&](FakeDesk& desk) {
        desk.copy(window, {0, 13}, {0, 0, 200, 137});
        desk.fill(window, {0, 137, 200, 13}, 0x3366cc);
    });
    CHECK(shows());
    served.draw([&](FakeDesk& desk) { desk.state(window).position = {60, 70}; });
    CHECK(shows());
    CHECK(served.statistics().copies == 2);
}
