// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/dispatch.h"

#include <span>

namespace vitrine {

struct Call;

// Finds the handler of a core request.
void dispatchCore(Call& call, const x11::Frame& frame);
std::span<const x11::RequestInfo> coreRequests();

} // namespace vitrine
