// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/coverage.h"

#include <catch2/catch.hpp>

namespace vitrine {

TEST_CASE("Every request of the core, and of each extension that is offered, has its handler")
{
    for (const Coverage& module : coverage()) {
        if (!module.offered) continue;
        for (const x11::RequestInfo& request : module.requests) {
            INFO(module.module << '.' << request.name);
            CHECK(request.handled);
        }
    }
}

TEST_CASE("The table knows the core's 120 requests, and extensions that are not offered")
{
    const auto modules = coverage();
    CHECK(modules.front().module == "core");
    CHECK(modules.front().requests.size() == 120);
    CHECK(modules.size() > 20);
}

} // namespace vitrine
