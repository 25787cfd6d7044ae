// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/latin1.h"

namespace vitrine {

std::string latin1FromUtf8(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i++]);
        if (byte < 0x80) {
            result += static_cast<char>(byte);
            continue;
        }
        unsigned rest = 0;
        while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xc0) == 0x80)
            rest = rest << 6 | (static_cast<unsigned char>(text[i++]) & 0x3f);
        const bool fits = byte == 0xc2 || byte == 0xc3; // U+0080 to U+00FF
        result += fits ? static_cast<char>((byte & 3u) << 6 | (rest & 0x3f)) : '?';
    }
    return result;
}

std::string utf8FromLatin1(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte < 0x80) {
            result += character;
        } else {
            result += static_cast<char>(0xc0 | byte >> 6);
            result += static_cast<char>(0x80 | (byte & 0x3f));
        }
    }
    return result;
}

} // namespace vitrine
