// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/extension_queries.h"

#include "server/requests/extensions/registry.h"

namespace vitrine {

x11::QueryExtension::Reply handle(Call&, const x11::QueryExtension& request)
{
    const Extension* extension = findExtension(request.name_);
    if (extension == nullptr) return {.present = false};
    const x11::ExtensionInfo& info = extension->info;
    return {
        .present = true,
        .majorOpcode = info.majorOpcode,
        .firstEvent = info.eventCount == 0 ? std::uint8_t{0} : info.firstEvent,
        .firstError = info.errorCount == 0 ? std::uint8_t{0} : info.firstError,
    };
}

x11::ListExtensions::Reply handle(Call&, const x11::ListExtensions&)
{
    x11::ListExtensions::Reply reply;
    for (const Extension* extension : offeredExtensions()) {
        reply.names.push_back({std::string(extension->info.name)});
    }
    return reply;
}

void handle(Call&, const x11::NoOperation&) {}

} // namespace vitrine
