// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace vitrine {

// A program's text as a message may hold it: UTF-8 (what is none is read as Latin-1), not too long.
std::string viewerText(std::string text);

} // namespace vitrine
