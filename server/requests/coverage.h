// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/dispatch.h"

#include <string_view>
#include <vector>

namespace vitrine {

// What `vitrine coverage` lists: the core and each extension that is described, request by request.
struct Coverage {
    std::string_view module; // "core" or the extension's name
    bool offered;
    std::vector<x11::RequestInfo> requests;
};

std::vector<Coverage> coverage();

} // namespace vitrine
