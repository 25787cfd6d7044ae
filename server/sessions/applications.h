// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vitrine {

// An installed program as its .desktop entry describes it, in the user's language.
struct Application {
    std::string id; // "org.gnome.gedit.desktop"
    std::string name;
    std::string comment;
    std::vector<std::string> categories;       // "Utility", "TextEditor"…
    std::optional<std::filesystem::path> icon; // an SVG, PNG or XPM file
    std::vector<std::string> command;          // what starts it without a file
    std::string windowClass;                   // StartupWMClass
    bool takesStartupId = false; // it tells by a DESKTOP_STARTUP_ID which windows are its own
};

// The programs that a launcher shows (Desktop Entry Specification: visible, installed), by name.
// Those of Terminal=true run in xterm.
std::vector<Application> installedApplications();

// The one that a command starts; null: none of them.
const Application* applicationOf(const std::vector<std::string>& command,
                                 const std::vector<Application>& applications);

// A command line's words, by the shell's rules of quoting; empty where the quotes do not match.
std::vector<std::string> commandWords(const std::string& line);

} // namespace vitrine
