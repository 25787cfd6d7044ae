// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/sessions/applications.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, const std::string& text)
{
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

} // namespace

TEST_CASE("The launcher lists what .desktop entries offer, as they say to start it")
{
    const fs::path home = fs::temp_directory_path() / "vitrine-applications-test";
    fs::remove_all(home);
    ::setenv("XDG_DATA_HOME", home.c_str(), 1); // before GIO first looks
    const std::string head = "[Desktop Entry]\nType=Application\n";
    write(home / "applications/probe.desktop",
          head + "Name=Probe\nComment=Looks about\nExec=sh -c 'echo %% two' %U --flag\n"
                 "Icon=vitrine-probe\nCategories=Utility;Test;\n"
                 "StartupNotify=true\nStartupWMClass=Probe\n");
    write(home / "applications/hidden.desktop", head + "Name=Hidden\nExec=sh\nNoDisplay=true\n");
    write(home / "applications/absent.desktop", head + "Name=Absent\nExec=/nowhere/at/all\n");
    write(home / "applications/top.desktop", head + "Name=Top\nExec=sh top\nTerminal=true\n");
    write(home / "icons/hicolor/48x48/apps/vitrine-probe.png", "png");

    const std::vector<Application> applications = installedApplications();
    const auto named = [&](const std::string& id) {
        return std::ranges::find(applications, id, &Application::id);
    };
    const auto probe = named("probe.desktop");
    REQUIRE(probe != applications.end());
    CHECK(probe->name == "Probe");
    CHECK(probe->comment == "Looks about");
    CHECK(probe->categories == std::vector<std::string>{"Utility", "Test"});
    CHECK(probe->command == std::vector<std::string>{"sh", "-c", "echo %% two", "--flag"});
    CHECK(probe->icon == home / "icons/hicolor/48x48/apps/vitrine-probe.png");

    CHECK(probe->windowClass == "Probe");
    CHECK(probe->takesStartupId);
    CHECK(applicationOf({"/bin/sh", "-x"}, {*probe}) != nullptr);
    CHECK(applicationOf({"bash"}, {*probe}) == nullptr);
    CHECK(applicationOf({}, {*probe}) == nullptr);

    CHECK(named("hidden.desktop") == applications.end());
    CHECK(named("absent.desktop") == applications.end());
    const auto top = named("top.desktop");
    REQUIRE(top != applications.end());
    CHECK_FALSE(top->takesStartupId);
    CHECK(top->command == std::vector<std::string>{"xterm", "-e", "sh", "top"});
    CHECK(std::ranges::is_sorted(applications, {}, &Application::name));
    fs::remove_all(home);
}

TEST_CASE("A command line is split as a shell would")
{
    CHECK(commandWords("xterm -e 'top -d 1'") ==
          std::vector<std::string>{"xterm", "-e", "top -d 1"});
    CHECK(commandWords("xterm 'unfinished").empty());
    CHECK(commandWords("  ").empty());
}
