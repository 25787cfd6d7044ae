// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace vitrine {

// X's STRING is ISO 8859-1. What it cannot say becomes '?'.
std::string latin1FromUtf8(std::string_view text);
std::string utf8FromLatin1(std::string_view text);

} // namespace vitrine
