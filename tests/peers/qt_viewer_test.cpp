// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/child_process.h"
#include "tests/support/screenshots.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdlib>
#include <thread>

using namespace vitrine;

namespace {

// A session with one program in it, as its user starts it.
class RunningSession {
public:
    explicit RunningSession(std::vector<std::string> program)
        : process_(command(std::move(program)))
    {
        link = process_.printed(std::regex("vitrine-viewer '([^']+)'")).value_or("");
        display = process_.printed(std::regex("DISPLAY=(:\\d+)")).value_or("");
        authority = process_.printed(std::regex("XAUTHORITY=(\\S+)\\n")).value_or("");
    }

    std::string link, display, authority;

private:
    static std::vector<std::string> command(std::vector<std::string> program)
    {
        const char* vitrine = std::getenv("VITRINE");
        std::vector<std::string> words{vitrine ? vitrine : "vitrine", "run", "--no-vnc", "--"};
        words.insert(words.end(), program.begin(), program.end());
        return words;
    }

    ChildProcess process_;
};

// Whether the inner session's window comes to stand on the outer session's screen, exactly.
bool comesToShow(const Screenshots& outer, const Screenshots& inner)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (std::chrono::steady_clock::now() < deadline) {
        const std::optional<Image> window = inner.firstWindow();
        if (window && findExactly(*window, outer.screen())) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(50)); // between two looks
    }
    return false;
}

} // namespace

TEST_CASE("The Qt viewer, itself a program in a session, shows another session's pixels exactly")
{
    const char* viewer = std::getenv("VITRINE_VIEWER");
    REQUIRE(viewer);
    const auto mode = GENERATE(as<std::string>{}, "", "--desktop");
    INFO("viewer " << mode);
    const RunningSession inner({"xlogo"});
    REQUIRE(!inner.link.empty());
    std::vector<std::string> program{viewer};
    if (!mode.empty()) program.push_back(mode);
    program.push_back(inner.link);
    const RunningSession outer(program);
    REQUIRE(!outer.display.empty());
    CHECK(comesToShow(Screenshots(outer.display, outer.authority),
                      Screenshots(inner.display, inner.authority)));
}
