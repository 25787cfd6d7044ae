// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace vitrine {

// U+FFFD where the bytes are no UTF-8.
std::u32string decodeUtf8(std::string_view text);

// '?' for what Latin-1 has not: RFB's old clipboard knows no more.
std::string toLatin1(std::string_view utf8);
std::string fromLatin1(std::string_view latin1);

} // namespace vitrine
