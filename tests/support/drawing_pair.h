// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/artist.h"
#include "tests/support/test_server.h"
#include "tests/support/x_client.h"
#include "tests/support/xvfb.h"

#include <string>

namespace vitrine {

// Our server and X.Org's, side by side.
class DrawingPair {
public:
    // In how many pixels both pictures differ, and where the first of them are.
    struct Difference {
        int pixels = 0;
        std::string where;
    };
    Difference compare(void (*draw)(Artist&), Sheet sheet, unsigned seed);

private:
    TestServer server_;
    XcbClient client_{server_};
    Xvfb xvfb_;
    XcbClient reference_{xvfb_.name()};
};

} // namespace vitrine
