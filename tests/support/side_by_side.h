// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/test_server.h"
#include "tests/support/x_client.h"
#include "tests/support/xvfb.h"

#include <catch2/catch.hpp>

#include <sstream>
#include <string>

namespace vitrine {

// Our server and X.Org's: the same client's story on both must read the same.
class SideBySide {
public:
    // story(client) does something by a client of its own and says what came of it, in words.
    template<class Story> void check(Story story)
    {
        const std::string ours = story(XcbClient(server_));
        const std::string theirs = story(XcbClient(reference_.name()));
        CHECK(!ours.empty());
        if (ours == theirs) return;
        std::istringstream our(ours), their(theirs);
        std::string ourLine, theirLine;
        for (int line = 1; ourLine == theirLine; ++line) {
            UNSCOPED_INFO("line " << line << ": " << ourLine);
            if (!std::getline(our, ourLine)) ourLine = "the end";
            if (!std::getline(their, theirLine)) theirLine = "the end";
        }
        CHECK(ourLine == theirLine);
    }

    static SideBySide& pair() // one for all tests: neither keeps what a client that left has made
    {
        static SideBySide both;
        return both;
    }

private:
    TestServer server_;
    Xvfb reference_;
};

} // namespace vitrine
