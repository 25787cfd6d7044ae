// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/sweep/cases.h"

#include <string>

namespace vitrine::sweep {

// Where we answer otherwise than X.Org, and mean it.
bool isException(const Case& wrong, const std::string& ours, const std::string& theirs);

} // namespace vitrine::sweep
