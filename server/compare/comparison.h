// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/geometry.h"
#include "server/compare/measurement.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace vitrine {

struct ComparisonOptions {
    std::vector<std::string> program;             // with its arguments
    std::optional<std::chrono::seconds> duration; // none: until it ends
    std::filesystem::path runtimeDirectory;
    Size screen{1280, 800};
};

// Why nothing could be measured: one line for the user.
struct ComparisonError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Runs a program in a session of its own and measures that one session in every language at once:
// X11 as it is received, and with readers in this process the drawing protocol and RFB in several
// encodings. What the readers are told before the program starts is not counted. Takes as long as
// the program; throws ComparisonError.
std::vector<Measurement> compareLanguages(const ComparisonOptions& options);

} // namespace vitrine
