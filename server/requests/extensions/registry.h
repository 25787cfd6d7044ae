// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/dispatch.h"

#include <span>
#include <string_view>

namespace vitrine {

struct Call;

// An extension that this server offers. To add one: its handlers in a file of this folder, which
// ends by defining its Extension, and a line in registry.cpp.
struct Extension {
    x11::ExtensionInfo info;
    void (*dispatch)(Call& call, const x11::Frame& frame);
    std::span<const x11::RequestInfo> requests;
};

std::span<const Extension* const> offeredExtensions();
const Extension* findExtension(std::uint8_t majorOpcode); // null where none is offered
const Extension* findExtension(std::string_view name);    // the same

} // namespace vitrine
