// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/app/commands.h"
#include "server/requests/coverage.h"

#include <cstdio>
#include <string>

namespace vitrine {

int showCoverage(bool onlyUndone)
{
    for (const Coverage& module : coverage()) {
        std::size_t done = 0;
        for (const x11::RequestInfo& request : module.requests) done += request.handled;
        std::printf("%-28s %3zu of %3zu%s\n", std::string(module.module).c_str(), done,
                    module.requests.size(), module.offered ? "" : "   (not offered)");
        if (!module.offered) continue; // nobody can ask for it
        for (const x11::RequestInfo& request : module.requests)
            if (!request.handled || !onlyUndone)
                std::printf("    %3d %-32s %s\n", request.opcode, std::string(request.name).c_str(),
                            request.handled ? "" : "undone");
    }
    return 0;
}

} // namespace vitrine
