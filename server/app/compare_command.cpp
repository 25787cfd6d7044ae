// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/app/commands.h"
#include "server/compare/comparison.h"
#include "server/sessions/records.h"

#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>

namespace vitrine {

int compareProgram(const std::vector<std::string>& program, int seconds, Size screen,
                   const std::filesystem::path& csv)
{
    std::signal(SIGPIPE, SIG_IGN); // a closed socket is an error of its write
    std::error_code error;
    ComparisonOptions options;
    options.program = program;
    options.screen = screen;
    options.runtimeDirectory = runtimeDirectory(error);
    if (seconds > 0) options.duration = std::chrono::seconds(seconds);
    try {
        const auto measured = compareLanguages(options);
        writeTable(std::cout, measured);
        if (csv.empty()) return 0;
        std::ofstream file(csv);
        writeCsv(file, measured);
        if (file.flush()) return 0;
        std::fprintf(stderr, "vitrine: cannot write %s\n", csv.c_str());
    } catch (const ComparisonError& fault) {
        std::fprintf(stderr, "vitrine: %s\n", fault.what());
    }
    return 1;
}

} // namespace vitrine
