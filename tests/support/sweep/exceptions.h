// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/sweep/cases.h"

#include <string>

namespace vitrine::sweep {

// Extensions whose errors are to be X.Org's, one by one. Of the others it is only asked that every
// wrong request leaves its client in step.
bool isCompared(std::string_view extension);

// Where we answer otherwise than X.Org, and mean it.
bool isException(const Case& wrong, const std::string& ours, const std::string& theirs);

} // namespace vitrine::sweep
