// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/app/options.h"

#include <string>

// What each of the command's words does. They print to standard output, and what went wrong, with
// what to do about it, to standard error; each returns the exit status.
namespace vitrine {

int runSession(const SessionOptions& options); // run, desktop
int listSessions();                            // list
int showSession(const std::string& key);       // info
int stopSession(const std::string& key);       // stop
int linkToSession(const std::string& key);     // attach
int showCoverage(bool onlyUndone);             // coverage
// compare; for so many seconds, or until it ends where zero; also to a file unless `csv` is empty
int compareProgram(const std::vector<std::string>& program, int seconds, Size screen,
                   const std::filesystem::path& csv);

} // namespace vitrine
