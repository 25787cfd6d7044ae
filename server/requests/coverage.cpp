// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/coverage.h"

#include "protocol/x11/trace.h"
#include "server/requests/core_dispatch.h"
#include "server/requests/extensions/registry.h"

namespace vitrine {

std::vector<Coverage> coverage()
{
    std::vector<Coverage> all;
    for (const x11::TraceTable* table : x11::traceTables()) {
        if (table->majorOpcode == 0) {
            const auto requests = coreRequests();
            all.push_back({"core", true, {requests.begin(), requests.end()}});
        } else if (const Extension* offered = findExtension(table->majorOpcode)) {
            all.push_back(
                {table->extension, true, {offered->requests.begin(), offered->requests.end()}});
        } else {
            Coverage& missing = all.emplace_back(Coverage{table->extension, false, {}});
            for (const x11::TracedRequest& request : table->requests) {
                missing.requests.push_back({request.opcode, request.name, false});
            }
        }
    }
    return all;
}

} // namespace vitrine
