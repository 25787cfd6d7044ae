// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/compare/comparison.h"

#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <map>

namespace vitrine {

TEST_CASE("A session of xterm is measured in every language, and the drawing protocol is the least "
          "of those that show it")
{
    TemporaryFolder folder;
    ComparisonOptions options;
    options.program = {"xterm", "-e", "seq", "1", "2000"};
    options.runtimeDirectory = folder.path();
    std::map<std::string, Measurement> found;
    for (const Measurement& row : compareLanguages(options)) {
        INFO(row.language);
        CHECK(row.bytes > 0);
        CHECK(row.frames > 0);
        found[row.language] = row;
    }
    REQUIRE(found.size() == 8);
    const auto drawing = found["Vitrine drawing protocol"].bytes;
    for (const auto& [language, row] : found) {
        INFO(language);
        if (language.starts_with("RFB")) CHECK(drawing < row.bytes);
    }
    CHECK(found["X11 through zlib"].bytes < found["X11"].bytes);
}

TEST_CASE("A program that is not there is named in the complaint")
{
    TemporaryFolder folder;
    ComparisonOptions options;
    options.program = {"no-such-program"};
    options.runtimeDirectory = folder.path();
    try {
        compareLanguages(options);
        FAIL("it started");
    } catch (const ComparisonError& error) {
        CHECK(std::string(error.what()).find("no-such-program") != std::string::npos);
    }
}

} // namespace vitrine
